"""Links that open the bot at a paragraph or an article. Pure.

    t.me/BOT?start=p_KEY        the paragraph with this key
    t.me/BOT?start=p_KEY-MARK   the same; MARK is its article's, for when it is gone
    t.me/BOT?start=a_MARK       an article

A mark is made from the article's key alone: it stays the same whatever changes in the article.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

MARK_LENGTH = 13  # of 5 bits each, as in a paragraph's key

_PARAGRAPH, _ARTICLE, _JOINT = "p_", "a_", "-"  # keys and marks hold no hyphen
_REMEMBERED_MARKS = 2_000  # articles come up again and again
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class ToParagraph:
    """Where a paragraph's link leads; `mark` is "" where the link doesn't tell the article."""

    key: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ToArticle:
    """Where an article's link leads."""

    mark: str


@lru_cache(_REMEMBERED_MARKS)
def mark_of(article_key: str) -> str:
    """Return the mark of the article with this key: lower case letters and digits."""
    digest = hashlib.sha256(article_key.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[:10]).decode("ascii")[:MARK_LENGTH].lower()


def permanent_link(bot_name: str, paragraph_key: str, article_key: str) -> str | None:
    """Return the link that opens the bot at this paragraph; None if Telegram couldn't carry it."""
    return _start_link(bot_name, f"{_PARAGRAPH}{paragraph_key}{_JOINT}{mark_of(article_key)}")


def article_link(bot_name: str, article_key: str) -> str | None:
    """Return the link that opens the bot at this article; None for a bot without a name."""
    return _start_link(bot_name, _ARTICLE + mark_of(article_key))


def read_start(parameter: str) -> ToParagraph | ToArticle | None:
    """Return where /start was to lead; None if it was called without one of our links."""
    if parameter.startswith(_PARAGRAPH):
        key, _, mark = parameter.removeprefix(_PARAGRAPH).partition(_JOINT)
        return ToParagraph(key, mark) if key else None
    if parameter.startswith(_ARTICLE) and len(parameter) > len(_ARTICLE):
        return ToArticle(parameter.removeprefix(_ARTICLE))
    return None


def _start_link(bot_name: str, parameter: str) -> str | None:
    if not bot_name or not _START_PARAMETER.fullmatch(parameter):
        return None
    return f"https://t.me/{bot_name}?start={parameter}"
