"""Messages that hold more than one question, or much beside it: each question apart."""

import re
from typing import NamedTuple

MOST_QUESTIONS = 4  # of one message that are tried apart
_SENTENCE = re.compile(r"\S(?:[^.!?…\n]|[.!?…](?!\s|$))*+[.!?…]*")


class Part(NamedTuple):
    """A question of a message, and what the message says before it."""

    question: str
    before: str


def questions_of(text: str) -> list[Part]:
    """Return the first questions of a message; none where it is one question and no more."""
    parts = []
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        if sentence.endswith("?") and any(map(str.isalnum, sentence)):
            parts.append(Part(sentence, text[: found.start()].strip()))
    return [part for part in parts[:MOST_QUESTIONS] if part.question != text.strip()]
