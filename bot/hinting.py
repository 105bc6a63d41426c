"""What is said of a question's operators: a hint on a malformed one, and what found nothing.

Pure, and the same on Telegram and in a terminal: messages come through `say` (message id and values
to text), in plain text.
"""

from collections.abc import Callable, Sequence

from retrieval.model import NoAnswer, Reason
from retrieval.narrowing import Hint, HintKind

Say = Callable[..., str]

MOST_HINTS = 3  # shown under one answer
LONGEST_OPERATORS = 120  # code points of operators that are repeated

_HINTS = {
    HintKind.DATE: "hint-date",
    HintKind.LANGUAGE: "hint-language",
    HintKind.SOURCE: "hint-source",
    HintKind.UNCLOSED: "hint-unclosed",
    HintKind.NEGATED: "hint-negated",
    HintKind.TOO_MANY: "hint-too-many",
    HintKind.NO_WORDS: "hint-no-words",
}
_REFUSALS = {
    Reason.NO_QUESTION: "no-question",
    Reason.SMALL_TALK: "small-talk",
    Reason.NO_MATCH: "no-match",
    Reason.NOT_SURE: "not-sure",
    Reason.NO_ARTICLES: "no-articles",
}
_NARROWED_REFUSALS = {
    Reason.NO_MATCH: "no-match-narrowed",
    Reason.NOT_SURE: "not-sure-narrowed",
}


def hint_lines(hints: Sequence[Hint], say: Say) -> list[str]:
    """Return a line for each of the first hints."""
    return [say(_HINTS[hint.kind], written=_brief(hint.written)) for hint in hints[:MOST_HINTS]]


def refusal_lines(nothing: NoAnswer, say: Say) -> list[str]:
    """Return why there is no answer, in one line, and the hints on the question's operators.

    Where the question was narrowed, the line is about what its operators allow. Where it asked
    nothing, a hint stands in the line's place.
    """
    hints = hint_lines(nothing.hints, say)
    if nothing.reason is Reason.NO_QUESTION and hints:
        return hints
    return [_refusal(nothing, say), *hints]


def _refusal(nothing: NoAnswer, say: Say) -> str:
    narrowing, reason = nothing.query.narrowing, nothing.reason
    if not narrowing.concerns_anything or reason not in _NARROWED_REFUSALS:
        return say(_REFUSALS[reason])
    if reason is Reason.NO_MATCH and narrowing.bare:
        return say("no-match-bare", operators=_brief(narrowing.written))
    return say(_NARROWED_REFUSALS[reason], operators=_brief(narrowing.written))


def _brief(written: str) -> str:
    if len(written) <= LONGEST_OPERATORS:
        return written
    return written[: LONGEST_OPERATORS - 1] + "…"
