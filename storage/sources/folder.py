"""The articles folder: which of its files hold articles, in a fixed order."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.errors import InputError
from storage.sources.model import SourceFile

SUFFIXES = (".txt", ".md", ".jsonl", ".jsonl.gz", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in a folder and below. Names are paths inside it, with "/".

    `ignored` are files of other kinds; `unreadable` are files and folders of which nothing more is
    known, each with the reason.
    """

    files: tuple[SourceFile, ...]
    ignored: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Walk:
    root: Path
    files: list[SourceFile] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)


def list_sources(folder: Path) -> Listing:
    """Return the files of `folder` and its subfolders, sorted by name.

    Hidden files and READMEs are passed over, and so are links that lead out of the folder. Raises
    InputError when there is no such folder.
    """
    require_folder(folder)
    walk = _Walk(folder.resolve())
    _visit(walk, walk.root)
    return Listing(
        files=tuple(sorted(walk.files, key=lambda file: file.name)),
        ignored=tuple(sorted(walk.ignored)),
        unreadable=tuple(sorted(walk.unreadable)),
    )


def require_folder(folder: Path) -> None:
    """Raise InputError unless `folder` is one."""
    if not folder.exists():
        raise InputError(
            f"There is no folder {folder}: make it and put articles in it "
            f"({', '.join(SUFFIXES)}), or name another one with --articles."
        )
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder: name the folder that holds the articles.")


def _visit(walk: _Walk, folder: Path) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        if folder == walk.root:
            raise InputError(f"The folder {folder} can't be read: {error.strerror}.") from error
        walk.unreadable.append((_name(walk, folder), f"can't be read: {error.strerror}."))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.upper().partition(".")[0] == "README":
            continue
        _visit_entry(walk, entry)


def _visit_entry(walk: _Walk, entry: os.DirEntry[str]) -> None:
    path = Path(entry.path)
    name = _name(walk, path)
    if entry.is_dir(follow_symlinks=False):
        _visit(walk, path)
    elif not name.lower().endswith(SUFFIXES):
        if not path.is_dir():  # a link to a folder: what lies inside ours is visited anyway
            walk.ignored.append(name)
    elif reason := _reason_against(walk, path):
        walk.unreadable.append((name, reason))
    else:
        walk.files.extend(_describe(walk, path, name))


def _reason_against(walk: _Walk, path: Path) -> str | None:
    if not path.name.isprintable():
        return "its name holds characters that can't be shown: rename it."
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: in a circle
        return "a link that leads nowhere."
    if path.is_symlink() and not target.is_relative_to(walk.root):
        return "a link that leads out of the folder: put the file itself here."
    if not target.is_file():
        return "not a regular file."
    return None


def _describe(walk: _Walk, path: Path, name: str) -> Iterator[SourceFile]:
    try:
        status = path.stat()
    except OSError as error:
        walk.unreadable.append((name, f"can't be read: {error.strerror}."))
        return
    yield SourceFile(path, name, status.st_size, status.st_mtime_ns)


def _name(walk: _Walk, path: Path) -> str:
    """Return a path inside the folder, in characters that can be stored and shown."""
    name = path.relative_to(walk.root).as_posix()
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
