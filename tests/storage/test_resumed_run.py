"""A long run that is killed is taken up by the next one where it was."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.model import RawArticle
from retrieval.preparation import PreparedArticle, prepare
from storage.collection import SqliteCollection
from storage.draft import draft_file
from storage.errors import DiskFull
from storage.indexing import bring_up_to_date
from storage.verifying import verify

ARTICLES = 12

# A run whose every article counts as much, and that kills itself at the article of a given name.
RUN = """
import os, signal, sys
from pathlib import Path
import storage.indexing, storage.preparations, storage.run
from retrieval.preparation import prepare

db, folder, fatal = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
storage.run.LARGE, storage.preparations._PARCEL = 1, 1

def prepare_to_the_death(raw):
    if raw.key == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
    return prepare(raw)

storage.indexing.bring_up_to_date(db, folder, prepare=prepare_to_the_death)
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")


@pytest.fixture(autouse=True)
def written(folder: Path) -> None:
    """A folder of a dozen articles."""
    for i in range(ARTICLES):
        (folder / f"{i:02}.txt").write_text(f"Ferry number {i} left at nine.\n\nIt was late.")


def kill_at(name: str, db: Path, folder: Path) -> None:
    """Start a run that dies at an article."""
    killed = subprocess.run(
        [sys.executable, "-c", RUN, str(db), str(folder), name],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert draft_file(db).exists()


@pytest.fixture
def prepared() -> list[str]:
    """The keys of the articles that were prepared by a run with `remember`."""
    return []


@pytest.fixture
def remember(prepared: list[str]) -> Callable[[RawArticle], PreparedArticle]:
    """Prepare an article and remember its key."""

    def prepare_and_remember(raw: RawArticle) -> PreparedArticle:
        prepared.append(raw.key)
        return prepare(raw)

    return prepare_and_remember


def texts_of(db: Path) -> list[str]:
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        keys = [article.key for article in snapshot.articles()]
        return [snapshot.article_paragraphs(key)[0].text for key in keys]


def assert_whole(db: Path) -> None:
    """The index is whole, and nothing is left of the draft."""
    assert verify(db) == []
    assert sorted(path.name for path in db.parent.glob("*.draft*")) == []


def test_what_was_analysed_before_the_kill_is_not_analysed_again(
    db: Path, folder: Path, prepared: list[str], remember: Callable
) -> None:
    kill_at("07.txt", db, folder)
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        assert snapshot.statistics().paragraphs == 0  # readers see nothing of it
    summary = bring_up_to_date(db, folder, prepare=remember)
    assert prepared == [f"{i:02}.txt" for i in range(7, ARTICLES)]
    assert (summary.new, summary.paragraphs) == (ARTICLES, 2 * ARTICLES)
    assert texts_of(db) == [f"Ferry number {i} left at nine." for i in range(ARTICLES)]
    assert_whole(db)


def test_what_has_changed_since_the_kill_is_read_anew(
    db: Path, folder: Path, prepared: list[str], remember: Callable
) -> None:
    kill_at("07.txt", db, folder)
    (folder / "02.txt").write_text("Train number 2 left at ten.")
    (folder / "03.txt").unlink()
    (folder / "04.txt").rename(folder / "14.txt")
    summary = bring_up_to_date(db, folder, prepare=remember)
    assert prepared == ["02.txt", *(f"{i:02}.txt" for i in range(7, ARTICLES)), "14.txt"]
    assert summary.new == ARTICLES - 1
    assert texts_of(db)[2] == "Train number 2 left at ten."
    assert_whole(db)


def test_runs_that_are_killed_again_and_again_come_to_an_end(
    db: Path, folder: Path, prepared: list[str], remember: Callable
) -> None:
    for name in ("03.txt", "06.txt", "11.txt"):
        kill_at(name, db, folder)
    bring_up_to_date(db, folder, prepare=remember)
    assert prepared == ["11.txt"]
    assert len(texts_of(db)) == ARTICLES
    assert_whole(db)


def damage(draft: Path) -> None:
    content = bytearray(draft.read_bytes())
    content[100:4_000] = b"\xff" * 3_900
    draft.write_bytes(content)


def outdate(draft: Path) -> None:
    with closing(sqlite3.connect(draft)) as database, database:
        database.execute("UPDATE base SET version = version - 1")


def truncate(draft: Path) -> None:
    draft.write_bytes(b"")


@pytest.mark.parametrize("spoil", [damage, outdate, truncate])
def test_a_draft_that_is_no_use_is_thrown_away(
    db: Path, folder: Path, prepared: list[str], remember: Callable, spoil: Callable
) -> None:
    kill_at("07.txt", db, folder)
    for suffix in ("-wal", "-shm"):
        with closing(sqlite3.connect(draft_file(db))) as draft:
            draft.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        draft_file(db).with_name(draft_file(db).name + suffix).unlink(missing_ok=True)
    spoil(draft_file(db))
    bring_up_to_date(db, folder, prepare=remember)
    assert len(prepared) == ARTICLES
    assert_whole(db)


def test_update_of_a_whole_index_is_taken_up_too(
    db: Path, folder: Path, prepared: list[str], remember: Callable
) -> None:
    bring_up_to_date(db, folder)
    for i in range(ARTICLES):
        (folder / f"{i:02}.txt").write_text(f"Train number {i} left at ten.\n\nIt was late.")
    kill_at("07.txt", db, folder)
    assert texts_of(db)[0] == "Ferry number 0 left at nine."
    summary = bring_up_to_date(db, folder, prepare=remember)
    assert len(prepared) == ARTICLES - 7
    assert (summary.changed, summary.new) == (ARTICLES, 0)
    assert texts_of(db) == [f"Train number {i} left at ten." for i in range(ARTICLES)]
    assert_whole(db)


def test_full_disk_leaves_no_draft_behind(
    db: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_at("07.txt", db, folder)

    def publish_nothing(draft: object) -> None:
        raise DiskFull(db)

    monkeypatch.setattr("storage.run.publish", publish_nothing)
    with pytest.raises(DiskFull):
        bring_up_to_date(db, folder)
    assert not draft_file(db).exists()
