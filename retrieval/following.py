"""Going on from an answer: who asks "et en quelle année ?" asks of what was just quoted.

The words of the question before can't tell that: many passages hold them, and one was quoted.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from retrieval.analysis import tokenise
from retrieval.answer_types import AnswerType
from retrieval.data_files import read_words
from retrieval.features import Features
from retrieval.model import Paragraph, Query
from retrieval.pool import Floats, Pool

# How much score the article that was quoted before is worth, and that very paragraph on top. On
# 145 follow-ups, those of the golden set among them, answer in three rises from 80 to 84 %; twice
# as much turns right answers out.
_SAME_ARTICLE = 1.0
_SAME_PARAGRAPH = 1.0
_SAME_SENTENCE = 3.0  # where the follow-up asks for nothing but a date, a number, a name or a place
_KINDS = (AnswerType.WHEN, AnswerType.NUMBER, AnswerType.WHO, AnswerType.WHERE)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What the question before was answered with: sentence number `sentence`, from 0, of this."""

    paragraph: Paragraph
    sentence: int


def prefer_what_was_quoted(before: Quoted, pool: Pool, scores: Floats, wanted: Floats) -> Floats:
    """Return the scores (S,), those near what the question before was answered with raised.

    `wanted` (S,) is 1 where a sentence holds what a bare question asks for; see `find_wanted`.
    """
    article, paragraph = before.paragraph.article.key, before.paragraph.id
    worth = np.array(
        [
            _SAME_ARTICLE * (each.paragraph.article.key == article)
            + _SAME_PARAGRAPH * (each.paragraph.id == paragraph)
            for each in pool.paragraphs
        ],
        np.float32,
    )
    raised: Floats = scores + worth[pool.paragraph_of]
    for row in np.flatnonzero(pool.paragraph_ids == paragraph).tolist():
        sentence = int(pool.first_sentence[row]) + before.sentence
        raised[sentence] += _SAME_SENTENCE * wanted[sentence]
    return raised


def find_wanted(query: Query, kind: AnswerType, features: Features) -> Floats:
    """Return which sentences (S,) hold what a bare "when?", "how many?", "by whom?" asks for.

    None do where more is asked, or something else: a reason is seldom in the sentence itself.
    """
    wanted = features["wanted"]
    return wanted if kind in _KINDS and _is_bare(query) else np.zeros_like(wanted)


def _is_bare(query: Query) -> bool:
    return all(token.word in _time_words() for token in tokenise(query.plain, query.lang))


@cache
def _time_words() -> frozenset[str]:
    return read_words("time_words.txt") | {"date"}
