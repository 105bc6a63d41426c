"""What changed in the articles folder since the last run: files compared with their records.

A file of the same size and time is taken for the same; else its bytes decide, by a digest.
"""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from storage.database import Connection, file_of
from storage.errors import DatabaseDamaged
from storage.reasons import Reason
from storage.sources.model import SourceFile
from storage.sources.reading import digest_of, expected_articles
from storage.telling import as_json, from_json

if TYPE_CHECKING:
    from sqlite_utils import Database

# A file may be written again within one tick of the clock that stamps it, and keep its size. So a
# time counts only when it was this old already when the file was looked at.
_TICK = 2_000_000_000  # nanoseconds


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What is remembered of a file after a run.

    `digest` is "" where it could not be read. It isn't `settled` when what it gives depends on more
    than its bytes: then every run reads it again.
    """

    name: str
    size: int
    mtime_ns: int
    digest: str
    analysis: int
    settled: bool
    failures: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A file, its digest, its record if it is unchanged, and how many articles are expected."""

    file: SourceFile
    digest: str
    record: SourceRecord | None
    expected: int

    @property
    def trusted_mtime_ns(self) -> int:
        """The file's time, 0 where it is too young to tell a later change."""
        return self.file.mtime_ns if time.time_ns() - self.file.mtime_ns > _TICK else 0


def survey(
    file: SourceFile, known: Mapping[str, SourceRecord], analysis: int, articles: int
) -> Surveyed:
    """Compare a file with what is known of it; `articles` is how many of it are in the index.

    Raises OSError where it can't be read.
    """
    record = known.get(file.name)
    if record is None or record.analysis != analysis:
        return Surveyed(file, digest_of(file), None, expected_articles(file))
    if is_same_at_a_glance(file, record):
        return Surveyed(file, record.digest, record, articles)
    digest = digest_of(file)
    if digest == record.digest:
        return Surveyed(file, digest, record, articles)
    return Surveyed(file, digest, None, expected_articles(file))


def is_same_at_a_glance(file: SourceFile, record: SourceRecord) -> bool:
    """Tell whether a file's size and time are those of its record."""
    return record.digest != "" and (file.size, file.mtime_ns) == (record.size, record.mtime_ns)


def is_same(file: SourceFile, record: SourceRecord | None, analysis: int) -> bool:
    """Tell whether a file is as it was recorded, and would be analysed as it was."""
    if record is None or record.analysis != analysis:
        return False
    try:
        return is_same_at_a_glance(file, record) or digest_of(file) == record.digest
    except OSError:
        return False


def read_records(database: Connection) -> dict[str, SourceRecord]:
    """Return what is remembered of every file, by name."""
    rows = database.execute(
        "SELECT name, size, mtime_ns, digest, analysis, settled, failures FROM sources"
    )
    file = file_of(database)
    return {
        name: SourceRecord(
            name, size, mtime_ns, digest, analysis, bool(settled), _reasons(file, failures)
        )
        for name, size, mtime_ns, digest, analysis, settled, failures in rows
    }


def write_records(database: "Database", records: Iterable[SourceRecord]) -> None:
    """Remember these files, and no others."""
    database.execute("DELETE FROM sources")
    database.conn.executemany(
        "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (r.name, r.size, r.mtime_ns, r.digest, r.analysis, r.settled, _stored(r.failures))
            for r in records
        ),
    )


def _stored(failures: Iterable[Reason]) -> str:
    return json.dumps([as_json(reason) for reason in failures])


def _reasons(file: Path, stored: str) -> tuple[Reason, ...]:
    try:
        return tuple(map(from_json, json.loads(stored)))
    except (TypeError, ValueError) as error:
        raise DatabaseDamaged(file, "a record of what failed isn't what was written") from error
