"""Buttons carry what they show: within 64 bytes, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.admin_views import ConfirmedView, RemovalsView, RemovalView, SourcesView
from bot.views import (
    MOST_BYTES,
    ArticleView,
    CardView,
    Face,
    LanguageView,
    ListView,
    PassageView,
    Quoted,
    Rule,
    RuleView,
    VoteView,
    card_of,
    decode,
    encode,
)
from retrieval.model import Span

KEY = "abcdefghijklm"  # as long as the keys that storage makes


def quoted(start=0, length=120, key=KEY):
    return Quoted(key, Span(start, start + length))


spans = st.tuples(st.integers(0, 46_655), st.integers(1, 46_655))
keys = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=13, max_size=13)
quotes = st.builds(lambda key, span: quoted(*span, key=key), keys, spans)


@given(
    st.lists(quotes, min_size=1, max_size=3), st.sampled_from(["en", "fr"]), st.sampled_from(Face)
)
def test_three_quotes_fit_into_a_button_and_come_back(found, lang, face):
    card = card_of(lang, tuple(found))
    assert card is not None
    assert len(card.quotes) == len(found)
    for shown in range(len(found)):
        view = CardView(lang, card.quotes, shown, face)
        data = encode(view)
        assert len(data.encode()) <= MOST_BYTES
        assert decode(data) == view


@pytest.mark.parametrize(
    "view",
    [
        VoteView(KEY, helpful=True),
        VoteView(KEY, helpful=False),
        PassageView("fr", KEY),
        ArticleView("fr", KEY, 0),
        ArticleView("en", KEY, 99_999),
        ListView("en", 0),
        ListView("fr", 99_999),
        *(
            RuleView("fr", rule, value)
            for rule in Rule
            for value in ("", "f", "12345.abcdefghijklm")
        ),
        LanguageView("fr"),
        LanguageView(""),
    ],
)
def test_other_views_come_back_too(view):
    assert decode(encode(view)) == view
    assert len(encode(view).encode()) <= MOST_BYTES


def test_quotes_that_do_not_fit_are_left_out_from_the_end():
    long_key = "k" * 20
    card = card_of("en", tuple(quoted(key=long_key) for _ in range(3)))
    assert card is not None
    assert len(card.quotes) == 2


def test_quote_too_far_into_its_paragraph_has_no_buttons():
    assert card_of("en", (quoted(start=50_000),)) is None
    assert card_of("en", (quoted(length=50_000),)) is None


def test_second_quote_that_cannot_be_carried_leaves_the_first_alone():
    card = card_of("en", (quoted(), quoted(start=50_000)))
    assert card is not None
    assert card.quotes == (quoted(),)


def test_leafing_on_comes_back_to_the_first_quote():
    card = CardView("en", (quoted(0), quoted(1), quoted(2)))
    assert [card.shown, card.following().shown] == [0, 1]
    assert card.following().following().following() == card


@pytest.mark.parametrize("face", [Face.CONTEXT, Face.WHY])
def test_leafing_on_shows_the_bare_quote(face):
    card = CardView("en", (quoted(0), quoted(1)), face=face)
    assert card.following().face is Face.QUOTE
    assert card.toggled(face).face is Face.QUOTE
    assert card.toggled(face).toggled(face) == card


def test_context_gives_way_to_the_reason_and_the_other_way_round():
    card = CardView("en", (quoted(0),), face=Face.CONTEXT)
    assert card.toggled(Face.WHY).face is Face.WHY
    assert card.toggled(Face.WHY).toggled(Face.CONTEXT) == card


def test_in_the_place_of_a_quote_that_is_gone_the_others_can_be_shown_each_once():
    card = CardView("en", (quoted(0), quoted(1), quoted(2)), shown=1)
    assert [one.shown for one in card.onward()] == [1, 2, 0]
    assert list(card.toggled(Face.WHY).onward()) == [card.toggled(Face.WHY)]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "q",
        "qfr",
        "qfr0",
        "qfr01",
        "qfr01abc",
        "qfr10" + KEY + "001001",
        "qfr04" + (KEY + "001001") * 4,
        "qfr01" + KEY + "-12012",
        "qfr01" + KEY + "001 01",
        "qfr0²" + KEY + "001001",
        "pfr",
        "u",
        "d",
        "lfrx",
        "rfr" + KEY,
        "rfr" + KEY + "x",
        "afrx",
        "zfr1",
    ],
)
def test_data_that_is_not_ours_is_nothing(data):
    assert decode(data) is None


@given(st.text(max_size=64))
def test_no_data_whatever_raises(data):
    decode(data)


@given(
    st.one_of(
        st.builds(SourcesView, st.sampled_from(["en", "fr"]), st.integers(0, 10**9 - 1)),
        st.builds(RemovalsView, st.sampled_from(["en", "fr"]), st.integers(0, 10**9 - 1)),
        st.builds(RemovalView, st.sampled_from(["en", "fr"]), keys),
        st.builds(ConfirmedView, st.sampled_from(["en", "fr"]), keys),
    )
)
def test_what_admins_buttons_show_comes_back(view):
    assert decode(encode(view)) == view
    assert len(encode(view).encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    "data", ["x", "xs", "xsen", "xsenx", "xsen-1", "xren", "xcfrshort", "xqen1"]
)
def test_what_is_no_admins_button_shows_nothing(data):
    assert decode(data) is None
