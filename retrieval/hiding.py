"""A collection of which some articles are hidden, as though they had never been indexed.

For measuring refusal: what is said when the article that answers isn't there. Nothing is built
again. Hidden paragraphs are given as removed, and N, the total length and every df are without
them, so scores are those of a collection made without these articles.
"""

from collections import Counter
from collections.abc import Collection as Several
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from retrieval.model import Article, Paragraph
from retrieval.narrowing import Narrowing
from retrieval.preparation import terms_of_paragraph
from retrieval.reading import Bags, Collection, Postings, Segment, Snapshot, Statistics


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden: articles, the ids of their paragraphs, their terms together, and their df."""

    version: int = 0
    articles: frozenset[str] = frozenset()
    ids: frozenset[int] = frozenset()
    terms: int = 0
    df: Counter[str] = field(default_factory=Counter)


class HidingCollection:
    """A collection with some of its articles hidden; used by one thread.

    The whole collection must not change meanwhile.
    """

    def __init__(self, whole: Collection) -> None:
        self._whole = whole
        self._hidden = Hidden()

    def hide(self, articles: Iterable[str]) -> None:
        """Hide these articles and no others. It costs the analysis of their paragraphs."""
        with self._whole.snapshot() as snapshot:
            self._hidden = read_hidden(snapshot, frozenset(articles), self._hidden.version + 1)

    @contextmanager
    def snapshot(self) -> Iterator["HidingSnapshot"]:
        """Open a consistent view of what is not hidden."""
        with self._whole.snapshot() as snapshot:
            yield HidingSnapshot(snapshot, self._hidden)


def read_hidden(snapshot: Snapshot, articles: frozenset[str], version: int) -> Hidden:
    """Return what hiding these articles takes out of a snapshot; an unknown one is nothing."""
    paragraphs = [p for key in sorted(articles) for p in snapshot.article_paragraphs(key)]
    ids = frozenset(paragraph.id for paragraph in paragraphs)
    df: Counter[str] = Counter()
    for p in paragraphs:
        df.update(set(terms_of_paragraph(p.article.title, p.heading, p.text, p.lang)))
    return Hidden(version, articles, ids, _total_length(snapshot, ids), df)


def _total_length(snapshot: Snapshot, ids: frozenset[int]) -> int:
    return sum(
        int(segment.lengths[i - segment.base])
        for segment in snapshot.segments()
        for i in ids
        if 0 <= i - segment.base < len(segment.lengths)
    )


class HidingSnapshot(Snapshot):
    """One state of a collection, less what is hidden."""

    def __init__(self, whole: Snapshot, hidden: Hidden) -> None:
        self._whole = whole
        self._hidden = hidden

    @property
    def version(self) -> int:
        """A number that changes whenever something else is hidden."""
        return self._hidden.version

    def statistics(self) -> Statistics:
        """Return N and the total length of what is not hidden."""
        whole, hidden = self._whole.statistics(), self._hidden
        return Statistics(whole.paragraphs - len(hidden.ids), whole.terms - hidden.terms)

    def segments(self) -> Sequence[Segment]:
        """Return every segment, ascending by base; hidden paragraphs keep their slots."""
        return self._whole.segments()

    def removed(self) -> Sequence[int]:
        """Return the ids of removed and of hidden paragraphs."""
        return sorted({*self._whole.removed(), *self._hidden.ids})

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return df of each of `terms` that a paragraph holds which is not hidden."""
        return self._without(self._whole.document_frequencies(terms))

    def postings(self, terms: Iterable[str]) -> Mapping[str, Postings]:
        """Return the postings of each of `terms`, those of hidden paragraphs too."""
        return self._whole.postings(terms)

    def terms_beginning(self, letters: Several[str], lengths: range) -> Sequence[str]:
        """Return the terms of these letters and lengths, those of hidden paragraphs too."""
        return self._whole.terms_beginning(letters, lengths)

    def paragraphs(self, ids: Sequence[int]) -> list[Paragraph]:
        """Return the paragraphs with these ids, in this order; a hidden one is left out."""
        return self._whole.paragraphs([i for i in ids if i not in self._hidden.ids])

    def bags(self, ids: Sequence[int]) -> Bags:
        """Return what the paragraphs with these ids hold; a hidden one is left out."""
        return self._whole.bags([i for i in ids if i not in self._hidden.ids])

    def paragraph_ids(self, narrowing: Narrowing) -> npt.NDArray[np.intp]:
        """Return the ids, ascending, of what a narrowing allows and is not hidden."""
        ids = self._whole.paragraph_ids(narrowing)
        return ids[~np.isin(ids, list(self._hidden.ids))]

    def article_paragraphs(self, article_key: str) -> list[Paragraph]:
        """Return all paragraphs of an article, by number; empty for a hidden one."""
        hidden = article_key in self._hidden.articles
        return [] if hidden else self._whole.article_paragraphs(article_key)

    def articles(self) -> list[Article]:
        """Return every article that is not hidden, by key."""
        return [a for a in self._whole.articles() if a.key not in self._hidden.articles]

    def vocabulary(self) -> Mapping[str, int]:
        """Return df of every term of what is not hidden."""
        return self._without(self._whole.vocabulary())

    def _without(self, df: Mapping[str, int]) -> Mapping[str, int]:
        lost = self._hidden.df
        return {term: left for term, count in df.items() if (left := count - lost[term]) > 0}
