"""The BM25 model: rank-bm25's own, but for an idf that stays positive."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.bm25 import PositiveBM25, group_frequency, inverse_document_frequency

CORPORA = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), min_size=1, max_size=12)

HARBOUR = ["the", "harbour", "opens", "and", "the", "harbour", "closes"]
FERRY = ["the", "ferry", "leaves", "the", "harbour"]
BAKERY = ["the", "baker", "sleeps"]


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_idf_is_positive_for_every_frequency_up_to_all_paragraphs(df, more):
    assert inverse_document_frequency(df, df + more) > 0


def test_rarer_words_weigh_more():
    weights = [inverse_document_frequency(df, 100) for df in range(101)]
    assert weights == sorted(weights, reverse=True)


def test_a_word_of_every_document_still_counts_but_less_than_a_rare_one():
    model = PositiveBM25([HARBOUR, FERRY, BAKERY])
    everywhere, rare = model.get_scores(["the"]), model.get_scores(["baker"])
    assert min(everywhere) > 0
    assert max(rare) > max(everywhere)


@given(CORPORA.filter(any), st.lists(st.sampled_from("abcdefgz"), max_size=5))
def test_the_formula_is_rank_bm25s_own_with_another_idf(corpus, query):
    oracle = BM25Okapi(corpus, k1=1.5, b=0.75)
    oracle.idf = {
        term: math.log(1 + (len(corpus) - df + 0.5) / (df + 0.5))
        for term in "abcdefg"
        if (df := sum(term in document for document in corpus))
    }
    scores = PositiveBM25(corpus).get_scores(query)
    assert scores == pytest.approx(oracle.get_scores(query), abs=1e-12)


@given(CORPORA, st.lists(st.sampled_from("abcdefgz"), max_size=5))
def test_a_document_scores_above_0_exactly_where_it_shares_a_word(corpus, query):
    scores = PositiveBM25(corpus).get_scores(query)
    shares = [not set(query).isdisjoint(document) for document in corpus]
    assert [score > 0 for score in scores] == shares


def test_an_empty_corpus_gives_no_scores():
    model = PositiveBM25([])
    assert list(model.get_scores(["harbour"])) == []
    assert (model.avgdl > 0, list(model.doc_len), dict(model.nd)) == (True, [], {})


def test_documents_without_words_score_0():
    assert list(PositiveBM25([[], []]).get_scores(["harbour"])) == [0, 0]


def test_a_given_idf_replaces_the_corpus_own():
    model = PositiveBM25([["harbour"], ["ferry"]], idf={"harbour": 2.0, "ferry": 1.0})
    harbour, ferry = model.get_scores(["harbour", "ferry"])
    assert harbour == pytest.approx(2 * ferry)


def test_given_lengths_replace_the_documents_own():
    short, long = PositiveBM25([["harbour"]] * 2, lengths=[3, 30]).get_scores(["harbour"])
    assert short > long
    known = PositiveBM25([["harbour", "x", "x"], ["harbour", *"x" * 29]]).get_scores(["harbour"])
    assert short / long == pytest.approx(known[0] / known[1])


def test_given_lengths_of_0_are_no_division_by_it():
    (score,) = PositiveBM25([["harbour"]], lengths=[0]).get_scores(["harbour"])
    assert math.isfinite(score)


def test_term_statistics_are_those_of_the_corpus():
    model = PositiveBM25([HARBOUR, FERRY])
    assert model.doc_freqs[0]["harbour"] == 2
    assert model.doc_len == [7, 5]
    assert (model.nd["harbour"], model.nd["ferry"]) == (2, 1)


def test_words_that_stand_for_another_add_up_to_its_frequency():
    df = {"ship": 10, "bateau": 6, "port": 40}
    assert group_frequency([("ship", 1.0), ("bateau", 0.5)], df) == 13
    assert group_frequency([("ship", 1.0), ("boat", 0.9)], df) == 10


def test_related_words_make_a_word_no_more_frequent_unless_they_are_all_there_is():
    df = {"ship": 10, "port": 40}
    assert group_frequency([("ship", 1.0), ("port", 0.25)], df) == 10
    assert group_frequency([("raft", 1.0), ("port", 0.25)], df) == 10
    assert group_frequency([("raft", 1.0)], df) == 0
