"""Who and what a question names: an article that never speaks of it seldom has the answer.

In "qui possède Viber ?" the rarest word may be "posséder", and the best match a sentence on what
somebody else owns.
"""

import numpy as np

from retrieval.bm25 import SAME_WORD
from retrieval.marks import NAME
from retrieval.pool import Floats
from retrieval.searching import Candidates
from retrieval.unmet import Flags, find_names

# How far the candidates of an article without a name that another one has are put behind. On 1,504
# questions answers rise by 0.3 points, on those of no kind do they fall.
_BEHIND = np.float32(1.0)


def prefer_what_is_named(candidates: Candidates, scores: Floats) -> Floats:
    """Return the scores (S,), lower where the article lacks what the question itself names.

    What no candidate's article has is no reason to prefer any.
    """
    pool, evidence = candidates.pool, candidates.evidence
    own = np.array([clause.boost == 1 for clause in candidates.query.clauses], np.bool_)
    named = (own & (find_names(candidates.query) | written_as_names(candidates))).nonzero()[0]
    lacking = np.zeros(int(pool.article_of.max(initial=0)) + 1, np.bool_)
    for clause in named:
        under = np.maximum(evidence.titles[clause], evidence.headings[clause])
        held = np.maximum(pool.best_of_paragraphs(evidence.sentences[clause]), under)
        has = np.zeros(len(lacking), np.bool_)
        has[pool.article_of[held >= SAME_WORD]] = True
        if has.any():
            lacking |= ~has
    behind = np.where(lacking, _BEHIND, np.float32(0))[pool.article_of]
    lowered: Floats = scores - behind[pool.paragraph_of]
    return lowered


def written_as_names(candidates: Candidates) -> Flags:
    """Tell of each clause (Q,) whether the candidates mostly write its word with a capital.

    On a phone, names are typed in small letters.
    """
    met = candidates.evidence.words
    is_same = met.values >= 1
    is_capital = (candidates.pool.flags[met.places] & NAME) > 0
    capitals: Flags = 2 * (is_same & is_capital).sum(axis=1) > is_same.sum(axis=1)
    return capitals
