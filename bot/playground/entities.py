"""Formatted text: entities over code points, brought into the form that Telegram gives them.

Inside the playground, offsets are code points; `to_json` and `from_json` speak the Bot API's
UTF-16 units. `normalised` applies Telegram's nesting rules: code and pre hold nothing else, quotes
don't nest, links don't overlap, and equal styles that touch are one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.text import (
    cleaned_character,
    code_point_index,
    needs_cleaning,
    utf16_length,
    utf16_offset,
)

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
CODES = ("pre", "code")
FOUND = ("mention", "hashtag", "cashtag", "bot_command", "url", "email")
GIVEN = (*STYLES, *QUOTES, *CODES, "text_link", "text_mention", "custom_emoji")
IGNORED = (*FOUND, "phone_number", "bank_card_number")

_ORDER = {
    kind: rank
    for rank, kind in enumerate((*QUOTES, *CODES, "text_link", "text_mention", *FOUND, *STYLES))
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; `argument` is its address, language, user or emoji id."""

    kind: str
    start: int
    end: int
    argument: str = ""

    def overlaps(self, other: "Entity") -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def crosses(self, other: "Entity") -> bool:
        """Tell whether the two overlap and neither lies inside the other."""
        return (
            self.start < other.start < self.end < other.end
            or other.start < self.start < other.end < self.end
        )


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, in Telegram's order (by start, longest first)."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


NOTHING = Formatted()


def sorted_entities(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Order entities as Telegram does: by start, then the longest, then the outer kind."""
    return tuple(sorted(entities, key=lambda e: (e.start, -e.end, _ORDER.get(e.kind, 0))))


def cleaned(given: Formatted) -> Formatted:
    """Drop control characters and outer white space, and move the entities along."""
    pieces = [given.text]
    positions = list(range(len(given.text) + 1))
    if needs_cleaning(given.text):
        pieces = [cleaned_character(char) for char in given.text]
        positions = [0]
        for piece in pieces:
            positions.append(positions[-1] + len(piece))
    text = "".join(pieces)
    start = len(text) - len(text.lstrip())
    stop = max(start, len(text.rstrip()))
    moved = (
        replace(
            entity,
            start=min(max(positions[entity.start], start), stop) - start,
            end=min(max(positions[entity.end], start), stop) - start,
        )
        for entity in given.entities
    )
    return Formatted(text[start:stop], tuple(e for e in moved if e.start < e.end))


def normalised(given: Formatted, found: Sequence[Entity] = ()) -> Formatted:
    """Return `given` with nesting put right and the entities `found` in its text added."""
    of_kind = _grouped(given.entities)
    codes = _without_overlaps(of_kind["codes"])
    quotes = [q for q in _without_overlaps(of_kind["quotes"]) if _holds_whole(q, codes)]
    links = [e for e in _without_overlaps(of_kind["links"]) if not _touches(e, codes)]
    links += [e for e in found if not _touches(e, (*codes, *links))]
    links = [e for e in links if not any(e.crosses(quote) for quote in quotes)]
    placed = [*quotes, *codes, *links]
    for kind in STYLES:
        placed += _style_pieces(kind, given, codes, tuple(placed))
    return Formatted(given.text, sorted_entities(placed))


def _grouped(entities: Iterable[Entity]) -> dict[str, list[Entity]]:
    groups: dict[str, list[Entity]] = {"quotes": [], "codes": [], "links": []}
    for entity in sorted_entities(entities):
        if entity.kind in QUOTES:
            groups["quotes"].append(entity)
        elif entity.kind in CODES:
            groups["codes"].append(entity)
        elif entity.kind not in STYLES:
            groups["links"].append(entity)
    return groups


def _without_overlaps(entities: Sequence[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or kept[-1].end <= entity.start:
            kept.append(entity)
    return kept


def _holds_whole(quote: Entity, codes: Iterable[Entity]) -> bool:
    """Tell whether every code that the quote overlaps lies inside it."""
    return all(quote.start <= c.start and c.end <= quote.end for c in codes if quote.overlaps(c))


def _touches(entity: Entity, others: Iterable[Entity]) -> bool:
    return any(entity.overlaps(other) for other in others)


def _style_pieces(
    kind: str, given: Formatted, codes: Sequence[Entity], placed: Sequence[Entity]
) -> list[Entity]:
    """Unite the stretches of one style, cut code out of them, split where what is placed crosses.

    A piece over white space alone is dropped.
    """
    pieces: list[Entity] = []
    for entity in sorted_entities(e for e in given.entities if e.kind == kind):
        if pieces and entity.start <= pieces[-1].end:
            pieces[-1] = replace(pieces[-1], end=max(pieces[-1].end, entity.end))
        else:
            pieces.append(entity)
    for code in codes:
        pieces = [part for piece in pieces for part in _cut(piece, code)]
    for other in placed:
        pieces = [part for piece in pieces for part in _split(piece, other)]
    return [piece for piece in pieces if given.text[piece.start : piece.end].strip()]


def _cut(entity: Entity, hole: Entity) -> list[Entity]:
    if not entity.overlaps(hole):
        return [entity]
    pieces = (replace(entity, end=hole.start), replace(entity, start=hole.end))
    return [piece for piece in pieces if piece.start < piece.end]


def _split(entity: Entity, other: Entity) -> list[Entity]:
    if not entity.crosses(other):
        return [entity]
    at = other.start if entity.start < other.start else other.end
    return [replace(entity, end=at), replace(entity, start=at)]


def part_of(given: Formatted, start: int, end: int) -> Formatted:
    """Return the code points from `start` to `end`, with the entities that lie in them, clipped."""
    inside = tuple(
        replace(e, start=max(e.start, start) - start, end=min(e.end, end) - start)
        for e in given.entities
        if e.start < end and start < e.end
    )
    return Formatted(given.text[start:end], inside)


def to_json(
    given: Formatted, users: dict[str, dict[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """Return the entities as the Bot API writes them; `users` are by id, for text mentions."""
    return [_entity_json(given.text, entity, users or {}) for entity in given.entities]


def _entity_json(text: str, entity: Entity, users: dict[str, dict[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "offset": utf16_offset(text, entity.start),
        "length": utf16_length(text[entity.start : entity.end]),
        "type": entity.kind,
    }
    if entity.kind == "text_link":
        result["url"] = entity.argument
    elif entity.kind == "pre" and entity.argument:
        result["language"] = entity.argument
    elif entity.kind == "custom_emoji":
        result["custom_emoji_id"] = entity.argument
    elif entity.kind == "text_mention":
        result["user"] = users.get(entity.argument, {"id": int(entity.argument)})
    return result


def from_json(text: str, values: object) -> Formatted:
    """Read the `entities` parameter of a method; what isn't an array counts as nothing."""
    if not isinstance(values, list):
        return Formatted(text)
    entities = [_entity_from_json(text, value) for value in values]
    return Formatted(text, sorted_entities(e for e in entities if e is not None))


def _entity_from_json(text: str, value: object) -> Entity | None:
    what = "can't parse MessageEntity: "
    if not isinstance(value, dict):
        raise bad_request(what + "expected an Object")
    for field in ("offset", "length", "type"):
        if field not in value:
            raise bad_request(f'{what}Can\'t find field "{field}"')
    kind = str(value["type"])
    if kind in IGNORED:
        return None
    if kind not in GIVEN:
        raise bad_request(what + "Unsupported type specified")
    offset, length = int(value["offset"]), int(value["length"])
    if offset < 0 or length <= 0:
        return None
    start = code_point_index(text, offset, "begins")
    end = code_point_index(text, offset + length, "ends")
    return Entity(kind, start, end, _argument(kind, value))


def _argument(kind: str, value: dict[str, Any]) -> str:
    if kind == "text_link":
        return str(value.get("url", ""))
    if kind == "pre":
        return str(value.get("language", ""))
    if kind == "custom_emoji":
        return str(value.get("custom_emoji_id", ""))
    if kind == "text_mention":
        return str((value.get("user") or {}).get("id", ""))
    return ""
