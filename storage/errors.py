"""What can be wrong with the files that hold the collection.

VerbatimError
└── CollectionError
    ├── DatabaseMissing       there is no database yet
    ├── DatabaseForeign       the file is something else than a database of Verbatim's
    ├── DatabaseTooNew        a newer Verbatim made it
    ├── DatabaseOutdated      an older Verbatim made it, and this connection may only read
    ├── DatabaseReadOnly      the file or its folder can't be written
    ├── DatabaseUnreachable   the file can't be opened or read
    ├── DatabaseDamaged       its content contradicts itself
    ├── DatabaseBusy          somebody else kept the write lock for too long
    ├── DiskFull              no room for the change, which has been taken back
    └── IndexBusy             another run is bringing the index up to date

sqlite3's own errors don't leave `storage`: `translating_errors` turns them into these.
"""

# ruff: noqa: N818  # the names are what is wrong with the database; the base says that it's an error

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import CollectionError


class DatabaseMissing(CollectionError):
    """There is no database at this path yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no database at {path} yet: run `verbatim index` to make it.")


class DatabaseForeign(CollectionError):
    """The file is something else than a database of Verbatim's."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a database of Verbatim's, so it is left alone: "
            "name another file with --db, or move this one away."
        )


class DatabaseTooNew(CollectionError):
    """A newer Verbatim made the file."""

    def __init__(self, path: Path, step: str) -> None:
        super().__init__(
            f"{path} was made by a newer Verbatim (its step “{step}” is unknown here): "
            "install that version, or name another file with --db."
        )


class DatabaseOutdated(CollectionError):
    """An older Verbatim made the file, and a reader doesn't change it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was made by an older Verbatim: run `verbatim index` to bring it up to date."
        )


class DatabaseReadOnly(CollectionError):
    """The file or its folder can't be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} can't be written: make the file and its folder writable, "
            "or name another place with --db."
        )


class DatabaseUnreachable(CollectionError):
    """The file can't be opened or read."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} can't be opened or read ({detail}): check that the path, "
            "its permissions and the disk are in order."
        )


class DatabaseDamaged(CollectionError):
    """The content of the file contradicts itself."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} is damaged ({detail}): put a backup in its place, or move the file away "
            "and run `verbatim index`, which makes it anew from the articles."
        )


class DatabaseBusy(CollectionError):
    """Somebody else kept the write lock for too long."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is being written by another process: try again in a moment.")


class DiskFull(CollectionError):
    """There was no room for a change, which has been taken back."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The disk that holds {path} (or temporary files) is full. Nothing was changed: "
            "make room and try again."
        )


class IndexBusy(CollectionError):
    """Another run is bringing the same index up to date."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another run is bringing {path} up to date: wait until it is done, then try again."
        )


@contextmanager
def translating_errors(path: Path) -> Iterator[None]:
    """Turn sqlite3's errors about the file at `path` into Verbatim's, the cause kept."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # a mistake in this code, not in the file
    except sqlite3.Error as error:
        raise translate(error, path) from error
    except UnicodeDecodeError as error:  # sqlite3 could not even read SQLite's message
        raise DatabaseDamaged(path, "its text isn't UTF-8") from error


def translate(error: sqlite3.Error, path: Path) -> CollectionError:
    """Return Verbatim's error for one of sqlite3's.

    What has no place of its own here is damage: text that isn't UTF-8 (which carries no code), a
    table that is gone, a broken constraint.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest detail
    if plain := _PLAIN.get(code):
        return plain(path)
    if code in _NOT_OPENED:
        return _unopenable(path, error)
    if code in _NOT_READ:
        return DatabaseUnreachable(path, str(error))
    return DatabaseDamaged(path, str(error))


_PLAIN: Mapping[int, Callable[[Path], CollectionError]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_NOTADB: DatabaseForeign,
}
_NOT_OPENED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_NOT_READ = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_PROTOCOL}


def _unopenable(path: Path, error: sqlite3.Error) -> CollectionError:
    """SQLite says the same of a missing folder and of one that it may not write to."""
    if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
        return DatabaseReadOnly(path)
    return DatabaseUnreachable(path, str(error))
