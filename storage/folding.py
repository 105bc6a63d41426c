"""Folding: small segments into larger ones, hollow ones anew, so that updates don't slow questions.

Every update leaves a segment of its own. The last ones have no posting lists yet (see
`storage.recent`); when they have become too many, they are inverted together as one. From then on
each segment costs each term of a question one more row. So sixteen neighbours of at most 4,096
slots make one segment, as soon as more than 32 such neighbours stand side by side; the cheapest
sixteen first, so that a posting is written again only about log16 n times. A segment of which more
than half was removed is written anew without it. None of this ever handles more than one segment's
worth of slots at a time, in a transaction of its own.
"""

from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt
from sqlite_utils import Database

from storage.bags import Bags, read_bags
from storage.database import transaction
from storage.postings import (
    RECENT_SLOTS,
    SEGMENT_SLOTS,
    change_document_frequencies,
    count_removed,
    delete_segment,
    write_segment,
)

MOST_RECENT = 32  # segments without posting lists,
MOST_RECENT_SLOTS = 8 * RECENT_SLOTS  # and their slots together
MOST_REMOVED = RECENT_SLOTS  # paragraphs that are removed and in df still
MOST_SMALL = 32
SMALL = 4_096  # slots
FOLDED_TOGETHER = 16


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a segment lies, and how many of its slots hold removed paragraphs."""

    id: int
    base: int
    size: int
    removed: int = 0
    inverted: bool = True

    @property
    def end(self) -> int:
        """The first paragraph id behind it."""
        return self.base + self.size

    @property
    def small(self) -> bool:
        """Whether it may be folded with its neighbours."""
        return self.size <= SMALL

    @property
    def hollow(self) -> bool:
        """Whether most of it was removed."""
        return 2 * self.removed > self.size


def fold(database: Database) -> int:
    """Fold what is due; return how many times that was. Scores don't change with it.

    Each fold is a transaction of its own, after the update that made it due: nobody waits for it
    to see the update, and others may write in between.
    """
    folded = 0
    while run := _due(_extents(database)):
        _fold(database, run)
        folded += 1
    return folded + _count_removed(database)


def _due(segments: list[Extent]) -> list[Extent]:
    """Return what to fold next: a hollow segment, or too many recent or small ones."""
    hollow = next((segment for segment in segments if segment.hollow), None)
    return [hollow] if hollow else recent_run(segments) or cheapest_run(segments)


def _count_removed(database: Database) -> int:
    """Take removed paragraphs out of df once there are many; return how many times that was."""
    (removed,) = database.execute("SELECT count(*) FROM removed WHERE NOT counted").fetchone()
    if removed <= MOST_REMOVED:
        return 0
    with transaction(database):
        count_removed(database)
        database.execute("UPDATE collection SET version = version + 1")
    return 1


def _fold(database: Database, run: list[Extent]) -> None:
    with transaction(database):
        _write_anew(database, run)
        database.execute("UPDATE collection SET version = version + 1")


def fold_all(database: Database) -> int:
    """Fold as far as it goes, and take out all that was removed; return how many times that was."""
    folded = 0
    while run := _next_run(database):
        _fold(database, run)
        folded += 1
    return folded


def _next_run(database: Database) -> list[Extent]:
    """Return the first neighbours that fit one segment, or one that can be written better."""
    run: list[Extent] = []
    for segment in _extents(database):
        if run and _span([*run, segment]) > SEGMENT_SLOTS:
            if _is_worth_folding(run):
                return run
            run = []
        run.append(segment)
    return run if _is_worth_folding(run) else []


def _is_worth_folding(run: list[Extent]) -> bool:
    return len(run) > 1 or any(each.removed or not each.inverted for each in run)


def recent_run(segments: list[Extent]) -> list[Extent]:
    """Return the first neighbours to invert together, empty as long as few are recent."""
    recent = [segment for segment in segments if not segment.inverted]
    if len(recent) <= MOST_RECENT and sum(each.size for each in recent) <= MOST_RECENT_SLOTS:
        return []
    run = recent[:1]
    for before, segment in pairwise(segments):
        if before is run[-1] and not segment.inverted and _span([*run, segment]) <= SEGMENT_SLOTS:
            run.append(segment)
    return run


def cheapest_run(segments: list[Extent]) -> list[Extent]:
    """Return the neighbouring segments to fold next, empty when none are due.

    Of equally cheap runs the last is taken: the numbers that it gives back can be used again.
    """
    best: list[Extent] = []
    for small, neighbours in groupby(segments, lambda each: each.small and each.inverted):
        run = list(neighbours)
        if not small or len(run) <= MOST_SMALL:
            continue
        for start in range(len(run) - FOLDED_TOGETHER + 1):
            window = run[start : start + FOLDED_TOGETHER]
            if _span(window) <= (_span(best) if best else SEGMENT_SLOTS):
                best = window
    return best


def _span(run: list[Extent]) -> int:
    """Return the slots from the first to the last of neighbours, gaps between them included."""
    return run[-1].end - run[0].base


def _extents(database: Database) -> list[Extent]:
    rows = database.execute("""
        SELECT s.id, s.base, s.size, (
            SELECT count(*) FROM removed r
            WHERE r.paragraph_id BETWEEN s.base AND s.base + s.size - 1
        ), s.inverted FROM segments s ORDER BY s.base""")
    return [Extent(*row) for row in rows]


def _write_anew(database: Database, run: list[Extent]) -> None:
    """Write neighbouring segments as one, under the first one's id, without what was removed.

    A hollow one that is recent stays so.
    """
    inverted = len(run) > 1 or run[0].inverted or not run[0].hollow
    span = (run[0].base, run[-1].end - 1)
    count_removed(database, span)
    for segment in run:
        bags = _bags_of(database, segment)
        delete_segment(database, segment.id, bags)
        if inverted and not segment.inverted:
            change_document_frequencies(database, bags.select(_live(database, bags)), 1)
    database.execute(
        "DELETE FROM bags WHERE paragraph_id IN "
        "(SELECT paragraph_id FROM removed WHERE paragraph_id BETWEEN ? AND ?)",
        span,
    )
    database.execute("DELETE FROM removed WHERE paragraph_id BETWEEN ? AND ?", span)
    left = read_bags(database, "BETWEEN ? AND ?", span)
    if len(left.ids):
        write_segment(database, run[0].id, left, inverted=inverted)


def _bags_of(database: Database, segment: Extent) -> Bags:
    return read_bags(database, "BETWEEN ? AND ?", [segment.base, segment.end - 1])


def _live(database: Database, bags: Bags) -> npt.NDArray[np.bool_]:
    rows = database.execute("SELECT paragraph_id FROM removed")
    return ~np.isin(bags.ids, [row[0] for row in rows])
