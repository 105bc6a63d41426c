"""Words that the collection doesn't know: what was probably meant.

A word is looked for as it is written, not as its stem, which a slip near the word's end changes
beyond recognition: the few hundred words that are one slip away are stemmed, and those whose stems
the collection holds were meant. A long word that has none may have two slips, and is compared with
the collection's stems: Damerau and Levenshtein's distance in the variant that rapidfuzz calls OSA.
"""

import math
import re
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from retrieval.analysis import stem_word
from retrieval.data_files import read_lines
from retrieval.reading import Snapshot
from retrieval.slips import one_slip_from

SHORTEST_MEANT = 4  # letters; a shorter word is near to too many
_LONG = 8  # letters from which two slips are allowed
_MOST_FOUND = 3
_MOST_REMEMBERED = 4_000  # words, half a kilobyte each at most
_MENDED = 0.9  # how far the likeliest word stands for the one that was typed
_LEAST_LIKELY = 0.25  # of a slip and of what the stem shows of its word
_LEAST_BESIDE = 0.25  # beside the likeliest

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


class Meant(NamedTuple):
    """What a misspelt word may have been: its term, the word itself where it is known, and how far
    it stands for what was typed, in (0, 1)."""

    term: str
    word: str
    share: float


class WordList(Container[str]):
    """Words, kept as the lines that they stand in: a set of so many takes fifteen times as much."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take words that stand a line for each first letter."""
        self._lines = {line[0]: f" {line} " for line in lines}

    def __contains__(self, word: object) -> bool:
        """Tell whether a word is one of them."""
        return isinstance(word, str) and f" {word} " in self._lines.get(word[:1], "")


@cache
def dictionary(lang: str) -> WordList:
    """Return words that people write in a language, folded."""
    return WordList(read_lines(f"words.{lang}.txt"))


class _Remembered(NamedTuple):
    """What was found to be meant by words, each with its language, in one version of the index."""

    version: int
    meant: dict[tuple[str, str], list[Meant]]


class Speller:
    """Finds what was meant in the collection as it stands; threads may share it.

    A word of a language's `dictionary` (folded words) may be meant as it is. Every snapshot has to
    be of one collection: what it lacks is asked for again and again, and found out once a version.
    """

    def __init__(self, dictionary: Callable[[str], Container[str]]) -> None:
        self._dictionary = dictionary
        self._remembered = _Remembered(0, {})

    def is_word(self, word: str, lang: str) -> bool:
        """Tell whether people write a folded word in a language."""
        return word in self._dictionary(lang)

    def meant(self, snapshot: Snapshot, word: str, lang: str) -> list[Meant]:
        """Return the collection's words that a folded word may stand for, the likeliest first."""
        remembered = self._remembered
        if remembered.version != snapshot.version or len(remembered.meant) > _MOST_REMEMBERED:
            remembered = self._remembered = _Remembered(snapshot.version, {})
        found = remembered.meant.get((word, lang))
        if found is None:
            found = remembered.meant[word, lang] = self._meant(snapshot, word, lang)
        return found

    def _meant(self, snapshot: Snapshot, word: str, lang: str) -> list[Meant]:
        if len(word) < SHORTEST_MEANT - 1 or not word.isalpha():
            return []
        return one_slip_away(snapshot, word, lang) or self._two_slips_away(snapshot, word, lang)

    def _two_slips_away(self, snapshot: Snapshot, word: str, lang: str) -> list[Meant]:
        term = stem_word(word, lang)
        if len(term) < _LONG:
            return []
        near = two_slips_away(snapshot, term)
        return [Meant(other, other, _MENDED - 2 / len(term)) for other in near]


def two_slips_away(snapshot: Snapshot, term: str) -> list[str]:
    """Return the collection's terms up to two slips away from a long term, the nearest first.

    Of equally near ones, those that most paragraphs hold come first. The first letter is seldom
    wrong; where it is, the second stands first: so few of all terms have to be looked at.
    """
    from rapidfuzz import process  # noqa: PLC0415 - most questions are spelt well
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    lengths = range(max(_LONG - 2, len(term) - 2), len(term) + 3)
    near = snapshot.terms_beginning({term[0], term[1]}, lengths)
    found = process.extract(term, near, scorer=OSA.distance, score_cutoff=2, limit=None)
    distances = {other: distance for other, distance, _ in found if distance}
    df = snapshot.document_frequencies(distances)
    return sorted(df, key=lambda other: (distances[other], -df[other], other))[:_MOST_FOUND]


def _is_long(word: str) -> bool:
    return len(word) >= SHORTEST_MEANT


def one_slip_away(snapshot: Snapshot, word: str, lang: str) -> list[Meant]:
    """Return the collection's words one slip away from a folded word, the likeliest first.

    As in Kernighan, Church and Gale's "A spelling correction program based on a noisy channel
    model" (COLING 1990), a slip's likelihood counts with how common the word is.
    """
    words = {meant: likely for meant, likely in one_slip_from(word).items() if _is_long(meant)}
    terms = {meant: stem_word(meant, lang) for meant in words}
    df = snapshot.document_frequencies(terms.values())
    likely: dict[str, tuple[float, str]] = {}
    for meant, term in terms.items():
        # The stem alone is known to be held: the less of the word it is, the less that says.
        slip = words[meant] * min(1.0, len(term) / len(meant))
        if term in df and slip >= _LEAST_LIKELY:
            found = slip * math.log(2 + df[term]), meant
            likely[term] = max(found, likely.get(term, found))
    ordered = sorted(likely.items(), key=lambda item: (-item[1][0], item[0]))[:_MOST_FOUND]
    best = ordered[0][1][0] if ordered else 0.0
    return [
        Meant(term, meant, _MENDED * math.sqrt(score / best))
        for term, (score, meant) in ordered
        if score >= best * _LEAST_BESIDE
    ]
