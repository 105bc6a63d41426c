"""A paragraph as arrays: its sentences, their terms, and what in them could be an answer.

Everything here depends on the paragraph alone, so it is computed once and remembered. Terms are
numbers: a table of the process gives every term that it meets the next one.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from retrieval.analysis import analyse, words_and_terms
from retrieval.marks import MARKS, NAME, flag_word, mark_sentence
from retrieval.model import Paragraph, Span
from retrieval.sentences import split_sentences

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

REMEMBERED_PARAGRAPHS = 5_000
_OPENERS = "«»“”\"'( –—-…"


class TermTable:
    """Numbers for terms, given in the order in which they are met; safe to share by threads."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._lock = Lock()

    def number(self, term: str) -> int:
        """Return the term's number; a new one for a new term."""
        known = self._numbers.get(term)
        return self._add(term) if known is None else known

    def known(self, term: str) -> int:
        """Return the term's number, -1 for a term that was never met."""
        return self._numbers.get(term, -1)

    def _add(self, term: str) -> int:
        with self._lock:
            number = self._numbers.setdefault(term, len(self.terms))
            if number == len(self.terms):
                self.terms.append(term)
            return number


@dataclass(frozen=True, slots=True)
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
    spans = split_sentences(paragraph.text)
    sentences = [span.of(paragraph.text) for span in spans]
    words = [words_and_terms(sentence, paragraph.lang) for sentence in sentences]
    flags = [
        flag
        for sentence, its_words in zip(sentences, words, strict=True)
        for flag in flag_sentence(sentence, its_words)
    ]
    terms = [[table.number(term) for _, term in sentence] for sentence in words]
    return AnnotatedParagraph(
        paragraph=paragraph,
        sentences=tuple(spans),
        terms=np.array([number for sentence in terms for number in sentence], np.int32),
        flags=np.array(flags, np.uint8),
        starts=np.cumsum([0, *map(len, terms)], dtype=np.int32),
        marks=np.array([mark_sentence(s) for s in sentences], np.float32).reshape(-1, len(MARKS)),
        lengths=np.array([len(s) for s in sentences], np.int32),
        title=_numbers(paragraph.article.title, paragraph.lang, table),
        heading=_numbers(paragraph.heading, paragraph.lang, table),
    )


def flag_sentence(sentence: str, words: list[tuple[str, str]]) -> list[int]:
    """Return the flags of a sentence's content words.

    Its very first word is capitalised anyway: it is a name only with a capital inside.
    """
    flags = [flag_word(word) for word, _ in words]
    if words and words[0][0][1:].islower() and sentence.lstrip(_OPENERS).startswith(words[0][0]):
        flags[0] &= ~NAME
    return flags


def _numbers(text: str, lang: str, table: TermTable) -> Ints:
    return np.array([table.number(term) for term in analyse(text, lang)], np.int32)
