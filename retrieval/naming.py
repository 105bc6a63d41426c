"""Who and what a question names: an article that never speaks of it seldom has the answer.

In "qui possède Viber ?" the rarest word may be "posséder", and the best match a sentence on what
somebody else owns.
"""

import numpy as np

from retrieval.bm25 import SAME_WORD
from retrieval.evidence import Flags
from retrieval.marks import NAME
from retrieval.pool import Floats
from retrieval.searching import Candidates

# How far the candidates of an article without a name that another one has are put behind. On 1,504
# questions answers rise by 0.3 points, on those of no kind do they fall.
_BEHIND = np.float32(1.0)
MOST_TITLES = 3  # closest articles that a refusal names
CLOSE = 0.5  # the share of a question that a paragraph covers whose article is close to it


def prefer_what_is_named(candidates: Candidates, scores: Floats) -> Floats:
    """Return the scores (S,), lower where the article lacks what the question itself names.

    What no candidate's article has is no reason to prefer any.
    """
    behind = np.where(speaks_of_what_is_named(candidates), np.float32(0), _BEHIND)
    lowered: Floats = scores - behind[candidates.pool.paragraph_of]
    return lowered


def speaks_of_what_is_named(candidates: Candidates) -> Flags:
    """Tell of each paragraph (P,) whether its article has all that the question itself names.

    What no candidate's article has doesn't count; all have nothing.
    """
    article_of = candidates.pool.article_of
    lacking = np.zeros(len(article_of), np.bool_)
    for clause in named_clauses(candidates):
        has_it = np.zeros(len(article_of), np.bool_)  # of articles, of whom there are no more
        has_it[article_of[paragraphs_with(candidates, clause)]] = True
        if has_it.any():
            lacking |= ~has_it[article_of]
    return ~lacking


def named_clauses(candidates: Candidates) -> list[int]:
    """Return which clauses are names that the question itself has, not the one before it."""
    own = np.array([clause.boost == 1 for clause in candidates.query.clauses], np.bool_)
    is_name = candidates.asked.is_name | written_as_names(candidates)
    named: list[int] = (own & is_name).nonzero()[0].tolist()
    return named


def paragraphs_with(candidates: Candidates, clause: int) -> Flags:
    """Tell of each paragraph (P,) whether it has a clause's word, or stands under it."""
    evidence, pool = candidates.evidence, candidates.pool
    under = np.maximum(evidence.titles[clause], evidence.headings[clause])
    held = np.maximum(pool.best_of_paragraphs(evidence.sentences[clause]), under)
    has: Flags = held >= SAME_WORD
    return has


def written_as_names(candidates: Candidates) -> Flags:
    """Tell of each clause (Q,) whether the candidates mostly write its word with a capital.

    On a phone, names are typed in small letters.
    """
    met = candidates.evidence.words
    is_same = met.values >= 1
    is_capital = (candidates.pool.flags[met.places] & NAME) > 0
    capitals: Flags = 2 * (is_same & is_capital).sum(axis=1) > is_same.sum(axis=1)
    return capitals


def closest_titles(candidates: Candidates) -> tuple[str, ...]:
    """Return the titles of articles that speak of most of what was asked, best first, each once.

    What is named counts most: an article that has half of it is close, one that lacks what another
    one has isn't.
    """
    pool = candidates.pool
    near = pool.best_of_paragraphs(candidates.features["coverage_around"]) >= CLOSE
    named = named_clauses(candidates)
    if named:
        near |= np.mean([paragraphs_with(candidates, each) for each in named], axis=0) >= CLOSE
    near &= speaks_of_what_is_named(candidates)
    order = candidates.order
    titles = dict.fromkeys(
        pool.paragraphs[row].paragraph.article.title for row in order[near[order]]
    )
    return tuple(titles)[:MOST_TITLES]
