"""The vocabulary: which number the index has for a term."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from storage.coding import Numbers
from storage.counting import Counts

if TYPE_CHECKING:
    from sqlite_utils import Database


class Vocabulary:
    """The ids of terms: those that the index has, and new ones for those that it doesn't.

    Whoever writes the index takes the new ones from it.
    """

    def __init__(self, database: "Database", fresh: Sequence[tuple[int, str]] = ()) -> None:
        """Start from the index's terms; `fresh` are (id, term) of some that were new before."""
        self._database = database
        self._ids = {term: term_id for term_id, term in fresh}
        (last,) = database.execute("SELECT coalesce(max(id), 0) FROM main.terms").fetchone()
        self._has_terms = last > 0
        self._last: int = max(last, *self._ids.values(), 0)
        self._fresh: list[str] = []  # the last ones, by id
        self._told: dict[int, Numbers] = {}  # by counter: the ids of its terms, by their numbers

    def ids_of(self, counts: Counts) -> Numbers:
        """Return the id of the term in each place of `counts.numbers`.

        A counter's counts have to come one after the other, as they were made.
        """
        told = self._told.get(counts.counter, np.zeros(0, np.int64))
        if len(told) != counts.first:
            raise ValueError("counts of a counter have been left out")
        told = np.append(told, self._ids_of(counts.fresh))
        self._told[counts.counter] = told
        return told[counts.numbers]

    def _ids_of(self, terms: Sequence[str]) -> Numbers:
        found = list(map(self._ids.get, terms))
        if None in found:
            self._add([term for term, known in zip(terms, found, strict=True) if known is None])
            found = list(map(self._ids.get, terms))
        return np.array(found, np.int64)

    def _add(self, terms: Sequence[str]) -> None:
        """Look terms up in the index, and give new ids to those that aren't there."""
        if self._has_terms:
            self._ids.update(stored_ids(self._database, terms))
            terms = [term for term in terms if term not in self._ids]
        first = self._last + 1
        self._last += len(terms)
        self._ids.update(zip(terms, range(first, self._last + 1), strict=True))
        self._fresh += terms

    def take_fresh(self) -> tuple[int, list[str]]:
        """Return the terms that are new since this was last asked, by id, and the first one's."""
        fresh, self._fresh = self._fresh, []
        return self._last + 1 - len(fresh), fresh


def stored_ids(database: "Database", terms: Sequence[str]) -> list[tuple[str, int]]:
    """Return (term, id) for those of `terms` that the index has."""
    return database.execute(
        "SELECT t.term, t.id FROM json_each(?) j CROSS JOIN main.terms t "
        "WHERE length(t.term) = length(j.value) AND t.term = j.value",
        [json.dumps(terms)],
    ).fetchall()
