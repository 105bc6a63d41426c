"""A number for each word, looked up for very many words at once.

A dictionary keeps words apart in memory, and a look into one of two hundred thousand words misses
the processor's caches several times. Here a word is a key of 64 bits in a table that numpy reads
(open addressing with linear probing): words of up to 8 bytes are their own keys, longer ones are
scrambled, so that two share a key once in 2**64. Nobody knows the multipliers beforehand: no
article can have words that share keys, or places, on purpose.
"""

import secrets
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from retrieval.cutting import Places, Words
from storage.coding import Numbers

_SCRAMBLED = 32  # bytes of the longest words that numpy scrambles; Python hashes longer ones
_BYTES = 8  # of a key
_FIRST_BITS = 12  # of the places in a table that is new
_UNKNOWN = -(2**31)
_MASKS = np.array([2 ** (8 * size) - 1 for size in range(_BYTES + 1)], np.uint64)
_MULTIPLIER = np.uint64(secrets.randbits(64) | 1)
_SPREAD = np.uint64(secrets.randbits(64) | 1)  # multiply-shift (Dietzfelbinger and others, 1997)
_HALF = np.uint64(32)
Keys = npt.NDArray[np.uint64]


class WordNumbers:
    """From words of one encoding to numbers; what is met first is asked of `numbers_of`, once."""

    def __init__(self, numbers_of: Callable[[list[str]], list[int]]) -> None:
        self._numbers_of = numbers_of
        self._known = 0
        self._make_room(_FIRST_BITS)

    def __len__(self) -> int:
        """Return how many words are known."""
        return self._known

    def of(self, words: Words) -> Numbers:
        """Return the number of each word. New words are asked in the order in which they stand."""
        keys = keys_of(words)
        numbers = self._look_up(keys)
        unknown = np.flatnonzero(numbers == _UNKNOWN)
        if len(unknown):
            self._learn(words, keys, unknown)
            numbers[unknown] = self._look_up(keys[unknown])
        return numbers

    def _learn(self, words: Words, keys: Keys, unknown: Places) -> None:
        distinct, firsts = np.unique(keys[unknown], return_index=True)
        order = np.argsort(firsts)
        numbers = self._numbers_of(words.written(unknown[firsts[order]]))
        self._known += len(numbers)
        if 2 * self._known > len(self._keys):
            filled = self._keys != 0
            old = self._keys[filled], self._numbers[filled]
            self._make_room((2 * self._known).bit_length())
            self._insert(*old)
        self._insert(distinct[order], np.array(numbers, np.int32))

    def _make_room(self, bits: int) -> None:
        self._shift = np.uint64(64 - bits)
        self._keys = np.zeros(1 << bits, np.uint64)  # 0 in a free place
        self._numbers = np.full(1 << bits, _UNKNOWN, np.int32)

    def _insert(self, keys: Keys, numbers: npt.NDArray[np.int32]) -> None:
        """Put in keys that aren't there."""
        places = self._home(keys)
        while len(keys):
            free = self._keys[places] == 0
            self._keys[places[free]] = keys[free]  # of those that want the same place one gets it
            settled = self._keys[places] == keys
            self._numbers[places[settled]] = numbers[settled]
            keys, numbers, places = (each[~settled] for each in (keys, numbers, places))
            places = self._next(places)

    def _look_up(self, keys: Keys) -> Numbers:
        places = self._home(keys)
        numbers = self._numbers[places].astype(np.int64)
        found = self._keys[places]
        left = np.flatnonzero((found != keys) & (found != 0))
        while len(left):
            places[left] = self._next(places[left])
            numbers[left] = self._numbers[places[left]]
            found = self._keys[places[left]]
            left = left[(found != keys[left]) & (found != 0)]
        return numbers

    def _home(self, keys: Keys) -> Places:
        return (keys * _SPREAD >> self._shift).astype(np.int64)

    def _next(self, places: Places) -> Places:
        return places + 1 & len(self._keys) - 1


def keys_of(words: Words) -> Keys:
    """Return a key for each word, never 0."""
    starts, lengths = words.starts, words.lengths
    # Each byte of the data with the seven behind it, read as one number.
    eights = np.ndarray(len(words.data) - _BYTES + 1, "<u8", words.data.data, strides=(1,))
    keys: Keys = eights[starts] & _MASKS[np.minimum(lengths, _BYTES)]
    for read in range(_BYTES, _SCRAMBLED, _BYTES):
        longer = np.flatnonzero(lengths > read)
        more = eights[starts[longer] + read] & _MASKS[np.minimum(lengths[longer] - read, _BYTES)]
        keys[longer] = _scrambled(keys[longer]) + more
    longest = np.flatnonzero(lengths > _SCRAMBLED)
    keys[longest] = np.array([*map(hash, words.encoded(longest))], np.int64).view(np.uint64)
    return np.maximum(keys, 1)


def _scrambled(keys: Keys) -> Keys:
    keys = (keys ^ keys >> _HALF) * _MULTIPLIER
    return keys ^ keys >> _HALF
