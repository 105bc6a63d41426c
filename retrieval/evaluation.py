"""How well questions are answered: the measures that the README quotes.

    success@1    the first extract is from a gold paragraph
    answer@k     one of the first k extracts is from a right place and holds an answer string
    article@1    the first extract is from a right article
    wrong refusals, false answers: shares of the answerable and of the unanswerable questions
    AUROC        how well confidence tells an answerable question from an unanswerable one

Extracts are measured whether or not the answer was refused, as `--all` gives them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from retrieval.model import Answer, NoAnswer
from retrieval.question_sets import SetQuestion

Ask = Callable[[str, str], Answer | NoAnswer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question. Ranks count from 1; 0 where nothing right was shown."""

    question: SetQuestion
    refused: bool
    confidence: float
    answer_rank: int
    place_first: bool
    article_first: bool
    quote: str
    length: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures of a group of questions: shares in percent, AUROC in [0, 1], length in characters.

    None where the group has no question that the measure is about.
    """

    questions: int
    answer_at_1: float | None
    answer_at_3: float | None
    success_at_1: float | None
    article_at_1: float | None
    wrong_refusals: float | None
    false_answers: float | None
    auroc: float | None
    length: float


def ask_all(questions: Iterable[SetQuestion], ask: Ask) -> list[Outcome]:
    """Ask every question of a set, in order."""
    return [outcome_of(question, ask(question.text, question.context)) for question in questions]


def outcome_of(question: SetQuestion, reply: Answer | NoAnswer) -> Outcome:
    """Return what came of a question."""
    right = [question.is_answered_by(extract) for extract in reply.extracts]
    first = reply.extracts[0] if reply.extracts else None
    return Outcome(
        question=question,
        refused=isinstance(reply, NoAnswer),
        confidence=reply.confidence,
        answer_rank=right.index(True) + 1 if any(right) else 0,
        place_first=first is not None and question.is_in_right_place(first),
        article_first=first is not None and first.paragraph.article.key in question.articles,
        quote=first.text if first else "",
        length=len(first.text) if first else 0,
    )


def measure(outcomes: Sequence[Outcome]) -> Scores:
    """Return the measures of a group of outcomes."""
    asked = [o for o in outcomes if o.question.answerable]
    unanswerable = [o for o in outcomes if not o.question.answerable]
    return Scores(
        questions=len(outcomes),
        answer_at_1=_percent(o.answer_rank == 1 for o in asked),
        answer_at_3=_percent(o.answer_rank > 0 for o in asked),
        success_at_1=_percent(o.place_first for o in asked),
        article_at_1=_percent(o.article_first for o in asked),
        wrong_refusals=_percent(o.refused for o in asked),
        false_answers=_percent(not o.refused for o in unanswerable),
        auroc=auroc([o.confidence for o in asked], [o.confidence for o in unanswerable]),
        length=sum(o.length for o in outcomes) / max(1, len(outcomes)),
    )


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes of each kind of question, in the order in which kinds appear."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.question.kind, []).append(outcome)
    return groups


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the probability that a positive scores above a negative, ties counting half.

    Hanley and McNeil (1982); None where either side is empty.
    """
    if not positive or not negative:
        return None
    ordered = sorted(negative)
    wins = 0.0
    for score in positive:
        below, up_to = bisect_left(ordered, score), bisect_right(ordered, score)
        wins += (below + up_to) / 2
    return wins / (len(positive) * len(negative))


def _percent(flags: Iterable[bool]) -> float | None:
    found = list(flags)
    return 100 * sum(found) / len(found) if found else None
