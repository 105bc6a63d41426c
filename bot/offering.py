"""Quotes to choose from under the message field, in any chat. Pure: values in, values out.

Choosing one sends it: the same card as an answer's, without buttons, since those know a card by
the chat that it stands in.
"""

import re
from dataclasses import dataclass, replace

from bot.citing import label
from bot.render import Voice, render_card
from bot.reply import Reply
from retrieval.model import Answer, Extract, NoAnswer, Reason

MOST_OF_A_TITLE = 28  # code points; a phone shows one line, and the paragraph should be on it
# A phone shows three lines or so beside an offer; what was asked for should be among them.
EXCERPT = 200  # code points
_BEFORE_THE_MATCH = 60  # code points that may stand before the first matched word
_CUT = "… "

# Start parameters of the buttons into the private chat; no link of `bot.linking` is like them.
TO_WELCOME, TO_WORDS = "hello", "words"


@dataclass(frozen=True, slots=True)
class Offer:
    """A quote to choose: where it stands, its words as far as they fit, and what it sends."""

    id: str
    title: str
    excerpt: str
    card: Reply


@dataclass(frozen=True, slots=True)
class Door:
    """A button above the offers that leads into the private chat."""

    label: str
    parameter: str


def render_offer(extract: Extract, voice: Voice) -> Offer:
    """Return a quote as an offer. Its id is the same whenever this very quote is offered."""
    citation, span = extract.citation, extract.span
    title = label(citation.title or citation.article, MOST_OF_A_TITLE)
    where = f"{title} · §\N{NO-BREAK SPACE}{citation.paragraph} · {citation.lang.upper()}"
    # How the words were spelt concerns the person who typed them, not those who read the message.
    card = render_card(replace(extract, corrected=()), None, voice)
    offer_id = f"{citation.paragraph_key}-{span.start}-{span.end}"
    return Offer(offer_id, where, excerpt_of(extract), card)


def excerpt_of(extract: Extract) -> str:
    """Return the quote as far as a phone shows it, from a little before the first match on."""
    first = extract.matched[0].start - extract.span.start if extract.matched else 0
    start = _word_after(extract.text, first - _BEFORE_THE_MATCH)
    rest = extract.text[start:]
    shown = rest if len(rest) <= EXCERPT else rest[: EXCERPT - 1].rsplit(" ", 1)[0] + "…"
    return f"{_CUT if start else ''}{shown}"


def door_without_offers(reply: Answer | NoAnswer | None, voice: Voice) -> Door:
    """Return the way on for whoever typed nothing yet (None), or nothing that can be quoted."""
    say = voice.catalogue.say
    reason = reply.reason if isinstance(reply, NoAnswer) else None
    if reply is None or reason in (Reason.NO_QUESTION, Reason.SMALL_TALK):
        return Door(say("inline-empty"), TO_WELCOME)
    if reason is Reason.NO_ARTICLES:
        return Door(say("no-articles"), TO_WELCOME)
    return Door(say("inline-nothing"), TO_WORDS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of offers begins, in which version of the collection."""

    version: int
    start: int

    def __str__(self) -> str:
        """What Telegram keeps, and hands back when somebody scrolls so far."""
        return f"{self.version}.{self.start}"


def read_place(offset: str) -> Place | None:
    """Return the place that Telegram hands back; None for the first page, or what isn't ours."""
    found = re.fullmatch(r"(\d{1,18})\.(\d{1,6})", offset, re.ASCII)
    return Place(int(found[1]), int(found[2])) if found else None


def _word_after(text: str, place: int) -> int:
    """Return where the first word after `place` begins; 0 where that is before the text."""
    if place <= 0:
        return 0
    return text.find(" ", place) + 1
