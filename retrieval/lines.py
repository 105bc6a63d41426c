"""The lines of an article, each with what it shows by itself: text, item, heading, furniture."""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from retrieval.boilerplate import Role, page_role
from retrieval.gluing import part_prompts
from retrieval.spacing import fold_space, invisible_length


class Kind(Enum):
    """What a line is by its own looks. Headings without marks show only by what follows them."""

    TEXT = auto()
    ITEM = auto()  # of a list
    TABLE = auto()  # or verses: several lines that belong together
    HEADING = auto()
    SIGNATURE = auto()  # of an embedded message, below its text
    COMMENTS = auto()  # readers' comments begin here; itself no text
    MENU = auto()  # an entry of a site's menu
    NUMBER = auto()  # a number alone
    DROPPED = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line with white space folded.

    `apart`: a blank line stands above it. `indent`: characters of white space before it. `level`:
    depth of a heading, 1 the highest.
    """

    text: str
    kind: Kind = Kind.TEXT
    apart: bool = True
    indent: int = 0
    level: int = 0


BOLD_LEVEL = 7  # below the six levels of Markdown
PLAIN_LEVEL = 8

_LONGEST_HEADING = 200  # code points, of one with marks
_ITEM = re.compile(r"(?:[-*+•▪◦‣·–—]|\d{1,3}[.)]|\(?[a-z]\)|\(\d{1,2}\))\s\S")
_SIGNATURE = re.compile(r"[-–—]\s?[^@]{1,80}\(@\w{1,30}\)")
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)[^*_]{1,160}(?<=[^\s.:!…;,])(?:\*\*|__)\Z")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)\Z")
_BULLET = re.compile(r"[-*+•▪◦‣·–—]\s")
_FENCE = ("```", "~~~")
_LOOKS = ((_SIGNATURE, Kind.SIGNATURE), (_ITEM, Kind.ITEM), (_BOLD, Kind.HEADING))
_ROLES = {
    Role.FURNITURE: Kind.DROPPED,
    Role.MENU: Kind.MENU,
    Role.COMMENTS: Kind.COMMENTS,
    Role.NUMBER: Kind.NUMBER,
}
_WORD_CHARACTER = re.compile(r"[^\W_]")


def read_lines(text: str) -> list[Line]:
    """Return the lines of `text` that hold something, in order; DROPPED ones are among them."""
    lines: list[Line] = []
    apart = True
    for raw in text.splitlines():
        folded = fold_space(raw)
        if not folded:
            apart = True
            continue
        indent = len(raw) - len(raw.lstrip())
        lines += [_classified(piece, apart, indent) for piece in _pieces(folded, apart)]
        apart = invisible_length(folded) == len(folded)
        if lines[-1].kind is Kind.DROPPED:
            _mark_underlined(lines)
    return lines


def _pieces(text: str, apart: bool) -> list[str]:
    """Return a line parted from the prompts glued to it, and from marks that stand before it.

    Those of a quotation of several lines stay: its paragraph must be in one piece.
    """
    marks = invisible_length(text)
    if text[0] == ">" and apart:
        marks = len(text) - len(text.lstrip("> "))
    if 0 < marks < len(text):
        return [text[:marks], text[marks:]]
    return part_prompts(text)


def _classified(text: str, apart: bool, indent: int) -> Line:
    """Return the line with the kind that it shows by itself."""
    hashes = len(text) - len(text.lstrip("#"))
    if 0 < hashes <= 6 and text[hashes : hashes + 1] == " ":
        return _marked_heading(text[hashes + 1 :], hashes, apart, indent)
    kind = _kind(text)
    if kind is Kind.HEADING:
        return Line(text[2:-2], kind, apart, indent, BOLD_LEVEL)
    return Line(text, kind, apart, indent)


def _kind(text: str) -> Kind:
    """Return the kind of a line; HEADING is one in bold letters."""
    if not _WORD_CHARACTER.search(text):
        return Kind.DROPPED  # rules, "[…]", rows of stars
    bullet = _BULLET.match(text)
    bare = text[bullet.end() :] if bullet else text
    role = page_role(bare)
    if role:
        return _ROLES[role]
    if bare.startswith(_FENCE) or _IMAGE.match(bare):
        return Kind.DROPPED
    return next((kind for look, kind in _LOOKS if look.match(text)), Kind.TEXT)


def _marked_heading(body: str, level: int, apart: bool, indent: int) -> Line:
    """Return a Markdown heading; one that is as long as a paragraph is text."""
    if body.rstrip("#").endswith(" "):
        body = body.rstrip("# ")
    body = body.strip("*_ ") or body
    if page_role(body) is Role.COMMENTS:
        return Line(body, Kind.COMMENTS, apart, indent)
    kind = Kind.HEADING if len(body) <= _LONGEST_HEADING else Kind.TEXT
    return Line(body, kind, apart, indent, level)


def _mark_underlined(lines: list[Line]) -> None:
    """Make a heading of the last line but one if the last one ("===" or "---") underlines it."""
    rule = lines[-1]
    above = lines[-2] if len(lines) > 1 else rule
    if rule.apart or len(rule.text) < 3 or set(rule.text) not in ({"="}, {"-"}):
        return
    if above.kind is Kind.TEXT and above.apart and len(above.text) <= _LONGEST_HEADING:
        lines[-2] = replace(above, kind=Kind.HEADING, level=1 if rule.text[0] == "=" else 2)
