"""Paragraphs, articles and the list of them as Telegram messages."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.linking import mark_of, permanent_link
from bot.locales import catalogue_for
from bot.markup import CUT
from bot.passages import (
    PARAGRAPHS_A_PAGE,
    UNITS_A_PAGE,
    Listed,
    OpenArticle,
    pages_of,
    render_article,
    render_gone,
    render_list,
    render_passage,
    split_pages,
)
from bot.render import Voice
from bot.reply import MOST_UNITS, units
from bot.views import ArticleView, ListView, PassageView
from retrieval.model import Article, Paragraph

VOICE = Voice("TestBot", catalogue_for("en"))
FRENCH = Voice("TestBot", catalogue_for("fr"))
HARBOUR = Article("harbour.md", "The harbour reopens", "en", outlet="The Tern", published="2016-08")
TEXT = "The harbour reopened on Monday. It had been shut for eleven weeks. Fishing begins again."


def paragraph(text=TEXT, number=2, article=HARBOUR, heading=""):
    return Paragraph(number, f"paragraphkey{number}", number, text, "en", heading, article)


def quotes_in(reply):
    found = re.findall("<blockquote>(.*?)</blockquote>", reply.html, re.DOTALL)
    return [html.unescape(quote) for quote in found]


def test_passage_is_the_whole_paragraph_under_its_heading():
    reply = render_passage(paragraph(heading="At sea"), paragraph(number=1), None, VOICE)
    assert reply.html.startswith(f"<b>At sea</b>\n<blockquote>{TEXT}</blockquote>\n— ")
    assert reply.buttons[0].view == PassageView("en", "paragraphkey1")
    assert [button.label for button in reply.buttons] == ["‹ Previous"]


def test_passage_longer_than_a_message_is_cut_after_a_sentence():
    text = "Waves rolled in. " * 400
    reply = render_passage(paragraph(text), None, paragraph(number=3), VOICE)
    shown = quotes_in(reply)[0]
    assert shown.endswith("Waves rolled in.")
    assert f"</blockquote>\n{CUT}\n— " in reply.html
    assert units(reply.plain) <= MOST_UNITS


def listed(numbers):
    return [Listed(n, Article(f"{n}.md", f"Title {n}", "en")) for n in numbers]


def test_list_names_each_article_and_links_to_its_beginning():
    reply = render_list(listed([1, 2]), 0, 2, VOICE)
    assert reply.plain.splitlines()[:4] == [
        "2 articles",
        "",
        "1. Title 1 · EN",
        "2. Title 2 · EN",
    ]
    assert f'<a href="https://t.me/TestBot?start=a_{mark_of("2.md")}">Title 2</a>' in reply.html
    assert not reply.buttons


def test_long_list_has_pages():
    first = render_list(listed(range(1, 11)), 0, 25, VOICE)
    middle = render_list(listed(range(11, 21)), 1, 25, VOICE)
    last = render_list(listed(range(21, 26)), 2, 25, VOICE)
    assert "25 articles · page 2 of 3" in middle.plain
    assert [button.view for button in first.buttons] == [ListView("en", 1)]
    assert [button.view for button in middle.buttons] == [ListView("en", 0), ListView("en", 2)]
    assert [button.view for button in last.buttons] == [ListView("en", 1)]


def test_list_of_endless_titles_stays_within_a_message():
    long = "Endless " * 100
    entries = [Listed(n, Article(f"{n}", long, "en", outlet=long)) for n in range(1, 11)]
    assert units(render_list(entries, 0, 10, FRENCH).plain) <= MOST_UNITS


def test_empty_list_says_so():
    assert render_list([], 0, 0, VOICE).plain == "I don’t have any articles to quote from yet."


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (100, 10)])
def test_pages_are_counted(total, pages):
    assert pages_of(total) == pages


def article(*texts, **known):
    opened = Article("harbour.md", "The harbour <reopens>", "en", **known)
    return OpenArticle(
        opened, tuple(paragraph(text, number, opened) for number, text in enumerate(texts, 1))
    )


def test_article_is_shown_with_its_paragraphs_each_under_its_permanent_link():
    reply = render_article(article("First.", "Second & last.", outlet="The Tern"), 0, VOICE)
    assert reply.plain.splitlines() == [
        "The harbour <reopens>",
        "The Tern · EN",
        "",
        "§\u00a01",
        "First.",
        "§\u00a02",
        "Second & last.",
    ]
    assert quotes_in(reply) == ["First.", "Second & last."]
    assert html.escape(permanent_link("TestBot", "paragraphkey2", "harbour.md")) in reply.html
    assert not reply.rows


def test_headings_stand_where_their_paragraphs_begin():
    paragraphs = [
        paragraph("One.", 1, heading="At sea"),
        paragraph("Two.", 2, heading="At sea"),
        paragraph("Three.", 3, heading="On <land>"),
    ]
    shown = render_article(OpenArticle(HARBOUR, tuple(paragraphs)), 0, VOICE)
    assert [line for line in shown.plain.splitlines() if line.startswith("§")] == [
        "§\u00a01 · At sea",
        "§\u00a02",
        "§\u00a03 · On <land>",
    ]


def test_article_on_the_web_opens_at_what_is_shown():
    reply = render_article(article("The first words.", url="https://a.org/x"), 0, VOICE)
    assert '<a href="https://a.org/x#:~:text=The%20first%20words.">' in reply.html


def test_long_article_has_pages_and_one_past_the_end_is_the_last():
    opened = article(*["Waves rolled in. " * 50] * 7)
    first, last = render_article(opened, 0, FRENCH), render_article(opened, 99, FRENCH)
    assert "page 1 sur 4" in first.plain
    mark = mark_of("harbour.md")
    assert [button.view for button in first.buttons] == [ArticleView("fr", mark, 1)]
    assert [button.view for button in last.buttons] == [ArticleView("fr", mark, 2)]
    assert "§\u00a07" in last.plain


def test_article_without_paragraphs_is_but_its_title():
    assert render_article(article(), 0, VOICE).plain.startswith("The harbour <reopens>\nEN")


@settings(deadline=None)  # a busy machine fails no test
@given(st.lists(st.tuples(st.sampled_from("a🎉<\n "), st.integers(1, 6_000)), max_size=30))
def test_every_page_is_within_limits_and_all_paragraphs_stand_on_one_in_order(pieces):
    opened = article(*[char * times for char, times in pieces], outlet="The Tern")
    pages = split_pages(opened.paragraphs)
    assert [one for page in pages for one in page] == list(opened.paragraphs)
    for number, page in enumerate(pages):
        assert len(page) <= PARAGRAPHS_A_PAGE
        assert len(page) < 2 or sum(units(one.text) for one in page) <= UNITS_A_PAGE
        assert units(render_article(opened, number, VOICE).plain) <= MOST_UNITS


def test_article_whose_every_label_is_endless_stays_within_a_message():
    opened = Article("k", "🎉" * 900, "en", outlet="🎉" * 900)
    paragraphs = [paragraph("x" * 150, n, opened, f"{n} " + "🎉" * 300) for n in range(1, 40)]
    for page in range(5):
        reply = render_article(OpenArticle(opened, tuple(paragraphs)), page, VOICE)
        assert units(reply.plain) <= MOST_UNITS


def test_paragraph_that_is_gone_is_told_with_its_article_if_that_is_left():
    told = render_gone(HARBOUR, VOICE)
    assert "passage of “The harbour reopens” has been changed or removed" in told.plain
    assert [button.view for button in told.buttons] == [ArticleView("en", mark_of("harbour.md"), 0)]
    assert render_gone(None, FRENCH).plain.startswith("Ce passage a été modifié ou retiré")
