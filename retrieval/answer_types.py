"""What kind of answer a question asks for, told by its question words."""

import re
from enum import IntEnum
from functools import cache

from retrieval.data_files import read_sections

# The letters and spaces that a line begins with, as far as no sign makes the last one optional.
_LITERAL = re.compile(r"(?:[\w ](?![?*{]))*")


class AnswerType(IntEnum):
    """The kind of answer that a question asks for; OTHER where its words don't tell."""

    OTHER = 0
    WHY = 1
    SAID = 2
    NUMBER = 3
    WHEN = 4
    WHO = 5
    WHERE = 6
    HOW = 7


def answer_type(question: str) -> AnswerType:
    """Return the kind of answer that a question asks for: what its first question word says."""
    lower = question.lower()
    found = [
        (match.start(), place, kind)
        for place, (kind, lines) in enumerate(_question_lines())
        for beginning, line in lines
        if beginning in lower and (match := _compiled(line).search(lower))
    ]
    return min(found)[2] if found else AnswerType.OTHER


@cache
def _question_lines() -> tuple[tuple[AnswerType, tuple[tuple[str, str], ...]], ...]:
    """Return each kind's lines, with the letters that whatever a line matches begins with.

    Compiling all of them would cost the first answer a twentieth of its time; most questions need
    a few.
    """
    sections = read_sections("answer_types.txt")
    return tuple(
        (AnswerType[name.upper()], tuple((_LITERAL.match(line)[0], line) for line in lines))  # type: ignore[index]  # matches always
        for name, lines in sections.items()
    )


@cache
def _compiled(line: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{line})\b")
