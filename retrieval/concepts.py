"""Related words: groups of words and phrases that people use for one another.

The groups are written by hand in data/concepts/*.txt, French and English side by side; their stems
stand in data/concepts.tsv, made by retrieval/training/concepts.py. There a line is a group, with a
comma before and after each entry, and an entry's stems parted by spaces. Thousands of groups are
not taken apart for the few words of a question: its words are looked up in the text as it is.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

Phrase = tuple[str, ...]

# How far a related word stands for the word asked; one of a phrase's words stands for half of that.
RELATED = 0.45
LONGEST_PHRASE = 4  # stems
_REMEMBERED_PHRASES = 10_000


class Concepts:
    """Groups of phrases, given as text (see above)."""

    def __init__(self, text: str) -> None:
        self._text = "\n" + text
        self._find = lru_cache(_REMEMBERED_PHRASES)(self._groups_with)

    def __contains__(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is an entry of any group."""
        return bool(self._find(phrase))

    def related(self, phrase: Phrase) -> Mapping[str, float]:
        """Return the terms that say the same as a phrase, with weights up to RELATED.

        A phrase of several groups has several senses: each group counts less.
        """
        groups = self._find(phrase)
        weight = RELATED / math.sqrt(max(1, len(groups)))
        found: dict[str, float] = {}
        for other in (other for group in groups for other in group):
            share = weight if len(other) == 1 else weight / 2
            for term in other:
                if term not in phrase:
                    found[term] = max(share, found.get(term, 0.0))
        return found

    def _groups_with(self, phrase: Phrase) -> tuple[tuple[Phrase, ...], ...]:
        entry = f",{' '.join(phrase)},"
        groups = []
        place = self._text.find(entry)
        while place >= 0:
            start = self._text.rfind("\n", 0, place) + 1
            end = self._text.find("\n", place)
            groups.append(parse_group(self._text[start:end]))
            place = self._text.find(entry, end)
        return tuple(groups)


def format_group(entries: Iterable[str]) -> str:
    """Return a group's entries, each its stems parted by spaces, as a line."""
    return f",{','.join(entries)},"


def parse_group(line: str) -> tuple[Phrase, ...]:
    """Return the phrases of a line."""
    return tuple(tuple(entry.split(" ")) for entry in line.strip(",").split(","))


def find_phrases(terms: Sequence[str], concepts: Concepts) -> list[tuple[range, Phrase]]:
    """Return the phrases of the concepts among the terms, with their places, longest first."""
    found: list[tuple[range, Phrase]] = []
    for length in range(LONGEST_PHRASE, 0, -1):
        for start in range(len(terms) - length + 1):
            phrase = tuple(terms[start : start + length])
            if phrase in concepts:
                found.append((range(start, start + length), phrase))
    return found


def relate(terms: Sequence[str], concepts: Concepts) -> list[dict[str, float]]:
    """Return, for each of a question's terms in order, the related terms and their weights."""
    related: list[dict[str, float]] = [{} for _ in terms]
    for places, phrase in find_phrases(terms, concepts):
        for place in places:
            for term, weight in concepts.related(phrase).items():
                related[place][term] = max(weight, related[place].get(term, 0.0))
    return related


@cache
def load_concepts() -> Concepts:
    """Return the concepts that ship with Verbatim."""
    path = files("retrieval").joinpath("data", "concepts.tsv")
    return Concepts(path.read_text(encoding="utf-8"))
