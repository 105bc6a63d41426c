"""What others would do in Verbatim's place, for measuring side by side: rank-bm25 alone.

A peer ranks paragraphs; what it quotes of the best ones is, each time, the sentence that shares
most words with the question. It takes the question before for a part of the question, and refuses
only where nothing matches. Its confidence is its best score, which has no upper bound.
"""

from collections.abc import Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.analysis import analyse
from retrieval.answering import MOST_RANKED
from retrieval.extracts import MOST_EXTRACTS
from retrieval.language import detect_language
from retrieval.model import Answer, Extract, NoAnswer, Paragraph, Query, Ranked, Reason
from retrieval.preparation import terms_of_paragraph
from retrieval.reading import Collection
from retrieval.sentences import split_sentences


class RankBM25:
    """rank-bm25's BM25Okapi as the package gives it, over the terms that Verbatim indexes."""

    name = "rank-bm25"

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        terms = [terms_of_paragraph(p.article.title, p.heading, p.text, p.lang) for p in paragraphs]
        self._model = BM25Okapi(terms) if any(terms) else None  # it can't take an empty corpus

    def rank(self, question: str, context: str = "") -> Ranked:
        """Answer from the paragraphs with the best scores, ties by their order."""
        query, terms = read_plainly(question, context)
        if self._model is None or not any(term in self._model.idf for term in terms):
            return Ranked(NoAnswer(query, Reason.NO_MATCH))
        scores = self._model.get_scores(terms)
        best = np.argsort(-scores, kind="stable")[:MOST_RANKED]
        found = [self._paragraphs[place] for place in best]
        return quote_most_alike(query, terms, found, float(scores[best[0]]))


def read_plainly(question: str, context: str) -> tuple[Query, list[str]]:
    """Return a question, after the one before it, as a query without clauses, and its terms."""
    text = f"{context} {question}".strip()
    lang = detect_language(text)
    return Query(text, lang), analyse(text, lang)


def quote_most_alike(
    query: Query, terms: Sequence[str], found: Sequence[Paragraph], score: float
) -> Ranked:
    """Quote, of each of the first paragraphs, the sentence with most of the question's words."""
    extracts = tuple(most_alike(paragraph, terms) for paragraph in found[:MOST_EXTRACTS])
    return Ranked(Answer(query, extracts, score), tuple(found))


def most_alike(paragraph: Paragraph, terms: Sequence[str]) -> Extract:
    """Return the sentence of a paragraph with most of the distinct terms; the first of ties."""
    wanted = set(terms)

    def shared(sentence: str) -> int:
        return len(wanted.intersection(analyse(sentence, paragraph.lang)))

    spans = split_sentences(paragraph.text)
    return Extract(paragraph, max(spans, key=lambda span: shared(span.of(paragraph.text))), 0.0)


def all_paragraphs(collection: Collection) -> list[Paragraph]:
    """Return every paragraph of a collection, by article and number."""
    with collection.snapshot() as snapshot:
        keys = [article.key for article in snapshot.articles()]
        return [paragraph for key in keys for paragraph in snapshot.article_paragraphs(key)]
