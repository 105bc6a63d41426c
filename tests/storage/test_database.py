"""Connections: what they make, what they refuse, and what they say then."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from retrieval.errors import CollectionError
from storage.chats import CHATS
from storage.database import (
    connect_reader,
    connect_writer,
    insert_rows,
    read_transaction,
    transaction,
)
from storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseMissing,
    DatabaseOutdated,
    DatabaseReadOnly,
    DatabaseTooNew,
    DatabaseUnreachable,
    DiskFull,
    translating_errors,
)
from storage.schema import INDEX, Schema


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that other users can look into, which pytest's own isn't."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def pragma(database: object, name: str) -> object:
    return database.execute(f"PRAGMA {name}").fetchone()[0]


def test_writer_keeps_what_is_committed_through_a_power_cut(db: Path) -> None:
    database = connect_writer(db)
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2  # FULL
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "mmap_size") == 0
    assert pragma(database, "busy_timeout") == 5000
    database.close()


def test_reader_cannot_write(db: Path) -> None:
    connect_writer(db).close()
    database = connect_reader(db)
    with pytest.raises(DatabaseReadOnly), translating_errors(db):
        database.execute("DELETE FROM articles")
    database.close()


def test_second_opening_finds_every_step_applied(db: Path) -> None:
    connect_writer(db).close()
    database = connect_writer(db)
    names = [step.name for step in INDEX.migrations(print).applied(database)]
    assert names == [step.__name__ for step in (*INDEX.steps, *INDEX.long_steps)]
    database.close()


def test_reading_before_the_first_index_says_how_to_make_one(db: Path) -> None:
    with pytest.raises(DatabaseMissing, match="run `verbatim index`"):
        connect_reader(db)
    assert not db.exists()


def test_file_left_empty_by_a_killed_first_run_counts_as_missing(db: Path) -> None:
    db.touch()
    with pytest.raises(DatabaseMissing):
        connect_reader(db)
    connect_writer(db).close()
    connect_reader(db).close()


def test_database_of_a_newer_verbatim_is_refused_by_both(db: Path) -> None:
    def m999_from_the_future(database: object) -> None:
        database.execute("CREATE TABLE marvels (id INTEGER PRIMARY KEY)")

    newer = Schema(INDEX.name, (*INDEX.steps, m999_from_the_future))
    connect_writer(db, newer).close()
    for connect in (connect_reader, connect_writer):
        with pytest.raises(DatabaseTooNew, match=r"newer Verbatim.*m999_from_the_future"):
            connect(db)


def test_database_of_an_older_verbatim_is_read_after_an_index_run_only(db: Path) -> None:
    older = Schema(INDEX.name, INDEX.steps[:-1])
    connect_writer(db, older).close()
    with pytest.raises(DatabaseOutdated, match="run `verbatim index`"):
        connect_reader(db)
    connect_writer(db).close()
    connect_reader(db).close()


def test_step_that_fails_leaves_no_trace(db: Path) -> None:
    def m999_broken(database: object) -> None:
        database.execute("CREATE TABLE half (id INTEGER PRIMARY KEY)")
        database.execute("CREATE TABLE half (id INTEGER PRIMARY KEY)")

    connect_writer(db).close()
    with pytest.raises(CollectionError):
        connect_writer(db, Schema(INDEX.name, (*INDEX.steps, m999_broken)))
    database = connect_writer(db)
    assert "half" not in database.table_names()
    database.close()


def test_text_file_is_not_taken_for_a_database(db: Path) -> None:
    db.write_text("Once upon a time there was a file that was no database at all. " * 50)
    before = db.read_bytes()
    for connect in (connect_reader, connect_writer):
        with pytest.raises(DatabaseForeign, match="not a database of Verbatim's"):
            connect(db)
    assert db.read_bytes() == before


def test_another_programs_database_is_left_alone(db: Path) -> None:
    with sqlite3.connect(db) as other:
        other.execute("CREATE TABLE recipes (title TEXT)")
    other.close()
    before = db.read_bytes()
    for connect in (connect_reader, connect_writer):
        with pytest.raises(DatabaseForeign):
            connect(db)
    assert db.read_bytes() == before


def test_chats_file_is_not_taken_for_an_index(db: Path) -> None:
    connect_writer(db, CHATS).close()
    with pytest.raises(DatabaseForeign):
        connect_reader(db)


def test_folder_in_the_place_of_the_file_is_refused(db: Path) -> None:
    db.mkdir()
    for connect in (connect_reader, connect_writer):
        with pytest.raises(DatabaseForeign):
            connect(db)


def test_missing_folder_of_the_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="its folder doesn't exist"):
        connect_writer(tmp_path / "nowhere" / "verbatim.db")


def test_read_only_folder_can_be_read_but_not_written(
    public_folder: Path, without_rights: Callable[[Callable[[], str]], str]
) -> None:
    db = public_folder / "verbatim.db"
    connect_writer(db).close()
    public_folder.chmod(0o555)

    def read() -> str:
        database = connect_reader(db)
        return str(database.execute("SELECT paragraphs FROM collection").fetchone()[0])

    def write() -> str:
        connect_writer(db)
        return "written"

    assert without_rights(read) == "0"
    assert "DatabaseReadOnly" in without_rights(write)
    db.unlink()
    assert "DatabaseReadOnly" in without_rights(write)
    public_folder.chmod(0o755)


def test_transaction_is_all_or_nothing(db: Path) -> None:
    database = connect_writer(db)
    with suppress(KeyError), transaction(database):
        database.execute("INSERT INTO removed VALUES (1, 0)")
        raise KeyError
    assert database.execute("SELECT count(*) FROM removed").fetchone() == (0,)
    with transaction(database):
        database.execute("INSERT INTO removed VALUES (1, 0)")
    assert database.execute("SELECT count(*) FROM removed").fetchone() == (1,)
    database.close()


def test_second_writer_is_told_who_is_in_the_way(db: Path) -> None:
    first, second = connect_writer(db), connect_writer(db)
    second.execute("PRAGMA busy_timeout = 10")
    with (
        transaction(first),
        pytest.raises(DatabaseBusy, match="another process"),
        transaction(second),
    ):
        pass
    first.close()
    second.close()


def test_full_disk_takes_the_change_back_and_says_so(db: Path) -> None:
    database = connect_writer(db)
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull, match="Nothing was changed"), transaction(database):
        database.conn.executemany(
            "INSERT INTO bags VALUES (?, 1, ?, ?)", ((i, b"x" * 4000, b"x") for i in range(100))
        )
    assert database.execute("SELECT count(*) FROM bags").fetchone() == (0,)
    with transaction(database):
        database.execute("INSERT INTO removed VALUES (1, 0)")
    database.close()


def test_overwritten_pages_are_reported_as_damage(db: Path) -> None:
    database = connect_writer(db)
    with transaction(database):
        database.conn.executemany(
            "INSERT INTO bags VALUES (?, 1, ?, ?)", ((i, b"x" * 500, b"x") for i in range(500))
        )
    database.close()
    content = bytearray(db.read_bytes())
    content[4096 * 50 : 4096 * 60] = os.urandom(4096 * 10)  # the steps' records lie before
    db.write_bytes(content)
    database = connect_reader(db)
    with pytest.raises(DatabaseDamaged, match="run `verbatim index`"), read_transaction(database):
        database.execute("SELECT sum(length(terms)) FROM bags").fetchone()
    database.close()


def test_text_that_is_not_utf8_is_reported_as_damage(db: Path) -> None:
    database = connect_writer(db)
    with pytest.raises(DatabaseDamaged), read_transaction(database):
        database.execute("SELECT CAST(x'ff41' AS TEXT)").fetchone()
    database.close()


def test_schema_that_is_not_utf8_is_reported_as_damage(db: Path) -> None:
    connect_writer(db).close()
    content = db.read_bytes().replace(b"lang TEXT NOT NULL", b"lang TEXT NOT \xceULL")
    db.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        connect_reader(db)


def test_mistakes_in_the_code_are_not_blamed_on_the_file(db: Path) -> None:
    database = connect_writer(db)
    with pytest.raises(sqlite3.ProgrammingError), read_transaction(database):
        database.execute("SELECT ?", [])
    database.close()


@pytest.mark.parametrize("count", [0, 1, 50, 120])
def test_any_number_of_rows_is_inserted_in_order(tmp_path, count):
    rows = [(number, 1, b"\x00terms", b"") for number in range(count, 2 * count)]
    with closing(connect_writer(tmp_path / "verbatim.db")) as database:
        insert_rows(database, "bags", 4, rows)
        assert database.execute("SELECT * FROM bags ORDER BY rowid").fetchall() == rows
