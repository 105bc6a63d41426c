"""What in a sentence can be an answer, or keeps it from being one, told by its words alone.

Shapes: S sentences, W words as `retrieval.analysis` finds them, function words among them.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from retrieval.analysis import fold
from retrieval.data_files import read_sections, read_words

Bits = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]
Line = tuple[int, tuple[str, ...]]

# One column of a sentence's marks each, in this order.
MARKS = ("quotation", "speech", "cause", "unit", "weak_start", "manner", "place", "unfinished")

# What a word shows, a bit each. What it could answer:
NUMBER, NAME, TIME = 1, 2, 4
ANSWERS = NUMBER | NAME | TIME
# Its letters: a capital first; small ones behind that.
CAPITAL, CAPITAL_ONLY = 8, 16
# What stands before the name of a place, and between the two; together they make a PLACE.
PREPOSITION, ARTICLE, PLACE = 32, 64, 128
# The sections of marks.txt that it is a line of, or that it may begin a line of.
SPEECH, CAUSE, UNIT, MANNER, WEAK_START, BEGINS_PHRASE = (1 << bit for bit in range(8, 14))
_SECTIONS = {
    "speech": SPEECH,
    "cause": CAUSE,
    "unit": UNIT,
    "manner": MANNER,
    "weak start": WEAK_START,
}

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PREPOSITIONS = frozenset(["in", "at", "near", "from", "across", "en", "à", "a", "au", "aux"])
_PREPOSITIONS |= {"dans", "près"}
_ARTICLES = frozenset(["the", "la", "le", "l", "de"])
_STRAIGHT_QUOTATION = re.compile(r"\"[^\"]{8,}")
_UNIT_SIGN = re.compile(r"[%$€£°]")
_OPENERS = ' «“"(\t\n\u00a0\u202f'
_STOPS = '.!?…»”")'
_FOR = ", car "  # French "for"; without the comma it is a bus, or an English vehicle


def shown_by(word: str) -> int:
    """Return the bits of what a word, as it is written, shows by itself."""
    plain = _plain(word)
    shown = _answers(word)
    for section, others in _lines().begun_by(plain):
        shown |= BEGINS_PHRASE if others else section
    if word[0].isupper():
        shown |= CAPITAL | (CAPITAL_ONLY if word[1:].islower() else 0)
    elif plain in _ARTICLES:
        shown |= ARTICLE
    return shown | PREPOSITION if plain in _PREPOSITIONS else shown


def _plain(word: str) -> str:
    return word.lower().rstrip("'’")


def _answers(word: str) -> int:
    """Return what a word could answer: NUMBER, TIME, NAME (it is capitalised)."""
    if word[0].isdigit():
        return NUMBER | TIME if _YEAR.fullmatch(word) else NUMBER
    folded = fold(word)
    shown = NUMBER if folded in _number_words() else 0
    if folded in _time_words():
        return shown | TIME
    return shown | NAME if word[0].isupper() else shown


def mark_sentences(
    sentences: Sequence[str], words: Sequence[str], starts: Places, shown: Bits
) -> Floats:
    """Return 1.0 or 0.0 for each of MARKS and each sentence (S, 8).

    Sentence s holds the words `starts[s]:starts[s + 1]`; `shown` (W,) are the words' bits.
    """
    sentence_of = np.arange(len(sentences)).repeat(starts[1:] - starts[:-1])
    padded = np.zeros(len(words) + 2, np.uint16)
    padded[:-2] = shown
    padded[:-2][_begins_place(padded, sentence_of)] |= PLACE
    for place in np.flatnonzero(shown & BEGINS_PHRASE).tolist():
        padded[place] |= _shown_by_phrases(words[place : starts[sentence_of[place] + 1]])
    is_empty = starts[:-1] == starts[1:]
    inside = np.where(is_empty, 0, np.bitwise_or.reduceat(padded, starts[:-1])).tolist()
    first = np.where(is_empty, 0, padded[starts[:-1]]).tolist()
    marks = []
    for place, sentence in enumerate(sentences):
        weak_word = words[starts[place]] if first[place] & WEAK_START else None
        marks.append(_mark(sentence, inside[place], weak_word))
    return np.array(marks, np.float32).reshape(-1, len(MARKS))


def _begins_place(padded: Bits, sentence_of: Places) -> npt.NDArray[np.bool_]:
    """Tell of each word (W,) whether it is a preposition that a name follows in its sentence.

    Two zeros stand behind the words' bits.
    """
    is_preposition = padded[:-2] & PREPOSITION > 0
    one_on, two_on = padded[1:-1], padded[2:]
    to_name = np.where(one_on & CAPITAL > 0, 1, 2)
    found: npt.NDArray[np.bool_] = is_preposition & (
        (one_on & CAPITAL > 0) | ((one_on & ARTICLE > 0) & (two_on & CAPITAL > 0))
    )
    places = np.flatnonzero(found)
    names = places + to_name[places]
    found[places] = sentence_of[np.minimum(names, len(sentence_of) - 1)] == sentence_of[places]
    return found


def _mark(sentence: str, shown: int, weak_word: str | None) -> list[bool]:
    """Return the marks of a sentence; `weak_word` is its first word if that is a weak start."""
    return [
        _has_quotation(sentence),
        bool(shown & SPEECH),
        bool(shown & CAUSE) or _FOR in sentence,
        bool(shown & UNIT) or _UNIT_SIGN.search(sentence) is not None,
        weak_word is not None and sentence.lstrip(_OPENERS).startswith(weak_word),
        bool(shown & MANNER),
        bool(shown & PLACE),
        sentence[-1:] not in _STOPS,
    ]


def _has_quotation(sentence: str) -> bool:
    if "«" in sentence or "»" in sentence or "“" in sentence or "”" in sentence:
        return True
    return '"' in sentence and _STRAIGHT_QUOTATION.search(sentence) is not None


def _shown_by_phrases(words: Sequence[str]) -> int:
    """Return the sections that the phrases at the beginning of some words are lines of."""
    found = 0
    for section, others in _phrases_begun_by(words[0]):
        after = words[1 : 1 + len(others)]
        if len(after) == len(others) and all(map(_is_like, map(_plain, after), others)):
            found |= section
    return found


def _is_like(word: str, pattern: str) -> bool:
    """Tell whether a word is a pattern's: "*ing", "rais*", or the word itself."""
    if pattern[0] == "*":
        return word.endswith(pattern[1:])
    return word.startswith(pattern[:-1]) if pattern[-1] == "*" else word == pattern


class _Lines:
    """The lines of marks.txt by their first word: (section, words that follow) each."""

    def __init__(self) -> None:
        self._of_word: dict[str, list[Line]] = {}
        self._of_beginning: dict[str, list[Line]] = {}  # of words: those with a star behind them
        for name, lines in read_sections("marks.txt").items():
            for line in lines:
                first, *others = line.split(" ")
                kept = self._of_beginning if first.endswith("*") else self._of_word
                kept.setdefault(first.rstrip("*"), []).append((_SECTIONS[name], tuple(others)))
        lengths = list(map(len, self._of_beginning))
        self._shortest, self._longest = min(lengths), max(lengths)
        self._starts = {beginning[: self._shortest] for beginning in self._of_beginning}

    def begun_by(self, word: str) -> list[Line]:
        """Return the lines that a word begins."""
        lines = list(self._of_word.get(word, ()))
        if word[: self._shortest] in self._starts:
            for length in range(self._shortest, min(len(word), self._longest) + 1):
                lines += self._of_beginning.get(word[:length], ())
        return lines


@cache
def _lines() -> _Lines:
    return _Lines()


@lru_cache(1_000)
def _phrases_begun_by(word: str) -> list[Line]:
    return [line for line in _lines().begun_by(_plain(word)) if line[1]]


@cache
def _time_words() -> frozenset[str]:
    return read_words("time_words.txt")


@cache
def _number_words() -> frozenset[str]:
    return read_words("number_words.txt")
