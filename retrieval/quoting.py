"""Quotes page after page, for whoever looks for words to pass on rather than for one answer.

The first page begins with the answer's own extracts, if there is an answer. Then comes a quote of
each paragraph that, with what stands around it, holds most of what was asked: all of it where the
articles don't say. A small collection is ranked as a whole; of a large one the best candidates
are, and further pages go on paragraph by paragraph, as they match.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from retrieval.extracts import best_sentences, find_stories, quote_stories
from retrieval.model import Answer, Extract, NoAnswer
from retrieval.pool import Floats
from retrieval.searching import Candidates

QUOTES_A_PAGE = 50
RANKED_FIRST = 30  # best matches of a large collection, among which the first quotes are found
MOST_SEARCHED = 500  # paragraphs into which one can page; nobody scrolls further
# The share of a question's weight that a quote has to meet; see `coverage_around`.
MOST_OF_IT = 0.5
ALL_OF_IT = 0.99


@dataclass(frozen=True, slots=True)
class QuotePage:
    """A page of quotes from different paragraphs, best first; maybe none.

    `reply` is what the words would be answered as a question. `following` is the start of the next
    page, None after the last. `version` is the collection's: pages of two versions don't join.
    """

    version: int
    reply: Answer | NoAnswer
    extracts: tuple[Extract, ...] = ()
    following: int | None = None


def page_of_best(
    version: int, reply: Answer | NoAnswer, candidates: Candidates, scores: Floats, start: int
) -> QuotePage:
    """Return the page that begins at quote `start` of the candidates."""
    answered = _answered(reply)
    others = _other_stories(candidates, scores, _least(reply), answered)
    end = start + QUOTES_A_PAGE
    shown = others[max(0, start - len(answered)) : max(0, end - len(answered))]
    extracts = answered[start:end] + _quote(candidates, scores, reply.confidence, shown)
    if end < len(answered) + len(others):
        return QuotePage(version, reply, extracts, end)
    more = len(candidates.pool.paragraphs) == RANKED_FIRST
    return QuotePage(version, reply, extracts, RANKED_FIRST if more and extracts else None)


def page_beyond(
    version: int, reply: Answer | NoAnswer, beyond: Candidates, scores: Floats, start: int
) -> QuotePage:
    """Return the page of paragraphs that match after the `start` best; the last one without any."""
    stories = _other_stories(beyond, scores, _least(reply), _answered(reply))
    extracts = _quote(beyond, scores, reply.confidence, stories)
    following = start + len(beyond.pool.paragraphs)
    ended = len(beyond.pool.paragraphs) < QUOTES_A_PAGE or following >= MOST_SEARCHED
    return QuotePage(version, reply, extracts, None if ended or not extracts else following)


def _answered(reply: Answer | NoAnswer) -> tuple[Extract, ...]:
    return reply.extracts if isinstance(reply, Answer) else ()


def _least(reply: Answer | NoAnswer) -> float:
    return MOST_OF_IT if isinstance(reply, Answer) else ALL_OF_IT


def _quote(
    candidates: Candidates, scores: Floats, confidence: float, stories: Sequence[list[int]]
) -> tuple[Extract, ...]:
    return quote_stories(candidates.query, candidates.pool, scores, confidence, stories)


def _other_stories(
    candidates: Candidates, scores: Floats, least: float, told: Sequence[Extract]
) -> list[list[int]]:
    """Return the sentences that hold enough of the question, by story, without what was `told`."""
    enough = candidates.features["coverage_around"] >= least
    quoted = {source.paragraph.id for extract in told for source in (extract, *extract.also)}

    def fitting() -> Iterator[int]:
        pool, ranked = candidates.pool, np.where(enough, scores, -np.inf).astype(np.float32)
        for sentence in takewhile(lambda one: bool(enough[one]), best_sentences(pool, ranked)):
            if pool.paragraphs[int(pool.paragraph_of[sentence])].paragraph.id not in quoted:
                yield sentence

    return find_stories(candidates.pool, fitting())
