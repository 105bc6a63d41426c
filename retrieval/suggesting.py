"""What helps somebody whose question got no answer: a spelling that the articles do hold."""

import re
from collections.abc import Iterator

import numpy as np

from retrieval.analysis import fold, stem_word, tokenise
from retrieval.language import LANGUAGES
from retrieval.model import Correction, Query, Span
from retrieval.posting_lists import sparse
from retrieval.reading import Snapshot
from retrieval.spelling import Speller

MOST_SPELLINGS = 2  # words of a question for which another spelling is offered
_MOST_OPENED = 3  # paragraphs that are opened to see how a word is written
_AMID = re.compile(r"[\w,;’'] ?$")  # the end of what stands before a word amid a sentence


def suggest_spellings(snapshot: Snapshot, query: Query, speller: Speller) -> tuple[str, ...]:
    """Return near words, as the articles write them, for words that no article holds.

    For a word that people use only a name is offered: who writes "vibre" may mean "Viber", but
    nobody who writes "train" means "trait".
    """
    found = (_spelling_of(snapshot, correction, speller) for correction in query.corrections)
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_SPELLINGS]


def _spelling_of(snapshot: Snapshot, correction: Correction, speller: Speller) -> str | None:
    written = as_written(snapshot, correction.terms[0])
    if not correction.is_word or written is None:
        return written
    if any(speller.is_word(fold(written), lang) for lang in LANGUAGES):
        return None
    # A word of the other language ("famille", "Family") is no other spelling.
    is_same = _stems(correction.typed) & _stems(written)
    return written if written[0].isupper() and not is_same else None


def _stems(word: str) -> set[str]:
    return {stem_word(fold(word), lang) for lang in LANGUAGES}


def as_written(snapshot: Snapshot, term: str) -> str | None:
    """Return a word of a term as one of the first paragraphs that hold it writes it."""
    found = next(_occurrences(snapshot, term), None)
    return found[1].of(found[0]) if found else None


def is_name(snapshot: Snapshot, term: str) -> bool:
    """Tell whether the first paragraphs that hold a term write it with a capital amid sentences."""
    written = [
        span.of(text)[0].isupper()
        for text, span in _occurrences(snapshot, term)
        if _AMID.search(text[: span.start])
    ]
    return bool(written) and all(written)


def _occurrences(snapshot: Snapshot, term: str) -> Iterator[tuple[str, Span]]:
    """Yield where the first paragraphs that hold a term have it: their texts, and the place."""
    for paragraph in snapshot.paragraphs(_first_holders(snapshot, term)):
        for token in tokenise(paragraph.text, paragraph.lang):
            if token.term == term:
                yield paragraph.text, token.span


def _first_holders(snapshot: Snapshot, term: str) -> list[int]:
    """Return the lowest ids of paragraphs that hold a term."""
    postings = snapshot.postings([term]).get(term)
    if postings is None:
        return []
    live = np.setdiff1d(sparse(postings)[0], snapshot.removed())  # ascending
    return [int(paragraph_id) for paragraph_id in live[:_MOST_OPENED]]
