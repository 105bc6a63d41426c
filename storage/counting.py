"""How often each paragraph has each term, of several paragraphs at once, as arrays.

The same statistics as rank-bm25's, which the tests compare. Nothing here knows the index: worker
processes count, and whoever writes gives the terms their ids (see `storage.vocabulary`).
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from retrieval.analysis import LONGEST_WORD, TermsOfWords, term_of
from retrieval.runs import begins_run

MOST_COUNTED = 255  # a uint8; what has one word more often is hardly prose
_MOST_WORDS = 400_000  # that a counter remembers, terms among them; then it begins anew
_LONGEST_REMEMBERED = 2 * LONGEST_WORD
_NO_TERM = -1  # in place of a function word's number


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
        self._begin()

    def count(self, paragraphs: Sequence[Sequence[str]]) -> Counts:
        """Count the terms of each paragraph.

        Paragraph and number go into one integer, and what is sorted is counted by its runs: a tenth
        of the time that dictionaries take.
        """
        if len(self._numbers) + sum(map(len, self._of_words.values())) > _MOST_WORDS:
            self._begin()
        words = [p.words if type(p) is TermsOfWords else p for p in paragraphs]
        sizes = np.fromiter(map(len, words), np.int64, len(words))
        occurrences = chain.from_iterable(map(self._numbers_of, paragraphs))
        of_all = np.fromiter(occurrences, np.int64, int(sizes.sum()))
        packed = np.repeat(np.arange(len(sizes)) << 32, sizes)
        packed |= of_all
        packed = packed[of_all != _NO_TERM]
        packed.sort()
        starts = np.flatnonzero(begins_run(packed))
        tf = np.diff(starts, append=packed.size)
        distinct = packed[starts]
        fresh, self._numbers.fresh = self._numbers.fresh, []
        return Counts(
            counter=self._id,
            first=len(self._numbers) - len(fresh),
            fresh=fresh,
            lengths=np.bincount(packed >> 32, minlength=len(sizes)),
            sizes=np.bincount(distinct >> 32, minlength=len(sizes)),
            numbers=distinct.astype(np.uint32),
            frequencies=np.minimum(tf, MOST_COUNTED).astype(np.uint8),
        )

    def _begin(self) -> None:
        self._id = secrets.randbits(63)
        self._numbers = _Numbers()
        self._of_words: dict[str, _NumbersOfWords] = {}  # by language

    def _numbers_of(self, terms: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of terms; where they are told by words, one of each word."""
        if type(terms) is not TermsOfWords:  # sooner told than by isinstance, of an abstract class
            return map(self._numbers.__getitem__, terms)
        numbers = self._of_words.get(terms.lang)
        if numbers is None:
            numbers = self._of_words[terms.lang] = _NumbersOfWords(terms.lang, self._numbers)
        return map(numbers.__getitem__, terms.words)


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


class _NumbersOfWords(dict[str, int]):
    """From a word of a language, as it is written, to its term's number."""

    def __init__(self, lang: str, numbers: _Numbers) -> None:
        super().__init__()
        self._lang = lang
        self._numbers = numbers

    def __missing__(self, word: str) -> int:
        term = term_of(word, self._lang)
        number = self._numbers[term] if term else _NO_TERM
        if len(word) <= _LONGEST_REMEMBERED:
            self[word] = number
        return number
