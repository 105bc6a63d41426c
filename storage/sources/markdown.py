"""Markdown with YAML front matter: one article a file.

    ---
    title: What is quoted as the title
    lang: en
    outlet: The Daily Example
    author: Jo Example
    date: 2017-10-30
    url: https://example.org/story
    ---
    The text. Every field may be left out, and so may the whole front matter.

Headings stay in the text as the lines that they are; segmentation reads them.
"""

from collections.abc import Iterator
from typing import Any

from storage.reasons import ReasonedError
from storage.sources.fields import describe
from storage.sources.flaws import Flaw
from storage.sources.model import Found, SourceFile
from storage.sources.text import load_text

_FENCE = "---"
_MOST_LINES = 200  # of front matter
_MOST_CHARACTERS = 20_000


def read_markdown_file(file: SourceFile) -> Iterator[Found]:
    """Yield the one article of a .md file, after a problem for each unusable field.

    Raises ReasonedError, with the line, for front matter that doesn't parse, and as a .txt file.
    """
    fields, text = split_front_matter(load_text(file))
    if not text.strip():
        raise ReasonedError(Flaw.ONLY_FRONT_MATTER)
    yield from describe(file.name, text, fields)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields at the top of a text, values as they are written, and the text below."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE or len(lines) < 2 or not lines[1].strip():
        return {}, text  # a rule at the top of a text isn't front matter
    for number, line in enumerate(lines[1:_MOST_LINES], 1):
        if line.rstrip() in {_FENCE, "..."}:
            return _parse_fields("\n".join(lines[1:number])), "\n".join(lines[number + 1 :])
    raise ReasonedError(Flaw.UNCLOSED, 1, fence=_FENCE)


def _parse_fields(front_matter: str) -> dict[str, Any]:
    import yaml  # noqa: PLC0415  # slow to import, needed by this format alone

    if len(front_matter) > _MOST_CHARACTERS:
        raise ReasonedError(Flaw.LONG_FRONT_MATTER, 1, most=_MOST_CHARACTERS)
    # These leave every value the text that it is: a date, `no` (Norwegian), 007. The one in C,
    # where there is one, isn't slowed down by deep nesting.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        fields = yaml.load(front_matter, Loader=loader)  # noqa: S506  # it makes nothing but text
    except yaml.YAMLError as error:
        line, what = _place_and_fault(error, front_matter.count("\n"))
        raise ReasonedError(Flaw.FRONT_MATTER, line, detail=what) from error
    except RecursionError as error:
        raise ReasonedError(Flaw.DEEP_FRONT_MATTER, 2) from error
    if not isinstance(fields, dict):
        if fields:
            raise ReasonedError(Flaw.NO_FIELDS, 2)
        return {}
    return {str(name).lower(): value for name, value in fields.items()}


def _place_and_fault(error: Exception, last: int) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "it isn't YAML"
    line = 2 + (min(mark.line, last) if mark else 0)  # marks count from 0, below the fence
    return line, what
