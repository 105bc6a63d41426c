"""Text for a terminal: lines no wider than the window, some words bold, nothing that it obeys."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.model import Span

BOLD, FAINT, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"

# What a terminal would obey rather than show (escape sequences, deletions), and what would turn
# the line around. White space has been folded before.
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Screen:
    """What is written to: `columns` wide (None: lines may be of any length), styled or not."""

    columns: int | None = None
    styled: bool = False

    def narrower_by(self, columns: int) -> "Screen":
        """Return the screen that is left beside an indent."""
        return Screen(self.columns and max(self.columns - columns, 1), self.styled)


def harmless(text: str) -> str:
    """Return `text` with what a terminal would obey replaced by �, code point for code point."""
    return _COMMANDS.sub("\ufffd", text)


def width_of(text: str) -> int:
    """Return how many columns a text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"F", "W"} else 1


def wrap(text: str, columns: int | None) -> list[Span]:
    """Return the lines of `text` as spans, each at most `columns` wide, broken at spaces.

    A word wider than that stands on a line of its own, whole. No-break spaces don't break.
    """
    if columns is None:
        return [Span(0, len(text))]
    lines: list[Span] = []
    for word in _words(text):
        if lines and width_of(text[lines[-1].start : word.end]) <= columns:
            lines[-1] = Span(lines[-1].start, word.end)
        else:
            lines.append(word)
    return lines or [Span(0, 0)]


def _words(text: str) -> Iterator[Span]:
    return (Span(found.start(), found.end()) for found in re.finditer("[^ ]+", text))


def write_lines(text: str, screen: Screen, bold: Sequence[Span] = (), indent: str = "") -> str:
    """Return `text` wrapped to the screen, each line after `indent`, with `bold` spans in bold.

    `bold` are ascending and disjoint spans of `text`.
    """
    text = harmless(text)
    room = screen.narrower_by(width_of(indent))
    if not screen.styled:
        bold = ()
    lines = wrap(text, room.columns)
    return "\n".join(indent + _embolden(text, line, bold) for line in lines)


def _embolden(text: str, line: Span, bold: Sequence[Span]) -> str:
    """Return the part of `text` in `line`, with the parts of it that are in `bold` marked."""
    parts, at = [], line.start
    for span in bold:
        start, end = max(span.start, at), min(span.end, line.end)
        if start < end:
            parts += [text[at:start], BOLD, text[start:end], PLAIN]
            at = end
    return "".join(parts) + text[at : line.end]


def faint(text: str, screen: Screen) -> str:
    """Return `text` in a paler colour where the screen has any."""
    return f"{FAINT}{text}{PLAIN}" if screen.styled and text else text
