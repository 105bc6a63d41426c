"""What a quote is to the articles, as a Telegram message. Pure: values in, replies out."""

from collections.abc import Sequence

from bot.citing import citation_line
from bot.markup import CUT, blockquote, escape
from bot.render import Voice
from bot.reply import MOST_UNITS, Reply, head_within, units, visible_text
from retrieval.differences import Change, Piece
from retrieval.verifying_quotes import LONGEST_QUOTE, Place, Standing, Verdict

_MARKED = {
    Change.KEPT: "{}",
    Change.ADDED: "<b><u>{}</u></b>",
    Change.LEFT_OUT: "<s>{}</s>",
}
_SIGNS = {Standing.VERBATIM: "✅ ", Standing.ALTERED: "✏️ ", Standing.ABSENT: "❌ "}
_MESSAGES = {
    Standing.VERBATIM: "verify-verbatim",
    Standing.ALTERED: "verify-altered",
    Standing.ABSENT: "verify-absent",
    Standing.NO_WORDS: "verify-no-words",
    Standing.TOO_LONG: "verify-too-long",
    Standing.TOO_COMMON: "verify-too-common",
}
_MOST_DIFFERENCES = 40  # Telegram shows at most 100 marks in a message, and an addition takes two
_UNITS_OF_DIFFERENCES = 2_000


def message_of(standing: Standing) -> tuple[str, dict[str, int]]:
    """Return the id and the values of the message that says what a quote is."""
    values = {"most": LONGEST_QUOTE} if standing is Standing.TOO_LONG else {}
    return _MESSAGES[standing], values


def render_verdict(verdict: Verdict, voice: Voice) -> Reply:
    """Return what a quote is, with its differences if it is altered, and where it stands.

    The passage is in a blockquote, exactly as it is stored; differences are marked outside of it.
    """
    name, values = message_of(verdict.standing)
    head = _SIGNS.get(verdict.standing, "") + escape(voice.catalogue.say(name, **values))
    blocks = [head]
    if verdict.pieces:
        legend = escape(voice.catalogue.say("verify-legend"))
        blocks += [_differences(verdict.pieces), f"<i>{legend}</i>"]
    if verdict.places:
        room = MOST_UNITS - units(visible_text("\n\n".join(blocks)))
        blocks.append(_passage(verdict, room, voice))
    return Reply("\n\n".join(blocks))


def _differences(pieces: Sequence[Piece]) -> str:
    """Return the passage with what the quote left out struck through, what it added underlined.

    Cut after so many differences, or so much text, that a message can carry them.
    """
    shown, room, marks = "", _UNITS_OF_DIFFERENCES, 0
    for piece in pieces:
        text = head_within(piece.text, room)
        shown += (" " if piece.spaced else "") + _MARKED[piece.change].format(escape(text))
        room -= units(text) + 1
        marks += piece.change is not Change.KEPT
        if len(text) < len(piece.text) or room <= 0 or marks >= _MOST_DIFFERENCES:
            return shown if piece is pieces[-1] and text == piece.text else f"{shown} {CUT}"
    return shown


def _passage(verdict: Verdict, room: int, voice: Voice) -> str:
    """Return the first place, under what it is to the quote, and where all of them stand.

    In `room` units: of a passage that is too long, as many whole sentences as fit are shown.
    """
    first, *others = verdict.places
    lead = []
    if verdict.standing is not Standing.VERBATIM:
        nearest = "verify-original" if verdict.pieces else "verify-nearest"
        lead.append(escape(voice.catalogue.say(nearest)))
    sources = [_source(first, voice)]
    if others:
        sources.append(escape(voice.catalogue.say("also-in")))
        sources += [_source(other, voice) for other in others]
    room -= units(visible_text("\n".join([*lead, *sources]))) + units(CUT) + 6
    shown = head_within(first.text, room)
    cut = [CUT] if len(shown) < len(first.text) else []
    return "\n".join([*lead, blockquote(escape(shown)), *cut, *sources])


def _source(place: Place, voice: Voice) -> str:
    return citation_line(place.citation, place.text, voice.bot_name, voice.catalogue)
