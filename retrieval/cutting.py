"""Many texts cut into words at once: where each word stands, and no object for any of them.

The words are those of `retrieval.analysis.cut_words`, for which this takes a third of the time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.analysis import NUMBER
from retrieval.latin import mark_digits, mark_words

_SPACE, _APOSTROPHE, _LINE = b" '\n"
_GROUPED = re.compile(rb"0\.0[0.]*")  # among the marks of digits
_BEHIND = b" " * 8
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of several texts; word `i` is at `starts[i]`, and `lengths[i]` bytes long.

    `sizes` tells how many words each text has. `data` has 8 bytes more behind the last one.
    """

    data: npt.NDArray[np.uint8]
    encoding: str
    starts: Places
    lengths: Places
    sizes: Places

    def encoded(self, places: Places) -> list[bytes]:
        """Return the words in some places as they stand in `data`."""
        data, starts = self.data.tobytes(), self.starts[places]
        ends = starts + self.lengths[places]
        return [data[s:e] for s, e in zip(starts.tolist(), ends.tolist(), strict=True)]

    def written(self, places: Places) -> list[str]:
        """Return the words in some places."""
        return b"\n".join(self.encoded(places)).decode(self.encoding, "surrogatepass").split("\n")


def cut_latin(texts: Sequence[bytes]) -> Words:
    """Return the words of texts that are a byte a character (see `retrieval.latin`).

    In numbers, a space between digits is a no-break one here.
    """
    joined = b"\n".join(texts)  # a line's end parts words and numbers
    marked = bytearray(mark_words(joined) + _BEHIND)
    for start, number in _grouped_numbers(joined):
        marked[start : start + len(number)] = number.replace(b" ", b"\xa0")
    data = np.frombuffer(marked, np.uint8)
    inside, apostrophe = data != _SPACE, data == _APOSTROPHE  # a word's last letter, if any
    begins, ends = inside.copy(), inside.copy()
    begins[1:] &= ~inside[:-1] | apostrophe[:-1]
    ends[:-1] &= ~inside[1:] | apostrophe[:-1]
    starts = np.flatnonzero(begins)
    bounds = np.cumsum([0, *(len(text) + 1 for text in texts)])
    sizes = np.diff(np.searchsorted(starts, bounds))
    return Words(data, "latin-1", starts, np.flatnonzero(ends) - starts + 1, sizes)


def _grouped_numbers(text: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield where numbers with signs among their digits begin, and how they are written."""
    marks, decoded = mark_digits(text), text.decode("latin-1")
    for run in _GROUPED.finditer(marks):  # a number lies in such a run, but may begin before it
        start = marks.rfind(b" ", 0, run.start()) + 1
        for number in NUMBER.finditer(decoded, start, run.end() + 1):
            yield number.start(), text[number.start() : number.end()]


def list_words(texts: Sequence[Sequence[str]]) -> Words:
    """Return words of which there are lists; none of them is empty, or has a line's end in it."""
    lines = ["\n".join(words) for words in texts]
    joined = "\n".join(filter(None, lines)).encode("utf-8", "surrogatepass") + b"\n"
    data = np.frombuffer(joined + _BEHIND, np.uint8)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.flatnonzero(data == _LINE) if sizes.any() else np.zeros(0, np.int64)
    starts = np.append(0, ends + 1)[: len(ends)]
    return Words(data, "utf-8", starts, ends - starts, sizes)
