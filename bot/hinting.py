"""What is said of how a question was written: other spellings, operators that make no sense.

Pure, and the same on Telegram and in a terminal: messages come through `say` (message id and values
to text), in plain text.
"""

from collections.abc import Callable, Iterable, Sequence

from retrieval.model import Extract, NoAnswer, Reason
from retrieval.narrowing import Hint, HintKind
from retrieval.small_talk import Talk, kind_of_talk

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
    HintKind.ONE_OF_SEVERAL: "hint-one-of-several",
}
_REFUSALS = {
    Reason.NO_QUESTION: "no-question",
    Reason.NO_MATCH: "no-match",
    Reason.NOT_SURE: "not-sure",
    Reason.NO_ARTICLES: "no-articles",
}
_TALKS = {
    Talk.GREETING: "talk-greeting",
    Talk.THANKS: "talk-thanks",
    Talk.GOODBYE: "talk-goodbye",
    Talk.OTHER: "talk-other",
    Talk.COMPLAINT: "talk-complaint",
    Talk.ABOUT_ANSWER: "talk-about-answer",
    Talk.INVITATION: "talk-invitation",
    Talk.ABOUT_ME: "talk-about-me",
    Talk.ABOUT_ARTICLES: "talk-about-articles",
    Talk.BEYOND: "talk-beyond",
}
_NARROWED_REFUSALS = {
    Reason.NO_MATCH: "no-match-narrowed",
    Reason.NOT_SURE: "not-sure-narrowed",
}


def hint_lines(hints: Sequence[Hint], say: Say) -> list[str]:
    """Return a line for each of the first hints."""
    return [say(_HINTS[hint.kind], written=_brief(hint.written)) for hint in hints[:MOST_HINTS]]


def refusal_lines(nothing: NoAnswer, say: Say) -> list[str]:
    """Return why there is no answer, in one line, another spelling, and hints on the operators.

    Where the question was narrowed, the line is about what its operators allow. Where it asked
    nothing, a hint stands in the line's place.
    """
    hints = hint_lines(nothing.hints, say)
    if nothing.reason is Reason.NO_QUESTION and hints:
        return hints
    spelling = [say("did-you-mean", words=quoted(nothing.spellings, say))]
    return [_refusal(nothing, say), *(spelling if nothing.spellings else ()), *hints]


def spelling_line(extract: Extract, say: Say) -> str:
    """Return the line that says which spelling was looked for; "" for the question's own."""
    words = [shown for _, shown in extract.corrected]
    return say("showing-results", words=quoted(words, say)) if words else ""


def quoted(words: Iterable[str], say: Say) -> str:
    """Return words between the language's quotation marks, parted by commas, each once."""
    return ", ".join(say("quoted-word", word=word) for word in dict.fromkeys(words))


def _refusal(nothing: NoAnswer, say: Say) -> str:
    narrowing, reason = nothing.query.narrowing, nothing.reason
    if reason is Reason.SMALL_TALK:
        return say(_TALKS[kind_of_talk(nothing.query.text) or Talk.OTHER])
    narrowed = narrowing.concerns_anything and narrowing.written
    if not narrowed or reason not in _NARROWED_REFUSALS:
        return say(_REFUSALS[reason])
    if reason is Reason.NO_MATCH and narrowing.bare:
        return say("no-match-bare", operators=_brief(narrowing.written))
    return say(_NARROWED_REFUSALS[reason], operators=_brief(narrowing.written))


def _brief(written: str) -> str:
    if len(written) <= LONGEST_OPERATORS:
        return written
    return written[: LONGEST_OPERATORS - 1] + "…"
