"""Character n-grams of words as numbers: each falls into a bucket by its CRC-32.

All grams of many words are hashed at once, a byte of each at a time: from the checksum of three
bytes that of four is one step away.
"""

import zlib
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Buckets = npt.NDArray[np.intp]
Counts = npt.NDArray[np.intp]
Checksums = npt.NDArray[np.uint32]

SHORTEST_GRAM, LONGEST_GRAM = 3, 5
_POLYNOMIAL = 0xEDB88320  # CRC-32's, its bits reversed (ISO 3309)
_ALL_ONES = np.uint32(0xFFFFFFFF)


def grams_of(term: str, buckets: int) -> Iterator[int]:
    """Yield the bucket of each character n-gram of a term, its ends marked."""
    marked = f"<{term}>"
    for length in range(SHORTEST_GRAM, LONGEST_GRAM + 1):
        for start in range(len(marked) - length + 1):
            gram = marked[start : start + length].encode(errors="replace")
            yield zlib.crc32(gram) % buckets


def grams_of_all(terms: Sequence[str], buckets: int) -> tuple[Buckets, Counts]:
    """Return the buckets of all n-grams of terms, term by term, and how many each term has."""
    plain = [term for term in terms if term.isascii()]
    found = iter(_grams_of_plain(plain, buckets) if plain else ())
    each = [
        next(found) if term.isascii() else np.array(list(grams_of(term, buckets)), np.intp)
        for term in terms
    ]
    return np.concatenate(each), np.array(list(map(len, each)), np.intp)


def _grams_of_plain(terms: Sequence[str], buckets: int) -> Iterator[Buckets]:
    """Yield the buckets of the n-grams of each term; a character is a byte."""
    written = np.frombuffer("".join([f"<{term}>" for term in terms]).encode(), np.uint8)
    sizes = np.array(list(map(len, terms))) + 2
    ends = sizes.cumsum()
    left = ends.repeat(sizes) - np.arange(len(written))  # characters from each on in its term
    checksums = np.full(len(written), _ALL_ONES)
    found, places = [], []
    for length in range(1, LONGEST_GRAM + 1):
        (begun,) = (left >= length).nonzero()
        checksums[begun] = _next(checksums[begun], written[begun + length - 1])
        if length >= SHORTEST_GRAM:
            found.append((checksums[begun] ^ _ALL_ONES) % np.uint32(buckets))
            places.append(begun)
    every = np.concatenate(found).astype(np.intp)
    of_term = np.concatenate([ends.searchsorted(place, "right") for place in places])
    order = of_term.argsort(kind="stable")
    counts = np.bincount(of_term, minlength=len(terms))
    yield from np.split(every[order], counts.cumsum()[:-1])


def _next(checksums: Checksums, following: npt.NDArray[np.uint8]) -> Checksums:
    """Return the checksums with one byte more each."""
    stepped: Checksums = _steps()[(checksums ^ following) & 0xFF] ^ (checksums >> np.uint32(8))
    return stepped


@cache
def _steps() -> Checksums:
    """Return what each byte adds to a checksum (Sarwate, "Computation of cyclic redundancy checks
    via table look-up", 1988)."""
    steps = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        steps = np.where(steps & 1, (steps >> 1) ^ np.uint32(_POLYNOMIAL), steps >> 1)
    return steps.astype(np.uint32)
