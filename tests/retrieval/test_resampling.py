"""Intervals hold the value, narrow with more questions, and pair what they compare."""

import numpy as np
import pytest

from retrieval.evaluation import Outcome
from retrieval.question_sets import SetQuestion
from retrieval.resampling import differences, intervals_of, resample


def outcome(right: bool, answerable: bool = True) -> Outcome:
    question = SetQuestion(
        "q", "fr", "fact", "Combien ?", "", frozenset(), frozenset(), (), answerable, "dev"
    )
    return Outcome(question, False, 0.5, int(right), int(right), right, "", 0)


def test_the_interval_is_about_that_of_the_normal_approximation():
    values = np.array([1.0, 0.0] * 200)
    found = resample(values)
    assert found.value == 0.5
    assert found.high - found.value == pytest.approx(1.96 * 0.5 / np.sqrt(400), rel=0.1)
    assert found.value - found.low == pytest.approx(1.96 * 0.5 / np.sqrt(400), rel=0.1)


def test_the_interval_is_the_same_every_time():
    values = np.array([1.0, 0.0, 0.25])
    assert resample(values) == resample(values)


def test_measures_are_of_the_answerable_questions():
    found = intervals_of([outcome(True), outcome(False), outcome(False, answerable=False)])
    assert found["answer_at_1"].value == 50
    assert found["mrr_at_10"].value == 0.5
    assert found["wrong_refusals"].value == 0


def test_without_answerable_questions_there_are_no_intervals():
    assert intervals_of([outcome(False, answerable=False)]) == {}
    assert differences([], []) == {}


def test_what_is_hard_for_both_does_not_blur_the_difference():
    theirs = [outcome(False)] * 50 + [outcome(True)] * 50
    found = differences(theirs, theirs)["answer_at_1"]
    assert (found.value, found.low, found.high) == (0, 0, 0)


def test_a_difference_is_ours_less_theirs():
    ours = [outcome(True)] * 90 + [outcome(False)] * 10
    theirs = [outcome(True)] * 60 + [outcome(False)] * 40
    found = differences(ours, theirs)["answer_at_1"]
    assert found.value == pytest.approx(30)
    assert 15 < found.low < 25
    assert 35 < found.high < 45
