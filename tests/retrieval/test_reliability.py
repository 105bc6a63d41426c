"""Calibration is what its formula says, on outcomes made by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation import Outcome
from retrieval.question_sets import SetQuestion
from retrieval.reliability import BINS, measure_reliability

CONFIDENCES = st.floats(0, 1, allow_nan=False)


def outcome(confidence: float, right: bool, answerable: bool = True) -> Outcome:
    question = SetQuestion(
        "q", "fr", "fact", "Combien ?", "", frozenset(), frozenset(), (), answerable, "dev"
    )
    return Outcome(question, False, confidence, int(right), int(right), right, "", 0)


def test_the_error_is_the_gap_of_each_bin_by_its_share_of_questions():
    found = measure_reliability(
        [outcome(0.82, True), outcome(0.86, False), outcome(0.25, False), outcome(0.21, True)]
    )
    # 0.8 to 0.9: half right at a mean of 0.84; 0.2 to 0.3: half right at a mean of 0.23
    assert found.error == pytest.approx(0.5 * (0.84 - 0.5) + 0.5 * (0.5 - 0.23))
    filled = [one for one in found.bins if one.questions]
    assert [(one.low, one.high, one.questions, one.right) for one in filled] == [
        (0.2, 0.3, 2, 0.5),
        (0.8, 0.9, 2, 0.5),
    ]
    assert [one.confidence for one in filled] == pytest.approx([0.23, 0.84])


def test_certainty_and_impossibility_have_bins_too():
    bins = measure_reliability([outcome(1.0, True), outcome(0.0, False)]).bins
    assert (bins[0].questions, bins[-1].questions) == (1, 1)


def test_a_perfect_foreteller_has_no_error():
    assert measure_reliability([outcome(1.0, True), outcome(0.0, False)]).error == 0


def test_nothing_answers_an_unanswerable_question():
    found = measure_reliability([outcome(0.95, True, answerable=False)])
    assert found.error == pytest.approx(0.95)


def test_no_questions_have_empty_bins_and_no_error():
    found = measure_reliability([])
    assert (found.error, len(found.bins)) == (0, BINS)
    assert {(one.confidence, one.right) for one in found.bins} == {(None, None)}


@given(st.lists(st.tuples(CONFIDENCES, st.booleans()), max_size=30))
def test_every_question_is_in_the_bin_of_its_confidence(pairs):
    found = measure_reliability([outcome(*pair) for pair in pairs])
    assert sum(one.questions for one in found.bins) == len(pairs)
    assert 0 <= found.error <= 1
    for one in found.bins:
        if one.confidence is not None:
            assert one.low - 1e-9 <= one.confidence <= one.high + 1e-9
