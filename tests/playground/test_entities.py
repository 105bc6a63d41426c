"""Entities: UTF-16 outside, code points inside, and Telegram's nesting rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.detection import find_entities
from bot.playground.entities import (
    CODES,
    GIVEN,
    QUOTES,
    Entity,
    Formatted,
    cleaned,
    from_json,
    normalised,
    to_json,
)
from bot.playground.errors import RefusalError
from bot.playground.text import utf16_length


def found_in(text: str) -> list[tuple[str, str]]:
    """Return (kind, text) of what Telegram marks by itself."""
    return [(e.kind, text[e.start : e.end]) for e in find_entities(text)]


def test_offsets_are_utf16_units() -> None:
    assert to_json(Formatted("😀 été", (Entity("bold", 2, 5),))) == [
        {"offset": 3, "length": 3, "type": "bold"}
    ]


def test_entities_given_in_utf16_are_read_back() -> None:
    given_json = [{"offset": 3, "length": 3, "type": "bold"}]
    assert to_json(from_json("😀 été", given_json)) == given_json


@pytest.mark.parametrize(
    ("offset", "length", "words"),
    [
        (1, 1, "entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1"),
        (0, 1, "entity ends in a middle of a UTF-16 symbol at UTF-16 offset 1"),
        (9, 1, "entity begins after the end of the text at UTF-16 offset 9"),
        (0, 9, "entity ends after the end of the text at UTF-16 offset 9"),
    ],
)
def test_offsets_that_no_character_has_are_refused(offset: int, length: int, words: str) -> None:
    with pytest.raises(RefusalError, match=words):
        from_json("😀x", [{"offset": offset, "length": length, "type": "bold"}])


def test_an_unknown_kind_is_refused_and_a_found_kind_is_left_to_telegram() -> None:
    with pytest.raises(RefusalError, match="Unsupported type specified"):
        from_json("x", [{"offset": 0, "length": 1, "type": "marquee"}])
    assert from_json("@ada", [{"offset": 0, "length": 4, "type": "mention"}]).entities == ()


def test_code_holds_nothing_else() -> None:
    text = Formatted("ab code cd", (Entity("bold", 0, 10), Entity("code", 3, 7)))
    assert normalised(text).entities == (
        Entity("bold", 0, 3),
        Entity("code", 3, 7),
        Entity("bold", 7, 10),
    )


def test_quotes_do_not_nest() -> None:
    inner = Entity("expandable_blockquote", 2, 4)
    outer = Entity("blockquote", 0, 6)
    assert normalised(Formatted("abcdef", (inner, outer))).entities == (outer,)


def test_equal_styles_that_touch_are_one() -> None:
    text = Formatted("abcd", (Entity("bold", 0, 2), Entity("bold", 2, 4)))
    assert normalised(text).entities == (Entity("bold", 0, 4),)


def test_a_style_over_white_space_alone_is_dropped() -> None:
    assert normalised(Formatted("a  b", (Entity("bold", 1, 3),))).entities == ()


def test_outer_white_space_goes_and_entities_move() -> None:
    text = Formatted(" \n abc\r\n ", (Entity("bold", 0, 5),))
    assert cleaned(text) == Formatted("abc", (Entity("bold", 0, 2),))


def test_control_characters_become_spaces_or_go() -> None:
    assert cleaned(Formatted("a\x00b\tc\r\nd\u202ee")).text == "a b c\nde"


def test_mentions_commands_hashtags_and_addresses_are_found() -> None:
    text = "/ask@my_bot dis, @ada_l : #news et $TON, voir https://ex.org/a(b)). ou ex.fr? a@b.org"
    assert found_in(text) == [
        ("bot_command", "/ask@my_bot"),
        ("mention", "@ada_l"),
        ("hashtag", "#news"),
        ("cashtag", "$TON"),
        ("url", "https://ex.org/a(b)"),
        ("url", "ex.fr"),
        ("email", "a@b.org"),
    ]


@pytest.mark.parametrize(
    "text", ["1/2", "a/b", "5 < 6", "e@f", "#1", "$ton", "fin.Le", "3.14", "/", "@", "x@@y", "</b>"]
)
def test_what_only_looks_alike_is_not_found(text: str) -> None:
    assert found_in(text) == []


def test_a_found_entity_gives_way_to_a_link() -> None:
    linked = Formatted("see ex.org now", (Entity("text_link", 0, 14, "http://a.org/"),))
    assert normalised(linked, find_entities(linked.text)).entities == linked.entities


@st.composite
def formatted_texts(draw: st.DrawFn) -> Formatted:
    """Any text with any entities in its bounds."""
    text = draw(st.text(alphabet="ab c\n@/é😀", min_size=1, max_size=30))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    kinds = st.sampled_from([kind for kind in GIVEN if kind != "text_mention"])
    drawn = draw(st.lists(st.tuples(kinds, spans), max_size=8))
    entities = [Entity(kind, start, end, "1") for kind, (start, end) in drawn if start < end]
    return Formatted(text, tuple(entities))


@settings(deadline=None)  # machines are busy
@given(formatted_texts())
def test_normalised_entities_never_cross_and_keep_the_rules(text: Formatted) -> None:
    clean = cleaned(text)
    result = normalised(clean, find_entities(clean.text))
    assert result.text == clean.text
    for at, one in enumerate(result.entities):
        assert 0 <= one.start < one.end <= len(result.text)
        for other in result.entities[at + 1 :]:
            assert not one.crosses(other)
            if one.overlaps(other):
                assert one.kind != other.kind
                assert one.kind not in CODES
                assert not (one.kind in QUOTES and other.kind in QUOTES)


@settings(deadline=None)  # machines are busy
@given(formatted_texts())
def test_normalising_twice_changes_nothing_more(text: Formatted) -> None:
    once = normalised(cleaned(text))
    assert normalised(once) == once


@settings(deadline=None)  # machines are busy
@given(formatted_texts())
def test_json_of_entities_stays_within_the_text(text: Formatted) -> None:
    for entity in to_json(normalised(cleaned(text))):
        assert entity["offset"] >= 0
        assert entity["offset"] + entity["length"] <= utf16_length(cleaned(text).text)


@pytest.mark.parametrize(
    "piece", ["a.", "@", "/", "#1", "$A", "a@a.", "http://", "http://)", "1.", "a.b@", "(", "a-"]
)
def test_hostile_texts_are_searched_in_time_that_grows_with_their_length(piece: str) -> None:
    for text in (piece * (50_000 // len(piece)), "http://x" + piece * (50_000 // len(piece))):
        assert all(e.end <= len(text) for e in find_entities(text))
