"""The line under a quote that says where it stands."""

import html

import pytest

from bot.citing import (
    article_line,
    citation_line,
    label,
    page_link,
    spoken_date,
)
from bot.linking import permanent_link
from bot.locales import catalogue_for
from retrieval.model import Article, Citation

ENGLISH, FRENCH = catalogue_for("en"), catalogue_for("fr")
QUOTE = "The harbour reopened on Monday after eleven weeks of work, the mayor said."


def citation(**known):
    facts = {
        "article": "harbour.md",
        "title": "The harbour reopens",
        "paragraph": 2,
        "paragraph_key": "abcdefghijklm",
        "outlet": None,
        "published": None,
        "lang": "en",
        "url": None,
    }
    return Citation(**(facts | known))


def test_everything_known_is_named_in_order():
    line = citation_line(
        citation(outlet="The Tern", published="2016-08", lang="fr"), QUOTE, "TestBot", ENGLISH
    )
    link = permanent_link("TestBot", "abcdefghijklm", "harbour.md")
    assert line == (
        f'— The harbour reopens · <a href="{link}">§\u00a02</a> · The Tern · Aug 2016 · FR'
    )


def test_what_is_unknown_is_left_out():
    assert citation_line(citation(), QUOTE, "", ENGLISH) == "— The harbour reopens · §\u00a02 · EN"


def test_title_leads_to_the_quoted_words_of_the_page():
    line = citation_line(citation(url="https://example.org/a?b=1&c=2"), QUOTE, "", ENGLISH)
    assert (
        '<a href="https://example.org/a?b=1&amp;c=2'
        '#:~:text=The%20harbour%20reopened%20on,work%2C%20the%20mayor%20said.">' in line
    )


def test_markup_in_titles_and_outlets_is_text():
    line = citation_line(citation(title="<b>A & B</b>", outlet="<i>"), QUOTE, "", ENGLISH)
    assert line == "— &lt;b&gt;A &amp; B&lt;/b&gt; · §\u00a02 · &lt;i&gt; · EN"
    assert "<b>A & B</b>" in html.unescape(line)


def test_article_without_a_title_is_named_by_its_key():
    assert citation_line(citation(title=" "), QUOTE, "", ENGLISH).startswith("— harbour.md ·")


@pytest.mark.parametrize(
    ("published", "english", "french"),
    [
        ("2016-08-01", "1 Aug 2016", "1er août 2016"),
        ("2017-12-15T10:00:00Z", "15 Dec 2017", "15 déc. 2017"),
        ("2016-08", "Aug 2016", "août 2016"),
        ("2016", "2016", "2016"),
        ("2016-13", "2016", "2016"),
        ("2016-08-00", "Aug 2016", "août 2016"),
        ("last spring", "last spring", "last spring"),
        ("", "", ""),
    ],
)
def test_dates_are_said_as_people_say_them(published, english, french):
    assert spoken_date(published, ENGLISH) == english
    assert spoken_date(published, FRENCH) == french


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org/a",
        "file:///a",
        "example.org",
        "https://",
        "https://a b.org",
        "http://[half",
        "https://a.org/\n",
        "",
        None,
    ],
)
def test_only_web_addresses_are_linked(url):
    assert page_link(url, QUOTE) is None


def test_page_link_escapes_what_a_text_fragment_gives_a_meaning():
    assert page_link("https://a.org/x", "well-known, “so”") == (
        "https://a.org/x#:~:text=well%2Dknown%2C%20%E2%80%9Cso%E2%80%9D"
    )


def test_page_link_keeps_the_fragment_of_the_address():
    assert page_link("https://a.org/x#part", "so") == "https://a.org/x#part:~:text=so"


def test_label_is_one_visible_line():
    assert label("A\u202e title\u200b\n of\ttwo\x00 lines ") == "A title of two lines"
    assert label("x" * 500) == "x" * 199 + "…"
    assert label("\ud800ok") == "ok"


def test_article_in_a_list_links_to_its_beginning():
    article = Article("a.md", "A <title>", "fr", outlet="Le Phare", published="2017")
    assert article_line(article, "https://t.me/x?start=p_a", FRENCH) == (
        '<a href="https://t.me/x?start=p_a">A &lt;title&gt;</a> · Le Phare · 2017 · FR'
    )
    assert article_line(article, None, FRENCH).startswith("A &lt;title&gt; ·")
