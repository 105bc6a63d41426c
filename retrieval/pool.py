"""The candidate sentences of one question, laid end to end as arrays.

Shapes: S sentences of P paragraphs, T content words in all of them, W with their titles' and
headings', D distinct terms.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.annotation import AnnotatedParagraph, ParagraphMeaning
from retrieval.runs import begins_run, best_of_runs, bounds_of

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Candidates in the order of their paragraphs' BM25 scores, best first.

    `vocabulary` (D,) are the terms, ascending. `words` (W,) are terms by their places in it: those
    of the sentences, then of the titles that the paragraphs stand under, then of their headings;
    `bounds` (S + 2 P + 1,) are each one's in `words`, `flags` (T,) are of the sentences' words.
    `paragraph_of` (S,) is a sentence's paragraph; `first_sentence` (P + 1,) a paragraph's bounds in
    the sentences; `scores` (P,) BM25 scores; `meanings` the paragraphs', if they were read.
    """

    paragraphs: tuple[AnnotatedParagraph, ...]
    scores: Floats
    vocabulary: npt.NDArray[np.int32]
    words: Ints
    bounds: Ints
    flags: npt.NDArray[np.uint8]
    paragraph_of: Ints
    first_sentence: Ints
    meanings: tuple[ParagraphMeaning, ...] = ()

    @property
    def size(self) -> int:
        """The number of candidate sentences, S."""
        return len(self.paragraph_of)

    @property
    def starts(self) -> Ints:
        """The sentences' bounds (S + 1,) in the words."""
        return self.bounds[: self.size + 1]

    @property
    def lengths(self) -> Ints:
        """The number (S,) of each sentence's words."""
        return self.bounds[1 : self.size + 1] - self.bounds[: self.size]

    def terms_of(self, sentence: int) -> frozenset[int]:
        """Return the distinct terms of a sentence, by their places in the vocabulary."""
        return frozenset(self.words[slice(*self.bounds[sentence : sentence + 2])].tolist())

    def best_of_paragraphs(self, values: Floats) -> Floats:
        """Return the maxima (..., P) of a row of sentence values (..., S)."""
        return best_of_runs(values, self.first_sentence)


def make_pool(
    paragraphs: Sequence[AnnotatedParagraph],
    scores: Sequence[float],
    meanings: Sequence[ParagraphMeaning] = (),
) -> Pool:
    """Lay the sentences of at least one paragraph end to end."""
    texts = [p.terms for p in paragraphs]
    under = [*(p.title for p in paragraphs), *(p.heading for p in paragraphs)]
    vocabulary, words = number_distinct(np.concatenate([*texts, *under]))
    sizes = np.concatenate([*(p.sizes for p in paragraphs), np.array(list(map(len, under)))])
    counts = [len(p.sentences) for p in paragraphs]
    return Pool(
        paragraphs=tuple(paragraphs),
        scores=np.asarray(scores, np.float32),
        vocabulary=vocabulary,
        words=words,
        bounds=bounds_of(sizes),
        flags=np.concatenate([p.flags for p in paragraphs]),
        paragraph_of=np.repeat(np.arange(len(paragraphs)), counts),
        first_sentence=bounds_of(counts),
        meanings=tuple(meanings),
    )


def number_distinct(
    terms: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.int32], Ints]:
    """Return the distinct terms, ascending, and the place of each term among them.

    What numpy.unique does, without the tenth of a second that it takes to load at first, and
    without the order that it finds: sorting alone and looking each one up takes half the time.
    """
    ordered = np.sort(terms)
    distinct = ordered[begins_run(ordered)]
    return distinct, distinct.searchsorted(terms)
