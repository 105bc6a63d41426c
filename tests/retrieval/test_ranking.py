"""Ranking is a weighted sum of features; confidence a logistic of the best sentence's signals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer_types import AnswerType
from retrieval.confidence import Confidence, as_confidence, load_confidence, read_signals
from retrieval.ranking import as_ranker, load_ranker

STORED = {
    "weights": {"coverage": 2.0, "short": -1.0},
    "by_type": {"when": {"short": 0.5}, "who": {}},
}
FEATURES = {
    "short": np.array([0.0, 1.0], np.float32),
    "unused": np.array([9.0, 9.0], np.float32),
    "coverage": np.array([0.5, 1.0], np.float32),
}
HARBOUR = """\
Kerlann

The harbour closes its basins in spring. Ferries keep both quays.

Bread is sold on the quay of the harbour.
"""


def test_a_score_is_the_weighted_sum_of_its_features():
    ranker = as_ranker(STORED)
    assert ranker.score(FEATURES, AnswerType.OTHER).tolist() == [1.0, 1.0]
    assert ranker.score(FEATURES, AnswerType.WHO).tolist() == [1.0, 1.0]


def test_some_features_weigh_differently_for_a_kind_of_question():
    assert as_ranker(STORED).score(FEATURES, AnswerType.WHEN).tolist() == [1.0, 1.5]


def test_the_weights_that_ship_are_numbers_for_known_kinds():
    ranker = load_ranker()
    assert np.all(np.isfinite(ranker.weights))
    assert len(set(ranker.names)) == len(ranker.names)
    assert set(ranker.by_type) <= set(AnswerType)
    assert all(np.all(np.isfinite(weights)) for weights in ranker.by_type.values())


def test_a_sentence_that_meets_the_question_ranks_above_one_that_does_not(search):
    candidates = search("When does the harbour close its basins?", HARBOUR)
    scores = load_ranker().score(candidates.features, candidates.kind)
    assert int(scores.argmax()) == 0


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_confidence_is_a_probability_for_any_signal(weight, signal):
    assert 0 <= Confidence(0.0, {"s": weight}).of({"s": signal}) <= 1


def test_confidence_is_the_logistic_of_the_weighted_signals():
    model = as_confidence({"bias": -1.0, "weights": {"coverage": 2.0}})
    assert model.of({"coverage": 0.5, "unused": 7.0}) == 0.5
    assert model.of({"coverage": 1.0}) == pytest.approx(1 / (1 + math.exp(-1)))


def test_every_signal_that_the_shipped_model_weighs_is_read(search):
    candidates = search("When does the harbour close its basins?", HARBOUR)
    scores = load_ranker().score(candidates.features, candidates.kind)
    signals = read_signals(candidates, scores)
    assert set(load_confidence().weights) <= set(signals)
    assert all(math.isfinite(value) for value in signals.values())
    assert 0 <= load_confidence().of(signals) <= 1


def test_signals_are_those_of_the_best_sentence(search):
    candidates = search("When does the harbour close its basins?", HARBOUR)
    scores = np.array([0.25, 0.125, 1.0], np.float32)
    signals = read_signals(candidates, scores)
    assert signals["coverage"] == candidates.features["coverage"][2]
    assert signals["gap"] == 0.75
    assert signals["best_coverage"] == candidates.features["coverage"].max()


def test_the_gap_to_another_article_is_told_apart(search):
    other = "Vernay\n\nThe harbour of Vernay has one basin."
    candidates = search("harbour", "Kerlann\n\nThe harbour closes.\n\nThe harbour is big.", other)
    articles = [p.paragraph.article.title for p in candidates.pool.paragraphs]
    scores = np.array([3.0 if a == "Vernay" else 7.0 for a in articles], np.float32)
    scores[articles.index("Kerlann")] = 8.0
    signals = read_signals(candidates, scores)
    assert (signals["gap"], signals["article_gap"]) == (1.0, 5.0)


def test_the_gaps_are_full_where_nothing_competes(search):
    candidates = search("bread", "Kerlann\n\nBread is sold. It is warm.")
    signals = read_signals(candidates, np.array([2.0, 1.0], np.float32))
    assert signals["gap"] == signals["article_gap"] == 8.0


def test_equally_good_sentences_have_the_highest_entropy(search):
    candidates = search("harbour", HARBOUR)
    sure, unsure = (
        read_signals(candidates, np.array(scores, np.float32))["entropy"]
        for scores in ([5.0, 0.0, 0.0], [1.0, 1.0, 1.0])
    )
    assert 0 <= sure < 0.1
    assert unsure == pytest.approx(math.log(3), abs=1e-4)
