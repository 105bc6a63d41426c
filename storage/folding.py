"""Folding: small segments into larger ones, hollow ones anew, so that updates don't slow questions.

Every update leaves a segment of its own, and each segment costs each term of a question one more
row. Sixteen neighbours of at most 4,096 slots make one segment, as soon as more than 32 such
neighbours stand side by side; the cheapest sixteen first, so that a posting is written again only
about log16 n times. A segment of which more than half was removed is written anew without it.
Neither ever handles more than one segment's worth of slots at a time, in a transaction of its own.
"""

from dataclasses import dataclass
from itertools import groupby

from sqlite_utils import Database

from storage.database import transaction
from storage.postings import SEGMENT_SLOTS, delete_segment, read_bags, write_segment

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
    return folded


def _due(segments: list[Extent]) -> list[Extent]:
    """Return what to fold next: a hollow segment, or too many small ones; empty for nothing."""
    hollow = next((segment for segment in segments if segment.hollow), None)
    return [hollow] if hollow else cheapest_run(segments)


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
    """Return the first neighbours that fit one segment, or one with something removed."""
    run: list[Extent] = []
    for segment in _extents(database):
        if run and _span([*run, segment]) > SEGMENT_SLOTS:
            if _is_worth_folding(run):
                return run
            run = []
        run.append(segment)
    return run if _is_worth_folding(run) else []


def _is_worth_folding(run: list[Extent]) -> bool:
    return len(run) > 1 or any(segment.removed for segment in run)


def cheapest_run(segments: list[Extent]) -> list[Extent]:
    """Return the neighbouring segments to fold next, empty when none are due.

    Of equally cheap runs the last is taken: the numbers that it gives back can be used again.
    """
    best: list[Extent] = []
    for small, neighbours in groupby(segments, lambda segment: segment.small):
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
        ) FROM segments s ORDER BY s.base""")
    return [Extent(*row) for row in rows]


def _write_anew(database: Database, run: list[Extent]) -> None:
    """Write neighbouring segments as one, under the first one's id, without what was removed."""
    for segment in run:
        bags = read_bags(database, "BETWEEN ? AND ?", [segment.base, segment.end - 1])
        delete_segment(database, segment.id, bags)
    span = [run[0].base, run[-1].end - 1]
    database.execute(
        "DELETE FROM bags WHERE paragraph_id IN "
        "(SELECT paragraph_id FROM removed WHERE paragraph_id BETWEEN ? AND ?)",
        span,
    )
    database.execute("DELETE FROM removed WHERE paragraph_id BETWEEN ? AND ?", span)
    left = read_bags(database, "BETWEEN ? AND ?", span)
    if len(left.ids):
        write_segment(database, run[0].id, left)
