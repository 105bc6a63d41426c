"""The scripts that learn: what they are given to learn from, and that they learn it."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import InputError
from retrieval.model import RawArticle
from retrieval.question_sets import SetQuestion
from retrieval.training.examples import Example, QuestionSet, name_stories, read_set
from retrieval.training.lessons import REMOVED, deal_articles, give_lessons
from retrieval.training.weighing import PEOPLES_SHARE, UNANSWERABLE_SHARE, weigh_for_confidence

LOCK = "Vernay\n\nThe lock was rebuilt in nine weeks. It cost 274,100 euros.\n\nBarges wait."
BAKERY = "Kerlann\n\nMorel bakes bread. Four hundred loaves leave the oven.\n\nHe sells them."
LIGHT = "Carrick\n\nMaeve keeps the lighthouse. She counts 47 seals.\n\nThe lamp turns."
ARTICLES = [RawArticle(k, t, lang="en") for k, t in zip("abc", (LOCK, BAKERY, LIGHT), strict=True)]


def question(text: str, *gold: tuple[str, int], answers: tuple[str, ...] = ()) -> SetQuestion:
    return SetQuestion(
        id=text, lang="en", kind="fact", text=text, context="", paragraphs=frozenset(gold),
        articles=frozenset(article for article, _ in gold), answers=answers,
        answerable=bool(gold), split="dev",
    )  # fmt: skip


QUESTIONS = [
    question("What did the lock cost?", ("a", 1), answers=("274,100",)),
    question("How many loaves leave the oven?", ("b", 1), answers=("four hundred",)),
    question("How many seals does Maeve count?", ("c", 1), answers=("47 seals",)),
    question("Who sells tickets?"),
]


SET = QuestionSet("harbours", tuple(ARTICLES), tuple(QUESTIONS))


def examples() -> list[Example]:
    """Every question, asked once of all articles."""
    return [e for e in give_lessons([SET]) if e.question.kind != REMOVED]


def test_sentences_that_hold_the_answer_in_the_right_place_are_right():
    for example in examples()[:3]:
        pool = example.candidates.pool
        right = [
            span.of(pool.paragraphs[p].paragraph.text)
            for p, first in enumerate(pool.first_sentence[:-1])
            for offset, span in enumerate(pool.paragraphs[p].sentences)
            if example.right[first + offset]
        ]
        assert len(right) == 1
        assert example.question.is_answered_in(right[0])


def test_an_unanswerable_question_has_no_right_sentence():
    (example,) = [e for e in examples() if not e.question.answerable]
    assert not example.right.any()


def test_a_question_that_matches_nothing_teaches_nothing():
    assert list(give_lessons([QuestionSet("", tuple(ARTICLES), (question("xyzzy?"),))])) == []


def test_some_questions_are_asked_without_the_article_that_answers_them():
    alike = [replace(asked, text="Who sells bread, seals or barges?") for asked in QUESTIONS]
    given = list(give_lessons([QuestionSet("", tuple(ARTICLES), tuple(alike))]))
    (example,) = [each for each in given if each.question.kind == REMOVED]
    told = {p.paragraph.article.key for p in example.candidates.pool.paragraphs}
    assert told
    assert not told & example.question.articles
    assert not example.question.answerable
    assert not example.right.any()


def test_a_question_is_asked_of_its_whole_set_and_of_the_few_articles_that_it_is_about():
    articles = [replace(ARTICLES[n % 3], key=f"{n}") for n in range(13)]
    about = question("What did the lock cost?", ("0", 1), answers=("274,100",))
    unanswerable = question("How many loaves did Morel sell in Kerlann?")
    asked = QuestionSet("many", tuple(articles), (about, unanswerable))
    given = [e for e in give_lessons([asked]) if e.question.kind != REMOVED]
    assert [e.question.text for e in given].count(about.text) == 2
    assert [e.question.text for e in given].count(unanswerable.text) == 2


def test_articles_of_one_title_and_those_that_answer_one_question_are_one_story():
    titled = [RawArticle(k, LOCK, t) for k, t in zip("abcd", ("A", "B", "A", "D"), strict=True)]
    both = question("What?", ("a", 1), ("b", 1))
    sets = QuestionSet("1", tuple(titled[:2]), (both,)), QuestionSet("2", tuple(titled[2:]), ())
    story_of = name_stories(sets)
    assert story_of["a"] == story_of["b"] == story_of["c"] != story_of["d"]


def test_sets_and_not_questions_share_the_weight_of_the_confidence():
    asked = [("plain", "fact", True)] * 6 + [("plain", "none", False), ("people", "why", True)]
    asked += [("people", "none", False)] * 3
    given = [
        replace(example, set_name=name, question=replace(QUESTIONS[0], kind=k, answerable=yes))
        for example, (name, k, yes) in zip(examples()[:1] * len(asked), asked, strict=True)
    ]
    weights = np.array(weigh_for_confidence(given))
    of_people = np.array([name == "people" for name, _, _ in asked])
    unanswerable = np.array([not yes for _, _, yes in asked])
    assert weights[of_people].sum() / weights.sum() == pytest.approx(PEOPLES_SHARE)
    for group in (of_people, ~of_people):
        share = weights[group & unanswerable].sum() / weights[group].sum()
        assert share == pytest.approx(UNANSWERABLE_SHARE)


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_every_article_is_dealt_into_one_collection(size):
    dealt = list(deal_articles(ARTICLES, size, random.Random(1)))
    assert sorted(article.key for articles in dealt for article in articles) == ["a", "b", "c"]
    assert len(dealt) == max(1, 3 // size)


def test_a_set_is_read_from_its_folder(tmp_path):
    article = {"id": "a", "title": "Vernay", "lang": "en", "text": LOCK}
    asked = {"id": "1", "lang": "en", "question": "Cost?", "gold": [["a", 1]], "answers": ["274"]}
    (tmp_path / "articles.jsonl").write_text(json.dumps(article), encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked), encoding="utf-8")
    read = read_set(str(tmp_path))
    assert read.name == tmp_path.name
    assert [a.key for a in read.articles] == ["a"]
    assert [q.text for q in read.questions] == ["Cost?"]


def test_a_folder_that_is_no_set_is_named(tmp_path: Path):
    with pytest.raises(InputError, match=str(tmp_path)):
        read_set(str(tmp_path))


# Fitting needs scipy, which only those who train install.


def test_the_ranker_learns_to_put_right_sentences_first():
    pytest.importorskip("scipy")
    from retrieval.ranking import as_ranker  # noqa: PLC0415
    from retrieval.training.ranker import as_record, fit, stack  # noqa: PLC0415

    learned_from = examples()
    names = tuple(learned_from[0].candidates.features)
    ranker = as_ranker(as_record(names, fit(stack(learned_from, names, lambda _: 1.0), names)))
    for example in learned_from[:3]:
        scores = ranker.score(example.candidates.features, example.candidates.kind)
        assert example.right[int(scores.argmax())]


def test_confidence_learns_what_tells_right_from_wrong():
    pytest.importorskip("scipy")
    from retrieval.confidence import as_confidence  # noqa: PLC0415
    from retrieval.training.calibration import SIGNALS, fit_confidence  # noqa: PLC0415

    rng = np.random.default_rng(0)
    right = [bool(i % 2) for i in range(200)]
    signals = [dict.fromkeys(SIGNALS, 0.5) | {"coverage": rng.normal(r, 0.3)} for r in right]
    model = as_confidence(fit_confidence(signals, right, right, [1.0] * len(right)))
    chances = [model.of(signal) for signal in signals]
    assert np.mean(chances) == pytest.approx(0.5, abs=0.05)
    assert np.mean([(chance > 0.5) == r for chance, r in zip(chances, right, strict=True)]) > 0.9
