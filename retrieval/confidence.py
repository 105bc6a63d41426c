"""Confidence: how likely the first extract answers the question, a calibrated probability.

A logistic over signals of the best sentence. None of them grows with the question's length by
itself: a raw BM25 score mostly measures how much was asked. Weights: data/confidence.json.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from retrieval.pool import Floats
from retrieval.searching import Candidates

# By caution: below this probability the articles don't say.
ENOUGH = {"strict": 0.55, "balanced": 0.35, "eager": 0.2}
BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class Confidence:
    """A logistic model over named signals."""

    bias: float
    weights: Mapping[str, float]

    def of(self, signals: Mapping[str, float]) -> float:
        """Return the probability, in [0, 1]."""
        total = self.bias + sum(weight * signals[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def read_signals(candidates: Candidates, scores: Floats) -> dict[str, float]:
    """Return what tells a good best sentence from a bad one; the best has the highest score."""
    features, paragraph_of = candidates.features, candidates.pool.paragraph_of
    best = int(scores.argmax())
    elsewhere = scores[paragraph_of != paragraph_of[best]]
    gap = float(scores[best] - elsewhere.max()) if elsewhere.size else 1.0
    signals = {name: float(values[best]) for name, values in features.items()}
    return {
        **signals,
        "best_coverage": float(features["coverage"].max()),
        "best_coverage_around": float(features["coverage_around"].max()),
        "score": float(scores[best]),
        "gap": gap,
    }


@cache
def load_confidence() -> Confidence:
    """Return the model whose weights ship with Verbatim."""
    text = files("retrieval").joinpath("data", "confidence.json").read_text(encoding="utf-8")
    return as_confidence(json.loads(text))


def as_confidence(stored: Mapping[str, Any]) -> Confidence:
    """Return the model from its bias and weights as they are stored."""
    return Confidence(stored["bias"], stored["weights"])
