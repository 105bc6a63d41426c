"""Terms are counted as rank-bm25 counts them."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.bm25 import PositiveBM25
from storage.counting import MOST_COUNTED, count_terms

TERMS = st.lists(st.sampled_from(["ferry", "lock", "barge", "été", "3.5"]), max_size=9)


@given(st.lists(TERMS, max_size=6))
def test_counts_are_rank_bm25s(paragraphs):
    statistics = PositiveBM25(paragraphs)
    counts = count_terms(paragraphs)
    assert counts.lengths.tolist() == statistics.doc_len
    assert sorted(counts.fresh) == sorted(statistics.nd)
    assert counts.sizes.tolist() == [len(counted) for counted in statistics.doc_freqs]
    start = 0
    for size, counted in zip(counts.sizes.tolist(), statistics.doc_freqs, strict=True):
        numbers, tf = counts.numbers[start : start + size], counts.frequencies[start : start + size]
        terms = [counts.fresh[number] for number in numbers]
        assert dict(zip(terms, tf.tolist(), strict=True)) == counted
        start += size


def test_what_is_there_more_often_than_a_byte_can_tell_counts_as_often_as_it_can():
    counts = count_terms([["ferry"] * 1_000])
    assert counts.frequencies.tolist() == [MOST_COUNTED]
    assert counts.lengths.tolist() == [1_000]
