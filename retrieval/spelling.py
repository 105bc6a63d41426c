"""Words that the collection doesn't know: what was probably meant.

A word is mended only where neither the collection nor the dictionary knows it, so that a real word
that the articles don't use stays what it is. Distances are Damerau and Levenshtein's in the variant
that rapidfuzz calls OSA: letters added, left out, changed, or neighbours swapped.
"""

import re
from collections.abc import Container, Iterable, Mapping
from functools import cache

from retrieval.data_files import read_lines
from retrieval.reading import Snapshot

SHORTEST_MENDED = 4  # letters; a shorter word is too near to too many
_LONG = 8  # letters from which two slips are allowed
_MOST_FOUND = 3

_WORD = re.compile(r"\w+")


def spell_out(text: str) -> str:
    """Return a message with its shorthand spelt out; names and other words stay as they are."""
    if text.isupper():
        text = text.lower()
    return _WORD.sub(_spell_out_word, text)


def _spell_out_word(match: re.Match[str]) -> str:
    # A capital inside the message makes a name of it; the first word has one anyway.
    word = match[0] if match.start() else match[0].lower()
    return shorthand().get(word, match[0])


@cache
def shorthand() -> Mapping[str, str]:
    """Return what each word of shorthand stands for."""
    lines = (line.partition(": ") for line in read_lines("shorthand.txt"))
    return {short: long for short, _, long in lines}


class Vocabulary:
    """The terms of a collection, laid out for finding near ones."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for term in terms:
            if len(term) >= SHORTEST_MENDED - 1 and not term[0].isdigit():
                self._by_start.setdefault(term[0], []).append(term)

    def nearest(self, term: str) -> Mapping[str, float]:
        """Return the terms that were probably meant, each with its likeness in (0, 1]."""
        if len(term) < SHORTEST_MENDED or not term.isalpha():
            return {}
        from rapidfuzz import process  # noqa: PLC0415 - most questions are spelt well
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        slips = 2 if len(term) >= _LONG else 1
        # The first letter is seldom wrong; where it is, the second stands first.
        near = [near for start in {term[0], term[1]} for near in self._by_start.get(start, ())]
        found = process.extract(
            term, near, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_FOUND
        )
        return {other: 1 - distance / len(term) for other, distance, _ in found if other != term}


class Speller:
    """Finds what was meant in the collection as it stands; threads may share it.

    A word of the dictionary (a set of terms) needs no mending.
    """

    def __init__(self, dictionary: Container[str]) -> None:
        self._dictionary = dictionary
        self._version = -1
        self._vocabulary = Vocabulary(())

    def is_word(self, term: str) -> bool:
        """Tell whether a term is one of the dictionary's."""
        return term in self._dictionary

    def nearest(self, snapshot: Snapshot, term: str) -> Mapping[str, float]:
        """Return the collection's terms that were probably meant, with their likeness."""
        if snapshot.version != self._version:
            self._vocabulary, self._version = Vocabulary(snapshot.vocabulary()), snapshot.version
        return self._vocabulary.nearest(term)
