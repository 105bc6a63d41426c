"""What is recent: small changes that only bags tell of until `storage.folding` writes them down.

An update of a few paragraphs has a thousand terms, and each one's posting list and df lie on
another page of the file: writing them would cost more than all else. So a small segment has no
posting lists at first, and `terms.df` counts its paragraphs not yet, and those removed since still.
Readers turn these bags round themselves, once for each version of the index: a few hundred.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from retrieval.reading import Postings
from storage.bags import Bags, read_bags
from storage.coding import Numbers
from storage.database import Connection
from storage.lists import Extent, Lists, invert

MOST_TERMS = 20_000  # remembered, some 200 bytes each
MOST_POSTINGS = 500_000  # remembered, 9 bytes each
KnownTerm = tuple[int, int]  # its id and df
UNKNOWN = (-1, 0)  # a term that no paragraph ever held
NOWHERE = Postings(np.zeros(0, np.intp), np.zeros(0, np.uint8))  # of a term that none holds now

# Bags of segments that have no posting lists yet, without those of removed paragraphs.
ADDED = """IN (
    SELECT p.id FROM segments s
    CROSS JOIN paragraphs p ON p.id BETWEEN s.base AND s.base + s.size - 1
    WHERE NOT s.inverted)"""
# Bags of removed paragraphs whose terms' df still counts them.
REMOVED = "IN (SELECT paragraph_id FROM removed WHERE NOT counted)"


@dataclass(frozen=True, slots=True, eq=False)
class Recent:
    """What readers of one version of the index keep of it between questions.

    The posting lists of recent paragraphs, what df lacks (`df_changes`, one a term id), where each
    segment lies, by its id, and what was read for the questions before.
    """

    version: int  # of the index
    extents: Mapping[int, Extent]
    lists: Lists
    terms: Numbers
    df_changes: Numbers
    read: "WhatWasRead"

    def with_df(self, terms: Mapping[str, KnownTerm]) -> Mapping[str, KnownTerm]:
        """Return terms with their ids and df, given with the df that is stored."""
        if not (terms and len(self.terms)):
            return terms
        ids = [term_id for term_id, _ in terms.values()]
        places = np.searchsorted(self.terms, ids).clip(max=len(self.terms) - 1)
        changes = (self.df_changes[places] * (self.terms[places] == ids)).tolist()
        changed = zip(terms.items(), changes, strict=True)
        return {term: (term_id, df + change) for (term, (term_id, df)), change in changed}


class WhatWasRead:
    """Terms and posting lists that questions asked for, since the next ones ask for many again.

    Of one version of the index; threads may share it. When it holds too much it forgets all.
    """

    def __init__(self) -> None:
        self.terms: dict[str, KnownTerm] = {}
        self.postings: dict[str, Postings] = {}
        self._size = 0

    def add_terms(self, terms: Mapping[str, KnownTerm]) -> None:
        """Keep the ids and df of terms."""
        if len(self.terms) + len(terms) > MOST_TERMS:
            self.terms.clear()
        self.terms.update(terms)

    def add_postings(self, postings: Mapping[str, Postings]) -> None:
        """Keep the postings of terms."""
        size = sum(map(_size, postings.values()))
        if self._size + size > MOST_POSTINGS:
            self.postings.clear()
            self._size = 0
        if size <= MOST_POSTINGS:
            self.postings.update(postings)
            self._size += size


def _size(postings: Postings) -> int:
    return 1 + len(postings.ids) + sum(len(each.frequencies) for each in postings.columns)


def read_recent(database: Connection, version: int) -> Recent:
    """Return what is recent in the state of the index that has this version."""
    extents = {
        segment_id: Extent(base, size)
        for segment_id, base, size in database.execute("SELECT id, base, size FROM segments")
    }
    lists = invert(read_bags(database, ADDED, []))
    lists = replace(lists, ids=lists.ids.astype(np.intp))
    gone = read_bags(database, REMOVED, [])
    terms = np.concatenate([lists.terms, gone.terms.astype(np.int64)])
    changes = np.concatenate([np.diff(lists.bounds), np.full(len(gone.terms), -1)])
    distinct, places = np.unique(terms, return_inverse=True)
    sums = np.bincount(places, changes, len(distinct)).astype(np.int64)
    return Recent(version, extents, lists, distinct, sums, WhatWasRead())


def count_terms_of(bags: Bags) -> tuple[Numbers, Numbers]:
    """Return the terms of bags, ascending, and how many of the bags hold each."""
    counts = np.bincount(bags.terms)
    terms = np.flatnonzero(counts)
    return terms, counts[terms]
