"""The entities that Telegram finds by itself: mentions, commands, hashtags, addresses.

Bare domains are told by a list of common endings; Telegram knows all of them.
"""

import re
from collections.abc import Iterator

from bot.playground.entities import Entity

_ENDINGS = (
    "com|org|net|edu|gov|int|info|biz|name|pro|aero|coop|museum|app|dev|io|ai|me|tv|cc|co|blog|"
    "site|online|shop|store|news|press|media|tech|cloud|page|wiki|live|paris|bzh|eu|fr|be|ch|ca|"
    "uk|de|es|it|pt|nl|lu|at|pl|cz|se|no|fi|dk|ie|gr|ro|hu|ua|ru|tr|il|in|cn|jp|kr|br|mx|ar|au|nz"
)
_MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?![A-Za-z0-9_])")
_COMMAND = re.compile(
    r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![A-Za-z0-9_/<>@])"
)
_HASHTAG = re.compile(r"(?<![\w#])#(?=\d*[^\W\d])\w{1,256}(?!\w)")
_CASHTAG = re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"
)
_WITH_SCHEME = re.compile(r"(?<![\w])(?:https?|ftp|tg|ton)://[^\s<>«»\"“”]+", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w.@:/-])(?:[a-z0-9](?:[a-z0-9-]{{0,62}})\.){{1,8}}(?:{_ENDINGS})(?![\w.-]*\w@|[\w-])"
    r"(?::\d{1,5})?(?:[/?#][^\s<>«»\"“”]*)?",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'’…"


def find_entities(text: str) -> list[Entity]:
    """Return what Telegram marks in `text` unasked, in order, without overlaps."""
    kept: list[Entity] = []
    for entity in sorted(_all_found(text), key=lambda e: (e.start, -e.end)):
        if not kept or kept[-1].end <= entity.start:
            kept.append(entity)
    return kept


def _all_found(text: str) -> Iterator[Entity]:
    if "@" in text:
        yield from _matches("email", _EMAIL, text)
        yield from _matches("mention", _MENTION, text)
    if "/" in text:
        yield from _matches("bot_command", _COMMAND, text)
    if "#" in text:
        yield from _matches("hashtag", _HASHTAG, text)
    if "$" in text:
        yield from _matches("cashtag", _CASHTAG, text)
    if "." in text or "://" in text:
        yield from _urls(text)


def _matches(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Entity]:
    for match in pattern.finditer(text):
        yield Entity(kind, match.start(), match.end())


def _urls(text: str) -> Iterator[Entity]:
    for pattern in (_WITH_SCHEME, _BARE):
        for match in pattern.finditer(text):
            end = match.start() + len(_without_tail(match.group()))
            yield Entity("url", match.start(), end)


def _without_tail(url: str) -> str:
    """Drop punctuation, and brackets that the address did not open, from its end."""
    end = len(url)
    unopened = url.count(")") - url.count("(")
    while end and (url[end - 1] in _TRAILING or (url[end - 1] == ")" and unopened > 0)):
        unopened -= url[end - 1] == ")"
        end -= 1
    return url[:end]
