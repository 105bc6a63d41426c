"""What admins' buttons show, written into their callback data like every other view's.

A source is named by its mark (see `bot.linking`), which is short and the same after a restart.
"""

from dataclasses import dataclass

from bot.linking import MARK_LENGTH

PREFIX = "x"  # of all these views' data


@dataclass(frozen=True, slots=True)
class SourcesView:
    """A page (from 0) of the list of sources."""

    lang: str
    page: int


@dataclass(frozen=True, slots=True)
class RemovalsView:
    """A page (from 0) of the list from which one picks what to remove."""

    lang: str
    page: int


@dataclass(frozen=True, slots=True)
class RemovalView:
    """The question whether the source with this mark is to be removed."""

    lang: str
    mark: str


@dataclass(frozen=True, slots=True)
class ConfirmedView:
    """The removal itself."""

    lang: str
    mark: str


AdminView = SourcesView | RemovalsView | RemovalView | ConfirmedView


def encode_admin(view: AdminView) -> str:
    """Return a view as callback data, which `decode_admin` turns back."""
    match view:
        case SourcesView(lang, page):
            return f"{PREFIX}s{lang}{page}"
        case RemovalsView(lang, page):
            return f"{PREFIX}l{lang}{page}"
        case RemovalView(lang, mark):
            return f"{PREFIX}r{lang}{mark}"
        case ConfirmedView(lang, mark):
            return f"{PREFIX}c{lang}{mark}"


def decode_admin(data: str) -> AdminView | None:
    """Return the view that callback data stands for; None if it isn't one of these."""
    kind, lang, rest = data[:2], data[2:4], data[4:]
    if rest.isascii() and rest.isdecimal() and len(rest) < 10:
        if kind == f"{PREFIX}s":
            return SourcesView(lang, int(rest))
        if kind == f"{PREFIX}l":
            return RemovalsView(lang, int(rest))
    if len(rest) == MARK_LENGTH and kind == f"{PREFIX}r":
        return RemovalView(lang, rest)
    if len(rest) == MARK_LENGTH and kind == f"{PREFIX}c":
        return ConfirmedView(lang, rest)
    return None
