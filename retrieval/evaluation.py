"""How well questions are answered: the measures that the README quotes.

    success@k    one of the first k paragraphs is gold (of a right article where no paragraph is)
    MRR@10       the mean of 1 / rank of the first such paragraph, 0 where it is not among ten
                 (Voorhees, TREC-8 1999)
    answer@k     one of the first k extracts is from a right place and holds an answer string
    article@1    the first extract is from a right article

Those are of the answerable questions, whether or not the answer was refused, as `--all` gives
them. Refusing is a decision about every question, answerable or not:

    wrong refusals       share of the answerable that were refused
    false answers        share of the unanswerable that were answered
    answering precision  share of the answered that are answerable
    answering recall     share of the answerable that were answered
    refusing precision   share of the refused that are unanswerable
    refusing recall      share of the unanswerable that were refused
    right when answered  share of the answered whose first extract answers
    AUROC                how well confidence tells an answerable question from an unanswerable one
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from retrieval.model import Answer, NoAnswer, Paragraph, Ranked
from retrieval.question_sets import SetQuestion

Ask = Callable[[str, str], Ranked]

DEEPEST_RANK = 10  # of a gold paragraph that counts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question. Ranks count from 1; 0 where nothing right was shown."""

    question: SetQuestion
    refused: bool
    confidence: float
    answer_rank: int
    place_rank: int
    article_first: bool
    quote: str
    length: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures of a group of questions: shares in percent, MRR and AUROC in [0, 1], length (mean,
    of first extracts) in code points.

    None where the group has no question that the measure is about; precision too where it has
    only answerable or only unanswerable ones, and so can't be other than 100 or 0.
    """

    questions: int
    success_at_1: float | None
    success_at_5: float | None
    mrr_at_10: float | None
    answer_at_1: float | None
    answer_at_3: float | None
    article_at_1: float | None
    length: float
    wrong_refusals: float | None
    false_answers: float | None
    answering_precision: float | None
    answering_recall: float | None
    refusing_precision: float | None
    refusing_recall: float | None
    right_when_answered: float | None
    auroc: float | None


def ask_all(questions: Iterable[SetQuestion], ask: Ask) -> list[Outcome]:
    """Ask every question of a set, in order."""
    return [_ask_one(question, ask) for question in questions]


def _ask_one(question: SetQuestion, ask: Ask) -> Outcome:
    found = ask(question.text, question.context)
    return outcome_of(question, found.reply, found.paragraphs)


def outcome_of(
    question: SetQuestion, reply: Answer | NoAnswer, ranked: Sequence[Paragraph] = ()
) -> Outcome:
    """Return what came of a question; without `ranked` paragraphs those of the extracts count."""
    first = reply.extracts[0] if reply.extracts else None
    shown = ranked or [extract.paragraph for extract in reply.extracts]
    return Outcome(
        question=question,
        refused=isinstance(reply, NoAnswer),
        confidence=reply.confidence,
        answer_rank=_first_true(question.is_answered_by(extract) for extract in reply.extracts),
        place_rank=_first_true(question.is_right_place(place) for place in shown[:DEEPEST_RANK]),
        article_first=first is not None and first.paragraph.article.key in question.articles,
        quote=first.text if first else "",
        length=len(first.text) if first else 0,
    )


def _first_true(flags: Iterable[bool]) -> int:
    return next((rank for rank, flag in enumerate(flags, start=1) if flag), 0)


def measure(outcomes: Sequence[Outcome]) -> Scores:
    """Return the measures of a group of outcomes."""
    answerable = [o for o in outcomes if o.question.answerable]
    unanswerable = [o for o in outcomes if not o.question.answerable]
    answered = [o for o in outcomes if not o.refused]
    refused = [o for o in outcomes if o.refused]
    is_mixed = bool(answerable and unanswerable)
    return Scores(
        questions=len(outcomes),
        success_at_1=_percent(o.place_rank == 1 for o in answerable),
        success_at_5=_percent(1 <= o.place_rank <= 5 for o in answerable),
        mrr_at_10=_mean(reciprocal_rank(o) for o in answerable),
        answer_at_1=_percent(o.answer_rank == 1 for o in answerable),
        answer_at_3=_percent(1 <= o.answer_rank <= 3 for o in answerable),
        article_at_1=_percent(o.article_first for o in answerable),
        length=_mean(o.length for o in outcomes) or 0.0,
        wrong_refusals=_percent(o.refused for o in answerable),
        false_answers=_percent(not o.refused for o in unanswerable),
        answering_precision=_percent(o.question.answerable for o in answered if is_mixed),
        answering_recall=_percent(not o.refused for o in answerable),
        refusing_precision=_percent(not o.question.answerable for o in refused if is_mixed),
        refusing_recall=_percent(o.refused for o in unanswerable),
        right_when_answered=_percent(is_right(o) for o in answered),
        auroc=auroc([o.confidence for o in answerable], [o.confidence for o in unanswerable]),
    )


def is_right(outcome: Outcome) -> bool:
    """Tell whether the first extract answers; nothing answers an unanswerable question."""
    return outcome.question.answerable and outcome.answer_rank == 1


def reciprocal_rank(outcome: Outcome) -> float:
    """Return 1 / rank of the first right paragraph; 0.0 where there is none."""
    return 1 / outcome.place_rank if outcome.place_rank else 0.0


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes of each kind of question, in the order in which kinds appear."""
    return _grouped(outcomes, lambda question: question.kind)


def by_group(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes by kind, by language, by half, and all: the rows of a table.

    A set that has only one kind, language or half has no rows for it.
    """
    rows: dict[str, list[Outcome]] = {}
    for groups in (
        by_kind(outcomes),
        _grouped(outcomes, lambda question: f"in {question.lang}"),
        _grouped(outcomes, lambda question: f"half {question.split}"),
    ):
        if len(groups) > 1:
            rows.update(groups)
    return {**rows, "all": list(outcomes)}


def _grouped(
    outcomes: Iterable[Outcome], name_of: Callable[[SetQuestion], str]
) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(name_of(outcome.question), []).append(outcome)
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
    share = _mean(flags)
    return None if share is None else 100 * share


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
