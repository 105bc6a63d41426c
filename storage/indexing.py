"""Bring the index up to date with a folder of articles, and with what was added beside it.

    refresh   the pages that were added: fetched again, where that is asked for
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
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.preparation import ANALYSIS_VERSION, prepare
from storage.added import is_added, list_added, read_added, together
from storage.articles import stored_articles
from storage.database import connect_reader, connect_writer, transaction
from storage.draft import remove_draft
from storage.errors import DatabaseMissing, DatabaseOutdated, DiskFull, translating_errors
from storage.garbage import few_collections
from storage.locking import index_lock
from storage.parcels import Prepare
from storage.reasons import ReasonedError
from storage.refreshing import Fetch, refresh_pages
from storage.run import IndexRun
from storage.sources.flaws import Flaw
from storage.sources.folder import FORMATS, Listing, list_sources, require_folder
from storage.summary import Failure, Progress, Report, Summary
from storage.survey import is_same, read_records

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Failure", "Progress", "Summary", "bring_up_to_date", "is_up_to_date"]


def bring_up_to_date(
    db: Path,
    folder: Path,
    progress: Report = lambda _: None,
    prepare: Prepare = prepare,
    fetch: Fetch | None = None,
) -> Summary:
    """Make the index in `db` say what the articles in `folder` say; all of it, or nothing.

    So it does for the pages and documents that were added to it; with `fetch`, pages are fetched
    again by that, otherwise they are read as they were fetched last.

    Raises IndexBusy at once while another run is at it, InputError for a folder that is missing or
    has no articles, and a CollectionError when the database can't be written.
    """
    started = time.monotonic()
    require_folder(folder)
    with index_lock(db):
        unfetched = refresh_pages(db, fetch, progress) if fetch and db.exists() else []
        summary = update_index(db, folder, progress, prepare)
    return replace(
        summary,
        failed=tuple(sorted((*summary.failed, *unfetched), key=lambda failure: failure.source)),
        seconds=time.monotonic() - started,
    )


def update_index(db: Path, folder: Path, progress: Report, prepare: Prepare) -> Summary:
    """Do what `bring_up_to_date` does without fetching, for a caller who holds the index's lock."""
    started = time.monotonic()
    require_folder(folder)
    listing = list_sources(folder)
    _require_articles(listing, db, folder)
    with (
        few_collections(),
        _leaving_room(db),
        closing(connect_writer(db, report=progress)) as database,
        translating_errors(db),
    ):
        added = list_added(db, read_added(database))
        run = IndexRun(database, prepare, progress)
        run.read(together(listing, added))
        run.write()
        _note_end(database)
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
    listing = list_sources(folder)
    try:
        database = connect_reader(db)
    except (DatabaseMissing, DatabaseOutdated):
        return False
    with closing(database), translating_errors(db):
        known = read_records(database)
        files = together(listing, list_added(db, read_added(database))).files
    return (
        bool(files)
        and {file.name for file in files} == known.keys()
        and all(is_same(file, known[file.name], ANALYSIS_VERSION) for file in files)
    )


def _require_articles(listing: Listing, db: Path, folder: Path) -> None:
    """Raise InputError for a folder without articles: more likely a mistake than a wish.

    It is a wish where the articles are all added ones.
    """
    if listing.files or listing.unreadable:
        return
    own, added = _count_sources(db)
    if added and not own:
        return
    if own:
        raise ReasonedError(
            Flaw.NO_ARTICLES_LEFT, folder=str(folder), formats=FORMATS, articles=own, db=str(db)
        )
    raise ReasonedError(Flaw.NO_ARTICLES, folder=str(folder), formats=FORMATS)


def _count_sources(db: Path) -> tuple[int, int]:
    """Return how many articles of the folder are indexed, and how many others are, or could be."""
    try:
        database = connect_reader(db)
    except (DatabaseMissing, DatabaseOutdated):
        return 0, 0
    with closing(database), translating_errors(db):
        sources = [article.source for article in stored_articles(database).values()]
        own = sum(not is_added(source) for source in sources)
        return own, len(sources) - own + len(read_added(database))


def _note_end(database: "Database") -> None:
    """Remember when the last run ended, be it one that changed nothing."""
    with transaction(database):
        database.execute("DELETE FROM runs")
        database.execute("INSERT INTO runs VALUES (?)", [int(time.time())])
