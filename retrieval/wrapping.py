"""Lines that are one: paragraphs that an editor wrapped, tables that lost their layout; menus."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.boilerplate import is_bare_number, is_menu_word
from retrieval.lines import Kind, Line

_WIDEST = 120  # columns that people and programs wrap at
_NARROWEST = 40
_SLACK = 0.85  # a word that would have fitted into this share of the width was not wrapped
_SHORT = 60  # code points of a line in a menu or table
_RUN = 4  # short lines that make one
_ENTRY_WORDS = 3  # of a menu's longest entry
_TABLE_LINES = 40

_CLOSING = "»”\"’')]*_ "
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z]")


def is_closed(text: str) -> bool:
    """Tell whether a line ends like a sentence (or its clause): with a stop, a colon, a quote."""
    return text[-1:] in "»”" or text.rstrip(_CLOSING)[-1:] in ".!?…:;"


def join_broken_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with wrapped paragraphs and flattened tables as one each, menus dropped.

    A joined line is its lines with a space between them: contiguous in the source.
    """
    return list(_flattened(_unwrapped(lines)))


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    width = _wrap_width(lines)
    joined: list[Line] = []
    pieces: list[str] = []  # of the last line in `joined`
    last = Line("", Kind.DROPPED)
    for line in lines:
        if _continues(last, line, width):
            pieces.append(line.text)
        else:
            _close(joined, pieces)
            joined.append(line)
            pieces = [line.text]
        last = replace(line, kind=last.kind, indent=last.indent) if len(pieces) > 1 else line
    _close(joined, pieces)
    return joined


def _close(joined: list[Line], pieces: list[str]) -> None:
    if len(pieces) > 1:
        joined[-1] = replace(joined[-1], text=" ".join(pieces))


def _wrap_width(lines: Sequence[Line]) -> int:
    """Return the column at which the article is wrapped, 0 if it isn't.

    It is when, nearly always, the first word of the next line would not have fitted into the line
    above, and most lines break off in the middle of a sentence.
    """
    pairs = [(a.text, b.text) for a, b in pairwise(lines) if _may_continue(a, b) and " " in a.text]
    width = max((len(a) for a, _ in pairs), default=0)
    if len(pairs) < 2 or not _NARROWEST <= width <= _WIDEST:
        return 0
    if any(len(b) > _WIDEST and " " in b for _, b in pairs):
        return 0
    full = sum(_is_full(a, b, width) for a, b in pairs)
    broken = sum(not is_closed(a) for a, _ in pairs)
    return width if full >= 0.75 * len(pairs) and broken >= 0.6 * len(pairs) else 0


def _may_continue(above: Line, line: Line) -> bool:
    return not line.apart and line.kind is Kind.TEXT and above.kind in (Kind.TEXT, Kind.ITEM)


def _is_full(above: str, line: str, width: int) -> bool:
    """Tell whether the first word of `line` would not have fitted behind `above`."""
    return len(above) + 1 + len(line.split(" ", 1)[0]) > width * _SLACK


def _continues(above: Line, line: Line, width: int) -> bool:
    """Tell whether `line` goes on with the paragraph of the line `above` it."""
    if not _may_continue(above, line):
        return False
    if width and _is_full(above.text, line.text, width):
        return True
    if above.kind is Kind.ITEM and line.indent > above.indent:
        return True
    if len(above.text) < _NARROWEST or is_closed(above.text) or _INNER_CAPITAL.match(line.text):
        return False
    return line.text.lstrip("«“\"'( ")[:1].islower()


def _flattened(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with every run of short ones as what it is: a menu, a table, or headings.

    Four and more short lines without a blank line or a full stop between them are a menu if two of
    them are known entries of one; else a table or poem, which becomes text of a few lines' length.
    At the head of the article they are left alone: title, author and date stand there.
    """
    start = 0
    while start < len(lines):
        end = max(_short_run_end(lines, start), start + 1)
        run = lines[start:end]
        if len(run) < _RUN:
            yield from run
        elif sum(is_menu_word(line.text) for line in run) >= 2:
            yield from map(_without_entry, run)
        elif start == 0 or any(map(_is_furniture, run)):
            yield from run
        else:
            yield from _joined(run)
        start = end


def _short_run_end(lines: Sequence[Line], start: int) -> int:
    """Return where the run of short lines begun at `start` stops.

    The last one is not of the run if a paragraph stands right below it: it is that one's heading.
    """
    end = start
    while end < len(lines) and _is_short(lines[end]) and (end == start or not lines[end].apart):
        end += 1
    if start < end < len(lines) and not lines[end].apart and lines[end].kind is Kind.TEXT:
        return end - 1
    return end


def _is_short(line: Line) -> bool:
    if line.kind not in (Kind.TEXT, Kind.DROPPED):
        return False
    return len(line.text) <= _SHORT and not is_closed(line.text)


def _is_furniture(line: Line) -> bool:
    return line.kind is Kind.DROPPED and not is_bare_number(line.text)


def _without_entry(line: Line) -> Line:
    """Drop a line of a menu, unless it has more words than entries have."""
    return replace(line, kind=Kind.DROPPED) if line.text.count(" ") < _ENTRY_WORDS else line


def _joined(run: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a table joined, as many at a time as make a paragraph."""
    for start in range(0, len(run), _TABLE_LINES):
        part = run[start : start + _TABLE_LINES]
        yield replace(part[0], text=" ".join(line.text for line in part), kind=Kind.TEXT)
