"""What in a sentence can be an answer, or keeps it from being one, told by its words alone."""

import re
from functools import cache, lru_cache

from retrieval.analysis import fold
from retrieval.patterns import read_patterns
from retrieval.stopwords import read_words

# Flags of a word
NUMBER, NAME, TIME = 1, 2, 4

# One column of a sentence's marks each, in this order.
MARKS = ("quotation", "speech", "cause", "unit", "weak_start", "manner", "place", "unfinished")

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_QUOTATION = re.compile(r"[«»“”]|\"[^\"]{8,}")
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Aa]cross|[Ee]n|[ÀàAa]|[Aa]ux?|[Dd]ans|[Pp]rès de)\s+"
    r"(?:the\s+|la\s+|le\s+|l['’])?[A-ZÀ-Ý]"
)
_UNFINISHED = re.compile(r"[^.!?…»”\")]\Z")


def mark_sentence(sentence: str) -> list[float]:
    """Return 1.0 or 0.0 for each of MARKS."""
    lower = sentence.lower()
    found = [pattern.search(lower) for pattern in _word_patterns()]
    place, unfinished = _PLACE.search(sentence), _UNFINISHED.search(sentence)
    return [float(match is not None) for match in (*found, place, unfinished)]


@cache
def _word_patterns() -> tuple[re.Pattern[str], ...]:
    words = read_patterns("marks.txt")
    return (
        _QUOTATION,
        re.compile(rf"\b(?:{words['speech']})"),
        re.compile(rf"\b(?:{words['cause']})"),
        re.compile(rf"[%$€£°]|\b(?:{words['unit']})"),
        re.compile(rf"\A[«“\"(\s]*(?:{words['weak start']})\b"),
        re.compile(rf"\b(?:{words['manner']})"),
    )


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
