"""How far a measure may be off because these questions were asked and not others.

The percentile bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter
13): the questions are drawn again with replacement, many times, and the middle 95 % of the means
are the interval. For a difference both engines are measured on the same draw (paired; Koehn,
EMNLP 2004), so that what is hard for both doesn't blur it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.evaluation import Outcome, reciprocal_rank

RESAMPLES = 1_000
SEED = 20_170
LEVEL = 95  # percent

# Per-question values of the main measures, with the scale that `Scores` has them in.
MAIN_MEASURES: Mapping[str, Callable[[Outcome], float]] = {
    "success_at_1": lambda o: 100.0 * (o.place_rank == 1),
    "success_at_5": lambda o: 100.0 * (1 <= o.place_rank <= 5),
    "mrr_at_10": reciprocal_rank,
    "answer_at_1": lambda o: 100.0 * (o.answer_rank == 1),
    "answer_at_3": lambda o: 100.0 * (1 <= o.answer_rank <= 3),
    "article_at_1": lambda o: 100.0 * o.article_first,
    "wrong_refusals": lambda o: 100.0 * o.refused,
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over questions, and the bounds between which 95 % of its resamples lie."""

    value: float
    low: float
    high: float


def intervals_of(outcomes: Sequence[Outcome]) -> dict[str, Interval]:
    """Return the main measures of the answerable questions with their intervals; {} for none."""
    asked = [outcome for outcome in outcomes if outcome.question.answerable]
    return {name: resample(values) for name, values in _columns(asked).items()}


def differences(ours: Sequence[Outcome], theirs: Sequence[Outcome]) -> dict[str, Interval]:
    """Return by how much we are above them in each main measure, question by question.

    Both are outcomes of the same questions in the same order.
    """
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a.question.answerable]
    left, right = _columns([a for a, _ in pairs]), _columns([b for _, b in pairs])
    return {name: resample(left[name] - right[name]) for name in left}


def resample(values: npt.NDArray[np.float64]) -> Interval:
    """Return the mean of at least one value with its interval: always the same for the same."""
    rng, size = np.random.default_rng(SEED), len(values)
    means = [values[rng.integers(size, size=size)].mean() for _ in range(RESAMPLES)]
    tail = (100 - LEVEL) / 2
    low, high = np.percentile(means, [tail, 100 - tail])
    return Interval(float(values.mean()), float(low), float(high))


def _columns(outcomes: Sequence[Outcome]) -> dict[str, npt.NDArray[np.float64]]:
    if not outcomes:
        return {}
    return {
        name: np.array([value(outcome) for outcome in outcomes], np.float64)
        for name, value in MAIN_MEASURES.items()
    }
