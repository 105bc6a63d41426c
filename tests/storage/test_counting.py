"""Terms are counted as rank-bm25 counts them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import TermsOfText, analyse
from retrieval.bm25 import PositiveBM25
from storage.counting import MOST_COUNTED, Counts, TermCounter, count_terms

TERMS = st.lists(st.sampled_from(["ferry", "lock", "barge", "été", "3.5"]), max_size=9)


def count_many(paragraphs: list[list[str]]) -> Counts:
    return TermCounter().count(paragraphs)


@pytest.mark.parametrize("count", [count_terms, count_many])
@given(paragraphs=st.lists(TERMS, max_size=6))
def test_counts_are_rank_bm25s(count, paragraphs):
    statistics = PositiveBM25(paragraphs)
    counts = count(paragraphs)
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


@given(st.lists(st.text("aé’' 0123.,œλ", max_size=30), min_size=1, max_size=5))
def test_texts_are_counted_by_their_terms(texts):
    counter, told = TermCounter(), []
    for lang in ("fr", "en", "fr"):
        counts = counter.count([TermsOfText(text, lang) for text in texts])
        told += counts.fresh
        start = 0
        for text, size in zip(texts, counts.sizes.tolist(), strict=True):
            numbers, tf = (
                of_all[start : start + size].tolist()
                for of_all in (counts.numbers, counts.frequencies)
            )
            counted = dict(zip([told[number] for number in numbers], tf, strict=True))
            assert counted == Counter(analyse(text, lang))
            start += size


def test_each_term_is_told_once():
    counter = TermCounter()
    first, second = counter.count([["ferry", "lock"]]), counter.count([["barge", "lock"]])
    assert (first.first, first.fresh) == (0, ["ferry", "lock"])
    assert (second.first, second.fresh) == (2, ["barge"])
    assert second.numbers.tolist() == [1, 2]
