"""A draft's paragraphs: all of an article's in one row, which is written and read once.

A row each would cost as much as their place in the index does.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from storage.bags import Bag
from storage.parcels import PackedArticle


class DraftedParagraph(NamedTuple):
    """A paragraph that waits to be stored."""

    key: str
    lang: str
    heading: str
    text: bytes  # deflated
    length: int  # this and what follows is its bag
    terms: bytes
    frequencies: bytes

    @property
    def bag(self) -> Bag:
        """Return which terms it has."""
        return Bag(self.length, self.terms, self.frequencies)


class DraftedParagraphs(NamedTuple):
    """An article's paragraphs as they lie in a draft.

    `about` is JSON: a list for each of keys, languages, headings, lengths, and the sizes of what
    each paragraph has of the other three.
    """

    about: str
    texts: bytes
    terms: bytes
    frequencies: bytes


def draft_paragraphs(packed: PackedArticle, bags: Iterable[Bag]) -> DraftedParagraphs:
    """Put an article's paragraphs into one row; `bags` yields theirs next."""
    own = list(islice(bags, len(packed.keys)))
    texts, terms, often = packed.texts, [bag.terms for bag in own], [bag.frequencies for bag in own]
    lengths = [bag.length for bag in own]
    sizes = ([len(part) for part in parts] for parts in (texts, terms, often))
    return DraftedParagraphs(
        json.dumps([packed.keys, packed.langs, packed.headings, lengths, *sizes]),
        b"".join(texts),
        b"".join(terms),
        b"".join(often),
    )


def read_drafted(row: DraftedParagraphs) -> list[DraftedParagraph]:
    """Return an article's paragraphs, in order."""
    keys, langs, headings, lengths, *sizes = json.loads(row.about)
    joined = (row.texts, row.terms, row.frequencies)
    texts, terms, often = (_cut(*each) for each in zip(joined, sizes, strict=True))
    return list(map(DraftedParagraph, keys, langs, headings, texts, lengths, terms, often))


def _cut(joined: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    return (joined[start:end] for start, end in pairwise(accumulate(sizes, initial=0)))
