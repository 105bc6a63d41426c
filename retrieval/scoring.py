"""Scores of candidate sentences: the learned ones, what is preferred on top, and how sure they are.

learned scores -> near what was quoted before -> what has the names -> what has the exact words
"""

from typing import NamedTuple

import numpy as np

from retrieval.confidence import (
    BALANCED,
    ENOUGH,
    Confidence,
    load_confidence,
    read_signals,
    read_spread,
)
from retrieval.following import Quoted, find_wanted, prefer_what_was_quoted
from retrieval.model import Paragraph
from retrieval.naming import prefer_what_is_named
from retrieval.phrases import prefer_phrases
from retrieval.pool import Floats, Pool
from retrieval.ranking import Ranker, load_ranker
from retrieval.searching import Candidates


class Scores(NamedTuple):
    """One score a sentence (S,), more is better: `alike` as they are whatever the question names
    and quotes, and `preferred`, where what has its names and exact words comes first."""

    alike: Floats
    preferred: Floats


def score(candidates: Candidates, ranker: Ranker) -> Scores:
    """Return the scores of all candidate sentences."""
    alike = score_all_alike(candidates, ranker)
    named = prefer_what_is_named(candidates, alike)
    phrases = candidates.query.narrowing.phrases
    return Scores(alike, prefer_phrases(phrases, candidates.pool, named))


def score_sentences(candidates: Candidates, ranker: Ranker) -> Floats:
    """Return one score a sentence (S,), more is better; those with the exact words come first."""
    return score(candidates, ranker).preferred


def score_all_alike(candidates: Candidates, ranker: Ranker) -> Floats:
    """Return the scores (S,) as they are whatever the question names and quotes."""
    scores = ranker.score(candidates.features, candidates.kind)
    if candidates.before is None:
        return scores
    wanted = find_wanted(candidates.query, candidates.kind, candidates.features)
    return prefer_what_was_quoted(candidates.before, candidates.pool, scores, wanted)


def find_confidence(candidates: Candidates, scores: Scores, model: Confidence) -> float:
    """Return how likely the best sentence answers.

    That other articles lack a name makes nothing surer: it counts for the order alone.
    """
    alike, preferred = scores
    best = int(preferred.argmax())
    signals = read_signals(candidates, preferred, model.weights)
    if candidates.query.narrowing.phrases or np.array_equal(preferred, alike):
        return model.of(signals)
    if best == alike.argmax():
        others = signals | read_spread(candidates.pool, alike, best)
    else:
        others = read_signals(candidates, alike, model.weights)
    return min(model.of(signals), model.of(others))


def what_is_quoted(candidates: Candidates) -> Quoted | None:
    """Return the sentence that answers best; None where it is too unlikely to."""
    pool, scores = candidates.pool, score(candidates, load_ranker())
    if find_confidence(candidates, scores, load_confidence()) < ENOUGH[BALANCED]:
        return None
    best = int(scores.preferred.argmax())
    row = int(pool.paragraph_of[best])
    return Quoted(pool.paragraphs[row].paragraph, best - int(pool.first_sentence[row]))


def best_paragraphs(pool: Pool, scores: Floats, k: int) -> tuple[Paragraph, ...]:
    """Return at most `k` paragraphs, each as good as its best sentence (S,), best first."""
    in_order = dict.fromkeys(pool.paragraph_of[np.argsort(-scores, kind="stable")].tolist())
    return tuple(pool.paragraphs[row].paragraph for row in list(in_order)[:k])
