"""Bytes to text: UTF-8, else an encoding that is clearly the right one, else a refusal.

A wrong guess would be quoted to readers as if the article said so, so that only encodings in which
Western European text is really found are considered, and the outcome has to read like text.
"""

import codecs
import re

from storage.reasons import ReasonedError
from storage.sources.flaws import Flaw

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with UTF-16's, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAUSIBLE = ["cp1252", "iso8859_15", "mac_roman", "utf_16_le", "utf_16_be"]
_SAMPLE = 200_000  # bytes that the guess is made from; even, for UTF-16

# What a wrong single-byte encoding makes of an accented letter: a capital or a sign inside a word.
_UNLIKELY = re.compile(
    r"[a-zß-öø-ÿ](?:[À-ÖØ-ÞŠŒŽŸ]|[‚„ˆ‡†‰‹ƒ˜¤¸¨´]|[^\x00-\x7f\w\s’‘‐-—·](?=[a-zß-öø-ÿ]))"
)
_UNLIKELY_SHARE = 0.03  # of the characters beyond ASCII
_MOST_BEYOND_ASCII = 0.3  # of all characters; French has 0.05

# C0 and C1 controls but for white space, and marks that show nothing: soft hyphen, directions,
# zero-width spaces. The joiners U+200C and U+200D stay: emoji and some scripts change without them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> str:
    """Return the text that `data` holds, cleaned (see `clean`); "" for no bytes.

    Raises ReasonedError, with the first byte that isn't UTF-8, when the encoding isn't clear.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return clean(_decode_as(encoding, data[len(mark) :]))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return clean(_decode_guessed(data, error))
    if "\x00" in text:  # UTF-16 of English text is valid UTF-8 too, with a NUL for every letter
        text = _decode_wide(data) or text
    return clean(text)


def clean(text: str) -> str:
    """Return `text` with "\\n" line ends, without characters that show nothing.

    A lone surrogate, which no file can hold, becomes U+FFFD.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").isprintable():  # most texts, told far sooner than by patterns
        return text
    text = _LONE_SURROGATE.sub("\ufffd", text)
    return _INVISIBLE.sub("", text)


def _decode_as(encoding: str, data: bytes) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReasonedError(
            Flaw.BROKEN_MARK, encoding=encoding.upper(), byte=error.start
        ) from error


def _decode_guessed(data: bytes, error: UnicodeDecodeError) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  # slow to import, rarely needed

    for guess in from_bytes(data[:_SAMPLE], cp_isolation=_PLAUSIBLE):
        text = _try_decoding(data, guess.encoding)
        if text is not None and _reads_like_text(text):
            return text
    raise ReasonedError(
        Flaw.UNCLEAR_ENCODING, value=f"{data[error.start]:02X}", byte=error.start
    ) from error


def _decode_wide(data: bytes) -> str | None:
    """Return UTF-16 without its mark as text, None where NULs aren't half of the bytes."""
    if data.count(0) * 5 < len(data) * 2:
        return None
    little = data[1::2].count(0) > data[::2].count(0)
    return _try_decoding(data, "utf-16-le" if little else "utf-16-be")


def _try_decoding(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_like_text(text: str) -> bool:
    """Tell whether characters beyond ASCII stand where one expects them."""
    text = text[:_SAMPLE]
    beyond_ascii = sum(not character.isascii() for character in text)
    return (
        beyond_ascii <= len(text) * _MOST_BEYOND_ASCII
        and len(_UNLIKELY.findall(text)) <= beyond_ascii * _UNLIKELY_SHARE
    )
