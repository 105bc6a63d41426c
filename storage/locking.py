"""One run at a time: a lock that the system takes back when its holder dies."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from storage.errors import DatabaseReadOnly, DatabaseUnreachable, IndexBusy

try:
    import fcntl
except ImportError:  # Windows: there the second run finds out when it is about to write
    fcntl = None  # type: ignore[assignment]  # the module or nothing


@contextmanager
def index_lock(db: Path) -> Iterator[None]:
    """Hold the right to change the index of the database at `db`.

    Raises IndexBusy at once when another run holds it. The lock is on a file beside the database,
    which stays: taking it away would let two runs lock two files of the same name.
    """
    with _open_lock(db) as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IndexBusy(db) from error
        yield


def _open_lock(db: Path) -> IO[bytes]:
    try:
        return db.with_name(db.name + ".lock").open("ab")
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise DatabaseReadOnly(db) from error
        raise DatabaseUnreachable(db, error.strerror or str(error)) from error
