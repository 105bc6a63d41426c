"""From ranked sentences to extracts: whole sentences, readable alone, from different paragraphs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import overload

import numpy as np

from retrieval.analysis import find_terms
from retrieval.annotation import UNIT
from retrieval.bm25 import SAME_WORD
from retrieval.marks import MARKS
from retrieval.model import Clause, Extract, Paragraph, Query, Span
from retrieval.pool import Floats, Pool
from retrieval.same_story import Told, group_stories, may_stand_for

MOST_EXTRACTS = 3
MOST_COMPARED = 8  # best paragraphs among which the same story is looked for
NEARLY_AS_GOOD = 2.0  # how much score the question's language is worth where a story is told twice
# A sentence that leans on its neighbour is quoted with it while both together stay this short.
# Newspapers and French have sentences of 200 to 300, of which 400 would hardly hold two.
LONGEST_PAIR = 600  # code points
_CLOSE = 4.0  # a neighbour whose score is this near to the best belongs to the answer
_REMEMBERED_QUESTIONS = 16  # each is asked for by every quote of its answer
_WEAK_START = MARKS.index("weak_start")


def choose_extracts(
    query: Query, pool: Pool, scores: Floats, confidence: float
) -> tuple[Extract, ...]:
    """Return the best extract of each of the best paragraphs, at most three, best first.

    What several articles tell counts once: the others' extracts are in `also` of the one shown.
    """
    stories = find_stories(pool, islice(best_sentences(pool, scores), MOST_COMPARED))
    return quote_stories(query, pool, scores, confidence, stories[:MOST_EXTRACTS])


def find_stories(pool: Pool, sentences: Iterable[int]) -> list[list[int]]:
    """Return sentences that are in order, with those of the best that tell the same story.

    Only the `MOST_COMPARED` best are compared with one another.
    """
    ordered = list(sentences)
    if len(ordered) < 2:
        return [[sentence] for sentence in ordered]
    compared = ordered[:MOST_COMPARED]
    stories = group_stories(
        [_told(pool, one) for one in compared],
        _likeness(pool, compared),
        lambda place: pool.terms_of(compared[place]),
    )
    together = [[compared[place] for place in story] for story in stories]
    return together + [[sentence] for sentence in ordered[MOST_COMPARED:]]


def _likeness(pool: Pool, sentences: Sequence[int]) -> Floats:
    """Return the cosine in meaning of each of some sentences with each."""
    directions = pool.vectors[pool.vector_of_sentence[sentences]] / UNIT
    likeness: Floats = np.dot(directions, directions.T)
    return likeness


def quote_stories(
    query: Query, pool: Pool, scores: Floats, confidence: float, stories: Iterable[list[int]]
) -> tuple[Extract, ...]:
    """Return an extract of each story, which holds those of its other tellers in `also`."""
    best = float(scores.max())
    extracts = []
    for told in stories:
        # The probability of each sentence to answer falls from that of the best.
        chances = [confidence * float(np.exp(scores[sentence] - best)) for sentence in told]
        shown, *others = _readers_first(query, pool, told, scores)
        also = tuple(as_extract(query, pool, sentence, scores, chances[-1]) for sentence in others)
        extracts.append(replace(as_extract(query, pool, shown, scores, chances[0]), also=also))
    return tuple(extracts)


def best_sentences(pool: Pool, scores: Floats) -> Iterator[int]:
    """Yield the best sentence of each paragraph, best first; each text once an article."""
    seen_paragraphs: set[int] = set()
    seen_texts: set[tuple[str, str]] = set()
    ordered = np.argsort(-scores, kind="stable")
    for sentence, paragraph in zip(
        ordered.tolist(), pool.paragraph_of[ordered].tolist(), strict=True
    ):
        if paragraph in seen_paragraphs:
            continue
        told = _told(pool, sentence)
        if (told.article, told.text) not in seen_texts:
            seen_paragraphs.add(paragraph)
            seen_texts.add((told.article, told.text))
            yield sentence


def _readers_first(query: Query, pool: Pool, told: list[int], scores: Floats) -> list[int]:
    """Return the sentences of a story, one in the question's language first if it is as good."""
    best, *others = told
    if _told(pool, best).lang != query.lang:
        for other in others:
            near = scores[other] >= scores[best] - NEARLY_AS_GOOD
            if near and may_stand_for(_told(pool, other), _told(pool, best), query.lang):
                return [other, *(sentence for sentence in told if sentence != other)]
    return told


def _told(pool: Pool, sentence: int) -> Told:
    paragraph = pool.paragraphs[int(pool.paragraph_of[sentence])].paragraph
    text = _span(pool, sentence).of(paragraph.text)
    return Told(paragraph.article.key, text, paragraph.lang)


def as_extract(query: Query, pool: Pool, sentence: int, scores: Floats, score: float) -> Extract:
    """Return a sentence as an extract, with a neighbour that it needs to be read."""
    paragraph = pool.paragraphs[int(pool.paragraph_of[sentence])].paragraph
    span = _readable_span(pool, sentence, scores)
    return Extract(
        paragraph=paragraph,
        span=span,
        score=min(1.0, max(0.0, score)),
        matched=MatchedWords(query, paragraph, span),
        corrected=tuple(find_corrected(query, paragraph, span)),
    )


def _readable_span(pool: Pool, sentence: int, scores: Floats) -> Span:
    """Return the sentence's span, widened by the one neighbour that it leans on or that belongs."""
    own = _span(pool, sentence)
    for neighbour in _neighbours(pool, sentence, scores):
        other = _span(pool, neighbour)
        pair = Span(min(own.start, other.start), max(own.end, other.end))
        if pair.end - pair.start <= LONGEST_PAIR:
            return pair
    return own


def _neighbours(pool: Pool, sentence: int, scores: Floats) -> list[int]:
    """Return the neighbours in the paragraph that belong to a sentence, the first choice first."""
    paragraph = int(pool.paragraph_of[sentence])
    first, end = pool.first_sentence[paragraph], pool.first_sentence[paragraph + 1]
    leans = pool.paragraphs[paragraph].marks[sentence - first, _WEAK_START] > 0
    leant_on = sentence - 1 if leans else None
    beside = [n for n in (sentence - 1, sentence + 1) if first <= n < end]
    belonging = [n for n in beside if n == leant_on or scores[n] > scores[sentence] - _CLOSE]
    return sorted(belonging, key=lambda n: (n != leant_on, -scores[n]))


def _span(pool: Pool, sentence: int) -> Span:
    paragraph = pool.paragraph_of[sentence]
    place = int(sentence - pool.first_sentence[paragraph])
    return pool.paragraphs[int(paragraph)].sentences[place]


class MatchedWords(Sequence[Span]):
    """The spans of `find_matches`, found when they are looked at: most quotes are never shown."""

    def __init__(self, query: Query, paragraph: Paragraph, span: Span) -> None:
        self._query, self._paragraph, self._span = query, paragraph, span

    @cached_property
    def _found(self) -> tuple[Span, ...]:
        text, lang = self._paragraph.text, self._paragraph.lang
        return tuple(find_matches(self._query, text, lang, self._span))

    @overload
    def __getitem__(self, place: int) -> Span: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, place: int | slice) -> Span | tuple[Span, ...]:
        return self._found[place]

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._found == tuple(other)

    def __hash__(self) -> int:
        return hash(self._found)


def find_matches(query: Query, text: str, lang: str, span: Span) -> Iterator[Span]:
    """Yield the words inside `span` that say the same as one of the query's, in order."""
    terms = _said_by(query.clauses)
    for found in find_terms(span.of(text), lang, terms):
        yield Span(span.start + found.start, span.start + found.end)


@lru_cache(_REMEMBERED_QUESTIONS)
def _said_by(clauses: tuple[Clause, ...]) -> frozenset[str]:
    """Return the terms that say the same as one of the question's words."""
    return frozenset(t for clause in clauses for t, weight in clause.terms if weight >= SAME_WORD)


def find_corrected(query: Query, paragraph: Paragraph, span: Span) -> Iterator[tuple[str, str]]:
    """Yield each mended word of the question with the word that the paragraph has for it.

    The one inside `span`, if there is any, before those around it.
    """
    for correction in query.corrections:
        for text in (span.of(paragraph.text), paragraph.text):
            found = next(find_terms(text, paragraph.lang, correction.terms), None)
            if found:
                yield correction.typed, found.of(text)
                break
