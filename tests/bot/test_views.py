"""Buttons carry what they show: within 64 bytes, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import (
    MOST_BYTES,
    CardView,
    LanguageView,
    ListView,
    PassageView,
    Quoted,
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


@given(st.lists(quotes, min_size=1, max_size=3), st.sampled_from(["en", "fr"]), st.booleans())
def test_three_quotes_fit_into_a_button_and_come_back(found, lang, context):
    card = card_of(lang, tuple(found))
    assert card is not None
    assert len(card.quotes) == len(found)
    for shown in range(len(found)):
        view = CardView(lang, card.quotes, shown, context)
        data = encode(view)
        assert len(data.encode()) <= MOST_BYTES
        assert decode(data) == view


@pytest.mark.parametrize(
    "view",
    [
        PassageView("fr", KEY),
        ListView("en", 0),
        ListView("fr", 99_999),
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


def test_leafing_on_puts_the_context_away():
    card = CardView("en", (quoted(0), quoted(1)), context=True)
    assert not card.following().context
    assert not card.toggled().context
    assert card.toggled().toggled() == card


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
        "lfrx",
        "afrx",
        "zfr1",
    ],
)
def test_data_that_is_not_ours_is_nothing(data):
    assert decode(data) is None


@given(st.text(max_size=64))
def test_no_data_whatever_raises(data):
    decode(data)
