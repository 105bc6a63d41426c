"""A paragraph cut into sentences, as spans of code points.

A sentence ends at . ! ? or … (with the quotes, brackets and footnote marks that close behind it)
where what follows begins like a sentence. It does not end where the sentence goes on: before a
comma, before a small letter (`« Stop ! » dit-il`), after an abbreviation or an initial. Inside a
long quotation complete sentences are parted, and the last one keeps its attribution
(`… mal”, a dit M. Roux.`). Items of a list end sentences too (retrieval/list_items.py).
"""

import re
from collections.abc import Iterable, Iterator

from retrieval.abbreviations import stop_ends_sentence
from retrieval.list_items import find_items
from retrieval.model import Span

_STOPS = ".!?…"
_WIDE_STOPS = "。！？"  # they need no space behind them
_CLOSING = r"\"'’”»)\]*_"

# The stops, what closes behind them, and marks of footnotes: [1], :12–14. At each point at most one
# alternative can match, so that the time is linear.
_END = re.compile(
    rf"[{_STOPS}{_WIDE_STOPS}](?:[{_STOPS}{_WIDE_STOPS}{_CLOSING}]|\s[»”]|\s[{_STOPS}]+(?=\s|\Z))*"
    r"(?:\[[^\[\]]{1,40}\]|:\d{1,4}(?:[–\-,:]\s?\d{1,4}){0,4}(?=\s|\Z))*"
)
_OPENING = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]\s?)?(?:(?:[«“”‘\"'’(\[¿¡*_]|[–—-]\s)\s?){0,4}")
_GOES_ON = ",;:.!?…)]»”"
_BEGINS_SMALL = re.compile(r"https?://|www\.|@\w|#\w|[a-z]{1,2}[A-Z]")
_GLUED = re.compile(
    r"https?://|[«“]|(?!(?:Com|Fr|Org|Net|Io|Js)\b)[A-ZÀ-ÖØ-Þ](?:[a-zà-öø-ÿœ’']{1,20}[\s,]|['’][a-zà-ÿ])"
    r"|[AÀIYÔ]\s"
)
_ADDRESS = re.compile(r"[./@\\]")
_NAMES_WITH_A_MARK = ("Yahoo", "Jeopardy")


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of a paragraph as spans, in order.

    The spans are disjoint, hold no white space at either end, and together cover every character
    of `text` that is not white space. Empty or blank text gives an empty list.
    """
    items = find_items(text)
    cuts = _ends(text, items.stops)
    if items.starts:
        cuts = iter(sorted({*cuts, *items.starts}))
    return list(_between(text, cuts))


def _between(text: str, cuts: Iterable[int]) -> Iterator[Span]:
    """Yield the pieces between ascending cuts without the white space around them."""
    start = 0
    for cut in (*cuts, len(text)):
        piece = text[start:cut]
        stripped = piece.lstrip()
        if stripped:
            yield Span(cut - len(stripped), start + len(piece.rstrip()))
        start = cut


def _ends(text: str, item_stops: frozenset[int]) -> Iterator[int]:
    """Yield where a sentence ends within the text; stops of list numbers end none."""
    begin = counted = 0
    quoting = False  # inside a straight quotation, by counting
    for match in _END.finditer(text):
        stop, end = match.span()
        if stop in item_stops:
            continue
        quoting ^= text.count('"', counted, end) % 2 == 1
        counted = end
        if quoting and _closes_late(text, end):
            end += 2
            counted, quoting = end, False
        if end < len(text) and _is_end(text, begin, stop, end):
            yield end
            begin = end


def _closes_late(text: str, end: int) -> bool:
    """Tell whether a straight quote closes after a space: `… affect it. " Then`."""
    return text.startswith(' "', end) and not text[end + 2 : end + 3].isalnum()


def _is_end(text: str, begin: int, stop: int, end: int) -> bool:
    """Tell whether the sentence begun at `begin` ends with the stops at `stop`, closed at `end`."""
    if text[stop] in _WIDE_STOPS:
        return True
    if not text[end].isspace():
        return _is_glued_end(text, stop, end)
    opening = _OPENING.match(text, end)
    start = opening.end() if opening else end
    single = end == stop + 1 and text[stop] == "."
    return _begins_sentence(text, start, single) and _may_end(text, begin, stop, start)


def _begins_sentence(text: str, start: int, single: bool) -> bool:
    """Tell whether a sentence may begin at `start`; small letters begin names and addresses."""
    first = text[start : start + 1]
    if not first or first in _GOES_ON:
        return False
    return not first.islower() or (single and _BEGINS_SMALL.match(text, start) is not None)


def _may_end(text: str, begin: int, stop: int, start: int) -> bool:
    """Tell whether the stops at `stop` are those of a sentence; the next one begins at `start`."""
    if text[stop] == "…" or text.startswith("..", stop):
        return text[stop - 1 : stop] not in ("[", "(") and not _is_opening(text[begin:stop])
    if text[stop] == ".":
        return stop_ends_sentence(text[max(begin, stop - 32) : stop], text[start : start + 32])
    return not text.endswith(_NAMES_WITH_A_MARK, begin, stop)


def _is_opening(text: str) -> bool:
    """Tell whether the dots stand where a sentence begins (`« … en liant votre numéro`)."""
    return not text.strip(" «“\"'’([")


def _is_glued_end(text: str, stop: int, end: int) -> bool:
    """Tell whether a sentence begins without a space: "groups.https://…", "fin.Le début"."""
    before = text[max(0, stop - 2) : stop]
    if not before.isalpha() or not before[-1].islower() or not _GLUED.match(text, end):
        return False
    word = text[max(0, stop - 24) : stop].rsplit(None, 1)[-1]
    return _ADDRESS.search(word) is None
