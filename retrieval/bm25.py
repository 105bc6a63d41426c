"""BM25: rank-bm25's Okapi model with an idf that stays positive.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section
3.4, in the variant that rank-bm25 computes:

    score(q, d) = sum over terms t of q of
                  idf(t) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * dl / avgdl))

rank-bm25 0.2.2 by itself lets the idf fall below zero and then lifts it to a share of the average,
so that a word of most paragraphs outweighs a rare one, and it can't take an empty corpus. Both are
mended here. The posting index computes the same formula with numpy; this class is its oracle.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rank_bm25 import BM25Okapi

Term = str | int  # a word's stem, or a number that stands for it

K1 = 1.5
B = 0.75

# From this weight on a term says the same as the word that it stands for; below it is related.
SAME_WORD = 0.5


def inverse_document_frequency(df: float, paragraphs: int) -> float:
    """Return idf = ln(1 + (N - df + 1/2) / (df + 1/2)): above 0 for every df up to N."""
    return math.log(1.0 + (paragraphs - df + 0.5) / (df + 0.5))


def group_frequency(terms: Iterable[tuple[str, float]], df: Mapping[str, int]) -> float:
    """Return the document frequency of terms that count as one word (Pirkola, SIGIR 1998).

    The sum of their df, each by its weight, stands for the size of the union. Terms that stand for
    less than half of the word don't make it more frequent, unless there are no others.
    """
    weighted = [(weight, weight * df.get(term, 0)) for term, weight in terms]
    strong = sum(count for weight, count in weighted if weight >= SAME_WORD)
    return strong or sum(count for _, count in weighted)


class PositiveBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 ships no types
    """rank-bm25's Okapi model over lists of terms, with the positive idf.

    `idf` replaces the corpus's own, for documents that are a sample of a larger collection;
    `lengths` and their average, `avgdl`, replace the documents' own, for documents of which only
    some words, or only some documents, are given.
    `doc_freqs` (term to tf, a document each), `doc_len` and `nd` (term to df) are rank-bm25's own.
    `get_scores(terms)` gives one score a document, 0.0 where no term is shared.
    """

    def __init__(
        self,
        corpus: Sequence[Sequence[Term]],
        k1: float = K1,
        b: float = B,
        *,
        idf: Mapping[Any, float] | None = None,
        lengths: Sequence[int] | None = None,
        avgdl: float | None = None,
    ) -> None:
        self._given_idf = idf
        self.doc_len: list[int] = []
        self.avgdl = 0.0
        if corpus:
            super().__init__(corpus, k1=k1, b=b)
        else:
            self.k1, self.b, self.corpus_size = k1, b, 0
            self.doc_freqs: list[dict[Term, int]] = []
            self.nd: Mapping[Term, int] = {}
            self.idf: dict[Term, float] = dict(idf or {})
        if lengths is not None:
            self.doc_len = list(lengths)
            self.avgdl = sum(lengths) / max(1, len(lengths)) if avgdl is None else avgdl
        # rank-bm25 divides by avgdl, which is 0 when every document is empty
        self.avgdl = self.avgdl or 1.0

    def _calc_idf(self, nd: Mapping[Term, int]) -> None:
        self.nd = nd
        if self._given_idf is not None:
            self.idf = dict(self._given_idf)
            return
        for term, df in nd.items():
            self.idf[term] = inverse_document_frequency(df, self.corpus_size)
