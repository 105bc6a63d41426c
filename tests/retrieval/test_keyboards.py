"""Letters touch where their keys do."""

import pytest

from retrieval.keyboards import neighbours


@pytest.mark.parametrize(
    ("lang", "letter", "near"),
    [("fr", "a", "zq"), ("en", "a", "qwsz"), ("en", "g", "tyfhvb"), ("fr", "m", "pl")],
)
def test_neighbours_are_those_of_the_languages_keyboard(lang, letter, near):
    assert set(neighbours(lang)[letter]) >= set(near)
    assert all(letter in neighbours(lang)[other] for other in neighbours(lang)[letter])
