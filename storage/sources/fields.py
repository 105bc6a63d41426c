"""What a source says of an article: names and values that people write, made uniform."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from retrieval.model import RawArticle
from storage.reasons import Reason
from storage.sources.encoding import clean
from storage.sources.flaws import Flaw
from storage.sources.model import Found, Problem

LONGEST_FIELD = 1_000  # code points of a title, an outlet, an address
LONGEST_KEY = 500
_MOST_PARTS = 100  # of a list of authors, say

_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]+)?", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def describe(key: str, text: str, fields: Mapping[str, Any], line: int = 0) -> Iterator[Found]:
    """Yield the article that `fields` describe, and before it a problem for each unusable value.

    `line` is where it stands in its file, 0 for all of it. Unknown fields count for nothing.
    """
    published, url = one_line(_first(fields, "published", "date")), one_line(fields.get("url"))
    if published and iso_date(published) is None:
        yield Problem(Reason(Flaw.DATE, {"date": published[:40]}, line), loses=False)
    if url and not is_web_address(url):
        yield Problem(Reason(Flaw.WEB_ADDRESS, {"address": url[:80]}, line), loses=False)
    yield RawArticle(
        key=key,
        text=text,
        title=one_line(fields.get("title")),
        lang=language_code(one_line(fields.get("lang"))),
        outlet=one_line(_first(fields, "outlet", "source")),
        author=one_line(fields.get("author")),
        published=iso_date(published),
        url=url if url and is_web_address(url) else None,
    )


def one_line(value: object) -> str | None:
    """Return a value as one clean line, a list's parted by commas; None for an empty one.

    A list inside a list counts for nothing: in YAML it can hold itself, or a billion others.
    """
    if isinstance(value, list):
        parts = [part for part in value[:_MOST_PARTS] if not isinstance(part, list)]
        value = ", ".join(line for part in parts if (line := one_line(part)))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(clean(str(value)).split())[:LONGEST_FIELD] or None


def language_code(value: str | None) -> str | None:
    """Return "fr" for "fr", "FR" or "fr-CA"; None for what isn't a language code."""
    match = _LANGUAGE.fullmatch(value or "")
    return match[1].lower() if match else None


def iso_date(value: str | None) -> str | None:
    """Return the ISO 8601 date, month or year that a value begins with; None for another one."""
    match = _DATE.fullmatch(value or "")
    if not match:
        return None
    year, month, day = match[1], match[2] or "1", match[3] or "1"
    try:
        whole = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
    return whole[: 10 if match[3] else 7 if match[2] else 4]


def is_web_address(value: str) -> bool:
    """Tell whether a value can be linked: http or https, with a host."""
    return _ADDRESS.fullmatch(value) is not None


def _first(fields: Mapping[str, Any], *names: str) -> object:
    return next((fields[name] for name in names if fields.get(name)), None)
