"""Texts compared letter for letter, the way that a reader compares a quote with its source.

Letters, accents, case, digits and punctuation count. How a text is set doesn't: white space, the
shapes of quotation marks, apostrophes, dashes and ellipses, accents composed or not, and characters
that nobody sees.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from retrieval.analysis import fold
from retrieval.model import Span

# A number with its thousands set apart, or with decimals, is one word (22 is no part of 22 000);
# so is one with accents and joiners that stand apart. Anything else that is seen is a mark.
_UNIT = re.compile(
    r"[1-9]\d{0,2}(?:[.,\u00a0\u202f\u2009 ]\d{3})+(?!\w)|\d+[.,]\d+(?!\w)"
    r"|[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]+|\.{3}|-{2,}|<{2}|>{2}|[^\w\s]"
)
_SPACE = re.compile(r"\s")
_SHAPES = str.maketrans(
    dict.fromkeys("«»“”„‟″〝〞", '"')
    | dict.fromkeys("’‘‚‛‹›′`´ʼ＇", "'")
    | dict.fromkeys("‐‑‒–—―−⸺⸻", "-")
)
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))  # inside of words
_RUNS = {"...": "…", "<<": '"', ">>": '"'}
_WRAPPING = frozenset({'"', "…"})  # around a quote they are whoever quotes'
_FIRST_WORDS = 6  # of a quote, by which a text that may hold it is told
_OMISSION = ["[", "…", "]"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a mark of a text: as it counts, loosely (without case and accents), and where."""

    exact: str
    loose: str
    span: Span

    @property
    def is_word(self) -> bool:
        """Whether it is more than a mark."""
        return self.exact[0].isalnum() or len(self.exact) > 1


@dataclass(frozen=True, slots=True)
class Worded:
    """A text, and its words and marks in order."""

    text: str
    units: tuple[Unit, ...]

    def span_of(self, units: Span) -> Span:
        """Return where in the text a span of its units stands; it holds at least one."""
        return Span(self.units[units.start].span.start, self.units[units.end - 1].span.end)

    def text_of(self, units: Span) -> str:
        """Return a span of units as it is written."""
        return self.span_of(units).of(self.text)

    def is_spaced(self, at: int) -> bool:
        """Whether white space stands before unit `at`, which is not the first."""
        return at > 0 and self.units[at - 1].span.end < self.units[at].span.start


def read_units(text: str) -> Worded:
    """Return a text with its words and marks."""
    units = []
    for found in _UNIT.finditer(text):
        exact, loose = _forms(found[0])
        if exact:
            units.append(Unit(exact, loose, Span(found.start(), found.end())))
    return Worded(text, tuple(units))


def read_quote(text: str) -> Worded:
    """Return a quote with its words and marks, without what only sets it off at either end."""
    worded = read_units(text)
    exact = [unit.exact for unit in worded.units]
    start, end = 0, len(exact)
    while start < end:
        if exact[start] in _WRAPPING:
            start += 1
        elif exact[end - 1] in _WRAPPING:
            end -= 1
        elif exact[start : start + 3] == _OMISSION:
            start += 3
        elif exact[max(start, end - 3) : end] == _OMISSION:
            end -= 3
        elif end - start > 1 and exact[start] == exact[end - 1] == "'":
            start, end = start + 1, end - 1
        else:
            break
    return Worded(text, worded.units[start:end])


def shaped(text: str) -> str:
    """Return a text whose quotation marks, apostrophes and dashes have one shape each."""
    return text.translate(_SHAPES)


@lru_cache(maxsize=50_000)
def _forms(raw: str) -> tuple[str, str]:
    """Return a word or mark as it counts, and loosely; nothing where nobody sees it."""
    if raw in _RUNS:
        return _RUNS[raw], _RUNS[raw]
    exact = unicodedata.normalize("NFC", _SPACE.sub(" ", raw.translate(_SHAPES)))
    if exact[0] == "-":
        exact = "-"
    if not exact.isalnum():
        exact = "".join(char for char in exact if not _is_unseen(char))
    loose = fold(exact) if exact[:1].isalnum() else ""
    return exact, loose or exact


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cc", "Cs") or "\ufe00" <= char <= "\ufe0f"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quote made ready to be looked for in many texts; it has at least one word or mark.

    `beginning` matches its first plain words in every text that holds them, and in few others.
    """

    joined: str
    count: int
    beginning: re.Pattern[str]

    @classmethod
    def of(cls, quote: Worded) -> "Wanted":
        """Make a quote ready."""
        plain = [unit.exact for unit in quote.units if unit.is_word]
        words = islice(takewhile(str.isalnum, plain), _FIRST_WORDS)
        beginning = re.compile(r"[\W_]*".join(map(re.escape, words)))
        return cls(_joined(quote.units), len(quote.units), beginning)

    def may_stand_in(self, text: str) -> bool:
        """Whether a text holds the quote's beginning, which tells most texts apart at once."""
        plain = unicodedata.normalize("NFC", text).translate(_NOTHING)
        return self.beginning.search(plain) is not None

    def find_in(self, worded: Worded) -> Span | None:
        """Return the units of a text that are these words and marks in a row, None without any."""
        held = _joined(worded.units)
        at = held.find(self.joined)
        if at < 0:
            return None
        start = held.count("\n", 0, at)
        return Span(start, start + self.count)


def _joined(units: Sequence[Unit]) -> str:
    return "\n" + "".join([f"{unit.exact}\n" for unit in units])
