"""Answers for machines: JSON lines in, JSON lines out, in input order.

In:  {"id": "...", "question": "...", "context": "the question before, if any"}
Out: {"id": "...", "refused": false, "confidence": 0.93, "lang": "fr", "ms": 1.8, "extracts": [...]}
Out, besides, where an operator in the question is malformed: "hints": [{"kind": …, "written": …}]
Out, besides, where the first extract is for another spelling: "corrected": {"as typed": "as shown"}
A line that can't be read gives {"id": ..., "error": "..."}, and the rest goes on.
"""

import json
import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from retrieval.errors import InputError, VerbatimError
from retrieval.model import Answer, Extract, NoAnswer
from retrieval.narrowing import Hint

Ask = Callable[[str, str], Answer | NoAnswer]


@dataclass(frozen=True, slots=True)
class Request:
    """One line of a batch. `id` is whatever the sender wrote, None if nothing."""

    id: object
    question: str
    context: str


class BadLineError(InputError):
    """A line of a batch that can't be answered; `id` is its id as far as it could be read."""

    def __init__(self, identity: object, problem: str) -> None:
        super().__init__(problem)
        self.id = identity


def answer_lines(lines: Iterable[bytes], ask: Ask, *, show_closest: bool) -> Iterator[bytes]:
    """Yield one line of JSON for each line of JSON, as soon as it is answered.

    Lines are UTF-8; empty ones are passed over. With `show_closest`, a refused question keeps the
    extracts that came closest.
    """
    for line in lines:
        if not line.strip():
            continue
        try:
            request = read_request(line)
        except BadLineError as problem:
            yield encode({"id": problem.id, "error": str(problem)})
        else:
            yield encode(_answer_whatever_happens(request, ask, show_closest=show_closest))


def read_request(line: bytes) -> Request:
    """Return what a line asks.

    :raises BadLineError: the line is not a JSON object with a question.
    """
    fields = _read_object(line)
    identity = fields.get("id")
    if not isinstance(identity, str | int | None) and not _is_finite(identity):
        raise BadLineError(None, '"id" must be a string')
    question, context = fields.get("question"), fields.get("context")
    if not isinstance(question, str):
        raise BadLineError(identity, '"question" must be a string')
    if not isinstance(context, str | None):
        raise BadLineError(identity, '"context" must be a string, the question before')
    return Request(identity, question, context or "")


def _is_finite(value: object) -> bool:
    """Whether `value` is a number that JSON can write."""
    return isinstance(value, float) and math.isfinite(value)


def _read_object(line: bytes) -> dict[str, Any]:
    """Return the JSON object that a line holds."""
    try:
        fields = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadLineError(None, f"not UTF-8 at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise BadLineError(None, f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise BadLineError(None, "not a JSON object")
    return fields


def _refuse_constant(name: str) -> NoReturn:
    """Raise for NaN and Infinity, which Python reads and JSON doesn't know."""
    raise ValueError(f"{name} is no JSON value")


def answer_request(request: Request, ask: Ask, *, show_closest: bool) -> dict[str, Any]:
    """Answer one request and return the object that describes the answer; "ms" is the time."""
    start = time.perf_counter()
    result = ask(request.question, request.context)
    milliseconds = (time.perf_counter() - start) * 1000
    refused = isinstance(result, NoAnswer)
    extracts = result.extracts if show_closest or not refused else ()
    described: dict[str, Any] = {
        "id": request.id,
        "refused": refused,
        "confidence": round(result.confidence, 4),
        "lang": result.query.lang,
        "ms": round(milliseconds, 2),
        "extracts": [describe_extract(extract) for extract in extracts[:3]],
    }
    if extracts and extracts[0].corrected:
        described["corrected"] = dict(extracts[0].corrected)
    if result.hints:
        described["hints"] = [_describe_hint(hint) for hint in result.hints]
    return described


def _describe_hint(hint: Hint) -> dict[str, str]:
    """Return what is amiss with an operator ("date", "language" …), and how it was written."""
    return {"kind": hint.kind.value, "written": hint.written}


def _answer_whatever_happens(request: Request, ask: Ask, *, show_closest: bool) -> dict[str, Any]:
    """Answer one request; a fault that only this question meets must not cost the others."""
    try:
        return answer_request(request, ask, show_closest=show_closest)
    except VerbatimError:  # the collection's, which every other question would meet too
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told in the question's line
        return {"id": request.id, "error": f"unexpected {type(error).__name__}: {error}"}


def describe_extract(extract: Extract) -> dict[str, Any]:
    """Return an extract as JSON: where it stands, in code points, and its exact words."""
    article = extract.paragraph.article
    described: dict[str, Any] = {
        "article": article.key,
        "title": article.title,
        "paragraph": extract.paragraph.number,
        "start": extract.span.start,
        "end": extract.span.end,
        "text": extract.text,
        "lang": extract.paragraph.lang,
        "score": round(extract.score, 4),
    }
    if extract.also:
        described["also"] = [_describe_other(other) for other in extract.also]
    return described


def _describe_other(extract: Extract) -> dict[str, Any]:
    """Return where another source tells the same story, and its words."""
    return {
        "article": extract.paragraph.article.key,
        "paragraph": extract.paragraph.number,
        "text": extract.text,
    }


def encode(described: object) -> bytes:
    """Return one line of JSON in UTF-8, whatever the locale; lone surrogates are escaped."""
    try:
        return json.dumps(described, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(described).encode() + b"\n"
