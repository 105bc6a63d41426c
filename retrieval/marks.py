"""What in a sentence can be an answer, or keeps it from being one, told by its words alone."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from retrieval.analysis import fold
from retrieval.patterns import read_sections
from retrieval.stopwords import read_words

# Flags of a word
NUMBER, NAME, TIME = 1, 2, 4

# One column of a sentence's marks each, in this order.
MARKS = ("quotation", "speech", "cause", "unit", "weak_start", "manner", "place", "unfinished")

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_WORD = re.compile(r"\w+(?:-\w+)*")
_MORE_THAN_A_WORD = re.compile(r"[ ']|\(\?<")
_UNIT_SIGN = re.compile(r"[%$€£°]")
_QUOTATION = re.compile(r"[«»“”]|\"[^\"]{8,}")
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Aa]cross|[Ee]n|[ÀàAa]|[Aa]ux?|[Dd]ans|[Pp]rès de)\s+"
    r"(?:the\s+|la\s+|le\s+|l['’])?[A-ZÀ-Ý]"
)
_UNFINISHED = re.compile(r"[^.!?…»”\")]\Z")


def mark_sentence(sentence: str) -> list[float]:
    """Return 1.0 or 0.0 for each of MARKS."""
    lower = sentence.lower()
    words = set(_WORD.findall(lower))
    found_words = 0
    for word in words:
        found_words |= _sections_with(word)
    by_word = [
        found_words >> place & 1 or section.phrases.search(lower) is not None
        for place, section in enumerate(_sections())
    ]
    speech, cause, unit, manner = by_word
    found = (
        _QUOTATION.search(sentence),
        speech or None,
        cause or None,
        unit or _UNIT_SIGN.search(sentence),
        _weak_start().match(lower),
        manner or None,
        _PLACE.search(sentence),
        _UNFINISHED.search(sentence),
    )
    return [float(mark is not None) for mark in found]


class _Section:
    """A section of marks.txt: its words and its phrases."""

    def __init__(self, alternatives: Sequence[str]) -> None:
        words = [line for line in alternatives if not _MORE_THAN_A_WORD.search(line)]
        phrases = [line for line in alternatives if line not in words]
        self._words = re.compile("|".join(words))
        self.phrases = re.compile(rf"\b(?:{'|'.join(phrases)})" if phrases else r"(?!)")

    def has_word(self, word: str) -> bool:
        """Tell whether the section has a word, or the beginning of it."""
        return self._words.match(word) is not None


@lru_cache(maxsize=100_000)
def _sections_with(word: str) -> int:
    """Return the sections that have a word: bit n is set for the nth."""
    return sum(section.has_word(word) << place for place, section in enumerate(_sections()))


@cache
def _sections() -> tuple[_Section, ...]:
    sections = read_sections("marks.txt")
    return tuple(_Section(sections[name]) for name in ("speech", "cause", "unit", "manner"))


@cache
def _weak_start() -> re.Pattern[str]:
    return re.compile(rf"[«“\"(\s]*(?:{'|'.join(read_sections('marks.txt')['weak start'])})\b")


@cache
def _time_words() -> frozenset[str]:
    return read_words("time_words.txt")


@cache
def _number_words() -> frozenset[str]:
    return read_words("number_words.txt")


@lru_cache(maxsize=200_000)
def flag_word(word: str) -> int:
    """Return what a word could answer: NUMBER, TIME, NAME (it is capitalised)."""
    if word[0].isdigit():
        return NUMBER | TIME if _YEAR.fullmatch(word) else NUMBER
    folded = fold(word)
    flags = NUMBER if folded in _number_words() else 0
    if folded in _time_words():
        return flags | TIME
    return flags | NAME if word[0].isupper() else flags
