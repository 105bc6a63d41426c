"""An index that contradicts itself is made anew from its paragraphs."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval.answering import Answerer
from retrieval.matching import Matcher
from retrieval.model import Answer
from retrieval.posting_lists import sparse
from storage.collection import SqliteCollection
from storage.database import connect_writer
from storage.errors import DatabaseMissing, IndexBusy
from storage.indexing import Summary, bring_up_to_date
from storage.locking import index_lock
from storage.rebuilding import rebuild
from storage.verifying import verify

TABLES = ("terms", "bags", "segments", "postings", "removed", "collection")


@pytest.fixture
def indexed(db: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with a removed paragraph and a gap in it."""
    for name in "abcd":
        (folder / f"{name}.md").write_text(
            f"# Boat {name}\n\nThe ferry {name} left.\n\nIt was late."
        )
    monkeypatch.setattr("storage.postings.RECENT_SLOTS", 2)
    bring_up_to_date(db, folder)
    (folder / "b.md").write_text("# Boat b\n\nThe ferry b stayed.\n\nIt was late.")
    (folder / "a.md").unlink()
    bring_up_to_date(db, folder)
    return db


def said(db: Path) -> list[object]:
    """Paragraphs, and for each term the paragraphs that hold it with their frequencies."""
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        removed = set(snapshot.removed())
        texts = [p for a in snapshot.articles() for p in snapshot.article_paragraphs(a.key)]
        holders = {
            term: {
                paragraph_id: tf
                for paragraph_id, tf in zip(*map(np.ndarray.tolist, sparse(postings)), strict=True)
                if paragraph_id not in removed
            }
            for term, postings in snapshot.postings(snapshot.vocabulary()).items()
        }
        return [texts, snapshot.statistics(), holders]


def test_rebuilt_index_says_what_it_said(indexed: Path) -> None:
    before = said(indexed)
    assert rebuild(indexed) == 6
    assert said(indexed) == before
    assert verify(indexed) == []


def test_the_gap_that_a_removed_article_leaves_hinders_no_answer(db: Path, folder: Path) -> None:
    (folder / "a.md").write_text("# Boats\n\nThe ferry to Skerry left at nine on Monday.")
    (folder / "b.md").write_text("\n\n".join(f"The baker sold {n} loaves." for n in range(30)))
    bring_up_to_date(db, folder)
    (folder / "b.md").rename(folder / "c.md")
    bring_up_to_date(db, folder)
    rebuild(db)
    with closing(SqliteCollection(db)) as collection:
        answer = Answerer(collection).answer("When did the ferry to Skerry leave?")
        with collection.snapshot() as snapshot:
            assert Matcher().live(snapshot).sum() == snapshot.statistics().paragraphs == 31
    assert isinstance(answer, Answer)
    assert answer.extracts[0].text == "The ferry to Skerry left at nine on Monday."


@pytest.mark.parametrize("table", TABLES)
def test_whatever_is_lost_of_the_index_comes_back(indexed: Path, table: str) -> None:
    before = said(indexed)
    with closing(connect_writer(indexed)) as database:
        if table == "collection":
            database.execute("UPDATE collection SET paragraphs = 0, terms = 0")
        else:
            database.execute(f"DELETE FROM {table}")
    assert verify(indexed) != []
    rebuild(indexed)
    assert verify(indexed) == []
    assert said(indexed) == before


def test_a_flipped_byte_of_a_posting_list_is_found_and_mended(indexed: Path) -> None:
    with closing(connect_writer(indexed)) as database:
        key, column = database.execute("SELECT key, often FROM postings WHERE form = 2").fetchone()
        flipped = bytes([column[0] ^ 1]) + column[1:]
        database.execute("UPDATE postings SET often = ? WHERE key = ?", [flipped, key])
    assert verify(indexed) != []
    rebuild(indexed)
    assert verify(indexed) == []


def test_flipped_bytes_of_the_file_are_found_and_mended_where_they_lie_in_the_index(
    indexed: Path,
) -> None:
    """Every byte of the bags' page that holds content is flipped in turn, in a copy."""
    before = said(indexed)
    with closing(connect_writer(indexed)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'bags'"
        ).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    whole = indexed.read_bytes()
    copy = indexed.with_name("copy.db")
    for offset in range(page * size - 60, page * size, 7):
        copy.write_bytes(whole[:offset] + bytes([whole[offset] ^ 0x10]) + whole[offset + 1 :])
        assert verify(copy) != [], offset
        rebuild(copy)
        assert verify(copy) == []
        assert said(copy) == before


def test_the_next_run_finds_nothing_to_do(indexed: Path, folder: Path) -> None:
    rebuild(indexed)
    summary = bring_up_to_date(indexed, folder)
    assert (summary.new, summary.changed, summary.unchanged) == (0, 0, 3)


def test_readers_see_the_old_state_or_the_new_one(indexed: Path) -> None:
    with closing(SqliteCollection(indexed)) as collection, collection.snapshot() as snapshot:
        before = snapshot.vocabulary(), snapshot.version
        rebuild(indexed)
        assert (snapshot.vocabulary(), snapshot.version) == before
        with collection.snapshot() as new:
            assert new.version != snapshot.version


def test_an_empty_index_is_rebuilt_to_an_empty_one(db: Path) -> None:
    connect_writer(db).close()
    assert rebuild(db) == 0
    assert verify(db) == []


def test_a_run_at_work_is_not_disturbed(indexed: Path) -> None:
    with index_lock(indexed), pytest.raises(IndexBusy):
        rebuild(indexed)


def test_where_there_is_nothing_nothing_is_made(db: Path) -> None:
    with pytest.raises(DatabaseMissing):
        rebuild(db)
    assert not db.exists()


def test_many_segments_are_rebuilt(
    db: Path, folder: Path, index: Callable[[], Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postings.SEGMENT_SLOTS", 4)
    for i in range(30):
        (folder / f"{i:02}.txt").write_text(f"The ferry {i} left.")
    index()
    for i in range(8, 17):
        (folder / f"{i:02}.txt").unlink()
    index()
    rebuild(db)
    assert verify(db) == []
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        assert snapshot.vocabulary()["ferri"] == 21
