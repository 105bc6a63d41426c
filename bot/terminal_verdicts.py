"""What a quote is to the articles, as a terminal shows it. Pure."""

from collections.abc import Iterator

from bot.hinting import Say
from bot.terminal import CLOSING, OPENING, show_citation
from bot.verdicts import message_of
from bot.wrapping import Screen, faint, write_lines
from retrieval.differences import Change, Piece
from retrieval.verifying_quotes import Standing, Verdict

_MARKED = {Change.KEPT: "{}", Change.ADDED: "{{+{}+}}", Change.LEFT_OUT: "[-{}-]"}


def show_verdict(verdict: Verdict, screen: Screen, say: Say) -> str:
    """Return what a quote is, its differences as [-left out-] and {+added+}, and where it stands.

    No line end at the end.
    """
    return "\n\n".join(_blocks(verdict, screen, say))


def _blocks(verdict: Verdict, screen: Screen, say: Say) -> Iterator[str]:
    name, values = message_of(verdict.standing)
    yield write_lines(say(name, **values), screen)
    if verdict.pieces:
        yield write_lines(_on_one_line("".join(map(_marked, verdict.pieces))), screen)
        legend = say("terminal-legend", left_out="[-…-]", added="{+…+}")
        yield faint(write_lines(legend, screen), screen)
    if verdict.places:
        yield "\n".join(_passage(verdict, screen, say))


def _marked(piece: Piece) -> str:
    return (" " if piece.spaced else "") + _MARKED[piece.change].format(piece.text)


def _passage(verdict: Verdict, screen: Screen, say: Say) -> Iterator[str]:
    if verdict.standing is not Standing.VERBATIM:
        yield say("verify-original" if verdict.pieces else "verify-nearest")
    first, *others = verdict.places
    yield write_lines(OPENING + _on_one_line(first.text) + CLOSING, screen)
    yield from show_citation(first.citation, "— ", screen)
    for other in others:
        yield from show_citation(other.citation, f"— {say('also-in')} ", screen)


def _on_one_line(text: str) -> str:
    """Return a passage over several paragraphs on one line, as a terminal wraps it."""
    return " ".join(text.split("\n\n"))
