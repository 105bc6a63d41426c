"""Which paragraphs are ranked: the best matches, and those nearest in meaning."""

import numpy as np

from retrieval.choosing import (
    MEDIUM_COLLECTION,
    OF_LARGE,
    OF_MEDIUM,
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


def test_in_a_large_collection_nothing_is_ranked_for_being_near():
    assert [mix_of(size) for size in (1, MEDIUM_COLLECTION)] == [OF_MEDIUM, OF_MEDIUM]
    assert mix_of(MEDIUM_COLLECTION + 1) == OF_LARGE
    assert OF_LARGE.nearest == 0
