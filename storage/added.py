"""Sources that were added one by one: web pages and documents, beside the articles folder.

Each is a row of the index, and a file in a folder of its own beside it (`verbatim.db` →
`verbatim-added/`): the page as it was last fetched, the document as it was sent. A run reads these
files like those of the articles folder, so that a page whose site is down keeps its last article.

A source's name is the page's address, or ".added/" and the document's file name: no file in the
articles folder can have such a name.
"""

import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from storage.database import Connection
from storage.sources.folder import SUFFIXES, Listing
from storage.sources.model import SourceFile

if TYPE_CHECKING:
    from sqlite_utils import Database

DOCUMENTS, PAGES = "documents", "pages"
_PREFIX = ".added/"
_LONGEST_NAME = 100  # characters of a document's
_HARMFUL = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+'
)


@dataclass(frozen=True, slots=True)
class Added:
    """A source that was added; see `storage.schema` for what its fields say."""

    name: str
    file: str
    since: int
    fetched: int
    problem: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is fetched from the web."""
        return not self.name.startswith(_PREFIX)

    @property
    def label(self) -> str:
        """What people call it: its address, or its file's name."""
        return label_of(self.name)


def label_of(name: str) -> str:
    """Return what people call the source of this name."""
    return name.removeprefix(_PREFIX)


def added_folder(db: Path) -> Path:
    """Return the folder that holds the files of what was added to the index at `db`."""
    return db.with_name(f"{db.stem}-added")


def is_added(source: str) -> bool:
    """Tell whether a source's name is that of an added one, and not a path in the folder."""
    return source.startswith(_PREFIX) or "://" in source


def document_name(given: str) -> str | None:
    """Return the name under which a document is kept; None for a format that isn't read.

    What its sender called it is never a path.
    """
    name = _HARMFUL.sub(" ", given.replace("\\", "/").rpartition("/")[2])
    name = " ".join(name.split())
    suffix = next((one for one in sorted(SUFFIXES, key=len, reverse=True) if _ends(name, one)), "")
    stem = name[: len(name) - len(suffix)].strip(". ")[:_LONGEST_NAME]
    return f"{_PREFIX}{stem or 'document'}{suffix.lower()}" if suffix else None


def new_document(name: str) -> Added:
    """Return what is to be remembered of a document with this name (see `document_name`)."""
    now = int(time.time())
    return Added(name, f"{DOCUMENTS}/{name.removeprefix(_PREFIX)}", now, now)


def new_page(address: str, suffix: str) -> Added:
    """Return what is to be remembered of the page at this address, just fetched."""
    import hashlib  # noqa: PLC0415 - only who adds waits for it

    now = int(time.time())
    digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Added(address, f"{PAGES}/{digest}{suffix}", now, now)


def read_added(database: Connection) -> list[Added]:
    """Return every source that was added, pages and documents, by name."""
    rows = database.execute("SELECT name, file, since, fetched, problem FROM added ORDER BY name")
    return [Added(*row) for row in rows]


def write_added(database: "Database", source: Added) -> None:
    """Remember a source, or what is new about it; `since` stays what it was."""
    database.execute(
        "INSERT INTO added VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
        "file = excluded.file, fetched = excluded.fetched, problem = excluded.problem",
        [source.name, source.file, source.since, source.fetched, source.problem],
    )


def forget_added(database: "Database", name: str) -> None:
    """Forget a source; its articles stay until the next run."""
    database.execute("DELETE FROM added WHERE name = ?", [name])


def put_file(db: Path, source: Added, data: bytes) -> None:
    """Write a source's file, all of it or nothing."""
    path = added_folder(db) / source.file
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def drop_file(db: Path, source: Added) -> None:
    """Take a source's file away, if it is there."""
    (added_folder(db) / source.file).unlink(missing_ok=True)


def list_added(db: Path, added: Iterable[Added]) -> Listing:
    """Return the files of what was added; one that is gone hides nothing of its articles."""
    files, unreadable = [], []
    for source in added:
        path = added_folder(db) / source.file
        try:
            status = path.stat()
        except OSError:
            unreadable.append((source.name, "its file is gone: add it again, or remove it."))
        else:
            files.append(SourceFile(path, source.name, status.st_size, status.st_mtime_ns))
    return Listing(tuple(files), (), tuple(unreadable))


def together(folder: Listing, added: Listing) -> Listing:
    """Return both listings as one, by name."""
    return replace(
        folder,
        files=tuple(sorted((*folder.files, *added.files), key=lambda file: file.name)),
        unreadable=tuple(sorted((*folder.unreadable, *added.unreadable))),
    )


def _ends(name: str, suffix: str) -> bool:
    return name.lower().endswith(suffix)
