"""A collection in memory: the protocol's plainest implementation, for training and for tests.

It never changes, so a snapshot of it is itself. Paragraph ids count from 1.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from retrieval.model import Article, Paragraph
from retrieval.narrowing import Narrowing
from retrieval.origins import allows_article
from retrieval.preparation import PreparedArticle
from retrieval.reading import Bags, Postings, Segment, Statistics
from retrieval.runs import bounds_of

MOST_TERMS, MOST_COUNTED = 65_535, 255  # what the protocol's numbers hold


class MemoryCollection:
    """Prepared articles as a collection and as its only snapshot."""

    version = 1

    def __init__(self, articles: Iterable[PreparedArticle]) -> None:
        self._articles: dict[str, Article] = {}
        self._paragraphs: list[Paragraph] = []
        self._lengths: list[int] = []
        self._postings: dict[str, dict[int, int]] = {}
        for prepared in articles:
            self._add(prepared)

    def _add(self, prepared: PreparedArticle) -> None:
        article = prepared.article
        self._articles[article.key] = article
        for number, p in enumerate(prepared.paragraphs, start=1):
            slot = len(self._paragraphs)
            key = f"{article.key}#{number}"
            self._paragraphs.append(
                Paragraph(slot + 1, key, number, p.text, p.lang, p.heading, article)
            )
            self._lengths.append(min(len(p.terms), MOST_TERMS))
            for term, frequency in Counter(p.terms).items():
                self._postings.setdefault(term, {})[slot] = min(frequency, MOST_COUNTED)

    @contextmanager
    def snapshot(self) -> Iterator["MemoryCollection"]:
        """Open a consistent view of the collection."""
        yield self

    def statistics(self) -> Statistics:
        """Return N and the total length of the paragraphs."""
        return Statistics(len(self._paragraphs), sum(self._lengths))

    def segments(self) -> Sequence[Segment]:
        """Return the one segment."""
        return [Segment(1, np.array(self._lengths, np.uint16))]

    def removed(self) -> Sequence[int]:
        """Return nothing: paragraphs are never removed."""
        return ()

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return df of each of `terms` that a paragraph holds."""
        return {term: len(self._postings[term]) for term in terms if term in self._postings}

    def postings(self, terms: Iterable[str]) -> Mapping[str, Postings]:
        """Return the postings of each of `terms` that a paragraph holds."""
        return {term: _as_arrays(self._postings[term]) for term in terms if term in self._postings}

    def terms_beginning(self, letters: Collection[str], lengths: range) -> Sequence[str]:
        """Return the terms that begin with one of these letters and have one of these lengths."""
        return [term for term in self._postings if term[:1] in letters and len(term) in lengths]

    def paragraphs(self, ids: Sequence[int]) -> list[Paragraph]:
        """Return the paragraphs with these ids, in this order; an unknown id is left out."""
        return [self._paragraphs[i - 1] for i in ids if 1 <= i <= len(self._paragraphs)]

    def bags(self, ids: Sequence[int]) -> Bags:
        """Return what the paragraphs with these ids hold; an unknown id is left out."""
        known = sorted(p.id for p in self.paragraphs(ids))
        terms = list(self._postings)
        held = [
            [
                (place, tf)
                for place, term in enumerate(terms)
                if (tf := self._postings[term].get(i - 1))
            ]
            for i in known
        ]
        pairs = np.array([pair for own in held for pair in own], np.intp).reshape(-1, 2)
        return Bags(
            ids=np.array(known, np.intp),
            bounds=bounds_of(list(map(len, held))),
            terms=terms,
            places=pairs[:, 0],
            frequencies=pairs[:, 1].astype(np.uint8),
        )

    def paragraph_ids(self, narrowing: Narrowing) -> npt.NDArray[np.intp]:
        """Return the ids, ascending, of all paragraphs of articles that a narrowing allows."""
        allowed = {a.key for a in self._articles.values() if allows_article(narrowing, a)}
        return np.array([p.id for p in self._paragraphs if p.article.key in allowed], np.intp)

    def article_paragraphs(self, article_key: str) -> list[Paragraph]:
        """Return all paragraphs of an article, by number; empty for an unknown key."""
        return [p for p in self._paragraphs if p.article.key == article_key]

    def articles(self) -> list[Article]:
        """Return every article, by key."""
        return [self._articles[key] for key in sorted(self._articles)]

    def vocabulary(self) -> Mapping[str, int]:
        """Return df of every term of the collection."""
        return {term: len(found) for term, found in self._postings.items()}


def _as_arrays(found: Mapping[int, int]) -> Postings:
    ids = np.fromiter(found, np.intp, len(found)) + 1
    return Postings(ids, np.fromiter(found.values(), np.uint8, len(found)))
