"""What kind of answer a question asks for, told by its question words."""

import re
from enum import IntEnum
from functools import cache

from retrieval.patterns import compile_words, read_sections


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
    matches = [(kind, pattern.search(lower)) for kind, pattern in _question_patterns()]
    found = [(match.start(), place, kind) for place, (kind, match) in enumerate(matches) if match]
    return min(found)[2] if found else AnswerType.OTHER


@cache
def _question_patterns() -> tuple[tuple[AnswerType, re.Pattern[str]], ...]:
    sections = read_sections("answer_types.txt")
    return tuple((AnswerType[name.upper()], compile_words(p)) for name, p in sections.items())
