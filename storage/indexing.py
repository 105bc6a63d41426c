"""Bring the index up to date with a folder of articles.

    survey    which files are as they were: by size and time, else by content
    read      what the others hold; an article that is as it was is left alone
    analyse   what is new or changed, into a draft beside the index
    publish   the draft, in one transaction

Until the last step is complete, readers see the old index, and a run that dies leaves it whole. The
next one goes on with what a long run had analysed when it died.
What can't be read is named and costs nothing that was indexed before.
"""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from retrieval.errors import InputError
from retrieval.preparation import ANALYSIS_VERSION, prepare
from storage.articles import count_rows
from storage.database import connect_reader, connect_writer
from storage.draft import remove_draft
from storage.errors import DatabaseMissing, DatabaseOutdated, DiskFull, translating_errors
from storage.locking import index_lock
from storage.parcels import Prepare
from storage.run import IndexRun
from storage.sources.folder import SUFFIXES, Listing, list_sources, require_folder
from storage.summary import Failure, Progress, Report, Summary
from storage.survey import is_same, read_records

__all__ = ["Failure", "Progress", "Summary", "bring_up_to_date", "is_up_to_date"]


def bring_up_to_date(
    db: Path,
    folder: Path,
    progress: Report = lambda _: None,
    prepare: Prepare = prepare,
) -> Summary:
    """Make the index in `db` say what the articles in `folder` say; all of it, or nothing.

    Raises IndexBusy at once while another run is at it, InputError for a folder that is missing or
    has no articles, and a CollectionError when the database can't be written.
    """
    started = time.monotonic()
    require_folder(folder)
    with index_lock(db):
        listing = list_sources(folder)
        _require_articles(listing, db, folder)
        with _leaving_room(db), closing(connect_writer(db)) as database, translating_errors(db):
            run = IndexRun(database, prepare, progress)
            run.read(listing)
            run.write()
            return run.summary(time.monotonic() - started)


@contextmanager
def _leaving_room(db: Path) -> Iterator[None]:
    """On a full disk, take the draft away: it would only keep others from making room."""
    try:
        yield
    except DiskFull:
        remove_draft(db)
        raise


def is_up_to_date(db: Path, folder: Path) -> bool:
    """Tell whether a run would find nothing to do, as far as sizes, times and contents tell.

    Raises InputError for a missing folder, and a CollectionError for a database that is no use.
    """
    files = list_sources(folder).files
    try:
        database = connect_reader(db)
    except (DatabaseMissing, DatabaseOutdated):
        return False
    with closing(database), translating_errors(db):
        known = read_records(database)
    return (
        bool(files)
        and {file.name for file in files} == known.keys()
        and all(is_same(file, known[file.name], ANALYSIS_VERSION) for file in files)
    )


def _require_articles(listing: Listing, db: Path, folder: Path) -> None:
    """Raise InputError for a folder without articles: more likely a mistake than a wish."""
    if listing.files or listing.unreadable:
        return
    indexed = _count_articles(db)
    raise InputError(
        f"There are no articles in {folder}: put some there ({', '.join(SUFFIXES)}), "
        "or name another folder with --articles."
        + (
            f" Nothing was changed: the {indexed} articles indexed before are still there. "
            f"To begin anew without them, take {db} away."
            if indexed
            else ""
        )
    )


def _count_articles(db: Path) -> int:
    try:
        database = connect_reader(db)
    except (DatabaseMissing, DatabaseOutdated):
        return 0
    with closing(database), translating_errors(db):
        return count_rows(database)[0]
