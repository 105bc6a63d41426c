"""What tells an answering sentence from the others: a row of features a candidate sentence.

Unless said otherwise a feature is in [0, 1] (`bm25` goes up to 1.6, `paragraph_rank` to the log of
the candidates' number). Coverage is the share of the question's weight (idf
times boost) that is met; it is the backbone, everything else shifts it.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from retrieval.answer_types import AnswerType
from retrieval.bm25 import PositiveBM25
from retrieval.evidence import Asked, Evidence
from retrieval.marks import NAME, NUMBER, TIME
from retrieval.matches import Matches
from retrieval.meaning import Meaning
from retrieval.pool import Floats, Ints, Pool
from retrieval.runs import begins_run, sums_of_runs
from retrieval.shares import find_shares, weighted_sum

# BM25 between sentences: short and alike in length, so that tf and length matter less.
SENTENCE_K1 = 0.6
SENTENCE_B = 0.3

_WINDOW = 5  # words within which two words of the question support each other
_MANY = 4.0  # new names or numbers past which more make no difference

# What a sentence may have that the question doesn't: one count of each in one number, by flags.
_NEW = {"name": NAME, "number": NUMBER, "time": TIME}
_BITS = 20
_COUNTED = np.array(
    [
        sum(1 << _BITS * place for place, flag in enumerate(_NEW.values()) if flags & flag)
        for flags in range(1 + (NAME | NUMBER | TIME))
    ],
    np.int64,
)

Features = dict[str, Floats]

# What a sentence must hold to be the kind of answer asked for; any may answer the other kinds.
_WANTED = {
    AnswerType.WHO: "new_name",
    AnswerType.WHEN: "new_time",
    AnswerType.NUMBER: "new_number",
    AnswerType.WHERE: "new_name",
    AnswerType.WHY: "cause",
    AnswerType.SAID: "speech",
}


# What is compared between candidates: a match is good or poor beside the others of its question.
_COMPARED = (
    "coverage",
    "coverage_around",
    "coverage_of_paragraph",
    "related",
    "related_with_title",
    "related_in_paragraph",
    "meaning",
    "meaning_around",
    "meaning_of_paragraph",
    "alike",
    "alike_around",
    "alike_in_paragraph",
    "bm25",
    "windows",
)


def describe_sentences(
    asked: Asked,
    pool: Pool,
    scores: Floats,
    evidence: Evidence,
    *,
    meaning: Meaning,
    kind: AnswerType,
) -> Features:
    """Return every feature by name, each (S,), in a fixed order.

    `scores` (P,) are the paragraphs' by BM25.
    """
    alike = np.maximum(meaning.words, evidence.related)
    features = {
        **find_shares(asked, pool, evidence, alike),
        "related_words": evidence.related.mean(axis=0),
        "alike_words": alike.mean(axis=0),
    }
    features |= _meaning_features(features, meaning)
    features |= _coverage_features(features["coverage"], asked, pool, evidence)
    features |= _paragraph_features(asked, pool, scores)
    features |= _order_features(asked, pool, evidence)
    features |= pool.shape
    features |= _answer_features(pool, evidence)
    features |= _wanted_features(features, kind)
    return features | _standing_features(features, features["paragraph_rank"])


def _wanted_features(features: Features, kind: AnswerType) -> Features:
    """Whether a sentence holds the kind of answer asked for, and how well it matches if it does.

    A sentence without a number answers no "how many", however much of the question it repeats.
    """
    wanted = features[_WANTED[kind]] if kind in _WANTED else np.ones_like(features["related"])
    return {
        "wanted": wanted,
        "wanted_and_related": wanted * features["related_with_title"],
        "wanted_and_alike": wanted * features["alike_in_paragraph"],
        "wanted_and_meant": wanted * features["meaning_around"],
    }


def _standing_features(features: Features, paragraph_rank: Floats) -> Features:
    """How a sentence stands among all candidates: how far below the best, and 1 / (1 + rank).

    Of equals the one of the better paragraph, then the earlier one, stands first.
    """
    values = np.array([features[name] for name in _COMPARED])
    behind = values.max(axis=1, keepdims=True) - values
    best_first = paragraph_rank.argsort(kind="stable")
    order = best_first[(-values[:, best_first]).argsort(axis=1, kind="stable")]
    standing = np.empty_like(values)
    ranks = np.arange(1, 1 + values.shape[1], dtype=np.float32)
    standing[np.arange(len(values))[:, None], order] = 1 / ranks
    return {
        **{f"{name}_behind": row for name, row in zip(_COMPARED, behind, strict=True)},
        **{f"{name}_standing": row for name, row in zip(_COMPARED, standing, strict=True)},
    }


def _coverage_features(coverage: Floats, asked: Asked, pool: Pool, evidence: Evidence) -> Features:
    matched, weights = evidence.sentences, asked.weights[:, None]
    weighed = weights * matched
    best = pool.best_of_paragraphs(coverage)[pool.paragraph_of]
    heaviest = max(float(weights.max()), 1e-9)
    words = np.maximum(pool.lengths, 1)
    return {
        "coverage_squared": coverage**2,
        "all_covered": (coverage > 0.99).astype(np.float32),
        "words_covered": matched.mean(axis=0),
        "rarest_covered": matched[int(asked.weights.argmax())],
        "heaviest_hit": weighed.max(axis=0) / heaviest,
        "heaviest_miss": (weights - weighed).max(axis=0) / heaviest,
        "first_word": matched[0],
        "last_word": matched[-1],
        "bm25": sentence_bm25(asked, pool, evidence) / asked.total,
        "density": np.minimum(
            evidence.words.sums_of_runs(evidence.words.best, pool.size) / words, 1
        ),
        "best_of_paragraph": (coverage >= best).astype(np.float32),
        "near_best_of_paragraph": coverage / np.maximum(best, 1e-6),
    }


def _meaning_features(shares: Features, meaning: Meaning) -> Features:
    """Likeness in meaning, which counts for more the less of the question is met in words."""
    unmet = 1 - shares["coverage"].max()
    return {
        "meaning": meaning.sentence,
        "meaning_around": meaning.around,
        "meaning_of_paragraph": meaning.paragraph,
        "meaning_unmet": meaning.sentence * unmet,
        "alike_unmet": shares["alike"] * unmet,
    }


def _paragraph_features(asked: Asked, pool: Pool, scores: Floats) -> Features:
    best = max(float(scores.max(initial=0)), 1e-9)
    ideal = 2.5 * asked.total  # what a short paragraph with every word would score
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty_like(scores)
    ranks[order] = np.log1p(np.arange(len(scores), dtype=np.float32))
    articles = _article_scores(pool.article_of, scores, order)
    own = np.array([p.paragraph.lang == asked.query.lang for p in pool.paragraphs], np.float32)
    values = {
        "paragraph_score": scores / best,
        "paragraph_of_ideal": scores / ideal,
        "paragraph_rank": ranks,
        "article_score": articles / max(float(articles.max(initial=0)), 1e-9),
        "own_language": own,
    }
    return {name: value[pool.paragraph_of].astype(np.float32) for name, value in values.items()}


def _order_features(asked: Asked, pool: Pool, evidence: Evidence) -> Features:
    """Neighbouring words of the question that are neighbours, or near, in the sentence."""
    pairs, met = asked.weights[:-1] + asked.weights[1:], evidence.words
    ones, others = _near_words(met)
    one, other = met.values[:, ones], met.values[:, others]
    both = np.maximum(one[:-1] * other[1:], one[1:] * other[:-1])
    found = Matches(ones, met.runs[ones], both)
    near = found.best_of_runs(pool.size)
    adjacent = found.where(met.places[others] - met.places[ones] == 1).best_of_runs(pool.size)
    total = max(float(pairs.sum()), 1e-9)
    return {
        "bigrams": weighted_sum(pairs, adjacent) / np.float32(total),
        "windows": weighted_sum(pairs, near) / np.float32(total),
    }


def _near_words(met: Matches) -> tuple[Ints, Ints]:
    """Return which words lie less than a window before which others, ascending by the former.

    Words that lie so near in their sentence do so among those that are met, too.
    """
    count = len(met.places)
    steps = np.arange(1, _WINDOW)
    ones = np.arange(count).repeat(len(steps))
    others = ones + np.tile(steps, count)
    ones, others = ones[others < count], others[others < count]
    is_near = met.places[others] - met.places[ones] < _WINDOW
    is_near &= met.runs[others] == met.runs[ones]
    return ones[is_near], others[is_near]


def _answer_features(pool: Pool, evidence: Evidence) -> Features:
    """Names, numbers and dates of the sentence that the question doesn't have itself."""
    new = pool.flags.copy()
    new[evidence.words.places] = 0
    counts = sums_of_runs(_COUNTED[new], pool.starts)
    features: Features = {}
    for place, name in enumerate(_NEW):
        count = (counts >> _BITS * place) & ((1 << _BITS) - 1)
        features[f"new_{name}"] = (count > 0).astype(np.float32)
        features[f"new_{name}s"] = np.minimum(count.astype(np.float32) / _MANY, 1)
    return features


def sentence_bm25(asked: Asked, pool: Pool, evidence: Evidence) -> Floats:
    """Return rank-bm25's score of every sentence for the question, with the collection's idf.

    Every word that stands for a clause counts as that clause.
    """
    met, lengths = evidence.words, pool.lengths
    firsts = met.firsts
    sentences = met.runs[firsts]
    clause_of = met.values.argmax(axis=0).tolist()
    model = PositiveBM25(
        [clause_of[start:end] for start, end in pairwise([*firsts.tolist(), len(clause_of)])],
        k1=SENTENCE_K1,
        b=SENTENCE_B,
        idf=dict(enumerate(asked.weights.tolist())),
        lengths=lengths[sentences].tolist(),
        avgdl=float(lengths.mean()),
    )
    scores = np.zeros(pool.size, np.float32)
    scores[sentences] = model.get_scores(sorted(set(clause_of)))  # the others add nothing
    return scores


def _article_scores(article_of: Ints, scores: Floats, order: Ints) -> Floats:
    """Return, a paragraph each, its article's score: each next best paragraph counts half.

    `order` (P,) are the paragraphs, best first.
    """
    by_article = order[np.argsort(article_of[order], kind="stable")]
    articles = article_of[by_article]
    begins = begins_run(articles)
    places = np.arange(len(articles))
    ranks = places - np.maximum.accumulate(np.where(begins, places, 0))
    shares = scores[by_article] * 0.5**ranks
    return np.bincount(articles, shares)[article_of].astype(np.float32)


def as_matrix(features: Features, names: Sequence[str]) -> Floats:
    """Return the named features one below the other: (len(names), S)."""
    rows = np.concatenate([features[name] for name in names])
    return rows.astype(np.float32, copy=False).reshape(len(names), -1)
