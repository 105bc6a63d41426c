"""Web pages: one article a page, its text found among menus and advertising.

A page that lies in the folder is named by its path, one that was fetched by its address.
"""

import codecs
import re
from collections.abc import Iterator

from retrieval.errors import InputError
from storage.sources.apart import page_reader
from storage.sources.encoding import clean, decode
from storage.sources.fields import describe, is_web_address, iso_date, one_line
from storage.sources.model import Found, SourceFile

MOST_BYTES = 2_000_000
NO_TEXT = "no article's text was found on the page."
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_HEAD = 2_000  # bytes in which a page says its encoding
# What pages call Latin 1 is what browsers read as Windows' own.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}


def read_html_file(file: SourceFile) -> Iterator[Found]:
    """Yield the one article of a page.

    Raises InputError for a page that is too large, has no text, or can't be read in time.
    """
    with file.path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"more than {MOST_BYTES / 1e6:.0f} MB are too much for a page.")
    own = file.name if is_web_address(file.name) else None
    page = page_reader().read(decode_page(data), own)
    if page is None:
        raise InputError(NO_TEXT)
    address = own or one_line(page.url)
    published = one_line(page.published)
    yield from describe(
        file.name,
        clean(page.text),
        {
            "title": page.title,
            "lang": page.lang,
            "outlet": page.outlet,
            "author": page.author,
            "published": published if iso_date(published) else None,
            "url": address if address and is_web_address(address) else None,
        },
    )


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Return a page as text: by `charset`, which its server claims, or as it says itself.

    A mark at its beginning counts most. Raises InputError when its encoding isn't clear.
    """
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _DECLARED.search(data[:_HEAD])
        for name in (charset, declared[1].decode("ascii", "replace") if declared else None):
            text = _decode_as(name, data) if name else None
            if text is not None:
                return clean(text)
    return decode(data)


def _decode_as(name: str, data: bytes) -> str | None:
    """Return the text in an encoding that is named; None if there is no such, or it isn't in it."""
    try:
        known = codecs.lookup(name)
        return data.decode(_MEANT.get(known.name, known.name))
    except (LookupError, UnicodeError, ValueError):
        return None
