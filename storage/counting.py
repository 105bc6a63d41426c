"""How often each paragraph has each term, of several paragraphs at once, as arrays.

The same statistics as rank-bm25's, which the tests compare. Nothing here knows the index: worker
processes count, and whoever writes gives the terms their ids (see `storage.vocabulary`).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

MOST_COUNTED = 255  # a uint8; what has one word more often is hardly prose
_MOST_TERMS = 300_000  # that a counter remembers; then it begins anew


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """The terms of several paragraphs, by the numbers that one counter gives them.

    `lengths` (terms, repetitions counted) and `sizes` (distinct terms) have one entry a paragraph;
    `numbers` and `frequencies` one for each distinct term of each paragraph. `fresh` are the terms
    that the counter has met here first: they have the numbers from `first` on. So each term is
    told once, however many counts it is in; `counter` says whose numbers they are.
    """

    counter: int
    first: int
    fresh: Sequence[str]
    lengths: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.uint32]
    frequencies: npt.NDArray[np.uint8]


class TermCounter:
    """Counts the terms of paragraphs. Its counts are to be read in the order they were made."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._id = secrets.randbits(63)

    def count(self, paragraphs: Sequence[Sequence[str]]) -> Counts:
        """Count the terms of each paragraph.

        Paragraph and number go into one integer, and what is sorted is counted by its runs: a tenth
        of the time that dictionaries take.
        """
        if len(self._numbers) > _MOST_TERMS:
            self._numbers, self._id = _Numbers(), secrets.randbits(63)
        lengths = np.fromiter(map(len, paragraphs), np.int64, len(paragraphs))
        occurrences = map(self._numbers.__getitem__, chain.from_iterable(paragraphs))
        of_all = np.fromiter(occurrences, np.int64, int(lengths.sum()))
        packed = np.repeat(np.arange(len(lengths)) << 32, lengths)
        packed |= of_all
        packed.sort()
        starts = np.flatnonzero(np.append(True, packed[1:] != packed[:-1])[: packed.size])
        tf = np.diff(starts, append=packed.size)
        distinct = packed[starts]
        fresh, self._numbers.fresh = self._numbers.fresh, []
        return Counts(
            counter=self._id,
            first=len(self._numbers) - len(fresh),
            fresh=fresh,
            lengths=lengths,
            sizes=np.bincount(distinct >> 32, minlength=len(lengths)),
            numbers=distinct.astype(np.uint32),
            frequencies=np.minimum(tf, MOST_COUNTED).astype(np.uint8),
        )


def count_terms(paragraphs: Sequence[Sequence[str]]) -> Counts:
    """Count the terms of paragraphs that stand alone."""
    return TermCounter().count(paragraphs)


class _Numbers(dict[str, int]):
    """From a term to its number; one that is met first gets the next one, and is `fresh`."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: list[str] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        self.fresh.append(term)
        return number
