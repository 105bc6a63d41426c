"""Words that are met are found by their places, and give the best and the sum of each run."""

import numpy as np
import pytest

from retrieval.matches import find_matches

# Words 0 and 2 of three distinct ones meet clauses; the runs are "0 1", "", "2 2 0" and "1".
MATCHED = np.array([[0.4, 0, 0.3], [0, 0, 0.9]], np.float32)
WORDS, BOUNDS = np.array([0, 1, 2, 2, 0, 1]), np.array([0, 2, 2, 5, 6])


def test_only_words_that_meet_something_are_kept():
    found = find_matches(MATCHED, WORDS, BOUNDS)
    assert found.places.tolist() == [0, 2, 3, 4]
    assert found.runs.tolist() == [0, 2, 2, 2]
    assert found.best == pytest.approx([0.4, 0.9, 0.9, 0.4])


def test_each_run_has_its_best_word_for_each_clause():
    best = find_matches(MATCHED, WORDS, BOUNDS).best_of_runs(4)
    assert best == pytest.approx(np.array([[0.4, 0, 0.4, 0], [0, 0, 0.9, 0]]))


def test_what_a_word_meets_less_than_asked_counts_as_nothing():
    strong = find_matches(MATCHED, WORDS, BOUNDS).at_least(0.5, 4)
    assert strong.places.tolist() == [2, 3]
    assert strong.best_of_runs(4) == pytest.approx(np.array([[0, 0, 0, 0], [0, 0, 0.9, 0]]))


def test_words_of_later_runs_are_left_out():
    assert find_matches(MATCHED, WORDS, BOUNDS).at_least(0.3, 2).places.tolist() == [0]


def test_weights_of_words_add_up_in_their_runs():
    found = find_matches(MATCHED, WORDS, BOUNDS)
    assert found.sums_of_runs(np.array([1, 2, 3, 4]), 4).tolist() == [1, 0, 9, 0]


def test_where_nothing_is_met_there_is_nothing():
    found = find_matches(np.zeros((2, 3), np.float32), WORDS, BOUNDS)
    assert found.best_of_runs(4).tolist() == [[0] * 4] * 2
    assert found.sums_of_runs(np.zeros(0), 4).tolist() == [0] * 4
