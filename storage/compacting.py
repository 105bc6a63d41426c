"""Giving back the space of what was removed: dead postings, then pages of the file."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.database import connect_reader, connect_writer, transaction
from storage.errors import translating_errors
from storage.folding import fold_all
from storage.locking import index_lock


@dataclass(frozen=True, slots=True)
class Compacted:
    """The bytes of a database with its log, before and after."""

    before: int
    after: int


def compact(db: Path) -> Compacted:
    """Make the database at `db` as small as it can be; nothing that it says changes.

    Readers go on meanwhile; a snapshot that stays open keeps the file large until it is closed.
    While it runs, the disk needs room for a second copy. Raises IndexBusy while another run is at
    it, DiskFull where there is no room.
    """
    connect_reader(db).close()  # nothing is made where there is nothing
    with index_lock(db), translating_errors(db), closing(connect_writer(db)) as database:
        before = _size(db)
        fold_all(database)
        with transaction(database):
            database.execute("DELETE FROM terms WHERE df = 0")
            # A draft may count on the ids of these terms.
            database.execute("UPDATE collection SET version = version + 1")
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        after = _size(db)
    return Compacted(before, after)


def _size(db: Path) -> int:
    files = (db, db.with_name(db.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
