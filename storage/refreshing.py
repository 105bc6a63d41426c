"""Fetching every remembered page again, before a run reads what came of it.

A page that can't be fetched, or has no text any more, keeps the file and with it the article that
it had; why is remembered, and told.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import InputError
from retrieval.model import RawArticle
from storage.added import Added, added_folder, drop_file, put_file, read_added, write_added
from storage.database import connect_writer, transaction
from storage.fetching.reasons import FetchError, Refusal
from storage.sources.html import decode_page
from storage.sources.model import Problem, SourceFile
from storage.sources.reading import read_source
from storage.summary import Failure, Progress, Report

if TYPE_CHECKING:
    from storage.fetching.fetching import (
        Fetched,
    )  # httpx is slow to import; most runs fetch nothing

Fetch = Callable[[str], "Fetched"]
_AT_ONCE = 4  # pages under way


def refresh_pages(db: Path, fetch: Fetch, progress: Report) -> list[Failure]:
    """Fetch the pages that were added to the index at `db`; return those that couldn't be.

    Only while the index is locked. Raises a CollectionError where the database can't be written.
    """
    with closing(connect_writer(db, report=progress)) as database:
        pages = [source for source in read_added(database) if source.is_page]
        failed = []
        for done, (page, outcome) in enumerate(_fetch_all(pages, fetch), 1):
            fresh = _renewed(db, page, outcome)
            with transaction(database):
                write_added(database, fresh)
            if fresh.file != page.file:
                drop_file(db, page)
            if fresh.problem:
                reason = FetchError.restored(fresh.problem).reason
                failed.append(Failure(page.name, reason.keeping()))
            progress(Progress("fetching", done, len(pages)))
    return failed


def page_file(db: Path, page: Added, fetched: "Fetched") -> bytes:
    """Return the file to keep of a page: in UTF-8, marked as such.

    :raises FetchError: it can't be read, or has no text.
    """
    try:
        text = decode_page(fetched.body, fetched.charset)
    except InputError as error:
        raise FetchError(Refusal.ENCODING) from error
    data = text.encode("utf-8-sig")
    _require_article(db, page, data)
    return data


def _fetch_all(
    pages: Sequence[Added], fetch: Fetch
) -> Iterator[tuple[Added, "Fetched | FetchError"]]:
    """Yield every page with what came of fetching it, in order, several under way at once."""
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fetching") as threads:
        under_way: list[tuple[Added, Future[Fetched]]] = []
        for page in pages:
            under_way.append((page, threads.submit(fetch, page.name)))
            if len(under_way) > 2 * _AT_ONCE:  # so that no more pages than that are in memory
                yield _outcome(*under_way.pop(0))
        for waiting in under_way:
            yield _outcome(*waiting)


def _outcome(page: Added, future: "Future[Fetched]") -> tuple[Added, "Fetched | FetchError"]:
    try:
        return page, future.result()
    except FetchError as error:
        return page, error


def _renewed(db: Path, page: Added, outcome: "Fetched | FetchError") -> Added:
    """Write a page's new file; return what is to be remembered of it now."""
    try:
        if isinstance(outcome, FetchError):
            raise outcome
        fresh = replace(page, file=str(Path(page.file).with_suffix(outcome.suffix)), problem="")
        data = page_file(db, fresh, outcome)
    except FetchError as error:
        return replace(page, problem=error.stored())
    path = added_folder(db) / fresh.file
    if not path.exists() or path.read_bytes() != data:
        put_file(db, fresh, data)
    return replace(fresh, fetched=int(time.time()))


def _require_article(db: Path, page: Added, data: bytes) -> None:
    """Raise FetchError unless there is an article in what was fetched."""
    draft = added_folder(db) / f".new{Path(page.file).suffix}"
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_bytes(data)
        found = list(read_source(SourceFile(draft, page.name, len(data), 0)))
    finally:
        draft.unlink(missing_ok=True)
    if not any(isinstance(one, RawArticle) and one.text.strip() for one in found):
        told = [str(one.reason) for one in found if isinstance(one, Problem)]
        raise FetchError(Refusal.NO_TEXT) from (InputError(told[0]) if told else None)
