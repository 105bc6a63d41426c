"""What a button shows, written into its callback data, so that it works after any restart.

Telegram gives a button 64 bytes and no memory. A button therefore carries the whole of what it
will show: which quotes (stable paragraph keys and spans), which of them, in which language.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from bot.admin_views import PREFIX, AdminView, decode_admin, encode_admin
from bot.linking import MARK_LENGTH
from retrieval.model import Span

MOST_BYTES = 64  # of callback data
MOST_QUOTES = 3
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_OFFSET_DIGITS = 3  # of a span's start and of its length, in base 36: up to 46,655
_SPAN_DIGITS = 2 * _OFFSET_DIGITS


class Face(Enum):
    """What a card shows beside its quote. The values begin its callback data."""

    QUOTE = "q"  # nothing
    CONTEXT = "m"
    WHY = "w"


class Length(Enum):
    """How much a card shows. The values stand in the database, and in buttons."""

    USUAL = ""  # a quote, with buttons to its context and to why it was chosen
    BRIEF = "b"  # the quote alone
    FULL = "f"  # always with its context


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote by reference: a span of the paragraph with this key."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class CardView:
    """An answer card: quote number `shown` (from 0) of `quotes`, and what it shows beside it."""

    lang: str
    quotes: tuple[Quoted, ...]
    shown: int = 0
    face: Face = Face.QUOTE

    @property
    def current(self) -> Quoted:
        """The quote to show."""
        return self.quotes[self.shown]

    def following(self) -> "CardView":
        """Return the card with the next quote; after the last comes the first."""
        return replace(self, shown=(self.shown + 1) % len(self.quotes), face=Face.QUOTE)

    def toggled(self, face: Face) -> "CardView":
        """Return the card with this face shown, or put away where it is shown already."""
        return replace(self, face=Face.QUOTE if self.face is face else face)

    def onward(self) -> Iterator["CardView"]:
        """Yield this card and, if it shows but a quote, those with the other quotes, in turn.

        Where passages are gone, the first that is left is the one to show.
        """
        card = self
        for _ in self.quotes if self.face is Face.QUOTE else (self.current,):
            yield card
            card = card.following()


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote on an answer: whether the paragraph with this key, which it quotes, is of help."""

    key: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class PassageView:
    """A whole paragraph, from which one leafs on to its neighbours."""

    lang: str
    key: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A page (from 0) of the article with this mark; see `bot.linking`."""

    lang: str
    mark: str
    page: int


@dataclass(frozen=True, slots=True)
class ListView:
    """A page (from 0) of the list of articles."""

    lang: str
    page: int


@dataclass(frozen=True, slots=True)
class LanguageView:
    """The choice of a language; "" is the Telegram app's own."""

    lang: str


class Rule(Enum):
    """What a button of a group's settings does. The values stand in its callback data."""

    OPEN = "m"  # shows the settings
    LANGUAGE = "l"  # sets the language in which the bot speaks
    LENGTH = "n"  # sets how much answers show
    OUTLETS = "o"  # shows a page of the outlets
    OUTLET = "t"  # lets one be searched, or leaves it out
    ALL_OUTLETS = "e"  # lets all be searched
    DONE = "d"  # puts the buttons away


@dataclass(frozen=True, slots=True)
class RuleView:
    """A button of a group's settings, shown in `lang`; `value` is what its rule takes."""

    lang: str
    rule: Rule
    value: str = ""


_RULES = frozenset(rule.value for rule in Rule)
_FACES = frozenset(face.value for face in Face)

ReadersView = CardView | VoteView | PassageView | ArticleView | ListView | LanguageView | RuleView
View = ReadersView | AdminView


def card_of(lang: str, quotes: tuple[Quoted, ...]) -> CardView | None:
    """Return a card that leafs through `quotes`, as many of them as its buttons can carry.

    None if not even the first can be carried: that card has no buttons.
    """
    for count in range(min(len(quotes), MOST_QUOTES), 0, -1):
        card = CardView(lang, quotes[:count])
        if _fits(card):
            return card
    return None


def encode(view: View) -> str:
    """Return a view as callback data, which `decode` turns back."""
    return encode_admin(view) if isinstance(view, AdminView) else _encode(view)


def decode(data: str) -> View | None:
    """Return the view that callback data stands for; None if it isn't ours, or an older one's."""
    return decode_admin(data) if data.startswith(PREFIX) else _decode(data)


def _encode(view: ReadersView) -> str:
    match view:
        case CardView(lang, quotes, shown, face):
            refs = "".join(_encode_quote(quoted) for quoted in quotes)
            data = f"{face.value}{lang}{shown}{len(quotes)}{refs}"
        case VoteView(key, helpful):
            data = f"{'u' if helpful else 'd'}{key}"
        case PassageView(lang, key):
            data = f"p{lang}{key}"
        case ArticleView(lang, mark, page):
            data = f"r{lang}{mark}{page}"
        case ListView(lang, page):
            data = f"a{lang}{page}"
        case LanguageView(lang):
            data = f"l{lang}"
        case RuleView(lang, rule, value):
            data = f"s{lang}{rule.value}{value}"
    return data


def _decode(data: str) -> ReadersView | None:
    kind, lang, rest = data[:1], data[1:3], data[3:]
    view: ReadersView | None = None
    if kind == "l" and not rest:
        view = LanguageView(lang)
    elif kind == "p" and rest:
        view = PassageView(lang, rest)
    elif kind == "a" and rest.isdecimal():
        view = ListView(lang, int(rest))
    elif kind == "r" and rest[MARK_LENGTH:].isdecimal():
        view = ArticleView(lang, rest[:MARK_LENGTH], int(rest[MARK_LENGTH:]))
    elif kind == "s" and rest[:1] in _RULES:
        view = RuleView(lang, Rule(rest[:1]), rest[1:])
    elif kind in ("u", "d") and data[1:]:
        view = VoteView(data[1:], helpful=kind == "u")
    elif kind in _FACES:
        view = _decode_card(Face(kind), lang, rest)
    return view


def _fits(card: CardView) -> bool:
    """Whether the card's data is short enough and comes back as it went in."""
    data = encode(card)
    return len(data.encode()) <= MOST_BYTES and decode(data) == card


def _encode_quote(quoted: Quoted) -> str:
    start, length = quoted.span.start, quoted.span.end - quoted.span.start
    return quoted.key + _in_base_36(start) + _in_base_36(length)


def _decode_card(face: Face, lang: str, rest: str) -> CardView | None:
    head, refs = rest[:2], rest[2:]
    if not head.isdecimal() or len(head) < 2:
        return None
    shown, count = int(head[0]), int(head[1])
    size = len(refs) // count if count else 0
    if shown >= count or count > MOST_QUOTES or size <= _SPAN_DIGITS or size * count != len(refs):
        return None
    quotes = [_decode_quote(refs[at : at + size]) for at in range(0, len(refs), size)]
    known = tuple(quoted for quoted in quotes if quoted)
    return CardView(lang, known, shown, face) if len(known) == count else None


def _decode_quote(ref: str) -> Quoted | None:
    key, start, length = ref[:-6], ref[-6:-3], ref[-3:]
    if not set(start + length) <= set(_DIGITS):
        return None
    begin = int(start, 36)
    return Quoted(key, Span(begin, begin + int(length, 36)))


def _in_base_36(number: int) -> str:
    """Return three base-36 digits; a number too large for them loses its first, see `_fits`."""
    return _DIGITS[number // 1296 % 36] + _DIGITS[number // 36 % 36] + _DIGITS[number % 36]
