"""Ranking: candidate sentences in the order in which they are likely to answer.

A linear model over the features; some features weigh differently for each kind of answer asked
for. Its weights stand in data/ranker.json, learned by retrieval/training.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from retrieval.answer_types import AnswerType
from retrieval.data_files import read_text
from retrieval.features import Features, as_matrix
from retrieval.pool import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """A linear model: `weights` (F,) for every question, and by answer type what comes on top."""

    names: tuple[str, ...]
    weights: Floats
    by_type: dict[AnswerType, Floats]

    def score(self, features: Features, kind: AnswerType) -> Floats:
        """Return one score a sentence (S,), without bounds; more is better."""
        weights = self.weights + self.by_type.get(kind, np.float32(0))
        scores: Floats = np.einsum("f,fs->s", weights, as_matrix(features, self.names))
        return scores


@cache
def load_ranker() -> Ranker:
    """Return the ranker whose weights ship with Verbatim."""
    return as_ranker(json.loads(read_text("ranker.json")))


def as_ranker(stored: Mapping[str, Any]) -> Ranker:
    """Return a ranker from the weights as they are stored: for all questions, and by type."""
    names = tuple(stored["weights"])
    return Ranker(
        names=names,
        weights=np.array([stored["weights"][name] for name in names], np.float32),
        by_type={
            AnswerType[kind.upper()]: np.array([own.get(name, 0.0) for name in names], np.float32)
            for kind, own in stored["by_type"].items()
        },
    )
