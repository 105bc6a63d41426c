"""The measures say what they promise, and nothing better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation import Outcome, ask_all, auroc, by_kind, measure, outcome_of
from retrieval.model import Answer, Article, Extract, NoAnswer, Paragraph, Query, Reason, Span
from retrieval.question_sets import SetQuestion

SCORES = st.lists(st.sampled_from([0.0, 0.1, 0.5, 0.5000001, 0.9, 1.0]), max_size=12)


def question(kind: str = "fact", answerable: bool = True, **more) -> SetQuestion:
    values = {
        "articles": frozenset({"lock.md"}),
        "paragraphs": frozenset(),
        "answers": ("274 100",),
        "text": "Combien ?",
    }
    return SetQuestion(
        id="q", lang="fr", kind=kind, context="", split="dev", answerable=answerable,
        **{**values, **more},
    )  # fmt: skip


def extract(article: str, text: str, number: int = 1) -> Extract:
    paragraph = Paragraph(number, "k", number, text, "fr", "", Article(article, "T", "fr"))
    return Extract(paragraph, Span(0, len(text)), 0.5)


RIGHT = extract("lock.md", "Il a coûté 274 100 euros.")
WRONG = extract("lock.md", "Il est fermé.", 2)
ELSEWHERE = extract("bread.md", "Il a coûté 274 100 euros.", 3)
QUERY = Query("Combien ?", "fr")


def outcome(*extracts: Extract, confidence: float = 0.5, refused: bool = False, **more) -> Outcome:
    if refused:
        reply = NoAnswer(QUERY, Reason.NOT_SURE, extracts, confidence)
    else:
        reply = Answer(QUERY, extracts, confidence)
    return outcome_of(question(**more), reply)


# One question


@pytest.mark.parametrize(
    ("extracts", "rank"),
    [
        ((RIGHT, WRONG), 1),
        ((WRONG, RIGHT), 2),
        ((WRONG, ELSEWHERE, RIGHT), 3),
        ((WRONG, ELSEWHERE), 0),
        ((), 0),
    ],
)
def test_the_rank_is_that_of_the_first_right_extract(extracts, rank):
    assert outcome(*extracts).answer_rank == rank


def test_the_right_words_from_the_wrong_article_are_wrong():
    result = outcome(ELSEWHERE)
    assert (result.answer_rank, result.article_first) == (0, False)


def test_extracts_count_whether_or_not_they_were_refused():
    result = outcome(RIGHT, refused=True)
    assert (result.answer_rank, result.article_first, result.refused) == (1, True, True)


def test_a_refusal_without_extracts_has_no_quote():
    result = outcome(refused=True, confidence=0.0)
    assert (result.quote, result.length, result.article_first) == ("", 0, False)


# Many questions


def test_shares_are_of_the_answerable_questions_and_false_answers_of_the_others():
    scores = measure(
        [
            outcome(RIGHT),
            outcome(WRONG, RIGHT, refused=True),
            outcome(ELSEWHERE),
            outcome(WRONG),
            outcome(WRONG, answerable=False),
            outcome(WRONG, answerable=False, refused=True),
        ]
    )
    assert scores.questions == 6
    assert (scores.answer_at_1, scores.answer_at_3, scores.article_at_1) == (25, 50, 75)
    assert (scores.wrong_refusals, scores.false_answers) == (25, 50)


def test_success_is_the_right_place_whatever_is_said_there():
    gold = frozenset({("lock.md", 2)})
    scores = measure([outcome(WRONG, paragraphs=gold), outcome(RIGHT, paragraphs=gold)])
    assert (scores.success_at_1, scores.answer_at_1) == (50, 0)


def test_what_no_question_is_about_is_not_measured():
    scores = measure([])
    assert (scores.questions, scores.answer_at_1, scores.false_answers) == (0, None, None)
    assert measure([outcome(RIGHT)]).false_answers is None
    assert measure([outcome(RIGHT)]).auroc is None


def test_outcomes_are_grouped_by_kind_in_order_of_appearance():
    outcomes = [outcome(kind="why"), outcome(kind="fact"), outcome(RIGHT, kind="why")]
    assert {k: len(g) for k, g in by_kind(outcomes).items()} == {"why": 2, "fact": 1}
    assert list(by_kind(outcomes)) == ["why", "fact"]


def test_every_question_is_asked_with_the_one_before():
    asked = []

    def ask(text: str, context: str) -> NoAnswer:
        asked.append((text, context))
        return NoAnswer(QUERY, Reason.NO_MATCH)

    questions = [question(text="Combien ?"), question(text="Quand ?", kind="followup")]
    outcomes = ask_all(questions, ask)
    assert [text for text, _ in asked] == ["Combien ?", "Quand ?"]
    assert [o.question for o in outcomes] == questions


# AUROC


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_the_right_order(positive, negative):
    pairs = [(p > n) + (p == n) / 2 for p in positive for n in negative]
    assert auroc(positive, negative) == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


@given(SCORES.filter(bool), SCORES.filter(bool))
def test_auroc_of_the_reverse_is_the_rest(positive, negative):
    assert auroc(positive, negative) + auroc(negative, positive) == pytest.approx(1)
