"""N-grams fall into the same buckets one by one and all at once."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.grams import grams_of, grams_of_all


@given(st.text(max_size=12))
def test_n_grams_fall_into_the_buckets(term):
    assert all(0 <= bucket < 7 for bucket in grams_of(term, 7))


def test_a_term_has_grams_of_three_to_five_characters():
    assert len(list(grams_of("boat", 100))) == len(["<bo", "boa", "oat", "at>"]) + 3 + 2


@given(st.lists(st.one_of(st.text("abcé ", max_size=9), st.text(max_size=6)), min_size=1))
def test_all_at_once_are_what_they_are_one_by_one(terms):
    buckets, counts = grams_of_all(terms, 1_000)
    one_by_one = [list(grams_of(term, 1_000)) for term in terms]
    assert counts.tolist() == list(map(len, one_by_one))
    assert buckets.tolist() == [bucket for of_term in one_by_one for bucket in of_term]
