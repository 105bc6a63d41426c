"""Parcels: articles on their way into the index, analysed and counted together.

What needs no look at the index is done here, so that worker processes can do it. Paragraphs travel
as columns, not as objects: another process reads these in a fraction of the time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.model import Article, RawArticle
from retrieval.preparation import PreparedArticle
from storage.articles import paragraph_keys
from storage.coding import deflate
from storage.counting import Counts, TermCounter, count_terms

Prepare = Callable[[RawArticle], PreparedArticle]


@dataclass(frozen=True, slots=True)
class Put:
    """An article to prepare, the file that it stands in and its fingerprint."""

    raw: RawArticle
    source: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PackedArticle:
    """An article ready to be stored, but for its terms.

    The rest has one entry a paragraph, in order; none if nothing could be read of it.
    """

    article: Article
    keys: Sequence[str]
    langs: Sequence[str]
    headings: Sequence[str]
    texts: Sequence[bytes]  # deflated


@dataclass(frozen=True, slots=True)
class Parcel:
    """Articles, and the counted terms of all their paragraphs in order."""

    articles: Sequence[PackedArticle]
    counts: Counts


class Packer:
    """Makes parcels. They are to be opened in the order in which they were made."""

    def __init__(self) -> None:
        self._counter = TermCounter()

    def prepare(self, prepare: Prepare, articles: Sequence[RawArticle]) -> Parcel:
        """Prepare articles and pack them."""
        return self.pack([prepare(article) for article in articles])

    def pack(self, articles: Sequence[PreparedArticle]) -> Parcel:
        """Count the terms of prepared articles and give their paragraphs keys."""
        terms = [paragraph.terms for article in articles for paragraph in article.paragraphs]
        return Parcel([_packed(article) for article in articles], self._counter.count(terms))


def pack_one(article: PreparedArticle) -> Parcel:
    """Pack an article by itself: what a packer learns of its words would not pay."""
    counts = count_terms([[*iter(paragraph.terms)] for paragraph in article.paragraphs])
    return Parcel([_packed(article)], counts)


def _packed(prepared: PreparedArticle) -> PackedArticle:
    paragraphs = prepared.paragraphs
    texts = [paragraph.text for paragraph in paragraphs]
    return PackedArticle(
        prepared.article,
        paragraph_keys(prepared.article.key, texts),
        [paragraph.lang for paragraph in paragraphs],
        [paragraph.heading for paragraph in paragraphs],
        [deflate(text) for text in texts],
    )
