"""Lines gathered into paragraphs: each with the items, quotations and signatures of its own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from retrieval.boilerplate import is_date
from retrieval.headings import is_byline_label
from retrieval.lines import PLAIN_LEVEL, Kind, Line
from retrieval.model import Block

_LABEL = 60  # code points of a line ending in ":" that belongs to whatever follows it
_LONGEST_LIST = 2_000  # code points behind which the next item begins a paragraph
_MOST_ITEMS = 60
_LONG_ITEM = 200  # an item of this length without a line that introduces it is a paragraph
_DIALOGUE = "–—"
_QUOTATION = re.compile(r"[«“\"]")
_QUOTATION_END = re.compile(r"[»”\"][.…]?\Z")
_WORD = re.compile(r"[^\W\d_]+")


class _Headings:
    """The headings in force: those with marks by their depth, plain ones until the next."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []
        self._just_added = False

    def add(self, line: Line) -> None:
        """Take a heading's line; one directly below another of its depth stands under it."""
        deeper_than_all = self._just_added and line.level == PLAIN_LEVEL
        while self._stack and not deeper_than_all and self._stack[-1][0] >= line.level:
            self._stack.pop()
        self._stack.append((line.level, line.text))
        self._just_added = True

    def clear(self) -> None:
        """Forget them: what follows is not the article's."""
        self._stack.clear()

    def read(self) -> str:
        """Return them from the highest to the deepest, parted by " › "."""
        self._just_added = False
        return " › ".join(text for _, text in self._stack)


def gather(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the paragraphs that the lines make, in order; headings are not paragraphs."""
    headings = _Headings()
    for group in _groups(_without_captions(lines)):
        first = group[0]
        if first.kind is Kind.HEADING:
            headings.add(first)
        elif first.kind is Kind.COMMENTS:
            headings.clear()
        elif first.kind is not Kind.DROPPED:
            if is_byline_label(first.text):
                headings.clear()
            yield Block(" ".join(line.text for line in group), headings.read())


def _groups(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph; what is no paragraph stands alone."""
    group: list[Line] = []
    for line in lines:
        if group and _belongs(line, group):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
    if group:
        yield group


def _belongs(line: Line, group: Sequence[Line]) -> bool:
    """Tell whether `line` goes on with the paragraph that `group` has begun."""
    above = group[-1]
    if above.kind is Kind.ITEM:
        return line.kind is Kind.SIGNATURE or (
            line.kind is Kind.ITEM and _continues_list(line, group)
        )
    return above.kind is Kind.TEXT and _belongs_to_text(line, above.text)


def _belongs_to_text(line: Line, above: str) -> bool:
    """Tell whether a line of text announces or introduces `line`, or is signed by it."""
    if line.kind is not Kind.TEXT:
        introduced = line.kind in (Kind.ITEM, Kind.TABLE) and above.endswith(":")
        return introduced or line.kind is Kind.SIGNATURE
    if is_byline_label(above):
        return len(line.text) <= _LABEL
    return above.endswith(":") and (len(above) <= _LABEL or _is_quotation(line.text))


def _continues_list(item: Line, group: Sequence[Line]) -> bool:
    """Tell whether `item` belongs to a list that was introduced, or to one of short items."""
    first, above = group[0], group[-1]
    if len(group) > _MOST_ITEMS or sum(len(line.text) for line in group) > _LONGEST_LIST:
        return False
    if first.kind is Kind.TEXT:
        return True
    spoken = first.text[0] in _DIALOGUE
    return not spoken and max(len(above.text), len(item.text)) <= _LONG_ITEM


def _is_quotation(text: str) -> bool:
    return bool(_QUOTATION.match(text) and _QUOTATION_END.search(text[-4:]))


def _without_captions(lines: Sequence[Line]) -> Iterator[Line]:
    """Drop captions of one word, and the dates above readers' comments.

    A word alone is a caption where it tells nothing: it is in small letters, or found elsewhere.
    """
    words = _words_beside_captions(lines)
    commenting = False
    above = ""
    for line in lines:
        commenting = commenting or line.kind is Kind.COMMENTS
        announced = above.endswith(":") or is_byline_label(above)
        above = line.text
        caption = _is_word(line) and (line.text[0].islower() or words[line.text] > 1)
        dated = commenting and line.kind is Kind.TEXT and is_date(line.text)
        drop = (caption or dated) and not announced
        yield replace(line, kind=Kind.DROPPED) if drop else line


def _words_beside_captions(lines: Sequence[Line]) -> Counter[str]:
    """Count the words of the article if a word stands alone in one of its lines."""
    if not any(map(_is_word, lines)):
        return Counter()
    return Counter(word for line in lines for word in _WORD.findall(line.text))


def _is_word(line: Line) -> bool:
    return (
        line.kind is Kind.TEXT and len(line.text) <= 40 and _WORD.fullmatch(line.text) is not None
    )
