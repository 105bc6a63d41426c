"""Counts of questions: by day, how fast, how well; words only where they may be kept."""

from contextlib import closing

import pytest

from storage.questions import DAYS_KEPT, Asked, Day, Gap, Questions
from storage.votes import Vote, Votes

DAY = 86_400
NOON = 20_000 * DAY + DAY // 2  # 2024-10-04


@pytest.fixture
def questions(db):
    with closing(Questions(db, keeps_words=True)) as opened:
        yield opened


def test_every_day_is_counted_those_without_questions_too(questions):
    questions.count([Asked(True, 10, "a"), Asked(False, 20)], NOON - DAY)
    questions.count([Asked(True, 30, "a"), Asked(True, 40, "b")], NOON)
    figures = questions.figures(days=3, now=NOON)
    assert figures.days == (
        Day("2024-10-02", 0, 0),
        Day("2024-10-03", 2, 1),
        Day("2024-10-04", 2, 0),
    )
    assert (figures.questions, figures.refused) == (4, 1)
    assert figures.articles == (("a", 2), ("b", 1))
    assert questions.figures(days=1, now=NOON).questions == 2


def test_half_and_nearly_all_are_measured(questions):
    questions.count([Asked(True, ms) for ms in range(1, 101)], NOON)
    figures = questions.figures(now=NOON)
    assert (figures.p50, figures.p95) == (51, 96)


def test_nothing_asked_has_no_speed(questions):
    figures = questions.figures(now=NOON)
    assert (figures.questions, figures.p50, figures.p95, figures.articles) == (0, None, None, ())


def test_votes_are_counted(questions, db):
    with closing(Votes(db)) as votes:
        for person, helpful in enumerate((True, True, False)):
            votes.cast(Vote(1, 2, person, "key", helpful))
    figures = questions.figures()
    assert (figures.helpful, figures.unhelpful) == (2, 1)


def test_gaps_come_by_how_often_they_were_asked(questions):
    for words in ("Who is the mayor?", "where is it", "who is  the mayor", "Why?"):
        questions.count([Asked(False, 1, words=words)], NOON)
    first, *others = questions.gaps()
    assert (first.words.lower().rstrip("?"), first.times) == ("who is the mayor", 2)
    assert {gap.words for gap in others} == {"where is it", "Why?"}
    assert questions.gaps(most=1) == [Gap(first.words, 2, "2024-10-04")]


def test_words_of_answered_questions_are_never_kept(questions):
    questions.count([Asked(True, 1, "a", words="secret")], NOON)
    assert questions.gaps() == []


def test_words_are_erased_once_they_may_not_be_kept(questions, db):
    questions.count([Asked(False, 1, words="a secret")], NOON)
    with closing(Questions(db)) as later:
        assert later.gaps() == []
        later.count([Asked(False, 1, words="another secret")], NOON)
        assert later.gaps() == []
        assert later.figures(now=NOON).refused == 2


def test_old_questions_are_forgotten(questions):
    questions.count([Asked(False, 1, words="old")], NOON)
    questions.count([], NOON + (DAYS_KEPT + 1) * DAY)
    assert questions.gaps() == []


def test_words_that_can_not_be_stored_are_stored_all_the_same(questions):
    questions.count([Asked(False, 1, words="a\ud800b " + "x" * 1_000)], NOON)
    (gap,) = questions.gaps()
    assert gap.words.startswith("a?b x")
    assert len(gap.words) == 300
