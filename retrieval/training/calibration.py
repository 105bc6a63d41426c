"""Learn when to refuse: the probability that the first extract answers.

A logistic over the signals of the best sentence, with an L2 penalty. Which questions the collection
answers at all is learned together with which first extracts answer: a label is the mean of both.
Scale and bias are then fitted to the latter alone (Platt, "Probabilistic Outputs for Support Vector
Machines", 1999), which makes a probability of it. Needs scipy; run by `learn`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from retrieval.answer_types import AnswerType
from retrieval.unmet import UNMET

PENALTY = 10.0

# Signals that mostly tell how long the question or the article is are left out on purpose, and so
# is the best score itself: it doesn't transfer from one set to the next.
SIGNALS = (
    "coverage",
    "all_covered",
    "rarest_covered",
    "heaviest_miss",
    "bm25",
    "bigrams",
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
    "meaning",
    "meaning_unmet",
    "wanted",
    "wanted_and_related",
    "wanted_and_alike",
    "best_coverage",
    "best_coverage_around",
    "best_related",
    "best_related_in_paragraph",
    "best_alike",
    "best_alike_in_paragraph",
    "best_meaning",
    "best_meaning_of_paragraph",
    *UNMET,
    "gap",
    "article_gap",
    "entropy",
    *(f"asks_{kind.name.lower()}" for kind in AnswerType),
)

Floats = npt.NDArray[np.float64]


def fit_confidence(
    signals: Sequence[Mapping[str, float]],
    right: Sequence[bool],
    answerable: Sequence[bool],
    weights: Sequence[float],
) -> dict[str, Any]:
    """Return bias and weights as data/confidence.json keeps them."""
    rows = np.array([[signal[name] for name in SIGNALS] for signal in signals])
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1.0
    rows = np.hstack([(rows - centre) / scale, np.ones((len(rows), 1))])
    labels, shares = np.array(right, float), np.array(weights)
    both = _fit_logistic(rows, (labels + np.array(answerable, float)) / 2, shares)
    margins = np.stack([rows @ both, np.ones(len(rows))], axis=1)
    slope, offset = _fit_logistic(margins, labels, shares)
    unscaled = slope * both[:-1] / scale
    bias = float(slope * both[-1] + offset - (unscaled * centre).sum())
    named = zip(SIGNALS, unscaled, strict=True)
    return {"bias": round(bias, 4), "weights": {name: round(float(w), 4) for name, w in named}}


def _fit_logistic(rows: Floats, labels: Floats, shares: Floats) -> Floats:
    """Return the weights of a logistic; the last column is the bias's and isn't penalised."""

    def loss(values: Floats) -> tuple[float, Floats]:
        margins = rows @ values
        wrong = np.logaddexp(0, margins) - labels * margins
        slope = (1 / (1 + np.exp(-margins)) - labels) * shares
        penalised = np.append(values[:-1], 0)
        cost = float((wrong * shares).sum() + PENALTY * (penalised**2).sum() / 2)
        return cost, slope @ rows + PENALTY * penalised

    found: Floats = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return found
