"""Small segments are folded, hollow ones written anew, and nothing else changes."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.posting_lists import sparse
from storage.collection import SqliteCollection
from storage.database import connect_reader
from storage.folding import (
    FOLDED_TOGETHER,
    MOST_RECENT,
    MOST_SMALL,
    SMALL,
    Extent,
    cheapest_run,
    recent_run,
)
from storage.indexing import Summary
from storage.postings import SEGMENT_SLOTS
from storage.verifying import verify

Index = Callable[[], Summary]


def extents(*sizes: int) -> list[Extent]:
    """Neighbouring segments of these sizes."""
    return [Extent(i + 1, 1 + sum(sizes[:i]), size) for i, size in enumerate(sizes)]


def shape(db: Path) -> tuple[int, int]:
    """Return how many segments and removed paragraphs there are."""
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        return len(snapshot.segments()), len(snapshot.removed())


def test_a_few_small_segments_are_left_alone() -> None:
    assert cheapest_run(extents(*[5] * MOST_SMALL)) == []


def test_of_too_many_the_cheapest_neighbours_are_folded() -> None:
    run = cheapest_run(extents(*[900] * 10, *[5] * 16, *[900] * 10))
    assert [segment.size for segment in run] == [5] * FOLDED_TOGETHER


def test_of_equally_cheap_neighbours_the_last_are_folded() -> None:
    run = cheapest_run(extents(*[5] * 40))
    assert run[-1].id == 40


def test_large_segment_between_small_ones_is_not_folded_over() -> None:
    assert cheapest_run(extents(*[5] * 20, SMALL + 1, *[5] * 20)) == []


def test_gap_that_makes_neighbours_too_wide_is_not_folded_over() -> None:
    wide = [Extent(i + 1, 1 + i * SEGMENT_SLOTS, 5) for i in range(40)]
    assert cheapest_run(wide) == []


def test_sixteen_of_the_largest_small_segments_fit_one() -> None:
    assert SMALL * FOLDED_TOGETHER <= SEGMENT_SLOTS


@pytest.fixture
def fold_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three neighbours are folded when there are more than six."""
    monkeypatch.setattr("storage.folding.MOST_SMALL", 6)
    monkeypatch.setattr("storage.folding.FOLDED_TOGETHER", 3)
    monkeypatch.setattr("storage.postings.RECENT_SLOTS", 0)


@pytest.mark.usefixtures("fold_early")
def test_many_updates_leave_few_segments_and_a_whole_index(
    db: Path, folder: Path, index: Index
) -> None:
    for day in range(30):
        (folder / f"{day:02}.txt").write_text(f"The ferry of day {day} left at nine.")
        index()
    assert shape(db)[0] <= 6
    with closing(connect_reader(db)) as database:  # numbers are used again
        assert database.execute("SELECT max(id) FROM segments").fetchone()[0] <= 15
    assert verify(db) == []
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        assert snapshot.document_frequencies(["ferry", "29", "day"]) == {
            "ferry": 30,
            "29": 1,
            "day": 30,
        }
        assert len(sparse(snapshot.postings(["ferry"])["ferry"])[0]) == 30


def test_recent_segments_are_inverted_together_once_there_are_too_many(
    db: Path, folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.folding.MOST_RECENT", 3)
    for day in range(4):
        (folder / f"{day}.txt").write_text(f"The ferry of day {day} left at nine.")
        index()
        with closing(connect_reader(db)) as database:
            found = database.execute("SELECT inverted FROM segments").fetchall()
            assert found == ([(0,)] * (day + 1) if day < 3 else [(1,)])
        assert verify(db) == []


def test_recent_neighbours_are_inverted_without_what_lies_between_them() -> None:
    segments = [replace(extent, inverted=extent.id == 3) for extent in extents(*[5] * 40)]
    assert [segment.id for segment in recent_run(segments)] == [1, 2]
    assert recent_run(segments[: MOST_RECENT + 1]) == []


@pytest.mark.usefixtures("fold_early")
def test_article_changed_often_leaves_little_behind(db: Path, folder: Path, index: Index) -> None:
    for day in range(30):
        (folder / "diary.txt").write_text(f"Today is day {day}.\n\nThe ferry left at nine.")
        index()
    segments, removed = shape(db)
    assert segments <= 6
    assert removed <= 6
    assert verify(db) == []


def test_segment_of_which_most_was_removed_is_written_anew(
    db: Path, folder: Path, index: Index
) -> None:
    for name in range(10):
        (folder / f"{name}.txt").write_text(f"Article {name} says this.")
    index()
    for name in range(5):
        (folder / f"{name}.txt").unlink()
    index()
    assert shape(db) == (1, 5)  # half of it may stay
    (folder / "5.txt").unlink()
    index()
    assert shape(db) == (1, 0)
    with closing(connect_reader(db)) as database:
        assert database.execute("SELECT base, size FROM segments").fetchall() == [(7, 4)]
        assert database.execute("SELECT count(*) FROM bags").fetchone() == (4,)
    assert verify(db) == []


def test_index_emptied_and_filled_again_is_whole(
    db: Path, folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    monkeypatch.setattr("storage.run.ANALYSIS_VERSION", 2)  # every title and text anew
    (folder / "a.txt").write_text("The train left at ten.")
    index()
    assert shape(db) == (1, 0)
    assert verify(db) == []
