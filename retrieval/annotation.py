"""A paragraph as arrays: its sentences, their terms, and what in them could be an answer.

Everything here depends on the paragraph alone, so it is computed once and remembered. Terms are
numbers: a table of the process gives every term that it meets the next one.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.analysis import words_of_spans
from retrieval.marks import ANSWERS, CAPITAL_ONLY, NAME, Bits, Places, mark_sentences
from retrieval.model import Paragraph, Span
from retrieval.numbering import FUNCTION_WORD, TermTable
from retrieval.sentences import split_sentences

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

REMEMBERED_PARAGRAPHS = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedParagraph:
    """A paragraph as arrays. `terms` and `flags` have one entry a content word, in order.

    Sentence s holds the words `starts[s]:starts[s + 1]`; `marks` has a row a sentence (see MARKS),
    `lengths` its length in code points. `title` and `heading` are the terms that it stands under.
    """

    paragraph: Paragraph
    sentences: tuple[Span, ...]
    terms: Ints
    flags: npt.NDArray[np.uint8]
    starts: Ints
    marks: Floats
    lengths: Ints
    title: Ints
    heading: Ints


class Annotator:
    """Annotates paragraphs; remembers those that it saw last."""

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._seen: OrderedDict[tuple[int, str], AnnotatedParagraph] = OrderedDict()
        self._lock = Lock()

    def annotate(self, paragraph: Paragraph) -> AnnotatedParagraph:
        """Return the paragraph as arrays."""
        key = (paragraph.id, paragraph.key)
        with self._lock:
            known = self._seen.get(key)
            if known is not None and known.paragraph == paragraph:
                self._seen.move_to_end(key)
                return known
        annotated = annotate(paragraph, self._table)
        with self._lock:
            self._seen[key] = annotated
            if len(self._seen) > REMEMBERED_PARAGRAPHS:
                self._seen.popitem(last=False)
        return annotated


def annotate(paragraph: Paragraph, table: TermTable) -> AnnotatedParagraph:
    """Split a paragraph into sentences and annotate their words."""
    text, known = paragraph.text, table.words(paragraph.lang)
    spans = split_sentences(text)
    words, starts = words_of_spans(text, spans)
    read = known.read(words)
    is_content = read.terms != FUNCTION_WORD
    return AnnotatedParagraph(
        paragraph=paragraph,
        sentences=tuple(spans),
        terms=read.terms[is_content],
        flags=_flags(read.shown, starts)[is_content],
        starts=np.append(0, np.cumsum(is_content))[starts].astype(np.int32),
        marks=mark_sentences(text, spans, words, starts, read.shown),
        lengths=np.array([span.end - span.start for span in spans], np.int32),
        title=known.read_terms(paragraph.article.title),
        heading=known.read_terms(paragraph.heading),
    )


def _flags(shown: Bits, starts: Places) -> npt.NDArray[np.uint8]:
    """Return what each word could answer.

    A sentence's very first word is capitalised anyway: it is a name only with a capital inside.
    """
    flags = (shown & ANSWERS).astype(np.uint8)
    first = starts[:-1][starts[:-1] < starts[1:]]
    flags[first] &= np.where(shown[first] & CAPITAL_ONLY, ~np.uint8(NAME), np.uint8(0xFF))
    return flags
