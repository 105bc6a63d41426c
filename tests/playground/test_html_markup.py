"""HTML parse mode: what Telegram reads, and in which words it refuses."""

import html as standard_html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.composing import formatted
from bot.playground.entities import Entity, Formatted
from bot.playground.errors import RefusalError
from bot.playground.html_markup import parse_html
from bot.playground.rendering import as_html


def entities_of(source: str) -> list[tuple[str, str, str]]:
    """Return (kind, text, argument) of what the source marks."""
    parsed = formatted(source, "HTML")
    return [(e.kind, parsed.text[e.start : e.end], e.argument) for e in parsed.entities]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<strong>x</strong>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', "custom_emoji"),
        ("<B>x</B>", "bold"),
        ("<b >x</b >", "bold"),
        ("<b>x</>", "bold"),
    ],
)
def test_every_tag_of_telegrams_set_is_read(source: str, kind: str) -> None:
    assert [(k, text) for k, text, _ in entities_of(source)] == [(kind, "x")]


def test_links_keep_their_address_with_references_decoded() -> None:
    source = '<a href="https://ex.org/a?b=1&amp;c=2#:~:text=le%20mot">lire</a>'
    assert entities_of(source) == [
        ("text_link", "lire", "https://ex.org/a?b=1&c=2#:~:text=le%20mot")
    ]


def test_a_link_without_href_takes_its_text_as_address() -> None:
    assert entities_of("<a>example.org/x</a>") == [
        ("text_link", "example.org/x", "http://example.org/x")
    ]


def test_a_link_that_leads_nowhere_is_plain_text() -> None:
    assert entities_of('<a href="javascript:alert(1)">x</a>') == []
    assert entities_of('<a href="http://localhost/">x</a>') == []


def test_a_link_to_a_user_is_a_mention() -> None:
    assert entities_of('<a href="tg://user?id=42">Ada</a>') == [("text_mention", "Ada", "42")]


def test_code_with_a_language_inside_pre_is_one_entity() -> None:
    source = '<pre><code class="language-python">x = 1</code></pre>'
    assert entities_of(source) == [("pre", "x = 1", "python")]


def test_references_are_decoded_and_unknown_ones_stay() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#65;&#x1F600;").text == '<>&"A😀'
    assert parse_html("&nbsp; &copy; & &#0; &#x110000;").text == "&nbsp; &copy; & &#0; &#x110000;"


@pytest.mark.parametrize(
    ("source", "description"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("é<br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="no">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_mistakes_are_refused_in_telegrams_words(source: str, description: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        parse_html(source)
    assert refusal.value.code == 400
    assert refusal.value.description == f"Bad Request: can't parse entities: {description}"


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(RefusalError, match="unmatched surrogate code units"):
        parse_html("&#xd83d;")


@settings(deadline=None)  # machines are busy
@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(standard_html.escape(text)).text == text


@settings(deadline=None)  # machines are busy
@given(st.text(alphabet="<>/&ab \"'=ipre;#x1é😀", max_size=60))
def test_any_source_is_read_or_refused(source: str) -> None:
    try:
        parsed = formatted(source, "HTML")
    except RefusalError:
        return
    assert all(0 <= e.start < e.end <= len(parsed.text) for e in parsed.entities)


def test_html_of_a_text_reads_back_to_the_same_entities() -> None:
    source = (
        "<blockquote>« <b>Facebook</b> paid &lt;22&gt; <i>billion <u>dollars</u></i> »</blockquote>"
        '\n— <a href="https://ex.org/?a=1&amp;b=2">WhatsApp</a> <code>a &amp; b</code>'
    )
    parsed = formatted(source, "HTML")
    assert formatted(as_html(parsed), "HTML") == parsed


def test_rendering_nothing_gives_nothing() -> None:
    assert as_html(Formatted()) == ""
    assert as_html(Formatted("a@b", (Entity("email", 0, 3),))) == "a@b"
