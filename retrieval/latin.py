"""Texts of Latin letters cut into words, a byte a character: far quicker than by a pattern.

Nearly all texts in French and English are of these letters (Latin-1), once signs of typography are
taken for what they part. Whoever cuts others uses a pattern.
"""

import re

# Latin-1's characters that are part of a word, by the same rule as a pattern's \w.
_IN_WORDS = frozenset(code for code in range(256) if re.match(r"\w", chr(code)))
_WORDS = bytes(code if code in _IN_WORDS else 32 for code in range(256))
_WITH_APOSTROPHES = bytes(code if code in {*_IN_WORDS, 39} else 32 for code in range(256))


# Beyond Latin-1: letters and digits, and what stands inside words (see `retrieval.analysis`).
_FOREIGN = re.compile(r"[^\W\x00-\xff]|[\u0300-\u036f\u200b-\u200d\u2060]")
# The spaces and points that group a number's digits, between two of these: "0.0", else nothing.
_GROUPINGS = bytes(
    48 if 48 <= code < 58 else 46 if code in b".,\xa0 " else 32 for code in range(256)
)


def as_latin(text: str) -> bytes | None:
    """Return a text a byte a character, None where it has others than Latin letters.

    Typographic apostrophes become plain ones, thin spaces no-break ones; other signs become some
    that part words too, but not the digits of a number ("1–200" isn't 1200).
    """
    if not text.isascii():
        text = text.replace("’", "'").replace("“", '"').replace("”", '"')
        text = text.replace("–", "-").replace("—", "-").replace("…", ";")
        text = text.replace("\u202f", "\xa0").replace("\u2009", "\xa0")
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None if _FOREIGN.search(text) else text.encode("latin-1", "replace")


def may_group_digits(text: bytes) -> bool:
    """Tell whether a point, comma or space stands between two digits."""
    return b"0.0" in mark_digits(text)


def mark_digits(text: bytes) -> bytes:
    """Return "0" for each digit, "." for what may group some, and a space for all else."""
    return text.translate(_GROUPINGS)


def mark_words(text: bytes) -> bytes:
    """Return a text with a space for all that is neither of a word nor an apostrophe."""
    return text.translate(_WITH_APOSTROPHES)


def split_words(text: bytes) -> list[str]:
    r"""Return the words, as the pattern \w+ finds them."""
    return text.translate(_WORDS).decode("latin-1").split()


def split_at_apostrophes(text: bytes) -> list[str]:
    r"""Return the words as \w+'? finds them; apostrophes that follow no word are among them."""
    return mark_words(text.replace(b"'", b"' ")).decode("latin-1").split()
