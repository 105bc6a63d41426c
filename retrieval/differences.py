"""What a quote changed in its source, word by word.

Words are aligned loosely, so that capitals or missing accents stand beside what they should be;
then every word that isn't letter for letter the same is a difference. The alignment is the longest
common stretch first (Ratcliff and Obershelp, 1988), as the standard library's difflib has it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby

from retrieval.model import Span
from retrieval.wording import Unit, Worded

_STRAY = 2  # units in a row that may be alike by chance
_MOST_PAIRS = 50_000  # of equal units; a page of prose beside itself has some 20,000
_MARKS = 6  # units that may follow the last word
_FAR = 6  # units of the source from the rest of the quote, past which such a stretch is a stray


class Change(Enum):
    """What a quote did with words of its source."""

    KEPT = "kept"
    ADDED = "added"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that a quote kept, added or left out, as they are written; perhaps after a space."""

    change: Change
    text: str
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quote beside the stretch of a source that comes nearest to it.

    `stretch` is a span of the source's units. `likeness`, in [0, 1], is the share of words that
    both have in the same order, whatever their case and accents.
    """

    stretch: Span
    likeness: float
    pieces: tuple[Piece, ...]

    @property
    def is_exact(self) -> bool:
        """Whether nothing was added and nothing left out."""
        return all(piece.change is Change.KEPT for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Step:
    """Units of the source and of the quote that take each other's place; either may be none."""

    alike: bool
    source: Span
    quote: Span


def compare(quote: Worded, source: Worded) -> Comparison | None:
    """Compare a quote with the nearest stretch of its source; None where they share no word."""
    steps = _trim(_align(quote, source, _nearest_window(quote, source)))
    shared = sum(
        unit.is_word
        for step in steps
        if step.alike
        for unit in quote.units[step.quote.start : step.quote.end]
    )
    if not shared:
        return None
    stretch = Span(steps[0].source.start, steps[-1].source.end)
    words = max(_count(quote.units), _count(source.units[stretch.start : stretch.end]))
    return Comparison(stretch, shared / words, tuple(_pieces(quote, source, steps)))


def _count(units: Sequence[Unit]) -> int:
    return sum(unit.is_word for unit in units)


def _nearest_window(quote: Worded, source: Worded) -> Span:
    """Return half as many units again as the quote has, where they hold most of its words.

    A few more follow, for the marks behind its last word.
    """
    size = min(len(quote.units) * 3 // 2 + 8, len(source.units))
    wanted = Counter(unit.loose for unit in quote.units if unit.is_word)
    held = most = start = 0
    for end, unit in enumerate(source.units, 1):
        # What is wanted falls below 0 where the window holds a word too often.
        held += wanted[unit.loose] > 0
        wanted[unit.loose] -= 1
        if end > size:
            gone = source.units[end - size - 1].loose
            wanted[gone] += 1
            held -= wanted[gone] > 0
        if held > most:
            most, start = held, max(0, end - size)
    return Span(start, min(start + size + _MARKS, len(source.units)))


def _align(quote: Worded, source: Worded, window: Span) -> list[_Step]:
    """Return how a window of the source becomes the quote, step by step, compared loosely."""
    before = [unit.loose for unit in source.units[window.start : window.end]]
    after = [unit.loose for unit in quote.units]
    # difflib looks at each pair of equal units. Where one word is everywhere, it must overlook it.
    often, held = Counter(after), Counter(before)
    pairs = sum(count * held[loose] for loose, count in often.items())
    matcher = SequenceMatcher(None, before, after, autojunk=pairs > _MOST_PAIRS)
    return [
        _Step(tag == "equal", Span(window.start + start, window.start + end), Span(at, to))
        for tag, start, end, at, to in matcher.get_opcodes()
    ]


def _trim(steps: list[_Step]) -> list[_Step]:
    """Return the steps without what stands in the source before and after the quote.

    Of the source's units in the place of the quote's first or last, as many stay as those are.
    """
    steps = _without_stray_end(_without_stray_start(steps))
    if steps and not steps[0].alike:
        first = steps[0]
        spare = _length(first.source) - _length(first.quote)
        kept = Span(first.source.start + max(0, spare), first.source.end)
        steps = [_Step(alike=False, source=kept, quote=first.quote), *steps[1:]]
    if steps and not steps[-1].alike:
        last = steps[-1]
        spare = _length(last.source) - _length(last.quote)
        kept = Span(last.source.start, last.source.end - max(0, spare))
        steps = [*steps[:-1], _Step(alike=False, source=kept, quote=last.quote)]
    return [step for step in steps if _length(step.source) or _length(step.quote)]


def _without_stray_start(steps: list[_Step]) -> list[_Step]:
    """Take a word or two at the beginning that are alike, but far from the rest, for different."""
    first = next((place for place, step in enumerate(steps) if step.alike), None)
    if first is None or first + 2 >= len(steps) or not _is_stray(steps[first], steps[first + 1]):
        return steps
    return [_joined(steps[: first + 2]), *steps[first + 2 :]]


def _without_stray_end(steps: list[_Step]) -> list[_Step]:
    """The same at the end."""
    last = next((p for p in range(len(steps) - 1, -1, -1) if steps[p].alike), None)
    if last is None or last < 2 or not _is_stray(steps[last], steps[last - 1]):
        return steps
    return [*steps[: last - 1], _joined(steps[last - 1 :])]


def _is_stray(step: _Step, gap: _Step) -> bool:
    return _length(step.quote) <= _STRAY and _length(gap.source) > _FAR


def _joined(steps: Sequence[_Step]) -> _Step:
    source = Span(steps[0].source.start, steps[-1].source.end)
    return _Step(alike=False, source=source, quote=Span(steps[0].quote.start, steps[-1].quote.end))


def _length(span: Span) -> int:
    return span.end - span.start


# Pieces


def _pieces(quote: Worded, source: Worded, steps: Sequence[_Step]) -> Iterator[Piece]:
    """Yield what was kept, left out and added, in order; neighbours of one kind as one piece."""
    before = ""
    for same, group in groupby(_exact_steps(quote, source, steps), key=lambda step: step.alike):
        step = _joined(list(group))
        parts = [(Change.KEPT if same else Change.LEFT_OUT, source, step.source)]
        if not same:
            parts.append((Change.ADDED, quote, step.quote))
        for change, worded, span in parts:
            if _length(span):
                text = worded.text_of(span)
                yield Piece(change, text, _is_spaced(worded, span.start, before, text))
                before = text


def _is_spaced(worded: Worded, at: int, before: str, text: str) -> bool:
    """Whether a space belongs before a piece: its own, or one between two words."""
    if not before:
        return False
    return worded.is_spaced(at) or (before[-1].isalnum() and text[0].isalnum())


def _exact_steps(quote: Worded, source: Worded, steps: Sequence[_Step]) -> Iterator[_Step]:
    """Yield the steps with those that are loosely alike taken apart, unit by unit."""
    for step in steps:
        if not step.alike:
            yield step
            continue
        for place in range(_length(step.source)):
            here, there = step.source.start + place, step.quote.start + place
            exact = source.units[here].exact == quote.units[there].exact
            yield _Step(exact, Span(here, here + 1), Span(there, there + 1))
