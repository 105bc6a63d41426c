"""Numbers and texts as few bytes, many numbers at once.

    varints   seven bits a byte, the lowest first; the high bit says that more bytes follow (LEB128)
    steps     ascending numbers by their distances: a byte below 255 goes that many and one more
              further, and there a number stands; a byte 255 goes 255 further, where none does

Whatever the bytes, reading them gives numbers or a DatabaseError; what these may be is the
caller's to check.
"""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import DatabaseError

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

_LONGEST = 5  # bytes of a varint: all that is written here is below 2**35
_SKIP = 255


@contextmanager
def taken_for_damage() -> Iterator[None]:
    """Read values of any type and size, as a damaged file may hold them: a DatabaseError is raised.

    A bug in what is read so would be taken for damage too: keep it short.
    """
    try:
        yield
    except (TypeError, ValueError, OverflowError, IndexError) as error:
        raise DatabaseError(f"a value isn't what it should be ({error})") from error


def write_varints(values: Numbers) -> tuple[bytes, Numbers]:
    """Return numbers from 0 on as varints in one row, and how many bytes each has."""
    sizes = np.ones(len(values), np.int64)
    for more in range(1, _LONGEST):
        sizes += values >= 1 << 7 * more
    starts = np.cumsum(sizes) - sizes
    written = np.empty(int(sizes.sum()), np.uint8)
    written[starts] = values & 127 | (sizes > 1) << 7
    for place in range(1, int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        digit = values[longer] >> 7 * place & 127
        written[starts[longer] + place] = digit | (sizes[longer] > place + 1) << 7
    return written.tobytes(), sizes


def read_varints(data: bytes) -> tuple[Numbers, Numbers]:
    """Return the numbers of a row of varints, and where behind each the next one begins."""
    written = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(written < 128) + 1
    starts = np.append(0, ends)[: ends.size]
    sizes = ends - starts
    if int(ends[-1] if ends.size else 0) != written.size or sizes.max(initial=0) > _LONGEST:
        raise DatabaseError("a row of numbers is cut off, or isn't one")
    values = (written[starts] & 127).astype(np.int64)
    for place in range(1, int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        values[longer] |= (written[starts[longer] + place] & 127).astype(np.int64) << 7 * place
    return values, ends


def write_steps(distances: Numbers) -> tuple[Bytes, Numbers]:
    """Return distances from 1 on as steps, and how many bytes each has.

    A list's first number is its distance less 1.
    """
    sizes = 1 + (distances - 1) // _SKIP
    written = np.full(int(sizes.sum()), _SKIP, np.uint8)
    written[np.cumsum(sizes) - 1] = (distances - 1) % _SKIP
    return written, sizes


def read_steps(
    lists: Sequence[bytes], origins: Numbers | int = 0
) -> tuple[npt.NDArray[np.int32], Numbers]:
    """Return the numbers of lists of steps, list after list, and how many each list has.

    Each list's numbers count from its origin. 32 bits, for up to 16,384 lists of numbers below
    65,536: half the memory is half the time.
    """
    written = np.frombuffer(b"".join(lists), np.uint8)
    sizes = np.array([len(each) for each in lists], np.int64)
    if not sizes.all():
        raise DatabaseError("a list of steps is empty")
    ends = sizes.cumsum()
    stands = written != _SKIP
    reached = np.cumsum(written + stands.view(np.uint8), dtype=np.int32)
    begun = np.append(0, reached[ends[:-1] - 1])
    counts = sizes
    if not stands.all():
        places = stands.nonzero()[0]
        reached = reached.take(places)
        counts = np.diff(places.searchsorted(ends), prepend=0)
    reached -= np.repeat((begun + 1 - origins).astype(np.int32), counts)
    return reached, counts


def deflate(text: str) -> bytes:
    """Return a text as it is stored: deflated (RFC 1951), without any frame."""
    return zlib.compress(text.encode(), wbits=-15)


def inflate(data: bytes) -> str:
    """Return the text that `deflate` made these bytes of."""
    try:
        return zlib.decompress(data, wbits=-15).decode()
    except (zlib.error, UnicodeDecodeError, TypeError) as error:
        raise DatabaseError("a text can't be inflated") from error
