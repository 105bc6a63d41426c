"""Where the items of a list begin in a paragraph whose line breaks are folded away.

Nothing but the marks is left of the lines that the items stood on, so a mark counts where a list
can begin, and then those that continue it: `trois étapes : 1. Lire 2. Choisir 3. Citer`.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_NUMBER = re.compile(r"(\d{1,2}|[a-z])([.)])\s")
_FIRST_NUMBERS = ("1.", "1)", "a.", "a)")
_ROUND_MARKS = "•▪◦‣"  # nothing else than marks of items
_DASHES = "-–—*·"  # marks of items, and ordinary signs


class ItemMarks(NamedTuple):
    """Code points where items begin, ascending, and where the stops of their numbers stand."""

    starts: tuple[int, ...] = ()
    stops: frozenset[int] = frozenset()


_NONE = ItemMarks()


def find_items(text: str) -> ItemMarks:
    """Return where the items of the lists in a folded paragraph begin.

    Numbers and letters count from the first (1 or a) behind a colon, a stop or the paragraph's
    start, in sequence. Dashes count from one behind a colon or at the start: those whose item
    begins with a capital like the first one's, or stands behind a comma or a stop. Bullets count
    anywhere.
    """
    numbers = _numbers(text) if any(first in text for first in _FIRST_NUMBERS) else []
    bullets = [at for mark in _ROUND_MARKS if mark in text for at in _marks(text, mark)]
    dashes = [at for mark in _DASHES if f"{mark} " in text for at in _dashes(text, mark)]
    if not (numbers or bullets or dashes):
        return _NONE
    starts = sorted({*(start for start, _ in numbers), *bullets, *dashes})
    return ItemMarks(tuple(starts), frozenset(stop for _, stop in numbers))


def _numbers(text: str) -> list[tuple[int, int]]:
    """Return start and stop of the numbers that continue a sequence from 1, or from a."""
    found: list[tuple[int, int]] = []
    expected = ""
    for match in _NUMBER.finditer(text):
        label, start = match.group(1), match.start()
        if text[start - 1 : start] == "(":
            start -= 1
        if start and not text[start - 1].isspace():
            continue
        if label == expected or (label in ("1", "a") and _may_begin(text, start)):
            found.append((start, match.start(2)))
            expected = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
    return found


def _may_begin(text: str, position: int) -> bool:
    """Tell whether a list may begin here: at the start, behind a colon, behind a sentence."""
    return position == 0 or text[max(0, position - 4) : position].rstrip()[-1:] in ":;.!?…»”)"


def _marks(text: str, mark: str) -> list[int]:
    """Return where `mark` stands between spaces, or at the start before one."""
    found = [0] if text.startswith(f"{mark} ") else []
    position = text.find(f" {mark} ")
    while position >= 0:
        found.append(position + 1)
        position = text.find(f" {mark} ", position + 2)
    return found


def _dashes(text: str, mark: str) -> list[int]:
    found = _marks(text, mark)
    first = next((n for n, at in enumerate(found) if _is_introduced(text, at)), None)
    if first is None:
        return []
    return [found[first], *_like_the_first(text, found[first], found[first + 1 :])]


def _is_introduced(text: str, at: int) -> bool:
    return at == 0 or text[max(0, at - 3) : at].rstrip().endswith(":")


def _like_the_first(text: str, first: int, others: Sequence[int]) -> list[int]:
    """Return those of the later dashes that mark items, not asides or hyphens between spaces."""
    if text[first + 2 : first + 3].islower():
        parted = [at for at in others if text[at - 2] in ";,."]
        return parted or list(others)
    return [at for at in others if not text[at + 2 : at + 3].islower()]
