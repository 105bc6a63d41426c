"""Which lines are the title and the headings of an article, and which only look like it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.boilerplate import is_date
from retrieval.lines import PLAIN_LEVEL, Kind, Line
from retrieval.wrapping import is_closed, without_closing

_LONGEST = 100  # code points of a plain heading
_LONGEST_TITLE = 200
_LONGEST_HEAD = 60  # lines above the first paragraph
_LONGEST_RUN = 3  # headings in a row; more are something else
_LONGEST_SITE = 50  # code points of a site's name behind the title
_BODY = 120  # a line of this length needs no full stop to be a paragraph

_FIRST = re.compile(r"[«“\"'‘(\[¿¡*_\s]{0,3}(?:\d|[a-z]{1,2}[A-Z]|[^\W\da-zß-öø-ÿœ_])")
_SITE_NAME = re.compile(r"\s?[|–—·•-]\s[^.!?]{2,50}\Z")
_QUOTED_SPEECH = re.compile(r":\s?[«“\"]")
_NOT_HEADING = re.compile(
    r"(?i)(?:lire|à lire|a lire|voir|à voir|read|see|related|also)\b[^:]{0,24}:"
    r"|(?:auteure?|author|source|sources|photo|image|crédits?|credits?|copyright|via)\b\s?:|©"
    r"|(?-i:(?:Par|By) [A-ZÀ-Þ][\w.'’-]{0,30} [A-ZÀ-Þ])"
    r"|(?:written|posted|published|reported|rédigé|écrit|publié|proposé|posté) (?:by|par)\s"
    r"|(?:publié|mis à jour|posted|published|updated)\b.{0,40}\d"
)
_BYLINE = re.compile(
    r"(?i)(?:rédigé|écrit|publié|proposé|posté) par|(?:written|posted|published|reported) by"
    r"|(?:l['’])?aute(?:ur|ure|urs)|(?:about the )?author|à propos de l['’]auteure?"
)


def is_byline_label(text: str) -> bool:
    """Tell whether a line announces the author's name, which stands on the next line."""
    return len(text) <= 30 and _BYLINE.fullmatch(text.rstrip(" :")) is not None


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def looks_like_heading(text: str, longest: int = _LONGEST) -> bool:
    """Tell whether a line could be a heading: short, begun with a capital, without a final stop.

    A single question mark may end it. What follows the line is the caller's business.
    """
    if len(text) > longest or not _FIRST.match(text):
        return False
    end = without_closing(text)
    if not end or end[-1] in ".,;:!…" or end[-2:] in ("??", "!?"):
        return False
    if _NOT_HEADING.match(text) or _QUOTED_SPEECH.search(text) or is_date(text) or "@" in text:
        return False
    return "://" not in text


def find_title(lines: Sequence[Line]) -> str | None:
    """Return the title that stands at the head of the lines, None if no line there looks like one.

    A line that is repeated before the first paragraph is the title; else a Markdown "# " heading;
    else the first line.
    """
    head = [line for line in lines[: _head_end(lines)] if line.kind is not Kind.DROPPED]
    seen: set[str] = set()
    for line in head:
        if _bare(line.text) in seen:
            return line.text
        seen.add(_bare(line.text))
    for line in head:
        if line.kind is Kind.HEADING and line.level == 1:
            return line.text
    return head[0].text if head and not _is_section(head[0], lines) else None


def drop_title(lines: Sequence[Line], title: str) -> list[Line]:
    """Drop the lines that repeat the title, and what stands above its last repeat at the head."""
    bare = _bare(title)
    repeats = {n for n, line in enumerate(lines) if _repeats(line, bare, len(title))}
    end = _head_end(lines)
    above = max((n for n in repeats if n < end), default=0)
    return [
        replace(line, kind=Kind.DROPPED) if n < above or n in repeats else line
        for n, line in enumerate(lines)
    ]


def mark_headings(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those that head a paragraph as HEADING; readers' comments have none."""
    candidates = set(_candidates(lines))
    marked: list[Line] = []
    below = Line("", Kind.DROPPED)
    run = 0
    for n in range(len(lines) - 1, -1, -1):
        line = lines[n]
        if n in candidates and run < _LONGEST_RUN and _heads(line, below):
            line = replace(line, kind=Kind.HEADING, level=PLAIN_LEVEL)
        if line.kind is not Kind.DROPPED:
            below = line
            run = run + 1 if line.kind is Kind.HEADING else 0
        marked.append(line)
    return marked[::-1]


def _candidates(lines: Sequence[Line]) -> Iterator[int]:
    """Yield which lines could be plain headings if the right line follows.

    What a colon announces is none: an author's name, or lines of a list without marks.
    """
    announced = False
    for n, line in enumerate(lines):
        if line.kind is Kind.COMMENTS:
            return
        heading_like = line.kind is Kind.TEXT and looks_like_heading(line.text)
        if heading_like and not announced:
            yield n
        colon = line.text.endswith(":") or is_byline_label(line.text)
        announced = line.kind is Kind.TEXT and (colon or (announced and heading_like))


def _heads(line: Line, below: Line) -> bool:
    """Tell whether a heading-like line heads `below`, the next line that is not dropped."""
    if below.apart and not line.apart:
        return False  # it closes the paragraph above
    if below.kind is not Kind.TEXT:
        return below.kind in (Kind.HEADING, Kind.ITEM, Kind.TABLE)
    length = len(below.text)
    if line.text.endswith("?"):
        return length >= 2 * len(line.text)
    return is_closed(below.text) or length >= max(_BODY, 1.5 * len(line.text))


def _is_section(first: Line, lines: Sequence[Line]) -> bool:
    """Tell whether the first line is a marked heading like others further down."""
    if first.kind is not Kind.HEADING:
        return False
    marked = sum(line.kind is Kind.HEADING and line.level <= first.level for line in lines)
    return marked > 1


def _head_end(lines: Sequence[Line]) -> int:
    """Return where the lines end that may be title, labels and headings above the first paragraph.

    An article has something below its title: the last line is never in the head.
    """
    longest = min(len(lines) - 1, _LONGEST_HEAD)
    for n, line in enumerate(lines[:longest]):
        if line.kind is Kind.TEXT and looks_like_heading(line.text, _LONGEST_TITLE):
            continue
        if line.kind not in (Kind.DROPPED, Kind.HEADING):
            return n
    return max(0, longest)


def _repeats(line: Line, bare_title: str, length: int) -> bool:
    """Tell whether a line is the title, alone or with the site's name ("Title | Site")."""
    if line.kind not in (Kind.TEXT, Kind.HEADING) or len(line.text) > length + _LONGEST_SITE:
        return False
    bare = _bare(line.text)
    if bare == bare_title:
        return line.kind is Kind.HEADING or looks_like_heading(line.text, _LONGEST_TITLE)
    rest = line.text[length:]
    return (
        len(bare_title) > 15 and bare.startswith(bare_title) and _SITE_NAME.match(rest) is not None
    )
