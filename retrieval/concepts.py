"""Related words: groups of words and phrases that people use for one another.

The groups are written by hand in data/concepts/*.txt, French and English side by side; their stems
stand in data/concepts.tsv, made by retrieval/training/concepts.py. There a line is a group: French
and English entries parted by a tab, entries by commas, an entry's stems by spaces.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

Phrase = tuple[str, ...]

# How far a related word stands for the word asked; one of a phrase's words stands for half of that.
RELATED = 0.45
_LONGEST_PHRASE = 4  # stems


@dataclass(frozen=True, slots=True)
class Concepts:
    """Groups of phrases; `groups_of` leads from a phrase to the numbers of its groups."""

    groups: list[tuple[Phrase, ...]] = field(default_factory=list)
    groups_of: dict[Phrase, list[int]] = field(default_factory=dict)

    def add(self, phrases: Iterable[Phrase]) -> None:
        """Add a group."""
        group = tuple(dict.fromkeys(phrases))
        for phrase in group:
            self.groups_of.setdefault(phrase, []).append(len(self.groups))
        self.groups.append(group)

    def related(self, phrase: Phrase) -> Mapping[str, float]:
        """Return the terms that say the same as a phrase, with weights up to RELATED.

        A phrase of several groups has several senses: each group counts less.
        """
        numbers = self.groups_of.get(phrase, ())
        weight = RELATED / math.sqrt(max(1, len(numbers)))
        found: dict[str, float] = {}
        for other in (other for number in numbers for other in self.groups[number]):
            share = weight if len(other) == 1 else weight / 2
            for term in other:
                if term not in phrase:
                    found[term] = max(share, found.get(term, 0.0))
        return found


def find_phrases(terms: Sequence[str], concepts: Concepts) -> list[tuple[range, Phrase]]:
    """Return the phrases of the concepts among the terms, with their places, longest first."""
    found: list[tuple[range, Phrase]] = []
    for length in range(_LONGEST_PHRASE, 0, -1):
        for start in range(len(terms) - length + 1):
            phrase = tuple(terms[start : start + length])
            if phrase in concepts.groups_of:
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
    concepts = Concepts()
    text = files("retrieval").joinpath("data", "concepts.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        concepts.add(
            tuple(entry.split(" ")) for side in line.split("\t") for entry in side.split(",")
        )
    return concepts
