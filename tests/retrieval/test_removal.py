"""Refusal by removal: asked again without the article, counted as the formulas say."""

import pytest

from retrieval.answering import Answerer
from retrieval.evaluation import Outcome, ask_all
from retrieval.hiding import HidingCollection
from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.preparation import prepare
from retrieval.question_sets import SetQuestion
from retrieval.removal import ask_without_gold, measure_removal, threshold_refusing

TEXTS = {
    "lock": "Vernay\n\nThe lock of Vernay was rebuilt in nine weeks. It cost 274,100 euros.",
    "light": "Carrick\n\nMaeve Donnelly keeps the lighthouse of Carrick. She counts 47 seals.",
}


def question(text: str, *articles: str) -> SetQuestion:
    return SetQuestion(
        id=text, lang="en", kind="fact", text=text, context="", articles=frozenset(articles),
        paragraphs=frozenset(), answers=(), answerable=bool(articles), split="dev",
    )  # fmt: skip


QUESTIONS = [
    question("What did the lock of Vernay cost?", "lock"),
    question("Who keeps the lighthouse?", "light"),
    question("How many weeks was the lock rebuilt in?", "lock"),
    question("Who bakes the bread?"),
]


def outcome(text: str, confidence: float, refused: bool, *articles: str) -> Outcome:
    return Outcome(question(text, *articles), refused, confidence, 0, 0, False, "", 0)


def test_every_answerable_question_is_asked_once_of_the_other_articles():
    whole = MemoryCollection(prepare(RawArticle(k, t, lang="en")) for k, t in TEXTS.items())
    hiding = HidingCollection(whole)
    removed = list(ask_without_gold(QUESTIONS, hiding, Answerer(hiding).rank))
    assert sorted(o.question.id for o in removed) == sorted(q.id for q in QUESTIONS[:3])
    assert not any(o.question.answerable for o in removed)
    assert {o.question.kind for o in removed} == {"removed"}
    there = {o.question.id: o for o in ask_all(QUESTIONS, Answerer(whole).rank)}
    assert all(o.confidence < there[o.question.id].confidence for o in removed)


def test_shares_are_of_the_questions_that_were_asked_twice():
    there = [
        outcome("a", 0.9, False, "lock"),
        outcome("b", 0.2, True, "lock"),
        outcome("not asked again", 0.0, True, "lock"),
        outcome("unanswerable", 0.9, False),
    ]
    removed = [outcome("a", 0.3, False), outcome("b", 0.1, True)]
    found = measure_removal(there, removed)
    assert (found.questions, found.false_answers, found.wrong_refusals) == (2, 50, 50)
    assert found.auroc == 0.75
    assert (found.threshold, found.false_answers_at_5) == (0.2, 50)


@pytest.mark.parametrize(
    ("count", "threshold"), [(1, 0.0), (19, 0.0), (20, 0.05), (40, 0.05), (100, 0.05)]
)
def test_the_threshold_refuses_at_most_one_in_twenty(count, threshold):
    confidences = [n / count for n in reversed(range(count))]
    found = threshold_refusing(confidences, 0.05)
    assert found == pytest.approx(threshold)
    assert sum(c < found for c in confidences) <= 0.05 * count


def test_ties_at_the_threshold_are_answered():
    assert threshold_refusing([0.5] * 10 + [0.9] * 10, 0.05) == 0.5


def test_without_answerable_questions_there_is_nothing_to_remove():
    assert measure_removal([outcome("a", 0.5, False)], []) is None
