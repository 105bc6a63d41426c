"""Which letters lie side by side on the keyboards that people type on."""

from collections.abc import Mapping
from functools import cache

KEYBOARDS = {
    "fr": ("azertyuiop", "qsdfghjklm", "wxcvbn"),
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
}


@cache
def neighbours(lang: str) -> Mapping[str, str]:
    """Return, by letter, the letters whose keys touch its key; rows stand half a key apart."""
    keys = {
        letter: (2 * column + row, row)
        for row, letters in enumerate(KEYBOARDS[lang])
        for column, letter in enumerate(letters)
    }
    return {
        letter: "".join(other for other, there in keys.items() if _touch(here, there))
        for letter, here in keys.items()
    }


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two keys at (half keys from the left, row) touch."""
    across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
    return (across, down) in {(2, 0), (1, 1)}
