"""Every word that one slip of the hand turns into what was typed is thought of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.slips import one_slip_from

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)


@given(WORDS, st.data())
def test_a_slip_is_undone(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    typed = {
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
    } - {word, ""}
    for spoilt in typed:
        assert 0 < one_slip_from(spoilt)[word] <= 1


@given(WORDS)
def test_a_word_is_no_slip_of_itself(word):
    assert word not in one_slip_from(word)


@pytest.mark.parametrize(
    ("typed", "likelier", "less_likely"),
    [
        ("tow", "two", "ton"),  # neighbours swapped, a far key
        ("portt", "port", "portb"),  # doubled
        ("adress", "address", "tadress"),  # not doubled
        ("lort", "port", "sort"),  # the key beside it, a far key
        ("mort", "kort", "bort"),  # beside it on a French keyboard, and on none
        ("portz", "ports", "porth"),  # a key beside it, a far one
        ("poxt", "post", "foxt"),  # the first letter is seldom wrong
    ],
)
def test_the_commoner_slip_is_likelier(typed, likelier, less_likely):
    found = one_slip_from(typed)
    assert found[likelier] > found[less_likely]
