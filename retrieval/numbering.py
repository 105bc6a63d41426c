"""Numbers for terms and for words as they are written, so that texts become arrays.

A text has few distinct words. What depends on a word alone, its term and what it shows, is found
out once and kept in arrays by the word's number: to read a paragraph is to number its words.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.analysis import analyse, term_of
from retrieval.growing import grown
from retrieval.marks import Bits, shown_by

Ints = npt.NDArray[np.int32]

FUNCTION_WORD = -1  # in place of a term's number
_REMEMBERED_TEXTS = 1_000
_MOST_WORDS = 60_000  # of a language; a table that holds more gives way to an empty one


class TermTable:
    """Numbers for terms, given in the order in which they are met; safe to share by threads."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._words: dict[str, WordTable] = {}
        self._lock = Lock()

    def number(self, term: str) -> int:
        """Return the term's number; a new one for a new term."""
        known = self._numbers.get(term)
        return self._add(term) if known is None else known

    def known(self, weights: Iterable[tuple[str, float]]) -> Iterator[tuple[int, float]]:
        """Yield the weights of terms by number, without those of terms that were never met."""
        find = self._numbers.get
        for term, weight in weights:
            if (number := find(term)) is not None:
                yield number, weight

    def words(self, lang: str) -> "WordTable":
        """Return the table of a language's words; their terms are numbered here."""
        table = self._words.get(lang)
        if table is None or len(table) > _MOST_WORDS:
            table = self._words[lang] = WordTable(self, lang)
        return table

    def _add(self, term: str) -> int:
        with self._lock:
            number = self._numbers.setdefault(term, len(self.terms))
            if number == len(self.terms):
                self.terms.append(term)
            return number


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words of a text in order, W of them: the numbers of their terms (W,), and what they show."""

    terms: Ints
    shown: Bits


class WordTable:
    """What is known of each word of a language as it is written; safe to share by threads."""

    def __init__(self, terms: TermTable, lang: str) -> None:
        self._numbers = _Numbers(self._learn)
        self._table = terms
        self._lang = lang
        self._terms = np.zeros(1024, np.int32)
        self._shown: Bits = np.zeros(1024, np.uint16)
        self._lock = Lock()
        self._read_terms = lru_cache(_REMEMBERED_TEXTS)(self._number_terms)

    def __len__(self) -> int:
        """Return how many words are known."""
        return len(self._numbers)

    def read(self, words: Iterable[str]) -> Words:
        """Look up the words of a text."""
        numbers = list(map(self._numbers.__getitem__, words))
        places = np.array(numbers, np.intp)
        return Words(self._terms[places], self._shown[places])

    def read_terms(self, text: str) -> Ints:
        """Return the numbers of a text's terms, in order; titles come up again and again."""
        return self._read_terms(text)

    def _number_terms(self, text: str) -> Ints:
        return np.array([self._table.number(term) for term in analyse(text, self._lang)], np.int32)

    def _learn(self, word: str) -> int:
        """Give a word its number, and keep what it is under it."""
        term = term_of(word, self._lang)
        number_of_term = self._table.number(term) if term else FUNCTION_WORD
        with self._lock:
            number = self._numbers.get(word, len(self._numbers))
            if number == len(self._terms):
                self._terms = grown(self._terms, 2 * number)
                self._shown = grown(self._shown, 2 * number)
            self._terms[number] = number_of_term
            self._shown[number] = shown_by(word)
            self._numbers[word] = number
            return number


class _Numbers(dict[str, int]):
    """From a word to its number; a word that it doesn't have is learned."""

    def __init__(self, learn: Callable[[str], int]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, word: str) -> int:
        return self._learn(word)
