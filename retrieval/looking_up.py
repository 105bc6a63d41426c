"""The lines of a text that stand under a key, for few questions and for many.

Taking all lines apart takes longer than the few words of one question are worth: these are looked
for in the text as it is. Whoever answers many questions has an index before long: where the lines
under each key begin, told by the key's hash, twelve bytes each. A dict would take twenty times as
much.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

K = TypeVar("K", bound=Hashable)

MANY = 100  # searches after which an index is worth its making


class Lines(Generic[K]):
    """Finds the lines that stand under a key: by searching at first, then by an index."""

    def __init__(
        self, text: str, mark_of: Callable[[K], str], keys_of: Callable[[str], Iterable[K]]
    ) -> None:
        """Read no line yet.

        `mark_of` gives what a line with a key holds, and no other does; a line break stands before
        and after each. `keys_of` gives the keys of a line.
        """
        self._text = f"\n{text}\n"
        self._mark_of = mark_of
        self._keys_of = keys_of
        self._searches = 0

    def under(self, key: K) -> list[str]:
        """Return the lines under a key, in order."""
        mark = self._mark_of(key)
        if self._searches < MANY:
            self._searches += 1
            starts: Iterable[int] = self._search(mark)
        else:
            starts = dict.fromkeys(self._index.places_of(key))
        lines = map(self._line_from, starts)
        return [line[1:-1] for line in lines if mark in line]

    def _search(self, mark: str) -> Iterator[int]:
        """Yield where the line breaks are before lines with a mark."""
        place = self._text.find(mark)
        while place >= 0:
            yield self._text.rfind("\n", 0, place + 1)
            place = self._text.find(mark, self._text.index("\n", place + 1))

    def _line_from(self, start: int) -> str:
        """Return the line behind a line break, with both that are around it."""
        return self._text[start : self._text.index("\n", start + 1) + 1]

    @cached_property
    def _index(self) -> "_Places":
        pairs: list[tuple[int, int]] = []
        start = 0
        for line in self._text[1:-1].split("\n"):
            pairs += ((hash(key), start) for key in self._keys_of(line))
            start += len(line) + 1
        return _Places(np.array(pairs, np.int64).reshape(-1, 2))


class _Places:
    """Numbers under hashes, (N, 2) both."""

    def __init__(self, pairs: npt.NDArray[np.int64]) -> None:
        order = np.argsort(pairs[:, 0], kind="stable")
        self._hashes = pairs[order, 0]
        self._places = pairs[order, 1].astype(np.int32)

    def places_of(self, key: Hashable) -> list[int]:
        """Return the numbers under a key in the order given, seldom some of another key's too."""
        start = int(self._hashes.searchsorted(hash(key)))
        end = int(self._hashes.searchsorted(hash(key), "right"))
        places: list[int] = self._places[start:end].tolist()
        return places
