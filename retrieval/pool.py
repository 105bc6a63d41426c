"""The candidate sentences of one question, laid end to end as arrays.

Shapes: S sentences of P paragraphs, T content words in all of them, D distinct terms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from retrieval.annotation import AnnotatedParagraph

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]
Numbers = TypeVar("Numbers", Floats, npt.NDArray[np.int64])


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Candidates in the order of their paragraphs' BM25 scores, best first.

    `vocabulary` (D,) are the terms, ascending. Words are given by their terms' places in it:
    `words` (T,) the content words, with `flags` (T,), and the sentences' bounds in them, `starts`
    (S + 1,); `titles` and `headings` those that the paragraphs stand under, with bounds (P + 1,).
    `paragraph_of` (S,) is a sentence's paragraph; `first_sentence` (P + 1,) a paragraph's bounds in
    the sentences; `scores` (P,) BM25 scores.
    """

    paragraphs: tuple[AnnotatedParagraph, ...]
    scores: Floats
    vocabulary: npt.NDArray[np.int32]
    words: Ints
    flags: npt.NDArray[np.uint8]
    starts: Ints
    paragraph_of: Ints
    first_sentence: Ints
    titles: Ints
    title_starts: Ints
    headings: Ints
    heading_starts: Ints

    @property
    def size(self) -> int:
        """The number of candidate sentences, S."""
        return len(self.paragraph_of)

    def best_of_paragraphs(self, values: Floats) -> Floats:
        """Return the maxima (..., P) of a row of sentence values (..., S)."""
        return best_of_runs(values, self.first_sentence)


def make_pool(paragraphs: Sequence[AnnotatedParagraph], scores: Sequence[float]) -> Pool:
    """Lay the sentences of at least one paragraph end to end."""
    counts = [len(p.sentences) for p in paragraphs]
    titles, headings = [p.title for p in paragraphs], [p.heading for p in paragraphs]
    offsets = np.cumsum([0, *(len(p.terms) for p in paragraphs)])
    starts = [p.starts[:-1] + offset for p, offset in zip(paragraphs, offsets, strict=False)]
    texts = [p.terms for p in paragraphs]
    vocabulary, numbers = number_distinct(np.concatenate([*texts, *titles, *headings]))
    title_starts = np.cumsum([0, *map(len, titles)])
    end, last = offsets[-1], offsets[-1] + title_starts[-1]
    return Pool(
        paragraphs=tuple(paragraphs),
        scores=np.asarray(scores, np.float32),
        vocabulary=vocabulary,
        words=numbers[:end],
        flags=np.concatenate([p.flags for p in paragraphs]),
        starts=np.append(np.concatenate(starts), offsets[-1]).astype(np.intp),
        paragraph_of=np.repeat(np.arange(len(paragraphs)), counts),
        first_sentence=np.cumsum([0, *counts]),
        titles=numbers[end:last],
        title_starts=title_starts,
        headings=numbers[last:],
        heading_starts=np.cumsum([0, *map(len, headings)]),
    )


def number_distinct(
    terms: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.int32], Ints]:
    """Return the distinct terms, ascending, and the place of each term among them.

    What numpy.unique does, without the tenth of a second that it takes to load at first, and
    without the order that it finds: sorting alone and looking each one up takes half the time.
    """
    ordered = np.sort(terms)
    distinct = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(terms)]]
    return distinct, np.searchsorted(distinct, terms)


def best_of_runs(values: Floats, bounds: Ints) -> Floats:
    """Return the maxima (..., R) of runs of the last axis, of which R + 1 `bounds` are given."""
    return _reduce(np.maximum, values, bounds)


def sums_of_runs(values: Numbers, bounds: Ints) -> Numbers:
    """Return the sums (..., R) of runs of the last axis, of which R + 1 `bounds` are given."""
    return _reduce(np.add, values, bounds)


def _reduce(operation: np.ufunc, values: Numbers, bounds: Ints) -> Numbers:
    """Reduce runs of the last axis; an empty run gives 0 (reduceat would give its neighbour)."""
    padded = np.concatenate([values, np.zeros((*values.shape[:-1], 1), values.dtype)], axis=-1)
    reduced: Numbers = operation.reduceat(padded, bounds[:-1], axis=-1)
    reduced[..., bounds[:-1] == bounds[1:]] = 0
    return reduced
