"""Links into the bot, and what they lead back to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.linking import (
    MARK_LENGTH,
    ToArticle,
    ToParagraph,
    article_link,
    mark_of,
    permanent_link,
    read_start,
)

KEY = "abcdefghijklm"


@given(st.text())
def test_links_lead_back_whatever_the_articles_key(article):
    mark = mark_of(article)
    assert len(mark) == MARK_LENGTH
    link = permanent_link("TestBot", KEY, article)
    assert link.startswith(f"https://t.me/TestBot?start=p_{KEY}")
    assert read_start(link.partition("start=")[2]) == ToParagraph(KEY, mark)
    assert read_start(article_link("TestBot", article).partition("start=")[2]) == ToArticle(mark)


def test_link_with_nothing_but_the_paragraphs_key_leads_to_it_too():
    assert read_start(f"p_{KEY}") == ToParagraph(KEY)


def test_articles_have_marks_of_their_own():
    assert mark_of("a.md") == mark_of("a.md") != mark_of("b.md")


def test_link_needs_a_name_and_a_key_that_telegram_can_carry():
    assert permanent_link("", KEY, "a") is None
    assert permanent_link("TestBot", "k" * 60, "a") is None
    assert permanent_link("TestBot", "a b", "a") is None
    assert article_link("", "a") is None


@pytest.mark.parametrize("parameter", ["", "p_", "a_", "p_-mark", "hello", "P_abc"])
def test_other_starts_lead_nowhere(parameter):
    assert read_start(parameter) is None
