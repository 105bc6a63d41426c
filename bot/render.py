"""Answers, and that there is none, as Telegram messages. Pure: values in, replies out.

A quote is shown in a blockquote, exactly as it is stored; nothing is ever added inside. What
doesn't fit into a message is left out after whole sentences, and an ellipsis outside says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.citing import citation_line, label
from bot.explaining import why_lines
from bot.hinting import hint_lines, refusal_lines, spelling_line
from bot.locales import Catalogue
from bot.markup import CUT, blockquote, embolden, escape
from bot.reply import (
    MOST_UNITS,
    Button,
    Reply,
    head_within,
    in_plain_words,
    in_rows,
    tail_within,
    units,
    visible_text,
)
from bot.views import CardView, Face, Length, Quoted, VoteView, card_of
from retrieval.explaining import Explanation
from retrieval.model import Answer, Extract, NoAnswer, Paragraph, Span

MOST_TITLES = 3
MOST_OTHER_SOURCES = 2  # named under a quote whose story they tell too
_NAMES = 400  # units of the outlets that a refusal names
_ROOM_FOR_A_CONTEXT = 200  # units; where less is left, a context isn't worth beginning


@dataclass(frozen=True, slots=True)
class Voice:
    """In whose name and in which language a message is written."""

    bot_name: str
    catalogue: Catalogue

    @property
    def lang(self) -> str:
        """The language's code."""
        return self.catalogue.lang

    def says(self, message_id: str, **values: str | float) -> Reply:
        """Return one of the catalogue's messages as a reply."""
        return in_plain_words(self.catalogue.say(message_id, **values))


# Answers


def render_answer(
    answer: Answer,
    voice: Voice,
    length: Length = Length.USUAL,
    neighbours: Sequence[Paragraph] = (),
) -> Reply:
    """Return the card of an answer: its best extract, and buttons to the others.

    Hints on the question's operators stand under it; see `render_card` for the rest.
    """
    quotes = tuple(Quoted(found.paragraph.key, found.span) for found in answer.extracts)
    notes = hint_lines(answer.hints, voice.catalogue.say)
    card = card_of(voice.lang, quotes)
    return render_card(answer.extracts[0], card, voice, neighbours, notes=notes, length=length)


def render_card(
    extract: Extract,
    card: CardView | None,
    voice: Voice,
    neighbours: Sequence[Paragraph] = (),
    *,
    notes: Sequence[str] = (),
    why: Explanation | None = None,
    length: Length = Length.USUAL,
) -> Reply:
    """Return the card that shows `extract`; with its context if `neighbours` are given.

    `neighbours` are paragraphs of the same article in order, the extract's own among them. `notes`
    are lines of plain text that stand under the source, and below them why this was quoted. Of
    buttons there are those that a card of this `length` needs.
    """
    source = "\n\n".join([_source_lines(extract, voice), *map(escape, notes), *_why(why, voice)])
    spelling = escape(spelling_line(extract, voice.catalogue.say))
    notice = f"{spelling}\n" if spelling else ""
    room = MOST_UNITS - units(visible_text(notice + source)) - units(CUT) - 2
    text = f"{notice}{_quote(extract, room)}\n{source}"
    room = MOST_UNITS - units(visible_text(text)) - 2 * units(CUT) - 8
    if neighbours and room >= _ROOM_FOR_A_CONTEXT:
        text += "\n\n" + _context(extract, neighbours, room)
    buttons = _card_buttons(card, voice.catalogue, length) if card else ()
    return Reply(text, buttons, extract.paragraph.key)


def _card_buttons(
    card: CardView, catalogue: Catalogue, length: Length
) -> tuple[tuple[Button, ...], ...]:
    """Return two rows, so that a phone cuts no label short: what to read, and what of it.

    A brief card has neither context nor reasons to show, a full one has its context shown anyway;
    what an older card's button has opened can be closed all the same.
    """
    context = "button-less" if card.face is Face.CONTEXT else "button-more"
    why = "button-why-less" if card.face is Face.WHY else "button-why"
    reading, judging = [], []
    if length is Length.USUAL or (length is Length.BRIEF and card.face is Face.CONTEXT):
        reading.append(Button(catalogue.say(context), card.toggled(Face.CONTEXT)))
    if len(card.quotes) > 1:
        place, total = str(card.shown + 1), str(len(card.quotes))  # as texts they need no Fluent
        turn = catalogue.say("button-next", number=place, total=total)
        reading.append(Button(turn, card.following()))
    if length is not Length.BRIEF or card.face is Face.WHY:
        judging.append(Button(catalogue.say(why), card.toggled(Face.WHY)))
    judging += [
        Button("👍", VoteView(card.current.key, helpful=True)),
        Button("👎", VoteView(card.current.key, helpful=False)),
    ]
    return in_rows(tuple(reading), tuple(judging))


def _why(why: Explanation | None, voice: Voice) -> list[str]:
    """Return why an extract was quoted, as one block of HTML; none where it isn't asked."""
    if why is None:
        return []
    title = escape(voice.catalogue.say("why-title"))
    return [f"<b>{title}</b>\n" + escape("\n".join(why_lines(why, voice.catalogue.say)))]


def _quote(extract: Extract, room: int) -> str:
    """Return the quote in a blockquote with the matched words bold, and a mark if it was cut."""
    start = extract.span.start
    shown = head_within(extract.text, room)
    quote = blockquote(
        embolden(extract.paragraph.text, Span(start, start + len(shown)), extract.matched)
    )
    return quote if len(shown) == len(extract.text) else f"{quote}\n{CUT}"


def _source_lines(extract: Extract, voice: Voice) -> str:
    """Return the citation, and those of other sources that tell the same story."""
    also = extract.also[:MOST_OTHER_SOURCES]
    lines = [
        citation_line(source.citation, source.text, voice.bot_name, voice.catalogue)
        for source in (extract, *also)
    ]
    if also:
        lines.insert(1, escape(voice.catalogue.say("also-in")))
    return "\n".join(lines)


def _context(extract: Extract, neighbours: Sequence[Paragraph], room: int) -> str:
    """Return the quote's paragraph, and the one before and after as far as they fit whole.

    The quote itself is bold. Of a paragraph that is too long, the sentences around it are shown.
    """
    number = extract.paragraph.number
    window = _window(extract.paragraph.text, extract.span, room)
    shown = {number: embolden(extract.paragraph.text, window, (extract.span,))}
    room -= units(window.of(extract.paragraph.text))
    for neighbour in sorted(neighbours, key=lambda found: (found.number < number, found.number)):
        if abs(neighbour.number - number) == 1 and units(neighbour.text) + 2 <= room:
            shown[neighbour.number] = escape(neighbour.text)
            room -= units(neighbour.text) + 2
    block = "\n\n".join(shown[number] for number in sorted(shown))
    before = f"{CUT}\n" if window.start > 0 else ""
    after = f"\n{CUT}" if window.end < len(extract.paragraph.text) else ""
    return f"{before}{blockquote(block, expandable=True)}{after}"


def _window(text: str, span: Span, room: int) -> Span:
    """Return the stretch of whole sentences around `span` that fits into `room` units."""
    if units(text) <= room:
        return Span(0, len(text))
    spare = max(0, room - units(span.of(text)))
    if spare == 0:
        return Span(span.start, span.start + len(head_within(span.of(text), room)))
    after = head_within(text[span.end :], spare // 2)
    before = tail_within(text[: span.start], spare - units(after))
    return Span(span.start - len(before), span.end + len(after))


# No answers


def render_no_answer(nothing: NoAnswer, voice: Voice) -> Reply:
    """Return the line that says so, what may help, and the closest titles, marked as no answer."""
    lines = ["\n\n".join(refusal_lines(nothing, voice.catalogue.say))]
    if outlets := nothing.query.narrowing.outlets:
        names = ", ".join(label(outlet) for outlet in outlets)
        lines += ["", voice.catalogue.say("searched-outlets", outlets=head_within(names, _NAMES))]
    titles = [label(title) for title in nothing.titles[:MOST_TITLES]]
    if titles:
        lines += ["", voice.catalogue.say("closest-titles"), *(f"· {title}" for title in titles)]
    return in_plain_words("\n".join(lines))
