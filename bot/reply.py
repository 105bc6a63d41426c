"""What the bot is about to send: text within Telegram's limits, and buttons."""

import html
import re
from dataclasses import dataclass

from bot.views import View

MOST_UNITS = 4096  # UTF-16 units of a message's text, counted once the tags are gone
_TAG = re.compile(r"<[^<>]*>")
_SENTENCE_END = re.compile(r"[.!?…][»”\"’')\]]*\s+")
_WORD_END = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message, and what pressing it shows."""

    label: str
    view: View


@dataclass(frozen=True, slots=True)
class Reply:
    """A message in Telegram's HTML, and the rows of buttons under it, none of them empty.

    `quotes` is the key of the paragraph that it quotes as an answer, "" if it isn't one.
    """

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()
    quotes: str = ""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All the buttons, row by row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def plain(self) -> str:
        """The same words without tags."""
        return visible_text(self.html)


def in_plain_words(text: str, *buttons: Button) -> Reply:
    """Return a reply that says `text`, which is not HTML."""
    return Reply(html.escape(text, quote=False), in_rows(buttons))


def in_rows(*rows: tuple[Button, ...]) -> tuple[tuple[Button, ...], ...]:
    """Return rows of buttons without those that have none."""
    return tuple(filter(None, rows))


def visible_text(markup: str) -> str:
    """Return what a reader sees of a text in HTML."""
    return html.unescape(_TAG.sub("", markup))


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def head_within(text: str, limit: int) -> str:
    """Return the beginning of `text` that fits into `limit` UTF-16 units, cut after a sentence.

    Cut after a word where no sentence ends, and inside a word only where nothing else is left.
    """
    if units(text) <= limit:
        return text
    head = _first_units(text, limit)
    for ends in (_SENTENCE_END, _WORD_END):
        cuts = [match.end() for match in ends.finditer(text, 0, len(head) + 1)]
        cuts = [cut for cut in cuts if len(text[:cut].rstrip()) <= len(head)]
        if cuts:
            return text[: cuts[-1]].rstrip()
    return head


def tail_within(text: str, limit: int) -> str:
    """Return the end of `text` that fits into `limit` units, beginning with a whole sentence.

    Where no sentence begins in that stretch, it begins with a whole word, or is empty.
    """
    if units(text) <= limit:
        return text
    kept = len(_last_units(text, limit))
    start = len(text) - kept
    for ends in (_SENTENCE_END, _WORD_END):
        for match in ends.finditer(text):
            if start <= match.end() < len(text):
                return text[match.end() :]
    return ""


def _first_units(text: str, limit: int) -> str:
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * max(limit, 0)]
    return cut.decode("utf-16-le", "ignore")


def _last_units(text: str, limit: int) -> str:
    encoded = text.encode("utf-16-le", "surrogatepass")
    cut = encoded[len(encoded) - 2 * max(limit, 0) :]
    return cut.decode("utf-16-le", "ignore")
