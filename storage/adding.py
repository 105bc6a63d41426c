"""Adding a page or a document, and removing it: remembered, then brought into the index at once.

What can't be read isn't remembered. What was added before under the same name is replaced, but only
by something that can be read.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import CollectionError, InputError
from retrieval.model import RawArticle
from retrieval.preparation import prepare
from storage.added import (
    Added,
    document_name,
    drop_file,
    forget_added,
    new_document,
    new_page,
    put_file,
    read_added,
    write_added,
)
from storage.database import connect_writer, transaction
from storage.fetching.addresses import web_address
from storage.indexing import update_index
from storage.inventory import titles_of
from storage.locking import index_lock
from storage.parcels import Prepare
from storage.refreshing import Fetch, page_file
from storage.sources.folder import SUFFIXES
from storage.sources.model import Problem, SourceFile
from storage.sources.reading import read_source
from storage.summary import Report, Summary

LARGEST_DOCUMENT = 50_000_000  # bytes


class UnknownSourceError(InputError):
    """Nothing was added under this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Nothing was added as “{name}”. What was can be removed; the articles folder's own "
            "files are taken out of the folder itself."
        )


class NoArticleError(InputError):
    """A document holds nothing that can be quoted."""


class UnknownFormatError(InputError):
    """A document in a format that isn't read."""

    def __init__(self) -> None:
        super().__init__(f"Documents in this format aren't read; these are: {', '.join(SUFFIXES)}.")


@dataclass(frozen=True, slots=True)
class Addition:
    """What was added: its name, the titles of its articles, whether it was there before."""

    name: str
    titles: tuple[str, ...]
    paragraphs: int
    replaced: bool
    summary: Summary


@dataclass(frozen=True, slots=True)
class Place:
    """An index, the articles folder that it is made from, and how the two are brought together."""

    db: Path
    folder: Path
    progress: Report = lambda _: None
    prepare: Prepare = prepare


def add_page(place: Place, address: str, fetch: Fetch) -> Addition:
    """Fetch a page, remember it and index it.

    :raises FetchError: it can't be fetched, or has no text: nothing was changed.
    :raises IndexBusy: another run is at it.
    """
    address = web_address(address)
    fetched = fetch(address)
    page = new_page(address, fetched.suffix)
    with index_lock(place.db):
        return _put(place, page, page_file(place.db, page, fetched))


def add_document(place: Place, path: Path, given_name: str = "") -> Addition:
    """Keep a copy of a document, remember it and index it. `given_name` counts in place of its own.

    :raises InputError: a format that isn't read, too large, or nothing in it to be quoted.
    :raises IndexBusy: another run is at it.
    """
    name = document_name(given_name or path.name)
    if name is None:
        raise UnknownFormatError
    with path.open("rb") as stream:
        data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        raise InputError(f"more than {LARGEST_DOCUMENT / 1e6:.0f} MB are too much for a document.")
    document = new_document(name)
    _require_article(document, data)
    with index_lock(place.db):
        return _put(place, document, data)


def remove_added(place: Place, name: str) -> Summary:
    """Forget what was added under this name, and take its articles out of the index.

    :raises UnknownSourceError: nothing was.
    :raises IndexBusy: another run is at it.
    """
    with index_lock(place.db):
        source = _find(place.db, name)
        if source is None:
            raise UnknownSourceError(name)
        _write(place.db, lambda database: forget_added(database, name))
        drop_file(place.db, source)
        return update_index(place.db, place.folder, place.progress, place.prepare)


def _put(place: Place, source: Added, data: bytes) -> Addition:
    """Keep and index a source."""
    before = _find(place.db, source.name)
    with _taken_back_on_error(place.db, source if before is None else None):
        put_file(place.db, source, data)
        if before is not None and before.file != source.file:
            drop_file(place.db, before)
        _write(place.db, lambda database: write_added(database, source))
        summary = update_index(place.db, place.folder, place.progress, place.prepare)
        titles, paragraphs = titles_of(place.db, source.name)
        if not titles:
            raise NoArticleError("nothing in it can be quoted.")
    return Addition(source.name, titles, paragraphs, before is not None, summary)


@contextmanager
def _taken_back_on_error(db: Path, source: Added | None) -> Iterator[None]:
    """Forget a source that is new again when it can't be indexed, or the run is ended."""
    try:
        yield
    except BaseException:
        if source is not None:
            with suppress(CollectionError):  # the first error is the one to tell
                _write(db, lambda database: forget_added(database, source.name))
            drop_file(db, source)
        raise


def _find(db: Path, name: str) -> Added | None:
    with closing(connect_writer(db)) as database:
        return next((one for one in read_added(database) if one.name == name), None)


def _write(db: Path, change: Callable[..., None]) -> None:
    with closing(connect_writer(db)) as database, transaction(database):
        change(database)


def _require_article(document: Added, data: bytes) -> None:
    """Raise NoArticleError, with the reason, unless a document has an article that can be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(document.file).name
        path.write_bytes(data)
        file = SourceFile(path, document.name, len(data), 0)
        reasons = []
        for found in read_source(file):
            if isinstance(found, RawArticle):
                return
            reasons.append(found)
    raise NoArticleError(_first(reasons))


def _first(problems: list[Problem]) -> str:
    return problems[0].reason if problems else "nothing in it can be quoted."
