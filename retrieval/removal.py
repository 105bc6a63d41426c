"""Refusal by removal: the same questions once more, with the articles that answer them taken out.

A question about a thing that other articles speak of still matches; whether it is refused then is
the honest test of refusing. Answered the first time and refused the second is what is wanted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from retrieval.evaluation import Ask, Outcome, auroc, outcome_of
from retrieval.hiding import HidingCollection
from retrieval.question_sets import SetQuestion

WRONGFUL = 0.05  # of the answerable questions, refused at the threshold that is looked at
REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Removal:
    """What confidence tells of questions with their articles there and taken out.

    `auroc` is in [0, 1], shares are percent: of false answers and wrong refusals as the program
    decides, and of false answers at the `threshold` that refuses 5 % of the answerable questions.
    """

    questions: int
    auroc: float | None
    false_answers: float
    wrong_refusals: float
    threshold: float
    false_answers_at_5: float


def ask_without_gold(
    questions: Iterable[SetQuestion], collection: HidingCollection, ask: Ask
) -> Iterator[Outcome]:
    """Ask the answerable questions of a collection without their articles; `ask` must read it.

    Grouped by article, so that each is hidden once; outcomes are of unanswerable questions.
    """
    answerable = [question for question in questions if question.answerable]
    for articles, group in groupby(sorted(answerable, key=_articles_of), _articles_of):
        collection.hide(articles)
        for question in group:
            found = ask(question.text, question.context)
            asked = replace(question, answerable=False, kind=REMOVED)
            yield outcome_of(asked, found.reply, found.paragraphs)


def _articles_of(question: SetQuestion) -> list[str]:
    return sorted(question.articles)


def measure_removal(there: Sequence[Outcome], removed: Sequence[Outcome]) -> Removal | None:
    """Compare questions asked with their articles there and removed; None where there are none."""
    asked = {outcome.question.id for outcome in removed}
    there = [o for o in there if o.question.answerable and o.question.id in asked]
    if not there or not removed:
        return None
    confident = [outcome.confidence for outcome in there]
    threshold = threshold_refusing(confident, WRONGFUL)
    return Removal(
        questions=len(removed),
        auroc=auroc(confident, [outcome.confidence for outcome in removed]),
        false_answers=_percent([not outcome.refused for outcome in removed]),
        wrong_refusals=_percent([outcome.refused for outcome in there]),
        threshold=threshold,
        false_answers_at_5=_percent([outcome.confidence >= threshold for outcome in removed]),
    )


def threshold_refusing(confidences: Sequence[float], share: float) -> float:
    """Return the highest threshold below which at most this share of the confidences lies."""
    ordered = sorted(confidences)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _percent(flags: Sequence[bool]) -> float:
    return 100 * sum(flags) / len(flags)
