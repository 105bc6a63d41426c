"""A database gives back what it doesn't need, and says the same as before."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.matching import Matcher
from retrieval.model import Clause, Query
from storage.collection import SqliteCollection
from storage.compacting import compact
from storage.database import connect_reader
from storage.errors import DatabaseMissing, IndexBusy
from storage.indexing import Summary
from storage.locking import index_lock
from storage.verifying import verify

Index = Callable[[], Summary]


def everything_said(db: Path) -> list[object]:
    """What readers are told: articles, statistics, df, and each paragraph's score for "ferry"."""
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        hits = Matcher(few=0).search(snapshot, Query("", "en", (Clause((("ferry", 1.0),)),)), 1_000)
        found = snapshot.paragraphs([hit.paragraph_id for hit in hits])
        return [
            snapshot.articles(),
            snapshot.statistics(),
            snapshot.vocabulary(),
            [(p.id, p.key, p.text, h.score) for p, h in zip(found, hits, strict=True)],
        ]


@pytest.fixture
def worn(db: Path, folder: Path, index: Index) -> Path:
    """A database after many changes, with dead paragraphs and terms in it."""
    for i in range(60):
        (folder / f"{i}.txt").write_text(f"The ferry {i} left.\n\n" + f"word{i} " * 2_000)
    index()
    for i in range(25):
        (folder / f"{i}.txt").unlink()
        (folder / f"{59 - i}.txt").write_text(f"The ferry {i} came back.")
        index()
    return db


def test_what_was_removed_is_given_back_and_nothing_else_changes(worn: Path) -> None:
    said = everything_said(worn)
    done = compact(worn)
    assert done.after == worn.stat().st_size < done.before
    assert everything_said(worn) == said
    assert verify(worn) == []
    with closing(connect_reader(worn)) as database:
        assert database.execute("SELECT count(*) FROM removed").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM segments").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM terms WHERE df = 0").fetchone() == (0,)


def test_a_compact_database_stays_as_it_is(worn: Path) -> None:
    size = compact(worn).after
    again = compact(worn)
    assert again.after == again.before == size


def test_a_compact_database_takes_updates(worn: Path, folder: Path, index: Index) -> None:
    compact(worn)
    (folder / "new.txt").write_text("A ferry with new words.")
    index()
    assert verify(worn) == []
    with closing(SqliteCollection(worn)) as collection, collection.snapshot() as snapshot:
        assert "new" in snapshot.vocabulary()


def test_a_reader_keeps_its_state_meanwhile(worn: Path) -> None:
    with closing(SqliteCollection(worn)) as collection, collection.snapshot() as snapshot:
        before = snapshot.vocabulary(), len(snapshot.segments())
        compact(worn)
        assert (snapshot.vocabulary(), len(snapshot.segments())) == before


def test_an_emptied_database_becomes_small(worn: Path, folder: Path, index: Index) -> None:
    for file in folder.iterdir():
        file.unlink()
    (folder / "last.txt").write_text("Only this.")
    index()
    assert compact(worn).after < 200_000
    assert verify(worn) == []


def test_a_run_at_work_is_not_disturbed(worn: Path) -> None:
    with index_lock(worn), pytest.raises(IndexBusy):
        compact(worn)


def test_where_there_is_nothing_nothing_is_made(db: Path) -> None:
    with pytest.raises(DatabaseMissing):
        compact(db)
    assert not db.exists()
