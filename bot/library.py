"""The articles as handlers ask for them: the core's work, done in threads of its own.

The event loop only waits: a long question in one chat slows no other one down.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.linking import mark_of
from bot.passages import ARTICLES_A_PAGE, Listed, OpenArticle, pages_of
from retrieval.analysis import fold
from retrieval.explaining import Explanation, explain
from retrieval.model import Answer, Extract, NoAnswer, Paragraph
from retrieval.quoting import QuotePage
from retrieval.reading import Snapshot
from retrieval.verifying_quotes import QuoteVerifier, Verdict

T = TypeVar("T")
_THREADS = 2  # they take turns in Python itself; a second one goes on while the first one reads


class Answers(Protocol):
    """The core: a question in, the articles' words out."""

    def answer(
        self, question: str, context: str = "", outlets: tuple[str, ...] = ()
    ) -> Answer | NoAnswer:
        """Answer `question`; `context` is the question before it, or empty.

        Only articles of `outlets` are searched where any are given.
        """

    def quotes(self, words: str, start: int = 0) -> QuotePage:
        """Return the page of quotes that begins at `start`."""


class Articles(Protocol):
    """The collection, as far as it is browsed."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open a consistent view of the collection."""

    def paragraph(self, key: str) -> Paragraph | None:
        """Return the paragraph with this key; None if there is none any more."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and those of its article around it, in order, itself among them."""

    paragraph: Paragraph
    around: tuple[Paragraph, ...]

    def neighbour(self, step: int) -> Paragraph | None:
        """Return the paragraph `step` places further on (-1 or 1); None past either end."""
        wanted = self.paragraph.number + step
        return next((found for found in self.around if found.number == wanted), None)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page (from 0) of the list of articles, and how many there are in all."""

    page: int
    listed: tuple[Listed, ...]
    total: int


class Library:
    """Answers questions, opens articles and verifies quotes."""

    def __init__(self, answers: Answers, articles: Articles) -> None:
        """Read from `articles`, from several threads at once."""
        self._answers = answers
        self._articles = articles
        self._verifier = QuoteVerifier()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="library")

    def close(self) -> None:
        """Wait for what is being read, then end the threads."""
        self._threads.shutdown(cancel_futures=True)

    async def answer(
        self, question: str, context: str = "", outlets: tuple[str, ...] = ()
    ) -> Answer | NoAnswer:
        """Return the articles' own words that answer, or that they don't say."""
        return await self._in_thread(lambda: self._answers.answer(question, context, outlets))

    async def quotes(self, words: str, start: int = 0) -> QuotePage:
        """Return a page of quotes that hold what was typed."""
        return await self._in_thread(lambda: self._answers.quotes(words, start))

    async def verify(self, quote: str) -> Verdict:
        """Return what a quote is to the articles."""
        return await self._in_thread(lambda: self._verify(quote))

    async def explain(self, extract: Extract) -> Explanation:
        """Return why this was quoted."""
        return await self._in_thread(lambda: self._explain(extract))

    async def passage(self, key: str) -> Passage | None:
        """Return the paragraph with this key; None if it is gone."""
        return await self._in_thread(lambda: self._passage(key))

    async def list_page(self, page: int) -> ListPage:
        """Return a page of the list; the nearest there is if `page` is past either end."""
        return await self._in_thread(lambda: self._list_page(page))

    async def article(self, number: int) -> OpenArticle | None:
        """Return article `number` of the list, counted from 1; None if there are fewer."""
        return await self._in_thread(lambda: self._open(lambda at, _: at == number))

    async def article_with(self, mark: str) -> OpenArticle | None:
        """Return the article with this mark; None if it is gone."""
        return await self._in_thread(lambda: self._open(lambda _, key: mark_of(key) == mark))

    async def outlets(self) -> tuple[str, ...]:
        """Return the names of all outlets, in alphabetical order."""
        return await self._in_thread(self._outlets)

    async def count(self) -> int:
        """Return how many articles there are."""
        return await self._in_thread(self._count)

    async def titles(self, keys: Sequence[str]) -> dict[str, str]:
        """Return the titles of those of these articles that are still there, by key."""
        return await self._in_thread(lambda: self._titles(frozenset(keys)))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _titles(self, keys: frozenset[str]) -> dict[str, str]:
        with self._articles.snapshot() as snapshot:
            return {one.key: one.title for one in snapshot.articles() if one.key in keys}

    def _count(self) -> int:
        with self._articles.snapshot() as snapshot:
            return len(snapshot.articles())

    def _outlets(self) -> tuple[str, ...]:
        with self._articles.snapshot() as snapshot:
            named = {article.outlet for article in snapshot.articles() if article.outlet}
        return tuple(sorted(named, key=fold))

    def _verify(self, quote: str) -> Verdict:
        with self._articles.snapshot() as snapshot:
            return self._verifier.verify(snapshot, quote)

    def _explain(self, extract: Extract) -> Explanation:
        with self._articles.snapshot() as snapshot:
            return explain(extract, snapshot)

    def _passage(self, key: str) -> Passage | None:
        paragraph = self._articles.paragraph(key)
        if paragraph is None:
            return None
        with self._articles.snapshot() as snapshot:
            return _with_neighbours(snapshot, paragraph)

    def _list_page(self, page: int) -> ListPage:
        with self._articles.snapshot() as snapshot:
            articles = snapshot.articles()
            page = max(0, min(page, pages_of(len(articles)) - 1))
            first = page * ARTICLES_A_PAGE
            shown = articles[first : first + ARTICLES_A_PAGE]
            listed = [Listed(at, article) for at, article in enumerate(shown, first + 1)]
        return ListPage(page, tuple(listed), len(articles))

    def _open(self, is_meant: Callable[[int, str], bool]) -> OpenArticle | None:
        """Return the first article whose number in the list, or key, is the one meant."""
        with self._articles.snapshot() as snapshot:
            for at, article in enumerate(snapshot.articles(), 1):
                if is_meant(at, article.key):
                    return OpenArticle(article, tuple(snapshot.article_paragraphs(article.key)))
        return None


def _with_neighbours(snapshot: Snapshot, paragraph: Paragraph) -> Passage:
    around = snapshot.article_paragraphs(paragraph.article.key)
    near = tuple(found for found in around if abs(found.number - paragraph.number) <= 1)
    return Passage(paragraph, near)
