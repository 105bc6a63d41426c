"""Connections: one writer at a time, any number of readers, in SQLite's write-ahead log.

A reader sees the state at the beginning of its transaction, whatever a writer does meanwhile. Every
write begins with BEGIN IMMEDIATE: a transaction that reads first and writes later fails at once
when somebody else has written in between, whatever the timeout.

Writers work through sqlite-utils. Readers have sqlite3's own connection: loading sqlite-utils would
take a third of the time to a first answer.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from storage.errors import (
    DatabaseForeign,
    DatabaseMissing,
    DatabaseOutdated,
    DatabaseTooNew,
    DatabaseUnreachable,
    translating_errors,
)
from storage.schema import INDEX, Schema
from storage.summary import Report

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

BUSY_TIMEOUT = 5.0  # seconds to wait for somebody else's lock
_TOGETHER = 50  # rows that one statement inserts
WRITER_CACHE = 32_000  # KiB of pages that a writer keeps in memory
LOG_LIMIT = 64 * 2**20  # bytes to which the write-ahead log is cut back after a large change


class Connection(Protocol):
    """What reading needs: sqlite3's own connections and those of sqlite-utils both have it."""

    def execute(self, sql: str, parameters: Any = ..., /) -> sqlite3.Cursor:
        """Run a statement."""

    def rollback(self) -> None:
        """End the transaction."""


def connect_writer(
    path: Path, schema: Schema = INDEX, report: Report = lambda _: None
) -> "Database":
    """Open the database at `path` to write, made and brought to the newest schema as needed.

    That may take minutes for a large one: `report` is told how far it is.

    Raises a CollectionError where it can't be: the folder is missing or read-only, the file is
    something else, damaged, or made by a newer Verbatim.
    """
    if not path.parent.is_dir():
        raise DatabaseUnreachable(path, "its folder doesn't exist")
    if path.is_dir():
        raise DatabaseForeign(path)
    with translating_errors(path):
        connection = _open(path, "mode=rwc")
        with _closed_on_error(connection):
            _check_steps(connection, path, schema)
            database = _with_sqlite_utils(connection)
            _prepare_to_write(database)
            _migrate(database, schema, report)
    return database


def connect_reader(path: Path, schema: Schema = INDEX) -> sqlite3.Connection:
    """Open the database at `path` to read only; cheap, and changes nothing.

    Raises a CollectionError where it can't be: nothing there yet, not a database of Verbatim's,
    damaged, or of another version's schema.
    """
    if path.is_dir():
        raise DatabaseForeign(path)
    with translating_errors(path):
        if not path.is_file():
            raise DatabaseMissing(path)
        database = _open_to_read(path)
        with _closed_on_error(database):
            applied = _check_steps(database, path, schema)
            if not applied:
                raise DatabaseMissing(path)
            if applied != schema.step_names:
                raise DatabaseOutdated(path)
    return database


@contextmanager
def transaction(database: "Database") -> Iterator["Database"]:
    """Write all or nothing: committed at the end, rolled back on any error.

    Raises DatabaseBusy, DiskFull and the like; the database is then as it was before.
    """
    with translating_errors(file_of(database)):
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
            database.commit()
        except BaseException:
            database.rollback()  # does nothing where SQLite has done it already, as on a full disk
            raise


@contextmanager
def read_transaction(database: Connection) -> Iterator[Connection]:
    """Read one consistent state. It is fixed by the first query inside."""
    database.execute("BEGIN")
    try:
        yield database
    except (sqlite3.Error, UnicodeDecodeError):
        with translating_errors(file_of(database)):  # which file it is costs a statement
            raise
    finally:
        database.rollback()


def file_of(database: Connection) -> Path:
    """Return the path of the file behind a connection."""
    row: tuple[int, str, str] = database.execute("PRAGMA database_list").fetchone()
    return Path(row[2])


def insert_rows(
    database: "Database", table: str, columns: int, rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows of all `columns` of a table, many with each statement.

    What a statement takes by itself is as long as writing a short row. Where keys have to be
    unique beside the rows' number, SQLite keeps a journal of such statements, and gains nothing.
    """
    places = f"({', '.join('?' * columns)})"
    remaining = iter(rows)
    rest: list[Sequence[object]] = []

    def together() -> Iterator[list[object]]:
        while len(several := list(islice(remaining, _TOGETHER))) == _TOGETHER:
            yield list(chain.from_iterable(several))
        rest.extend(several)

    insert = f"INSERT INTO {table} VALUES "  # noqa: S608  # names of ours
    database.conn.executemany(insert + ", ".join([places] * _TOGETHER), together())
    database.conn.executemany(insert + places, rest)


def _open(path: Path, options: str) -> sqlite3.Connection:
    # isolation_level None: no transaction begins by itself. A connection is used by one thread at
    # a time, but not always by the same one.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        timeout=BUSY_TIMEOUT,
        isolation_level=None,
        check_same_thread=False,
    )
    with _closed_on_error(connection):
        # Mapped pages would count as resident memory, and speed hardly anything up.
        connection.execute("PRAGMA mmap_size = 0")
    return connection


def _with_sqlite_utils(connection: sqlite3.Connection) -> "Database":
    from sqlite_utils import Database  # noqa: PLC0415 - readers don't wait for it

    return Database(connection, recursive_triggers=False, execute_plugins=False)


def _open_to_read(path: Path) -> sqlite3.Connection:
    database = _open(path, "mode=ro")
    with _closed_on_error(database):
        database.execute("PRAGMA query_only = ON")
        try:
            database.execute("PRAGMA schema_version").fetchone()  # the first look into the file
        except sqlite3.OperationalError:
            if not _lies_still(path):
                raise
            database.close()
            return _open(path, "mode=ro&immutable=1")
    return database


def _lies_still(path: Path) -> bool:
    """Tell whether a file without its log can be read as it is.

    SQLite keeps reader marks beside the file, which a read-only folder doesn't let it do; where
    nothing is in the log, nobody is writing.
    """
    return not path.with_name(path.name + "-wal").exists()


def _check_steps(database: Connection, path: Path, schema: Schema) -> frozenset[str]:
    """Return the steps that a database has; raise for one that isn't ours to use."""
    applied = _applied_steps(database, schema)
    for name in sorted(applied - schema.step_names):
        raise DatabaseTooNew(path, name)
    if not applied and database.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise DatabaseForeign(path)
    return applied


def _applied_steps(database: Connection, schema: Schema) -> frozenset[str]:
    """Return the steps that sqlite-utils has recorded."""
    recorded = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    if not database.execute(recorded).fetchone():
        return frozenset()
    rows = database.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [schema.name]
    )
    return frozenset(row[0] for row in rows)


def _same(value: T) -> T:
    return value


@cache
def _adapt_at_once() -> None:
    """Spare sqlite3 a search for each value of bytes or None, on every connection of this process.

    It looks for a way to turn each value into one that it knows, unless it is a number or text:
    that takes half as long again as writing it, until there is one.
    """
    sqlite3.register_adapter(bytes, bytes)
    sqlite3.register_adapter(type(None), _same)


def _prepare_to_write(database: "Database") -> None:
    _adapt_at_once()
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")  # what is committed survives a power cut
    database.execute("PRAGMA foreign_keys = ON")
    database.execute(f"PRAGMA cache_size = -{WRITER_CACHE}")
    database.execute(f"PRAGMA journal_size_limit = {LOG_LIMIT}")


def _migrate(database: "Database", schema: Schema, report: Report) -> None:
    migrations = schema.migrations(report)
    if migrations.pending(database):
        # All steps in one transaction, and looked up again inside it: another process may have
        # been quicker.
        with transaction(database):
            migrations.apply(database)


@contextmanager
def _closed_on_error(database: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise
