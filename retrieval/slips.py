"""The words that may have been meant by a word with one slip of the hand in it.

The slips are Damerau's: neighbours swapped, a letter too many, one left out, one mistaken for
another ("A technique for computer detection and correction of spelling errors", 1964). Whoever
looks for a misspelt word among millions asks for these few hundred instead.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from retrieval.keyboards import KEYBOARDS, neighbours

_LETTERS = "abcdefghijklmnopqrstuvwxyz"

# How likely each slip is beside the commonest.
_COMMON = 1.0  # swapped, doubled or not, the key beside it
_LEFT_OUT = 0.6
_TOO_MANY = 0.5
_OTHER_KEY = 0.3
_AT_FIRST = 0.7  # of that, where the first letter is wrong


def one_slip_from(word: str) -> Mapping[str, float]:
    """Return the words (a to z) from which one slip makes `word`, with how likely, up to 1."""
    found: dict[str, float] = {}
    for place, meant, likely in _undone(word):
        weight = likely if place else likely * _AT_FIRST
        if meant != word and weight > found.get(meant, 0.0):
            found[meant] = weight
    return found


def _undone(word: str) -> Iterator[tuple[int, str, float]]:
    """Yield where each possible slip is, the word without it, and how likely it is."""
    near = _near()
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        doubled = letter in (before[-1:], after[:1])
        yield place, before + after, _COMMON if doubled else _TOO_MANY
        yield place, before + after[:1] + letter + after[1:], _COMMON
        beside = near.get(letter, "")
        for other in _LETTERS:
            yield place, before + other + after, _COMMON if other in beside else _OTHER_KEY
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        for other in _LETTERS:
            doubles = other in (before[-1:], after[:1])
            yield place, before + other + after, _COMMON if doubles else _LEFT_OUT


@cache
def _near() -> Mapping[str, str]:
    """Return, by letter, the keys beside it on any keyboard: nobody tells which one was used."""
    maps = [neighbours(lang) for lang in KEYBOARDS]
    return {letter: "".join(keys.get(letter, "") for keys in maps) for letter in _LETTERS}
