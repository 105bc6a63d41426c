"""Parcels: articles on their way into the index, analysed and counted together.

What needs no look at the index is done here, so that worker processes can do it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.model import Article, RawArticle
from retrieval.preparation import PreparedArticle, PreparedParagraph
from storage.articles import paragraph_keys
from storage.coding import deflate
from storage.counting import Counts, count_terms

Prepare = Callable[[RawArticle], PreparedArticle]


@dataclass(frozen=True, slots=True)
class Put:
    """An article to prepare, the file that it stands in and its fingerprint."""

    raw: RawArticle
    source: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class CountedParagraph:
    """A paragraph ready to be stored, but for its terms."""

    key: str
    text: bytes  # deflated
    heading: str
    lang: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """Articles with their paragraphs, and the counted terms of all these paragraphs in order.

    An article of which nothing could be read has no paragraphs.
    """

    articles: Sequence[tuple[Article, Sequence[CountedParagraph]]]
    counts: Counts


def pack(articles: Sequence[PreparedArticle]) -> Parcel:
    """Count the terms of prepared articles and give their paragraphs keys."""
    paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
    return Parcel(
        [(each.article, _with_keys(each)) for each in articles],
        count_terms([paragraph.terms for paragraph in paragraphs]),
    )


def prepare_parcel(prepare: Prepare, articles: Sequence[RawArticle]) -> Parcel:
    """Prepare articles and count their terms."""
    return pack([prepare(article) for article in articles])


def _with_keys(prepared: PreparedArticle) -> list[CountedParagraph]:
    paragraphs: Sequence[PreparedParagraph] = prepared.paragraphs
    keys = paragraph_keys(prepared.article.key, [paragraph.text for paragraph in paragraphs])
    return [
        CountedParagraph(key, deflate(each.text), each.heading, each.lang)
        for key, each in zip(keys, paragraphs, strict=True)
    ]
