"""Which paragraphs are ranked: the best matches, and those nearest in meaning."""

import numpy as np

from retrieval.choosing import (
    OF_LARGE,
    OF_MEDIUM,
    OF_SMALL,
    SMALL_COLLECTION,
    Mix,
    Scored,
    choose,
    largest,
    mix_of,
)


def test_the_largest_are_found_and_of_equal_ones_the_first():
    values = np.array([1, 3, 2, 3, 3, 0], np.float32)
    assert largest(values, 2).tolist() == [1, 3]
    assert largest(values, 4).tolist() == [1, 2, 3, 4]
    assert largest(values, 9).tolist() == list(range(6))


def test_the_best_matches_are_chosen_and_the_nearest_of_the_others():
    scores = np.array([0, 5, 1, 0, 4, 0], np.float32)
    likeness = np.array([0.9, 0.8, 0.1, 0.2, -0.5, 0.3], np.float32)
    found = Scored(np.arange(10, 16), scores)
    assert choose(found, likeness, Mix(best=2, nearest=2)).ids.tolist() == [10, 11, 14, 15]
    assert choose(found, likeness, Mix(best=2, nearest=0)).ids.tolist() == [11, 14]
    # What doesn't match isn't a best match, however few there are.
    assert choose(found, likeness, Mix(best=4, nearest=1)).ids.tolist() == [10, 11, 12, 14]


def test_the_larger_a_collection_the_fewer_near_ones_are_ranked():
    assert [mix_of(size) for size in (120, SMALL_COLLECTION)] == [OF_SMALL, OF_SMALL]
    assert [mix_of(size) for size in (301, 3_000)] == [OF_MEDIUM, OF_MEDIUM]
    assert mix_of(3_001) == OF_LARGE
