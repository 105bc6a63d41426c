"""Quotes page after page: the answer first, then what else holds most of what was asked."""

import pytest

from retrieval.answering import Answerer
from retrieval.model import Answer, NoAnswer, Reason
from retrieval.quoting import MOST_SEARCHED, QUOTES_A_PAGE, RANKED_FIRST
from retrieval.searching import SMALL_COLLECTION

COMETS = 130  # paragraphs that speak of what is asked; the others don't


def comets(others: int) -> str:
    seen = (
        f"Comet number {n} was seen by the astronomers of Brindle for {n + 3} nights."
        for n in range(COMETS)
    )
    sold = (f"Market stall {n} sold {n + 5} baskets of pears on Friday." for n in range(others))
    return "\n\n".join([*seen, *sold])


@pytest.fixture(scope="module", params=[20, SMALL_COLLECTION], ids=["small", "large"])
def answerer(request, collect) -> Answerer:
    """Answer from a collection that is ranked as a whole, and from one that is not."""
    return Answerer(collect(comets(request.param), lang="en", title="Brindle"))


def pages_of(answerer: Answerer, words: str) -> list:
    pages = [answerer.quotes(words)]
    while pages[-1].following is not None:
        pages.append(answerer.quotes(words, pages[-1].following))
    return pages


def test_pages_hold_every_paragraph_that_fits_and_each_once(answerer):
    pages = pages_of(answerer, "comet seen by astronomers")
    ids = [extract.paragraph.id for page in pages for extract in page.extracts]
    assert len(ids) == len(set(ids)) == COMETS
    assert all("Comet" in extract.text for page in pages for extract in page.extracts)
    assert max(len(page.extracts) for page in pages) <= QUOTES_A_PAGE
    assert len(pages) > COMETS / QUOTES_A_PAGE
    assert len({page.version for page in pages}) == 1


def test_first_page_begins_with_the_answer(answerer):
    page = answerer.quotes("How many nights was comet number 7 seen?")
    assert isinstance(page.reply, Answer)
    extracts = answerer.answer("How many nights was comet number 7 seen?").extracts
    assert page.extracts[: len(extracts)] == extracts
    assert "number 7 " in page.extracts[0].text


def test_quotes_are_exact(answerer):
    for extract in answerer.quotes("comet seen by astronomers").extracts:
        assert extract.text in extract.paragraph.text


@pytest.mark.parametrize("words", ["Reykjavik chess tournament", "thanks", "", "the of and"])
def test_words_that_nothing_holds_have_one_page_without_quotes(answerer, words):
    page = answerer.quotes(words)
    assert isinstance(page.reply, NoAnswer)
    assert (page.extracts, page.following) == ((), None)


def test_what_only_comes_close_is_not_quoted(answerer):
    page = answerer.quotes("Which comet did the queen of Norway paint in Bergen?")
    assert isinstance(page.reply, NoAnswer)
    assert page.reply.reason is Reason.NOT_SURE
    assert page.extracts == ()


@pytest.mark.parametrize("start", [RANKED_FIRST + 1, 333, MOST_SEARCHED, 10**6])
def test_start_past_the_end_has_no_quotes_and_no_next_page(answerer, start):
    page = answerer.quotes("comet number 7", start)
    assert len(page.extracts) <= QUOTES_A_PAGE
    assert answerer.quotes("comet number 7", 10**6).following is None
