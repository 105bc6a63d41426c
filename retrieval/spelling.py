"""Words that the collection doesn't know: what was probably meant.

A word is mended only where neither the collection nor the dictionary knows it, so that a real word
that the articles don't use stays what it is. Distances are Damerau and Levenshtein's in the variant
that rapidfuzz calls OSA: letters added, left out, changed, or neighbours swapped.
"""

import re
from collections.abc import Container, Mapping, Sequence
from functools import cache
from importlib.resources import files

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
    text = files("retrieval").joinpath("data", "shorthand.txt").read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if not line.startswith("#"))
    return {short: long for short, _, long in lines}


class Speller:
    """Finds what was meant in the collection as it stands; threads may share it.

    A word of the dictionary (a set of terms) needs no mending.
    """

    def __init__(self, dictionary: Container[str]) -> None:
        self._dictionary = dictionary

    def is_word(self, term: str) -> bool:
        """Tell whether a term is one of the dictionary's."""
        return term in self._dictionary

    def nearest(self, snapshot: Snapshot, term: str) -> Mapping[str, float]:
        """Return the collection's terms that were probably meant, with their likeness in (0, 1].

        The nearest come first; of equally near ones, those that most paragraphs hold.
        """
        slips = _slips_allowed(term)
        distances = _distances(term, _candidates(snapshot, term, slips), slips) if slips else {}
        df = snapshot.document_frequencies(distances)
        best = sorted(df, key=lambda near: (distances[near], -df[near], near))[:_MOST_FOUND]
        return {near: 1 - distances[near] / len(term) for near in best}


def _slips_allowed(term: str) -> int:
    if len(term) < SHORTEST_MENDED or not term.isalpha():
        return 0
    return 2 if len(term) >= _LONG else 1


def _candidates(snapshot: Snapshot, term: str, slips: int) -> Sequence[str]:
    """Return the terms that may be near, a small part of all.

    The first letter is seldom wrong; where it is, the second stands first.
    """
    shortest = max(SHORTEST_MENDED - 1, len(term) - slips)
    return snapshot.terms_beginning({term[0], term[1]}, range(shortest, len(term) + slips + 1))


def _distances(term: str, candidates: Sequence[str], slips: int) -> Mapping[str, int]:
    """Return the distance of each candidate that is at most so many slips away."""
    from rapidfuzz import process  # noqa: PLC0415 - most questions are spelt well
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    near = process.extract(term, candidates, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return {other: distance for other, distance, _ in near if distance}
