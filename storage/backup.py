"""A backup: one .zip file with all that can't be made anew, consistent though others go on writing.

    verbatim.db         the index, by SQLite's own backup: one state of it
    verbatim-chats.db   votes, preferences, counts; without the messages that wait for an answer
    added/…             the files of what was added
    verbatim.json       that this is a backup, and when it was made

The articles folder is the operator's own and is not in it. The files are read after the index: what
is added meanwhile is in the backup but not yet in its index, and the next run finds it.
"""

import json
import sqlite3
import tempfile
import time
import zipfile
from contextlib import closing
from pathlib import Path

from storage.added import added_folder
from storage.chats import chats_path
from storage.database import connect_reader
from storage.errors import translating_errors

INDEX_NAME, CHATS_NAME, ADDED_NAME, NOTE_NAME = (
    "verbatim.db",
    "verbatim-chats.db",
    "added",
    "verbatim.json",
)
FORMAT = 1


def backup_name() -> str:
    """Return what a backup made now is called."""
    return time.strftime("verbatim-%Y-%m-%d-%H%M%S.zip", time.gmtime())


def back_up(db: Path, target: Path) -> int:
    """Write a backup of the index at `db`, and of what belongs to it, to `target`.

    Return its size in bytes. The file appears once it is whole. Raises a CollectionError where the
    databases can't be read or there is no room, OSError where `target` can't be written.
    """
    connect_reader(db).close()  # says what is wrong where there is nothing to back up
    draft = target.with_name(f".{target.name}.new")
    try:
        with (
            tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder,
            zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive,
        ):
            _add_databases(db, Path(folder), archive)
            _add_files(added_folder(db), archive)
            note = {"format": FORMAT, "made": int(time.time())}
            archive.writestr(NOTE_NAME, json.dumps(note))
        draft.chmod(0o600)  # people's votes are nobody else's business
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def _add_databases(db: Path, folder: Path, archive: zipfile.ZipFile) -> None:
    copies = [(db, INDEX_NAME)]
    if chats_path(db).exists():
        copies.append((chats_path(db), CHATS_NAME))
    for source, name in copies:
        copy = folder / name
        _copy(source, copy)
        if name == CHATS_NAME:
            _leave_messages_out(copy)
        archive.write(copy, name)
        copy.unlink()


def _copy(source: Path, copy: Path) -> None:
    """Copy a database as it is at one moment, whoever writes to it."""
    with (
        translating_errors(source),
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(copy)) as made,
    ):
        original.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


def _leave_messages_out(copy: Path) -> None:
    """Erase what people have just written: it is answered here, not where a backup is restored."""
    with translating_errors(copy), closing(sqlite3.connect(copy)) as made:
        made.execute("UPDATE updates SET body = NULL")
        made.commit()
        made.execute("VACUUM")


def _add_files(folder: Path, archive: zipfile.ZipFile) -> None:
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            archive.write(path, f"{ADDED_NAME}/{path.relative_to(folder).as_posix()}")
