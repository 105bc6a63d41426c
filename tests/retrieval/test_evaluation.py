"""The measures say what they promise, and nothing better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation import Outcome, ask_all, auroc, by_group, by_kind, measure, outcome_of
from retrieval.model import (
    Answer,
    Article,
    Extract,
    NoAnswer,
    Paragraph,
    Query,
    Ranked,
    Reason,
    Span,
)
from retrieval.question_sets import SetQuestion

SCORES = st.lists(st.sampled_from([0.0, 0.1, 0.5, 0.5000001, 0.9, 1.0]), max_size=12)


def question(kind: str = "fact", answerable: bool = True, **more) -> SetQuestion:
    values = {
        "articles": frozenset({"lock.md"}),
        "paragraphs": frozenset(),
        "answers": ("274 100",),
        "text": "Combien ?",
        "lang": "fr",
        "split": "dev",
    }
    return SetQuestion(
        id="q", kind=kind, context="", answerable=answerable,
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


def test_the_place_is_looked_for_in_ten_ranked_paragraphs_though_three_are_quoted():
    asked = question(paragraphs=frozenset({("lock.md", 7)}))
    ranked = [extract("lock.md", "Il est fermé.", n).paragraph for n in range(1, 12)]
    reply = Answer(QUERY, (WRONG,), 0.5)
    assert outcome_of(asked, reply, ranked).place_rank == 7
    assert outcome_of(asked, reply, ranked[:6]).place_rank == 0
    assert outcome_of(asked, reply, [ranked[0]] * 10 + ranked).place_rank == 0
    assert outcome_of(asked, reply).place_rank == 0


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


def test_success_and_reciprocal_rank_count_the_first_right_paragraph():
    places = [extract("lock.md", "Il est fermé.", n).paragraph for n in range(1, 11)]
    reply = NoAnswer(QUERY, Reason.NOT_SURE, (), 0.1)
    outcomes = [
        outcome_of(question(paragraphs=frozenset({("lock.md", gold)})), reply, places)
        for gold in (1, 5, 10, 11)
    ]
    scores = measure(outcomes)
    assert (scores.success_at_1, scores.success_at_5) == (25, 50)
    assert scores.mrr_at_10 == pytest.approx((1 + 1 / 5 + 1 / 10 + 0) / 4)


def test_answering_and_refusing_are_decisions_with_precision_and_recall():
    answered = [outcome(RIGHT), outcome(WRONG), outcome(RIGHT), outcome(WRONG, answerable=False)]
    refused = [outcome(RIGHT, refused=True), *[outcome(refused=True, answerable=False)] * 3]
    scores = measure(answered + refused)
    assert (scores.answering_precision, scores.answering_recall) == (75, 75)
    assert (scores.refusing_precision, scores.refusing_recall) == (75, 75)
    assert scores.right_when_answered == 50


def test_precision_is_not_measured_where_it_could_not_be_otherwise():
    scores = measure([outcome(RIGHT), outcome(RIGHT, refused=True)])
    assert (scores.answering_precision, scores.refusing_precision) == (None, None)
    assert (scores.answering_recall, scores.refusing_recall) == (50, None)


def test_groups_are_kinds_languages_and_halves_where_a_set_has_several():
    outcomes = [
        outcome(kind="why", lang="fr"),
        outcome(kind="fact", lang="en"),
        outcome(kind="fact", lang="fr"),
    ]
    groups = by_group(outcomes)
    assert {name: len(group) for name, group in groups.items()} == {
        "why": 1, "fact": 2, "in fr": 2, "in en": 1, "all": 3,
    }  # fmt: skip
    assert list(by_group([outcome(), outcome(split="held")])) == ["half dev", "half held", "all"]


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

    def ask(text: str, context: str) -> Ranked:
        asked.append((text, context))
        return Ranked(NoAnswer(QUERY, Reason.NO_MATCH), (WRONG.paragraph, RIGHT.paragraph))

    questions = [question(text="Combien ?"), question(text="Quand ?", kind="followup")]
    outcomes = ask_all(questions, ask)
    assert [text for text, _ in asked] == ["Combien ?", "Quand ?"]
    assert [o.question for o in outcomes] == questions
    assert [o.place_rank for o in outcomes] == [1, 1]


# AUROC


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_the_right_order(positive, negative):
    pairs = [(p > n) + (p == n) / 2 for p in positive for n in negative]
    assert auroc(positive, negative) == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


@given(SCORES.filter(bool), SCORES.filter(bool))
def test_auroc_of_the_reverse_is_the_rest(positive, negative):
    assert auroc(positive, negative) + auroc(negative, positive) == pytest.approx(1)
