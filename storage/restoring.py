"""Going back to a backup: everything is looked at first, and nothing that was there is lost.

What the backup replaces is moved into a folder beside the index, from where it can be put back.
"""

import json
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import InputError
from storage.added import added_folder
from storage.backup import ADDED_NAME, CHATS_NAME, FORMAT, INDEX_NAME, NOTE_NAME
from storage.chats import CHATS, chats_path
from storage.database import connect_reader, connect_writer
from storage.draft import draft_file
from storage.errors import DatabaseDamaged, DatabaseForeign, translating_errors
from storage.locking import index_lock
from storage.schema import INDEX, Schema
from storage.verifying import verify

MOST_BYTES = 2**40  # of one file in a backup
_CHUNK = 2**20
_FILE = re.compile(rf"{ADDED_NAME}/(?:documents|pages)/[^/\\\0]{{1,200}}")


@dataclass(frozen=True, slots=True)
class Restored:
    """When the backup was made (seconds since 1970), and where that lies now which it replaced."""

    made: int
    replaced: Path | None


def restore(db: Path, backup: Path) -> Restored:
    """Put what is in `backup` in the place of the index at `db` and of what belongs to it.

    No bot may be running on it. Raises IndexBusy while a run is at it, InputError for a file that
    isn't a backup or is damaged, and a CollectionError where the disk is full: nothing is changed.
    """
    with index_lock(db), tempfile.TemporaryDirectory(dir=db.parent, prefix=".restore-") as folder:
        made = _unpack(backup, Path(folder))
        _check(Path(folder) / INDEX_NAME, INDEX)
        if (Path(folder) / CHATS_NAME).exists():
            _check(Path(folder) / CHATS_NAME, CHATS)
        replaced = _set_aside(db)
        _put(Path(folder), db)
    return Restored(made, replaced)


def _unpack(backup: Path, folder: Path) -> int:
    """Write what is in a backup to `folder`; return when it was made."""
    if not backup.is_file():  # a device may have no end
        raise InputError(f"{backup} is not a file: name a backup's .zip file.")
    try:
        with zipfile.ZipFile(backup) as archive:
            note = json.loads(archive.read(NOTE_NAME)) if _has_note(archive) else None
            if not isinstance(note, dict) or note.get("format") != FORMAT:
                raise InputError(f"{backup} is not a backup of Verbatim's, or of a newer one.")
            for entry in archive.infolist():
                if entry.filename in (INDEX_NAME, CHATS_NAME) or _FILE.fullmatch(entry.filename):
                    _unpack_entry(archive, entry, folder / entry.filename)
            return int(note.get("made", 0))
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise InputError(f"{backup} is damaged or not a backup: {error}.") from error


def _has_note(archive: zipfile.ZipFile) -> bool:
    return any(
        entry.filename == NOTE_NAME and entry.file_size < _CHUNK for entry in archive.infolist()
    )


def _unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    if target.name in (".", "..") or entry.file_size > MOST_BYTES:
        raise InputError(f"the backup holds a file that no backup has: {entry.filename!r}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as packed, target.open("wb") as stream:
        shutil.copyfileobj(packed, stream, _CHUNK)


def _check(file: Path, schema: Schema) -> None:
    """Raise InputError for a database that is missing, damaged or of another kind."""
    if not file.exists():
        raise InputError("the backup holds no index.")
    try:
        connect_writer(file, schema).close()  # brings an older Verbatim's up to date
        damage = _damage_of(file, schema)
    except (DatabaseDamaged, DatabaseForeign) as error:
        raise InputError(f"the backup is damaged: its {file.name} can't be read.") from error
    if damage:
        raise InputError(f"the backup is damaged: {damage}.")


def _damage_of(file: Path, schema: Schema) -> str:
    """Return what is wrong with a database, "" if nothing is."""
    with closing(connect_reader(file, schema)) as database, translating_errors(file):
        (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        return str(found)
    return next(iter(verify(file)), "") if schema is INDEX else ""


def _set_aside(db: Path) -> Path | None:
    """Move what is there now into a folder of its own; None where there is nothing."""
    there = [path for path in _files_of(db) if path.exists()]
    if not there:
        return None
    stamp = time.strftime("%Y-%m-%d-", time.gmtime())
    aside = Path(tempfile.mkdtemp(prefix=f"{db.stem}-before-{stamp}", dir=db.parent))
    for path in there:
        path.rename(aside / path.name)
    return aside


def _files_of(db: Path) -> Iterator[Path]:
    for file in (db, chats_path(db), draft_file(db)):
        for suffix in ("", "-wal", "-shm"):
            yield file.with_name(file.name + suffix)
    yield added_folder(db)


def _put(folder: Path, db: Path) -> None:
    targets = {INDEX_NAME: db, CHATS_NAME: chats_path(db), ADDED_NAME: added_folder(db)}
    for name, target in targets.items():
        for suffix in ("", "-wal"):
            source = folder / f"{name}{suffix}"
            if source.exists():
                source.rename(target.with_name(target.name + suffix))
