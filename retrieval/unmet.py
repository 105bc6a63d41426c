"""What a question asks for that isn't there: what keeps a near miss from passing for an answer.

A near miss names a person or thing that the articles speak of, and asks for a fact that they don't
tell. Most of its words are met. What gives it away: a name that stands elsewhere, a word that
nothing is related to, a "how many" with no number beside the words that it counts.

Shapes: Q clauses, N words of the best sentence that are met.
"""

import numpy as np
import numpy.typing as npt

from retrieval.answer_types import AnswerType
from retrieval.bm25 import SAME_WORD
from retrieval.marks import NUMBER, TIME
from retrieval.searching import Candidates

UNMET = ("unrelated", "unknown_name", "name_missing", "number", "number_near")

_BESIDE = 3  # content words within which a number belongs to a word

Floats = npt.NDArray[np.float32]


def find_unmet(candidates: Candidates, best: int) -> dict[str, float]:
    """Return what the best sentence and the collection leave open, by UNMET, in [0, 1].

    `unrelated`: the share of the question that no candidate has so much as a related word for.
    `unknown_name`: it names what the collection doesn't hold. `name_missing`: what neither the best
    sentence's paragraph holds nor anything that this stands under. `number`: "how many" is asked,
    and the sentence has a number that isn't the question's nor a year; `number_near`: the largest
    share of the question that stands beside one.
    """
    asked, evidence, pool = candidates.asked, candidates.evidence, candidates.pool
    paragraph = int(pool.paragraph_of[best])
    there = slice(pool.first_sentence[paragraph], pool.first_sentence[paragraph + 1])
    under = np.maximum(evidence.titles, evidence.headings)
    unrelated = np.maximum(evidence.related.max(axis=1), under.max(axis=1)) == 0
    held = np.maximum(evidence.sentences[:, there].max(axis=1), under[:, paragraph])
    is_name = asked.is_name
    shares = _shares_beside_numbers(candidates, best)
    return {
        "unrelated": float(asked.weights[unrelated].sum()) / asked.total,
        "unknown_name": float((is_name & ~asked.known).any()),
        "name_missing": float((is_name & (held < SAME_WORD)).any()),
        "number": float(len(shares) > 0),
        "number_near": max(shares, default=0.0),
    }


def _shares_beside_numbers(candidates: Candidates, best: int) -> list[float]:
    """Return the share of the question that stands beside each number that may be how many.

    None where that isn't asked.
    """
    if candidates.kind is not AnswerType.NUMBER:
        return []
    asked, pool, met = candidates.asked, candidates.pool, candidates.evidence.words
    start, end = pool.bounds[best : best + 2].tolist()
    is_number = (pool.flags[start:end] & (NUMBER | TIME)) == NUMBER
    here = slice(*met.runs.searchsorted((best, best + 1)).tolist())
    places, values = met.places[here] - start, met.values[:, here]
    is_number[places] = False
    shares = []
    for number in is_number.nonzero()[0].tolist():
        beside = np.abs(places - number) <= _BESIDE
        found = values[:, beside].max(axis=1, initial=0)
        shares.append(float(asked.weights @ found) / asked.total)
    return shares
