"""Learn when to refuse: the probability that the first extract answers.

A logistic over the signals of the best sentence, with an L2 penalty, fitted to whether the first
extract of an example answers. Needs scipy; run by `learn`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

PENALTY = 2.0

# Signals that mostly tell how long the question or the article is are left out on purpose.
SIGNALS = (
    "coverage",
    "all_covered",
    "rarest_covered",
    "heaviest_miss",
    "bm25",
    "bigrams",
    "windows",
    "related",
    "related_nearby",
    "related_with_title",
    "related_in_paragraph",
    "coverage_with_previous",
    "coverage_with_title",
    "coverage_of_paragraph",
    "coverage_around",
    "coverage_of_title",
    "paragraph_of_ideal",
    "words_covered",
    "related_words",
    "own_language",
    "best_coverage",
    "best_coverage_around",
    "score",
    "gap",
    "wanted",
    "wanted_and_related",
    "wanted_and_alike",
)

Floats = npt.NDArray[np.float64]


def fit_confidence(
    signals: Sequence[Mapping[str, float]], right: Sequence[bool], weights: Sequence[float]
) -> dict[str, Any]:
    """Return bias and weights as data/confidence.json keeps them."""
    rows = np.array([[signal[name] for name in SIGNALS] for signal in signals])
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1.0
    rows = np.hstack([(rows - centre) / scale, np.ones((len(rows), 1))])
    labels, shares = np.array(right, float), np.array(weights)

    def loss(values: Floats) -> tuple[float, Floats]:
        margins = rows @ values
        wrong = np.logaddexp(0, margins) - labels * margins
        slope = (1 / (1 + np.exp(-margins)) - labels) * shares
        penalised = np.append(values[:-1], 0)
        cost = float((wrong * shares).sum() + PENALTY * (penalised**2).sum() / 2)
        return cost, slope @ rows + PENALTY * penalised

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    unscaled = found[:-1] / scale
    bias = float(found[-1] - (unscaled * centre).sum())
    named = zip(SIGNALS, unscaled, strict=True)
    return {"bias": round(bias, 4), "weights": {name: round(float(w), 4) for name, w in named}}
