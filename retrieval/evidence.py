"""Where the words of a question are met: one row a clause, one column a place to be met in.

Shapes: Q clauses, S sentences, P paragraphs. Every value is in [0, 1]: how far the best word there
stands for the clause.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.analysis import stem_word, words_of
from retrieval.bm25 import SAME_WORD, group_frequency, inverse_document_frequency
from retrieval.matches import Matches, find_matches
from retrieval.model import Query
from retrieval.numbering import TermTable
from retrieval.pool import Floats, Pool

Flags = npt.NDArray[np.bool_]

_WRITTEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, eq=False)
class Asked:
    """What a question asks for, as arrays: `weights` (Q,) are boost times idf of its clauses.

    `variants` give each clause's terms by number, with how far each stands for the clause; `known`
    (Q,) tells whether the collection holds any of them.
    """

    query: Query
    weights: Floats
    variants: tuple[Mapping[int, float], ...]
    known: Flags

    @cached_property
    def is_name(self) -> Flags:
        """Which clauses (Q,) are names, as the question writes them."""
        return find_names(self.query)

    @cached_property
    def total(self) -> float:
        """The sum of all weights; above 0."""
        return float(self.weights.sum()) or 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Matches of each clause with words, and with sentences (Q, S), titles (Q, P) and headings
    (Q, P); `related` (Q, S) are those with sentences where related words count."""

    words: Matches
    sentences: Floats
    related: Floats
    titles: Floats
    headings: Floats


def weigh_clauses(query: Query, df: Mapping[str, int], paragraphs: int, table: TermTable) -> Asked:
    """Return the clauses of a query with their idf in a collection of so many paragraphs.

    The table must have met the candidates' words already: a term that it doesn't know is in none.
    """
    frequencies = [min(group_frequency(clause.terms, df), paragraphs) for clause in query.clauses]
    weights = [
        clause.boost * inverse_document_frequency(frequency, paragraphs)
        for clause, frequency in zip(query.clauses, frequencies, strict=True)
    ]
    variants = tuple(dict(table.known(clause.terms)) for clause in query.clauses)
    known = np.array(frequencies) > 0
    return Asked(query, np.array(weights, np.float32), variants, known)


def find_evidence(asked: Asked, pool: Pool) -> Evidence:
    """Match every clause with every word of the pool, its titles and headings."""
    matched = match_terms(asked.variants, pool.vocabulary)
    every = find_matches(matched, pool.words, pool.bounds)
    words = every.at_least(SAME_WORD, pool.size)
    found = every.best_of_runs(len(pool.bounds) - 1)
    end, last = pool.size, pool.size + len(pool.paragraphs)
    return Evidence(
        words=words,
        sentences=words.best_of_runs(pool.size),
        related=found[:, :end],
        titles=found[:, end:last],
        headings=found[:, last:],
    )


def match_terms(variants: Sequence[Mapping[int, float]], terms: npt.NDArray[np.int32]) -> Floats:
    """Return (Q, D) how far each of D distinct terms, ascending, stands for each clause."""
    matches = np.zeros((len(variants), len(terms)), np.float32)
    numbers = np.array([number for variant in variants for number in variant], np.int32)
    weights = np.array([weight for variant in variants for weight in variant.values()])
    rows = np.arange(len(variants)).repeat(list(map(len, variants)))
    columns = terms.searchsorted(numbers)
    found = np.append(terms, -1)[columns] == numbers
    matches[rows[found], columns[found]] = weights[found]
    return matches


def find_names(query: Query) -> Flags:
    """Tell of each clause (Q,) whether the question writes its word with a capital.

    A question's first word has one anyway, and only counts with a capital inside.
    """
    names: set[str] = set()
    for place, match in enumerate(_WRITTEN.finditer(query.plain)):
        written = match[0]
        if (place and written[0].isupper()) or not (written[1:].islower() or len(written) == 1):
            names.update(stem_word(word, query.lang) for word in words_of(written))
    return np.array([clause.terms[0][0] in names for clause in query.clauses], np.bool_)
