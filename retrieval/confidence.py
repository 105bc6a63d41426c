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
from retrieval.pool import Floats
from retrieval.searching import Candidates

# By caution: below this probability the articles don't say.
ENOUGH = {"strict": 0.45, "balanced": 0.25, "eager": 0.12}
BALANCED = "balanced"

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
    features, paragraph_of = candidates.features, candidates.pool.paragraph_of
    names = features if names is None else names
    best = int(scores.argmax())
    elsewhere = scores[paragraph_of != paragraph_of[best]]
    gap = float(scores[best] - elsewhere.max()) if elsewhere.size else 1.0
    return {
        **{name: float(features[name][best]) for name in names if name in features},
        **dict(zip(_BEST_NAMES, _maxima(features), strict=True)),
        **{f"asks_{kind.name.lower()}": float(kind is candidates.kind) for kind in AnswerType},
        **_score_signals(scores),
        "gap": gap,
    }


def _maxima(features: Features) -> list[float]:
    """Return the best value of each feature of which any candidate's counts."""
    maxima: list[float] = as_matrix(features, _BEST).max(axis=1).tolist()
    return maxima


def _score_signals(scores: Floats) -> dict[str, float]:
    """Return how far the best score stands out; many equally good sentences answer nothing."""
    best, mean = float(scores.max()), float(scores.mean())
    top = -np.sort(-scores)[:_TOP]
    shares = np.exp(top - best)
    shares /= shares.sum()
    return {
        "score": best,
        "share": float(shares[0]),
        "entropy": float(-(shares * np.log(shares + 1e-9)).sum()),
        "above_mean": best - mean,
        "deviations": (best - mean) / (math.sqrt(np.square(scores - mean).mean()) + 1e-6),
    }


@cache
def load_confidence() -> Confidence:
    """Return the model whose weights ship with Verbatim."""
    return as_confidence(json.loads(read_text("confidence.json")))


def as_confidence(stored: Mapping[str, Any]) -> Confidence:
    """Return the model from its bias and weights as they are stored."""
    return Confidence(stored["bias"], stored["weights"])
