"""Runs know where they begin."""

import numpy as np
import pytest

from retrieval.runs import begins_run, bounds_of


@pytest.mark.parametrize(
    ("values", "begins"),
    [([], []), ([4], [True]), ([4, 4, 7, 4], [True, False, True, True])],
)
def test_a_run_begins_where_a_value_differs_from_the_one_before(values, begins):
    assert begins_run(np.array(values)).tolist() == begins


def test_bounds_lie_around_runs_of_these_sizes():
    assert bounds_of([2, 0, 3]).tolist() == [0, 2, 2, 5]
    assert bounds_of([]).tolist() == [0]
