"""JSON lines, plain or gzipped: an article a line, its `id` the article's key.

    {"id": "viber-1", "text": "…", "title": "…", "url": "https://…", "lang": "fr",
     "published": "2020-06-25", "source": "The Daily Example", "author": "…"}

`id` and `text` must be there. Lines are read one by one, so that a file may be of any size; a bad
line is a problem of its own, and the rest is read.
"""

import codecs
import gzip
import json
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from storage.reasons import Reason, ReasonedError
from storage.sources.encoding import clean
from storage.sources.fields import LONGEST_KEY, describe
from storage.sources.flaws import Flaw
from storage.sources.model import Found, Problem, SourceFile

LONGEST_LINE = 10_000_000  # bytes
_CHUNK = 2**20
# A gzipped file may hold so many bytes before it is taken for a bomb; text rarely shrinks 20 times.
_INFLATED = 100_000_000
_INFLATED_PER_BYTE = 50

_Stream = BinaryIO | gzip.GzipFile


def read_json_lines(file: SourceFile) -> Iterator[Found]:
    """Yield the articles of a .jsonl or .jsonl.gz file in order, and a problem for each bad line.

    Raises ReasonedError when there is no article at all, or the rest of the file can't be read.
    """
    empty = True
    for number, line in _numbered_lines(file):
        empty = False
        if line is None:
            limit = LONGEST_LINE // 10**6
            yield Problem(Reason(Flaw.LONG_LINE, {"most": limit}, number))
        else:
            yield from _read_line(line, number)
    if empty:
        raise ReasonedError(Flaw.NO_LINES)


def count_lines(file: SourceFile) -> int:
    """Return how many lines a file has, as far as it can be read."""
    lines = 0
    try:
        with _open(file) as stream:
            for _ in range(_most_bytes(file) // _CHUNK):
                chunk = stream.read(_CHUNK)
                if not chunk:
                    break
                lines += chunk.count(b"\n")
    except (OSError, EOFError, zlib.error):
        pass  # the reader says so
    return lines


def _read_line(line: bytes, number: int) -> Iterator[Found]:
    try:
        fields = _parse(line)
        key, text = _key_of(fields), _text_of(fields)
    except ReasonedError as error:
        yield Problem(error.reason.at(number))
        return
    yield from describe(key, text, fields, number)


def _parse(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line.rstrip().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ReasonedError(Flaw.LINE_ENCODING, byte=error.start + 1) from error
    except json.JSONDecodeError as error:
        raise ReasonedError(Flaw.NOT_JSON, detail=error.msg, column=error.colno) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; deep nesting
        raise ReasonedError(Flaw.UNREADABLE_JSON) from error
    if not isinstance(fields, dict):
        raise ReasonedError(Flaw.NO_OBJECT)
    return fields


def _key_of(fields: dict[str, Any]) -> str:
    value = fields.get("id")
    key = clean(str(value)).strip() if isinstance(value, str | int) else ""
    if not key or isinstance(value, bool):
        raise ReasonedError(Flaw.NO_ID)
    if len(key) > LONGEST_KEY:
        raise ReasonedError(Flaw.LONG_ID, most=LONGEST_KEY)
    return " ".join(key.split())


def _text_of(fields: dict[str, Any]) -> str:
    value = fields.get("text")
    text = clean(value) if isinstance(value, str) else ""
    if not text.strip():
        raise ReasonedError(Flaw.NO_TEXT_FIELD)
    return text


def _numbered_lines(file: SourceFile) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines that aren't blank with their numbers; None for one that is too long."""
    number, left = 1, _most_bytes(file)
    try:
        with _open(file) as stream:
            while True:
                line, size = _next_line(stream, left)
                if not size:
                    return
                left -= size
                if number == 1 and line:
                    line = line.removeprefix(codecs.BOM_UTF8)
                if left <= 0:
                    raise ReasonedError(Flaw.INFLATES, number)
                if line is None or line.strip():
                    yield number, line
                number += 1
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ReasonedError(Flaw.BROKEN_GZIP, number) from error


def _next_line(stream: _Stream, most: int) -> tuple[bytes | None, int]:
    """Return the next line (None for one that is too long) and the number of its bytes.

    The end of the stream has 0 bytes. A long line is skipped, but not further than `most` bytes.
    """
    line = stream.readline(LONGEST_LINE)
    size = len(line)
    if size < LONGEST_LINE or line.endswith(b"\n"):
        return line, size
    while size < most and (part := stream.readline(_CHUNK)):
        size += len(part)
        if part.endswith(b"\n"):
            break
    return None, size


def _most_bytes(file: SourceFile) -> int:
    return _INFLATED + _INFLATED_PER_BYTE * file.size


def _open(file: SourceFile) -> _Stream:
    if file.name.lower().endswith(".gz"):
        return gzip.open(file.path, "rb")
    return file.path.open("rb")
