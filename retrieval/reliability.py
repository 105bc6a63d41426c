"""Calibration: does a confidence of 0.7 answer seven times out of ten?

Questions are put into ten bins of equal width by their confidence. In each bin the mean confidence
is set beside the share of questions whose first extract answers.

    ECE = sum over bins m of |B_m| / n * |acc(B_m) - conf(B_m)|

Expected calibration error: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities
Using Bayesian Binning" (AAAI 2015), in the form of Guo et al., "On Calibration of Modern Neural
Networks" (ICML 2017), equation 3, with "the first extract answers" for their accuracy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.evaluation import Outcome, is_right

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions with a confidence from `low` up to, not including, `high` (the last takes 1 too).

    `confidence` (mean) and `right` (share) are in [0, 1]; None in an empty bin.
    """

    low: float
    high: float
    questions: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Ten bins, lowest first, and the expected calibration error, in [0, 1]."""

    bins: tuple[Bin, ...]
    error: float


def measure_reliability(outcomes: Sequence[Outcome]) -> Reliability:
    """Return how well confidence foretells that the first extract answers; error 0.0 for none.

    Unanswerable questions count: nothing answers them, so any confidence in one is too much.
    """
    binned: list[list[Outcome]] = [[] for _ in range(BINS)]
    for outcome in outcomes:
        binned[min(int(outcome.confidence * BINS), BINS - 1)].append(outcome)
    bins = tuple(_as_bin(place, group) for place, group in enumerate(binned))
    gaps = [
        len(group) * abs(one.right - one.confidence)
        for one, group in zip(bins, binned, strict=True)
        if one.right is not None and one.confidence is not None
    ]
    return Reliability(bins, sum(gaps) / max(1, len(outcomes)))


def _as_bin(place: int, group: Sequence[Outcome]) -> Bin:
    low, high, size = place / BINS, (place + 1) / BINS, len(group)
    if not group:
        return Bin(low, high, 0, None, None)
    confidence = sum(outcome.confidence for outcome in group) / size
    return Bin(low, high, size, confidence, sum(map(is_right, group)) / size)
