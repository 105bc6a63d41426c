"""Candidate sentences laid end to end as arrays: what is true of them whatever is asked.

Shapes: S sentences of P paragraphs, T content words in all of them, W with their titles' and
headings', D distinct terms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.annotation import AnnotatedParagraph, ParagraphMeaning
from retrieval.marks import MARKS
from retrieval.runs import best_of_runs, bounds_of, number_distinct

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]

_LONG = 60.0  # content words of a long sentence


@dataclass(frozen=True, eq=False)
class Pool:
    """Candidates in the order of their paragraphs' ids.

    `vocabulary` (D,) are the terms, ascending. `words` (W,) are terms by their places in it: those
    of the sentences, then of the titles that the paragraphs stand under, then of their headings;
    `bounds` (S + 2 P + 1,) are each one's in `words`, `flags` (T,) are of the sentences' words.
    `paragraph_of` (S,) is a sentence's paragraph; `first_sentence` (P + 1,) a paragraph's bounds in
    the sentences; `meanings` are the paragraphs', if they were read.
    """

    paragraphs: tuple[AnnotatedParagraph, ...]
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

    @cached_property
    def paragraph_ids(self) -> Ints:
        """The paragraphs' ids (P,), ascending."""
        return np.array([each.paragraph.id for each in self.paragraphs], np.intp)

    @cached_property
    def article_of(self) -> Ints:
        """Each paragraph's article (P,), by its place among the distinct ones."""
        keys = [each.paragraph.article.key for each in self.paragraphs]
        places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        return np.array([places[key] for key in keys], np.intp)

    @cached_property
    def vectors(self) -> Floats:
        """Unit vectors (S + P, size) times UNIT: a paragraph's sentences', then its own."""
        return np.concatenate([each.rows for each in self.meanings]).astype(np.float32)

    @cached_property
    def around_scales(self) -> Floats:
        """One by the length (S,) of a sentence's vector with its neighbours'."""
        return np.concatenate([each.around_scales for each in self.meanings])

    @cached_property
    def vector_of_sentence(self) -> Ints:
        """Which of the vectors is each sentence's (S,)."""
        return np.arange(self.size) + self.paragraph_of

    @cached_property
    def vector_of_paragraph(self) -> Ints:
        """Which of the vectors is each paragraph's (P,)."""
        return np.arange(len(self.paragraphs)) + self.first_sentence[1:]

    @cached_property
    def shape(self) -> dict[str, Floats]:
        """Features (S,) of a sentence as it stands: what is written there, its length (1 at about
        sixty content words), its place in the paragraph and that one's in the article.
        """
        words = self.lengths.astype(np.float32)
        first, end = self.first_sentence[:-1][self.paragraph_of], self.first_sentence[1:]
        place = np.arange(self.size) - first
        counts = end[self.paragraph_of] - first
        marks = np.concatenate([each.marks for each in self.paragraphs]).T.copy()
        numbers = np.array([each.paragraph.number for each in self.paragraphs], np.float32)
        return {
            "early_paragraph": (1 / numbers)[self.paragraph_of],
            "length": np.minimum(np.log1p(words) / np.log1p(_LONG), 1.5),
            "short": (words < 4).astype(np.float32),
            "first_sentence": (place == 0).astype(np.float32),
            "place": (place / np.maximum(counts, 1)).astype(np.float32),
            **dict(zip(MARKS, marks, strict=True)),
        }

    def terms_of(self, sentence: int) -> frozenset[int]:
        """Return the distinct terms of a sentence, by their places in the vocabulary."""
        return frozenset(self.words[slice(*self.bounds[sentence : sentence + 2])].tolist())

    def best_of_paragraphs(self, values: Floats) -> Floats:
        """Return the maxima (..., P) of a row of sentence values (..., S)."""
        return best_of_runs(values, self.first_sentence)


def make_pool(
    paragraphs: Sequence[AnnotatedParagraph], meanings: Sequence[ParagraphMeaning] = ()
) -> Pool:
    """Lay the sentences of at least one paragraph end to end; ids ascend."""
    texts = [p.terms for p in paragraphs]
    under = [*(p.title for p in paragraphs), *(p.heading for p in paragraphs)]
    vocabulary, words = number_distinct(np.concatenate([*texts, *under]))
    sizes = np.concatenate([*(p.sizes for p in paragraphs), np.array(list(map(len, under)))])
    counts = [len(p.sentences) for p in paragraphs]
    return Pool(
        paragraphs=tuple(paragraphs),
        vocabulary=vocabulary,
        words=words,
        bounds=bounds_of(sizes),
        flags=np.concatenate([p.flags for p in paragraphs]),
        paragraph_of=np.repeat(np.arange(len(paragraphs)), counts),
        first_sentence=bounds_of(counts),
        meanings=tuple(meanings),
    )
