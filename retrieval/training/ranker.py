"""Learn the sentence ranker's weights.

The model is linear; it is fitted by the softmax over a
question's candidates (Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach",
2007, with the likelihood of any right sentence) with an L2 penalty. Several fits on different
resamples of the articles are averaged, since the noise of one is as large as many gains.
Needs scipy; run by `learn`.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from retrieval.answer_types import AnswerType
from retrieval.features import as_matrix
from retrieval.training.examples import Example

FITS = 3
MOST_HARD, MOST_OTHERS = 80, 80  # wrong candidates of an example
ITERATIONS = 120
PENALTY = 60.0  # L2, on features scaled to unit variance, against a sum over questions
TYPED_PENALTY = 150.0
SEED = 7

# What weighs differently for each kind of answer asked for.
TYPED = (
    "new_name",
    "new_names",
    "new_number",
    "new_numbers",
    "new_time",
    "new_times",
    "quotation",
    "speech",
    "cause",
    "place",
    "unit",
    "manner",
    "length",
    "coverage",
    "weak_start",
    "first_sentence",
    "coverage_with_previous",
    "heaviest_miss",
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stacked:
    """Examples laid end to end, answer type by answer type.

    Rows (N, F), bounds of the examples (E + 1,), which rows are right (N,), the examples' weights
    (E,) and the rows of each answer type (K).
    """

    rows: npt.NDArray[np.float32]
    bounds: npt.NDArray[np.intp]
    right: npt.NDArray[np.bool_]
    weights: Floats
    spans: tuple[slice, ...]


def stack(
    examples: Sequence[Example], names: Sequence[str], weigh: Callable[[Example], float]
) -> Stacked:
    """Lay examples with a right sentence end to end."""
    examples = [example for example in examples if example.right.any()]
    examples.sort(key=lambda example: example.candidates.kind)
    kept = [choose_rows(example) for example in examples]
    sizes = [len(rows) for rows in kept]
    kinds = np.repeat([example.candidates.kind for example in examples], sizes)
    ends = np.searchsorted(kinds, [*AnswerType], side="right")
    return Stacked(
        rows=np.concatenate(
            [
                as_matrix(e.candidates.features, names).T[k]
                for e, k in zip(examples, kept, strict=True)
            ]
        ),
        bounds=np.cumsum([0, *sizes]),
        right=np.concatenate([e.right[k] for e, k in zip(examples, kept, strict=True)]),
        weights=np.array([weigh(e) for e in examples]),
        spans=tuple(slice(s, e) for s, e in zip([0, *ends[:-1]], ends, strict=True)),
    )


def choose_rows(example: Example) -> npt.NDArray[np.intp]:
    """Return the right rows, the wrong ones that look most like them, and some of the others.

    Without the others the model never learns that they are wrong, and ranks them high: where the
    right sentence shares no word with the question, one of three answers was lost.
    """
    features = example.candidates.features
    looks = features["related_nearby"] + features["meaning_around"] + features["paragraph_score"]
    wrong = np.flatnonzero(~example.right)
    wrong = wrong[np.argsort(-looks[wrong], kind="stable")]
    others = np.random.default_rng(SEED).permutation(wrong[MOST_HARD:])[:MOST_OTHERS]
    return np.sort(np.concatenate([np.flatnonzero(example.right), wrong[:MOST_HARD], others]))


def fit(data: Stacked, names: Sequence[str]) -> tuple[Floats, Floats]:
    """Return weights (F,) and what each answer type adds to them (K, F), on unscaled features."""
    scale = data.rows.std(axis=0)
    scale[scale == 0] = 1.0
    rows = data.rows / scale
    typed = np.array([name in TYPED for name in names])
    shape = (1 + len(AnswerType), len(names))
    penalty = np.full(shape, TYPED_PENALTY)
    penalty[0] = PENALTY

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        combined = (weights[0] + weights[1:] * typed).astype(np.float32)
        value, slope = _softmax_loss(_score(rows, combined, data), data)
        by_kind = [slope[span] @ rows[span] for span in data.spans]
        gradient = np.vstack([np.sum(by_kind, axis=0), np.array(by_kind) * typed])
        return value + (penalty * weights**2).sum() / 2, (gradient + penalty * weights).ravel()

    start = np.zeros(shape).ravel()
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS})
    weights = found.x.reshape(shape) / scale
    return weights[0], weights[1:]


def _score(
    rows: npt.NDArray[np.float32], combined: npt.NDArray[np.float32], data: Stacked
) -> npt.NDArray[np.float32]:
    """Return one score a row: each answer type has its own weights (K, F)."""
    parts = [rows[span] @ combined[kind] for kind, span in enumerate(data.spans)]
    return np.concatenate(parts)


def _softmax_loss(
    scores: npt.NDArray[np.float32], data: Stacked
) -> tuple[float, npt.NDArray[np.float32]]:
    """Return the weighted -log likelihood of the right sentences, and its slope by score (N,)."""
    starts, sizes = data.bounds[:-1], np.diff(data.bounds)
    every, of_all = _softmax(scores, starts, sizes)
    right, of_right = _softmax(np.where(data.right, scores, np.float32(-1e9)), starts, sizes)
    loss = float((data.weights * (every - right)).sum())
    slope = np.repeat(data.weights, sizes) * (of_all - of_right)
    return loss, slope.astype(np.float32)


def _softmax(
    scores: npt.NDArray[np.float32], starts: npt.NDArray[np.intp], sizes: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return the log of the sum of exponentials of each run, and each score's share of its run."""
    top = np.maximum.reduceat(scores, starts)
    likely = np.exp(scores - np.repeat(top, sizes))
    total = np.add.reduceat(likely, starts)
    return top + np.log(total), likely / np.repeat(total, sizes)


def fit_average(
    examples: Sequence[Example], names: Sequence[str], weigh: Callable[[Example], float]
) -> tuple[Floats, Floats]:
    """Return the mean weights of several fits, each on a resample of the articles."""
    rng = random.Random(SEED)  # noqa: S311 - not for secrets
    articles = sorted({example.article for example in examples})
    fits = []
    for _ in range(FITS):
        kept = set(rng.choices(articles, k=len(articles)))
        resample = [example for example in examples if example.article in kept]
        fits.append(fit(stack(resample, names, weigh), names))
    return np.mean([f[0] for f in fits], axis=0), np.mean([f[1] for f in fits], axis=0)


def as_record(names: Sequence[str], fitted: tuple[Floats, Floats]) -> dict[str, Any]:
    """Return the weights as data/ranker.json keeps them, four digits each."""
    weights, typed = fitted
    by_type = {
        kind.name.lower(): {
            name: round(float(typed[kind, column]), 4)
            for column, name in enumerate(names)
            if name in TYPED
        }
        for kind in AnswerType
    }
    every = {name: round(float(weights[column]), 4) for column, name in enumerate(names)}
    return {"weights": every, "by_type": by_type}
