"""What helps somebody whose question got no answer: a spelling that the articles do hold."""

import numpy as np

from retrieval.analysis import fold, stem_word, tokenise
from retrieval.bm25 import SAME_WORD
from retrieval.language import LANGUAGES
from retrieval.matching import sparse
from retrieval.model import Clause, Query
from retrieval.reading import Snapshot
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
    for paragraph in snapshot.paragraphs(_first_holders(snapshot, term)):
        for token in tokenise(paragraph.text, paragraph.lang):
            if token.term == term:
                return token.span.of(paragraph.text)
    return None


def _first_holders(snapshot: Snapshot, term: str) -> list[int]:
    """Return the lowest ids of paragraphs that hold a term."""
    postings = snapshot.postings([term]).get(term)
    if postings is None:
        return []
    live = np.setdiff1d(sparse(postings)[0], snapshot.removed())  # ascending
    return [int(paragraph_id) for paragraph_id in live[:_MOST_OPENED]]
