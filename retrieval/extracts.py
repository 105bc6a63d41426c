"""From ranked sentences to extracts: whole sentences, readable alone, from different paragraphs."""

from collections.abc import Iterator

import numpy as np

from retrieval.analysis import tokenise
from retrieval.bm25 import SAME_WORD
from retrieval.marks import MARKS
from retrieval.model import Extract, Query, Span
from retrieval.pool import Floats, Pool

MOST_EXTRACTS = 3
# A sentence that leans on its neighbour is quoted with it while both together stay this short.
LONGEST_PAIR = 400  # code points
_CLOSE = 2.0  # a neighbour whose score is this near to the best belongs to the answer
_WEAK_START = MARKS.index("weak_start")


def choose_extracts(
    query: Query, pool: Pool, scores: Floats, confidence: float
) -> tuple[Extract, ...]:
    """Return the best extract of each of the best paragraphs, at most three, best first."""
    best = float(scores.max())
    return tuple(
        as_extract(
            query, pool, sentence, scores, confidence * float(np.exp(scores[sentence] - best))
        )
        for sentence in _best_sentences(pool, scores)
    )


def _best_sentences(pool: Pool, scores: Floats) -> Iterator[int]:
    """Yield the best sentence of each paragraph, best first; each text once."""
    seen_paragraphs: set[int] = set()
    seen_texts: set[str] = set()
    for sentence in np.argsort(-scores, kind="stable"):
        paragraph = int(pool.paragraph_of[sentence])
        text = _span(pool, int(sentence)).of(pool.paragraphs[paragraph].paragraph.text)
        if paragraph in seen_paragraphs or text in seen_texts:
            continue
        seen_paragraphs.add(paragraph)
        seen_texts.add(text)
        yield int(sentence)
        if len(seen_paragraphs) == MOST_EXTRACTS:
            return


def as_extract(query: Query, pool: Pool, sentence: int, scores: Floats, score: float) -> Extract:
    """Return a sentence as an extract, with a neighbour that it needs to be read."""
    paragraph = pool.paragraphs[int(pool.paragraph_of[sentence])].paragraph
    span = _readable_span(pool, sentence, scores)
    return Extract(
        paragraph=paragraph,
        span=span,
        score=min(1.0, max(0.0, score)),
        matched=tuple(find_matches(query, paragraph.text, paragraph.lang, span)),
    )


def _readable_span(pool: Pool, sentence: int, scores: Floats) -> Span:
    """Return the sentence's span, widened by the one neighbour that it leans on or that belongs."""
    own = _span(pool, sentence)
    paragraph = pool.paragraph_of[sentence]
    first, last = pool.first_sentence[paragraph], pool.first_sentence[paragraph + 1] - 1
    annotated = pool.paragraphs[int(paragraph)]
    weak = annotated.marks[sentence - first, _WEAK_START] > 0
    near = scores[sentence] - _CLOSE
    if sentence > first and (weak or scores[sentence - 1] > near):
        pair = Span(_span(pool, sentence - 1).start, own.end)
        if pair.end - pair.start <= LONGEST_PAIR:
            return pair
    if sentence < last and scores[sentence + 1] > near:
        pair = Span(own.start, _span(pool, sentence + 1).end)
        if pair.end - pair.start <= LONGEST_PAIR:
            return pair
    return own


def _span(pool: Pool, sentence: int) -> Span:
    paragraph = pool.paragraph_of[sentence]
    place = int(sentence - pool.first_sentence[paragraph])
    return pool.paragraphs[int(paragraph)].sentences[place]


def find_matches(query: Query, text: str, lang: str, span: Span) -> Iterator[Span]:
    """Yield the words inside `span` that say the same as one of the query's, in order."""
    terms = {
        term for clause in query.clauses for term, weight in clause.terms if weight >= SAME_WORD
    }
    for token in tokenise(span.of(text), lang):
        if token.term in terms:
            yield Span(span.start + token.span.start, span.start + token.span.end)
