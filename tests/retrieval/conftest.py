"""Small collections out of the prose that stands in a test."""

from collections.abc import Callable

import pytest

from retrieval.memory import MemoryCollection
from retrieval.model import Article, Paragraph, RawArticle
from retrieval.preparation import PreparedArticle, PreparedParagraph, prepare
from retrieval.query import read_question
from retrieval.searching import Candidates, Searcher

Collect = Callable[..., MemoryCollection]
MakeParagraph = Callable[..., Paragraph]
Search = Callable[..., Candidates]


@pytest.fixture(scope="session")
def collect() -> Collect:
    """Make a collection of articles, each given by its text; keys are "1", "2" ..."""
    return _collect


@pytest.fixture(scope="session")
def collect_terms() -> Collect:
    """Make a collection of paragraphs, each given by its terms; all stand in one article."""
    return _collect_terms


@pytest.fixture(scope="session")
def make_paragraph() -> MakeParagraph:
    """Make a stored paragraph of a text."""
    return _make_paragraph


@pytest.fixture(scope="session")
def search() -> Search:
    """Ask a question of articles given by their texts; return the candidates."""
    return _search


def _collect(*texts: str, lang: str | None = None, title: str | None = None) -> MemoryCollection:
    return MemoryCollection(
        prepare(RawArticle(str(key), text, title, lang)) for key, text in enumerate(texts, start=1)
    )


def _collect_terms(*paragraphs: list[str]) -> MemoryCollection:
    prepared = tuple(
        PreparedParagraph(" ".join(terms), "", "en", tuple(terms)) for terms in paragraphs
    )
    return MemoryCollection([PreparedArticle(Article("a", "Title", "en"), prepared)])


def _make_paragraph(
    text: str, lang: str = "en", title: str = "", heading: str = "", number: int = 1
) -> Paragraph:
    article = Article("a", title, lang)
    return Paragraph(number, f"a#{number}", number, text, lang, heading, article)


def _search(question: str, *texts: str, lang: str | None = None) -> Candidates:
    collection = _collect(*texts, lang=lang)
    candidates = Searcher().search(collection, read_question(question, "", collection))
    assert candidates is not None, f"nothing matches “{question}”"
    return candidates
