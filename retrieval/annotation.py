"""A paragraph as arrays: its sentences, their terms, and what in them could be an answer.

Everything here depends on the paragraph alone, so it is computed once and remembered. Terms are
numbers: a table of the process gives every term that it meets the next one.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.analysis import words_of_spans
from retrieval.marks import ANSWERS, CAPITAL_ONLY, NAME, Bits, Places, mark_sentences
from retrieval.model import Paragraph, Span
from retrieval.numbering import FUNCTION_WORD, TermTable, WordTable
from retrieval.reading import Snapshot
from retrieval.runs import bounds_of
from retrieval.sentences import split_sentences

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

UNIT = np.float32(32_767)  # 1 in the vectors that are remembered, as int16
REMEMBERED_PARAGRAPHS = 2_000  # some 5 kB each, their meaning among them


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
    times UNIT.

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
        read = snapshot.paragraphs(stale) if stale else []
        changed = [p for p in read if p.id not in known or known[p.id].annotated.paragraph != p]
        annotated = {each.paragraph.id: each for each in annotate(changed, self._table)}
        for paragraph in read:
            own = annotated.get(paragraph.id) or known[paragraph.id].annotated
            known[paragraph.id] = _Seen(version, own)
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


def annotate(paragraphs: Sequence[Paragraph], table: TermTable) -> list[AnnotatedParagraph]:
    """Split paragraphs into sentences and annotate their words, those of a language at once."""
    by_lang: dict[str, list[int]] = {}
    for place, paragraph in enumerate(paragraphs):
        by_lang.setdefault(paragraph.lang, []).append(place)
    annotated: dict[int, AnnotatedParagraph] = {}
    for lang, places in by_lang.items():
        own = _annotate([paragraphs[place] for place in places], table.words(lang))
        annotated.update(zip(places, own, strict=True))
    return [annotated[place] for place in range(len(paragraphs))]


def _annotate(paragraphs: Sequence[Paragraph], known: WordTable) -> Iterator[AnnotatedParagraph]:
    """Yield paragraphs of one language as arrays; numpy's calls are dear, so all are read first."""
    spans = [split_sentences(paragraph.text) for paragraph in paragraphs]
    words: list[str] = []
    sizes: list[int] = []
    for paragraph, own in zip(paragraphs, spans, strict=True):
        found, counts = words_of_spans(paragraph.text, own)
        words += found
        sizes += counts
    starts = bounds_of(sizes)
    read = known.read(words)
    sentences = [s.of(p.text) for p, own in zip(paragraphs, spans, strict=True) for s in own]
    marks = mark_sentences(sentences, words, starts, read.shown)
    is_content = read.terms != FUNCTION_WORD
    terms, flags = read.terms[is_content], _flags(read.shown, starts)[is_content]
    contents = bounds_of(is_content)[starts]
    content_sizes = (contents[1:] - contents[:-1]).astype(np.int32)
    firsts = bounds_of(list(map(len, spans))).tolist()
    # Copies: a view would keep the arrays of all paragraphs as long as one is remembered.
    for paragraph, own, (first, end) in zip(paragraphs, spans, pairwise(firsts), strict=True):
        content = slice(*contents[[first, end]].tolist())
        yield AnnotatedParagraph(
            paragraph=paragraph,
            sentences=tuple(own),
            terms=terms[content].copy(),
            flags=flags[content].copy(),
            sizes=content_sizes[first:end].copy(),
            marks=marks[first:end].copy(),
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
