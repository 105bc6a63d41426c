"""Text as Telegram measures and cleans it: lengths in UTF-16 units, no control characters."""

import re

from bot.playground.errors import bad_request

_REMOVED = re.compile("[\r\u2028-\u202e\ufffe\uffff]")
_BLANKED = re.compile("[\x00-\x08\x09\x0b-\x0c\x0e-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text) + len(_BEYOND_BMP.findall(text))


def utf16_offset(text: str, index: int) -> int:
    """Return the UTF-16 offset of the code point at `index`."""
    return utf16_length(text[:index])


def code_point_index(text: str, offset: int, edge: str) -> int:
    """Return the code point index at a UTF-16 `offset`; `edge` is "begins" or "ends".

    Refuses an offset after the end of the text and one inside a surrogate pair.
    """
    units = 0
    for index, char in enumerate(text):
        if units == offset:
            return index
        units += 2 if char > "\uffff" else 1
        if units > offset:
            where = "in a middle of a UTF-16 symbol at UTF-16 offset"
            raise bad_request(f"entity {edge} {where} {offset}")
    if units == offset:
        return len(text)
    raise bad_request(f"entity {edge} after the end of the text at UTF-16 offset {offset}")


def byte_offset(text: str, index: int) -> int:
    """Return how many UTF-8 bytes stand before the code point at `index`."""
    return len(text[:index].encode("utf-8", "surrogatepass"))


def is_unicode(text: str) -> bool:
    """Tell whether `text` can be encoded: no lone surrogates."""
    return _SURROGATE.search(text) is None


def cleaned_character(char: str) -> str:
    """Return what Telegram keeps of one character: itself, a space, or nothing."""
    return _BLANKED.sub(" ", _REMOVED.sub("", char))


def needs_cleaning(text: str) -> bool:
    """Tell whether any character of `text` would be changed or removed."""
    return bool(_REMOVED.search(text) or _BLANKED.search(text))
