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

from retrieval.errors import InputError
from storage.sources.fields import describe
from storage.sources.model import Found, SourceFile
from storage.sources.text import load_text

_FENCE = "---"
_MOST_LINES = 200  # of front matter
_MOST_CHARACTERS = 20_000


def read_markdown_file(file: SourceFile) -> Iterator[Found]:
    """Yield the one article of a .md file, after a problem for each unusable field.

    Raises InputError, with the line, for front matter that doesn't parse; and as a .txt file does.
    """
    fields, text = split_front_matter(load_text(file))
    if not text.strip():
        raise InputError("there is no text below the front matter.")
    yield from describe(file.name, text, fields)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields at the top of a text, values as they are written, and the text below."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE or len(lines) < 2 or not lines[1].strip():
        return {}, text  # a rule at the top of a text isn't front matter
    for number, line in enumerate(lines[1:_MOST_LINES], 1):
        if line.rstrip() in {_FENCE, "..."}:
            return _parse_fields("\n".join(lines[1:number])), "\n".join(lines[number + 1 :])
    raise InputError(f"line 1: the front matter that begins here is never closed with {_FENCE}.")


def _parse_fields(front_matter: str) -> dict[str, Any]:
    import yaml  # noqa: PLC0415  # slow to import, needed by this format alone

    if len(front_matter) > _MOST_CHARACTERS:
        raise InputError(f"line 1: the front matter is longer than {_MOST_CHARACTERS} characters.")
    # These leave every value the text that it is: a date, `no` (Norwegian), 007. The one in C,
    # where there is one, isn't slowed down by deep nesting.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        fields = yaml.load(front_matter, Loader=loader)  # noqa: S506  # it makes nothing but text
    except yaml.YAMLError as error:
        raise InputError(_explain(error, front_matter.count("\n"))) from error
    except RecursionError as error:
        raise InputError("line 2: the front matter is nested too deeply.") from error
    if not isinstance(fields, dict):
        if fields:
            raise InputError("line 2: the front matter isn't a list of `field: value` lines.")
        return {}
    return {str(name).lower(): value for name, value in fields.items()}


def _explain(error: Exception, last: int) -> str:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "it isn't YAML"
    line = 2 + (min(mark.line, last) if mark else 0)  # marks count from 0, below the fence
    return (
        f"line {line}: the front matter doesn't parse ({what}). "
        "A value with a colon or a quote in it has to stand in quotes."
    )
