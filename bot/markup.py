"""Pieces of Telegram's HTML out of text that is none. Pure."""

import html
from collections.abc import Iterable

from retrieval.model import Span

CUT = "[…]"  # stands outside of a quote, where something was left out


def escape(text: str) -> str:
    """Return `text` as HTML that shows it."""
    return html.escape(text, quote=False)


def blockquote(markup: str, *, expandable: bool = False) -> str:
    """Return markup in a blockquote, which Telegram can show folded up."""
    return f"<blockquote{' expandable' if expandable else ''}>{markup}</blockquote>"


def embolden(text: str, span: Span, bold: Iterable[Span]) -> str:
    """Return that part of `text` in HTML with the `bold` spans inside it marked."""
    pieces, at = [], span.start
    for mark in sorted(bold):
        start, end = max(mark.start, at), min(mark.end, span.end)
        if start < end:
            pieces.append(escape(text[at:start]))
            pieces.append(f"<b>{escape(text[start:end])}</b>")
            at = end
    pieces.append(escape(text[at : span.end]))
    return "".join(pieces)
