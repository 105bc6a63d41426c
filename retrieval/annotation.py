"""A paragraph as arrays: its sentences, their terms, and what in them could be an answer.

Everything here depends on the paragraph alone, so it is computed once and remembered. Terms are
numbers: a table of the process gives every term that it meets the next one.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.analysis import words_of_spans
from retrieval.marks import ANSWERS, CAPITAL_ONLY, NAME, Bits, Places, mark_sentences
from retrieval.model import Paragraph, Span
from retrieval.numbering import FUNCTION_WORD, TermTable
from retrieval.reading import Snapshot
from retrieval.sentences import split_sentences

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

REMEMBERED_PARAGRAPHS = 4_000  # some 5 kB each, their meaning among them


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedParagraph:
    """A paragraph as arrays. `terms` and `flags` have one entry a content word, in order.

    `sizes` (S,) are the sentences' numbers of words; `marks` has a row a sentence (see MARKS).
    `title` and `heading` are the terms that it stands under.
    """

    paragraph: Paragraph
    sentences: tuple[Span, ...]
    terms: Ints
    flags: npt.NDArray[np.uint8]
    sizes: Ints
    marks: Floats
    title: Ints
    heading: Ints


@dataclass(frozen=True, slots=True, eq=False)
class ParagraphMeaning:
    """Unit vectors of a paragraph's sentences and of itself with its title, `rows` (S + 1, size),
    times `meaning.UNIT`.

    A sentence with its neighbours is the sum of theirs, of the length 1 / `around_scales` (S,).
    """

    rows: npt.NDArray[np.int16]
    around_scales: Floats


class _Seen(NamedTuple):
    """A paragraph as it was read last, and the index's version then."""

    version: int
    annotated: AnnotatedParagraph


class Annotator:
    """Reads paragraphs annotated; remembers those that it read last. Threads may share it.

    Every snapshot has to be of one collection. While the version stays, so does a paragraph, and
    one that is remembered isn't read at all.
    """

    def __init__(self, table: TermTable) -> None:
        self._table = table
        self._seen: OrderedDict[int, _Seen] = OrderedDict()  # by id
        self._lock = Lock()

    def read(self, snapshot: Snapshot, ids: Sequence[int]) -> list[AnnotatedParagraph]:
        """Return the paragraphs with these ids, in this order; an unknown id is left out."""
        version = snapshot.version
        with self._lock:
            known = {i: seen for i in ids if (seen := self._seen.get(i))}
        stale = [i for i in ids if i not in known or known[i].version != version]
        for paragraph in snapshot.paragraphs(stale) if stale else ():
            before = known.get(paragraph.id)
            annotated = before.annotated if before else None
            if annotated is None or annotated.paragraph != paragraph:
                annotated = annotate(paragraph, self._table)
            known[paragraph.id] = _Seen(version, annotated)
        found = {i: known[i] for i in ids if i in known and known[i].version == version}
        self._remember(found)
        return [seen.annotated for seen in found.values()]

    def _remember(self, found: Mapping[int, _Seen]) -> None:
        with self._lock:
            self._seen.update(found)
            for paragraph_id in found:
                self._seen.move_to_end(paragraph_id)
            while len(self._seen) > REMEMBERED_PARAGRAPHS:
                self._seen.popitem(last=False)


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
        sizes=np.diff(np.append(0, np.cumsum(is_content))[starts]).astype(np.int32),
        marks=mark_sentences(text, spans, words, starts, read.shown),
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
