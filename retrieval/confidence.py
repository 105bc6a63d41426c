"""Confidence: how likely the first extract answers the question, a calibrated probability.

A logistic over signals of the best sentence. None of them grows with the question's length by
itself: a raw BM25 score mostly measures how much was asked. Weights: data/confidence.json.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from retrieval.answer_types import AnswerType
from retrieval.data_files import read_text
from retrieval.features import Features, as_matrix
from retrieval.pool import Floats, Pool
from retrieval.searching import Candidates
from retrieval.unmet import find_unmet

# By caution: below this probability the articles don't say. "balanced" is where the harmonic mean
# of refusing's precision and recall is best on news not learned from; up to .30 it is nearly so.
ENOUGH = {"strict": 0.45, "balanced": 0.18, "eager": 0.12}
BALANCED = "balanced"

_WIDE = 8.0  # a gap past which more makes no difference, as where there is nothing else
_TOP = 20  # scores among which the best one's share is taken
# Features of which the best value of any candidate counts, wherever the best score is.
_BEST = (
    "coverage",
    "coverage_around",
    "related",
    "related_in_paragraph",
    "alike",
    "alike_in_paragraph",
    "meaning",
    "meaning_of_paragraph",
)
_BEST_NAMES = tuple(f"best_{name}" for name in _BEST)


@dataclass(frozen=True, slots=True, eq=False)
class Confidence:
    """A logistic model over named signals."""

    bias: float
    weights: Mapping[str, float]

    def of(self, signals: Mapping[str, float]) -> float:
        """Return the probability, in [0, 1]."""
        total = self.bias + sum(weight * signals[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def read_signals(
    candidates: Candidates, scores: Floats, names: Iterable[str] | None = None
) -> dict[str, float]:
    """Return what tells a good best sentence from a bad one; the best has the highest score.

    Of the features only those with these names, all where none are given.
    """
    features, best = candidates.features, int(scores.argmax())
    names = features if names is None else names
    return {
        **{name: float(features[name][best]) for name in names if name in features},
        **dict(zip(_BEST_NAMES, _maxima(features), strict=True)),
        **{f"asks_{kind.name.lower()}": float(kind is candidates.kind) for kind in AnswerType},
        **find_unmet(candidates, best),
        **read_spread(candidates.pool, scores, best),
    }


def read_spread(pool: Pool, scores: Floats, best: int) -> dict[str, float]:
    """Return the signals that tell how the best sentence's score stands among the others."""
    return {**_gaps(pool, scores, best), "entropy": _entropy(scores)}


def _gaps(pool: Pool, scores: Floats, best: int) -> dict[str, float]:
    """Return how far the best score stands above any other paragraph's, any other article's."""
    paragraph = pool.paragraph_of[best]
    is_own = (pool.article_of == pool.article_of[paragraph])[pool.paragraph_of]
    others = {"gap": pool.paragraph_of != paragraph, "article_gap": ~is_own}
    return {
        name: min(_WIDE, float(scores[best] - scores[rows].max(initial=-np.inf)))
        for name, rows in others.items()
    }


def _maxima(features: Features) -> list[float]:
    """Return the best value of each feature of which any candidate's counts."""
    maxima: list[float] = as_matrix(features, _BEST).max(axis=1).tolist()
    return maxima


def _entropy(scores: Floats) -> float:
    """Return how evenly the best scores lie; many equally good sentences answer nothing."""
    top = -np.sort(-scores)[:_TOP]
    shares = np.exp(top - top[0])
    shares /= shares.sum()
    return float(-(shares * np.log(shares + 1e-9)).sum())


@cache
def load_confidence() -> Confidence:
    """Return the model whose weights ship with Verbatim."""
    return as_confidence(json.loads(read_text("confidence.json")))


def as_confidence(stored: Mapping[str, Any]) -> Confidence:
    """Return the model from its bias and weights as they are stored."""
    return Confidence(stored["bias"], stored["weights"])
