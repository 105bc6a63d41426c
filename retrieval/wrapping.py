"""Lines that are one: paragraphs that an editor wrapped, tables that lost their layout; menus."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.lines import Kind, Line

_WIDEST = 120  # columns that people and programs wrap at
_NARROWEST = 40
_SLACK = 0.85  # a word that would have fitted into this share of the width was not wrapped
_SHORT = 60  # code points of a line in a menu or table
_RUN = 4  # short lines that make one
_ENTRY_WORDS = 3  # of a menu's longest entry
_TABLE_LINES = 40
_TABLE_KINDS = frozenset({Kind.TEXT, Kind.NUMBER})
_WRAPPED_KINDS = frozenset({Kind.TEXT, Kind.ITEM})
_LOOKALIKES = frozenset(Kind) - {Kind.HEADING, Kind.TABLE}
_RUN_KINDS = _TABLE_KINDS | {Kind.MENU, Kind.DROPPED}

_TAIL = re.compile(r"[»”\":;!?][»”\":;!?. ]{0,4}\Z")  # of a sentence, on a line of its own
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z]")


def is_closed(text: str) -> bool:
    """Tell whether a line ends like a sentence (or its clause): with a stop, a colon, a quote."""
    return text[-1:] in "»”" or without_closing(text)[-1:] in ".!?…:;"


def without_closing(text: str) -> str:
    """Return a line without the quotes, brackets and stars that close at its end."""
    return text.rstrip("»”\"’')]*_ ")


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
    full = sum(_is_full(a, b, width * _SLACK) for a, b in pairs)
    broken = sum(not is_closed(a) for a, _ in pairs)
    return width if full >= 0.75 * len(pairs) and broken >= 0.6 * len(pairs) else 0


def _may_continue(above: Line, line: Line) -> bool:
    return not line.apart and line.kind is Kind.TEXT and above.kind in _WRAPPED_KINDS


def _is_full(above: str, line: str, width: float) -> bool:
    """Tell whether the first word of `line` would not have fitted behind `above`."""
    return len(above) + 1 + len(line.split(" ", 1)[0]) > width


def _continues(above: Line, line: Line, width: int) -> bool:
    """Tell whether `line` goes on with the paragraph of the line `above` it.

    Behind a line that was wrapped, any words do: a dash or number at the start makes no item there.
    """
    if line.apart or above.kind not in _WRAPPED_KINDS:
        return False
    if _TAIL.match(line.text) or (width and _was_wrapped(above, line, width)):
        return True
    indented = above.kind is Kind.ITEM and line.indent > above.indent
    return line.kind is Kind.TEXT and (indented or _goes_on(above.text, line.text))


def _was_wrapped(above: Line, line: Line, width: int) -> bool:
    """Tell whether `line` is where it is because the line above was full, in a wrapped article."""
    if is_closed(above.text):
        return line.kind is Kind.TEXT and _is_full(above.text, line.text, width)
    return _holds_words(line) and _is_full(above.text, line.text, width * _SLACK)


def _goes_on(above: str, line: str) -> bool:
    """Tell whether a line goes on in small letters where a long one broke off."""
    if len(above) < _NARROWEST or is_closed(above) or _INNER_CAPITAL.match(line):
        return False
    return line.lstrip("«“\"'( ")[:1].islower()


def _holds_words(line: Line) -> bool:
    """Tell whether a line of a wrapped paragraph may have been taken for something else."""
    return line.kind in _LOOKALIKES and any(map(str.isalnum, line.text[:_WIDEST]))


def _flattened(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with every run of short ones as what it is: a menu, a table, or headings.

    Four and more short lines without a blank line or a full stop between them are a menu if two of
    them are known entries of one; else a table or poem, which becomes text of a few lines' length.
    At the head of the article they are left alone: title, author and date stand there.
    """
    start = 0
    while start < len(lines):
        end = max(_short_run_end(lines, start), start + 1)
        yield from _as_what_it_is(lines[start:end], start == 0)
        start = end


def _as_what_it_is(run: Sequence[Line], heads_article: bool) -> Iterator[Line]:
    kinds = [line.kind for line in run]
    if len(run) >= _RUN and kinds.count(Kind.MENU) >= 2:
        yield from map(_without_entry, run)
    elif len(run) < _RUN or heads_article or not _TABLE_KINDS.issuperset(kinds):
        yield from map(_without_page, run)
    else:
        yield from _joined(run)


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
    return line.kind in _RUN_KINDS and len(line.text) <= _SHORT and not is_closed(line.text)


def _without_page(line: Line) -> Line:
    """Drop an entry of a menu or a counter that stands among other lines."""
    return replace(line, kind=Kind.DROPPED) if line.kind in (Kind.MENU, Kind.NUMBER) else line


def _without_entry(line: Line) -> Line:
    """Drop a line of a menu, unless it has more words than entries have."""
    return replace(line, kind=Kind.DROPPED) if line.text.count(" ") < _ENTRY_WORDS else line


def _joined(run: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a table joined, as many at a time as make a paragraph."""
    for start in range(0, len(run), _TABLE_LINES):
        part = run[start : start + _TABLE_LINES]
        yield replace(part[0], text=" ".join(line.text for line in part), kind=Kind.TABLE)
