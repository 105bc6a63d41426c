"""How often each paragraph has each term, of several paragraphs at once, as arrays.

The same statistics as rank-bm25's, which the tests compare. Nothing here knows the index: worker
processes count, and whoever writes gives the terms their ids (see `storage.vocabulary`).
"""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
import numpy.typing as npt

from retrieval.analysis import TermsOfText, cut_words, latin_of, terms_of_words
from retrieval.cutting import Words, cut_latin, list_words
from retrieval.runs import begins_run
from storage.coding import Numbers
from storage.word_numbers import WordNumbers

MOST_COUNTED = 255  # a uint8; what has one word more often is hardly prose
_MOST_WORDS = 400_000  # that a counter remembers, terms among them; then it begins anew
_NO_TERM = -1  # in place of a function word's number
_TERMS = ""  # the language of words that are terms already
_Kind = tuple[str, str]  # how words are told, and their language


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
        """Count the terms of each paragraph."""
        if len(self._terms) + sum(map(len, self._of_words.values())) > _MOST_WORDS:
            self._begin()
        packed = np.concatenate([np.zeros(0, np.int64), *self._pack(paragraphs)])
        return _count(packed, len(paragraphs), self._id, self._terms)

    def _begin(self) -> None:
        self._id = secrets.randbits(63)
        self._terms = _Terms()
        self._of_words: dict[_Kind, WordNumbers] = {}

    def _pack(self, paragraphs: Sequence[Sequence[str]]) -> Iterator[Numbers]:
        """Yield paragraph and number of every term in one integer, in no order."""
        for kind, (places, words) in _cut(paragraphs):
            numbers = self._of_words.get(kind)
            if numbers is None:
                _, lang = kind
                numbers = self._of_words[kind] = WordNumbers(partial(self._terms.numbers_of, lang))
            packed = numbers.of(words) | np.repeat(places << 32, words.sizes)
            yield packed[packed >= 0]


def _cut(paragraphs: Sequence[Sequence[str]]) -> Iterator[tuple[_Kind, tuple[Numbers, Words]]]:
    """Yield the words of each kind, and the places of the paragraphs that they are of."""
    latin: dict[str, dict[int, bytes]] = defaultdict(dict)
    listed: dict[str, dict[int, Sequence[str]]] = defaultdict(dict)
    for place, terms in enumerate(paragraphs):
        if type(terms) is not TermsOfText:  # sooner told than by isinstance, of an abstract class
            listed[_TERMS][place] = terms
        elif (text := latin_of(terms.text)) is not None:
            latin[terms.lang][place] = text
        else:
            listed[terms.lang][place] = cut_words(terms.text)
    for lang, texts in latin.items():
        yield ("latin", lang), (np.fromiter(texts, np.int64), cut_latin([*texts.values()]))
    for lang, lists in listed.items():
        yield ("listed", lang), (np.fromiter(lists, np.int64), list_words([*lists.values()]))


def count_terms(paragraphs: Sequence[Sequence[str]]) -> Counts:
    """Count the terms of a few paragraphs that stand alone; a table of words would not pay."""
    terms = _Terms()
    sizes = np.fromiter(map(len, paragraphs), np.int64, len(paragraphs))
    packed = np.repeat(np.arange(len(sizes)) << 32, sizes)
    numbers = map(terms.__getitem__, chain.from_iterable(paragraphs))
    packed |= np.fromiter(numbers, np.int64, len(packed))
    return _count(packed, len(paragraphs), secrets.randbits(63), terms)


def _count(packed: Numbers, paragraphs: int, counter: int, terms: "_Terms") -> Counts:
    """Count terms of which paragraph and number are in one integer each.

    What is sorted is counted by its runs: a tenth of the time that dictionaries take.
    """
    packed.sort()
    starts = np.flatnonzero(begins_run(packed))
    tf = np.diff(starts, append=packed.size)
    distinct = packed[starts]
    fresh, terms.fresh = terms.fresh, []
    return Counts(
        counter=counter,
        first=len(terms) - len(fresh),
        fresh=fresh,
        lengths=np.bincount(packed >> 32, minlength=paragraphs),
        sizes=np.bincount(distinct >> 32, minlength=paragraphs),
        numbers=distinct.astype(np.uint32),
        frequencies=np.minimum(tf, MOST_COUNTED).astype(np.uint8),
    )


class _Terms(dict[str, int]):
    """From a term to its number; one that is met first gets the next one, and is `fresh`."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: list[str] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        self.fresh.append(term)
        return number

    def numbers_of(self, lang: str, words: list[str]) -> list[int]:
        """Return the number of each word's term, as the words are written."""
        terms = words if lang == _TERMS else terms_of_words(words, lang)
        return [self[term] if term else _NO_TERM for term in terms]
