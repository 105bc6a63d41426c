"""MarkdownV2 parse mode."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.composing import formatted
from bot.playground.errors import RefusalError
from bot.playground.markdown_markup import parse_markdown


def entities_of(source: str) -> list[tuple[str, str, str]]:
    """Return (kind, text, argument) of what the source marks."""
    parsed = formatted(source, "MarkdownV2")
    return [(e.kind, parsed.text[e.start : e.end], e.argument) for e in parsed.entities]


@pytest.mark.parametrize(
    ("source", "kind", "text", "argument"),
    [
        ("*x*", "bold", "x", ""),
        ("_x_", "italic", "x", ""),
        ("__x__", "underline", "x", ""),
        ("~x~", "strikethrough", "x", ""),
        ("||x||", "spoiler", "x", ""),
        ("`x*y`", "code", "x*y", ""),
        ("```\nx_y\n```", "pre", "x_y\n", ""),
        ("```python\nx = 1\n```", "pre", "x = 1\n", "python"),
        (r"[a\.b](https://ex.org/x\)y)", "text_link", "a.b", "https://ex.org/x)y"),
        ("[Ada](tg://user?id=42)", "text_mention", "Ada", "42"),
        ("![👍](tg://emoji?id=5368324170671202286)", "custom_emoji", "👍", "5368324170671202286"),
        (">one\n>two", "blockquote", "one\ntwo", ""),
        (">one\n>two||", "expandable_blockquote", "one\ntwo", ""),
    ],
)
def test_every_mark_is_read(source: str, kind: str, text: str, argument: str) -> None:
    parsed = parse_markdown(source)
    (entity,) = parsed.entities
    assert (entity.kind, parsed.text[entity.start : entity.end]) == (kind, text)
    assert entity.argument == argument


def test_marks_nest() -> None:
    assert entities_of("*bold _italic bold ~all three~_ bold*") == [
        ("bold", "bold italic bold all three bold", ""),
        ("italic", "italic bold all three", ""),
        ("strikethrough", "all three", ""),
    ]


def test_a_quote_ends_where_a_line_does_not_begin_with_its_mark() -> None:
    assert parse_markdown("a\n>b\n>c\nd").text == "a\nb\nc\nd"
    assert entities_of("a\n>b\n>c\nd") == [("blockquote", "b\nc", "")]


@pytest.mark.parametrize(
    ("source", "description"),
    [
        ("Hello.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("1 - 2", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("é *bold", "Can't find end of Bold entity at byte offset 3"),
        ("`code", "Can't find end of Code entity at byte offset 0"),
        ("[a](https://ex.org", "Can't find end of a URL at byte offset 4"),
        ("![a]", "Custom emoji entity must contain a tg://emoji URL"),
    ],
)
def test_mistakes_are_refused_in_telegrams_words(source: str, description: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        parse_markdown(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {description}"


def test_escaped_characters_are_themselves() -> None:
    source = r"\_\*\[\]\(\)\~\`\>\#\+\-\=\|\{\}\.\!"
    assert parse_markdown(source).text == "_*[]()~`>#+-=|{}.!"


@settings(deadline=None)  # machines are busy
@given(st.text(alphabet="*_~|`[]()!>\\ \nab.é😀", max_size=60))
def test_any_source_is_read_or_refused(source: str) -> None:
    try:
        parsed = formatted(source, "MarkdownV2")
    except RefusalError:
        return
    assert all(0 <= e.start < e.end <= len(parsed.text) for e in parsed.entities)
