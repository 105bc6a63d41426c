"""What helps somebody whose question got no answer: a spelling that the articles do hold."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from retrieval.analysis import fold, stem_word, tokenise
from retrieval.bm25 import SAME_WORD
from retrieval.language import LANGUAGES
from retrieval.model import Clause, Query
from retrieval.reading import Postings, Snapshot
from retrieval.spelling import Speller

MOST_SPELLINGS = 2  # words of a question for which another spelling is offered
_MOST_OPENED = 3  # paragraphs that are opened to see how a word is written


def suggest_spellings(snapshot: Snapshot, query: Query, speller: Speller) -> tuple[str, ...]:
    """Return near words, as the articles write them, for words that no article holds.

    For a word of the dictionary only a name is offered: who writes "vibre" may mean "Viber", but
    nobody who writes "train" means "trait".
    """
    mended = (as_written(snapshot, correction.terms[0]) for correction in query.corrections)
    names = (_name_near(snapshot, clause, speller) for clause in query.clauses)
    return tuple(dict.fromkeys(filter(None, (*mended, *names))))[:MOST_SPELLINGS]


def _name_near(snapshot: Snapshot, clause: Clause, speller: Speller) -> str | None:
    """Return the name that a word of the dictionary is near to, if the articles hold only that."""
    own = clause.terms[0][0]
    same = {term for term, weight in clause.terms if weight >= SAME_WORD}
    if not speller.is_word(own) or snapshot.document_frequencies(same):
        return None
    near = next(iter(speller.nearest(snapshot, own)), "")
    written = None if not near or speller.is_word(near) else as_written(snapshot, near)
    if written is None or not written[0].isupper():
        return None
    # A word of the other language ("famille", "Family") is no other spelling.
    return None if same & {stem_word(fold(written), lang) for lang in LANGUAGES} else written


def as_written(snapshot: Snapshot, term: str) -> str | None:
    """Return a word of a term as one of the first paragraphs that hold it writes it."""
    ids = islice(_paragraphs_with(snapshot, term), _MOST_OPENED)
    for paragraph in snapshot.paragraphs(list(ids)):
        for token in tokenise(paragraph.text, paragraph.lang):
            if token.term == term:
                return token.span.of(paragraph.text)
    return None


def _paragraphs_with(snapshot: Snapshot, term: str) -> Iterator[int]:
    removed = set(snapshot.removed())
    for postings in snapshot.postings(term):
        for slot in _slots(postings):
            if postings.base + slot not in removed:
                yield postings.base + slot


def _slots(postings: Postings) -> list[int]:
    """Return the slots that hold the term, ascending."""
    slots = np.flatnonzero(postings.frequencies) if postings.slots is None else postings.slots
    return [int(slot) for slot in slots]
