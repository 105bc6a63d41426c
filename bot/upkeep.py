"""Bringing the index up to date from the command line, and telling what was done."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.progress import Events, progress_bar
from bot.wrapping import harmless
from storage.compacting import compact
from storage.errors import IndexBusy
from storage.indexing import Summary, bring_up_to_date, is_up_to_date
from storage.rebuilding import rebuild

if TYPE_CHECKING:
    from storage.refreshing import Fetch

LONGEST_WAIT = 60.0  # seconds to wait for another run to end
PAUSE = 0.2  # seconds between two looks at it


def index_for_people(db: Path, folder: Path, fetch: "Fetch | None" = None) -> Summary:
    """Bring the index up to date behind a progress bar, where standard error is a terminal.

    Pages that were added are fetched again by `fetch`, if that is given.
    """
    with progress_bar() as report:
        return bring_up_to_date(db, folder, report, fetch=fetch)


def index_for_machines(
    db: Path,
    folder: Path,
    events: Events,
    fetch: "Fetch | None" = None,
    *,
    compact_after: bool = False,
) -> Summary:
    """Bring the index up to date and write the events; an error is written and raised."""
    try:
        summary = bring_up_to_date(db, folder, events.progress, fetch=fetch)
        if compact_after:
            compact(db)
    except IndexBusy as error:
        events.error("busy", str(error))
        raise
    except Exception as error:
        events.error("failed", str(error) or type(error).__name__)
        raise
    events.summary(summary)
    return summary


def compact_for_people(db: Path) -> str:
    """Give back the space of what was removed; return a line that says how much."""
    done = compact(db)
    saved = max(0, done.before - done.after)
    return f"{db}: {done.after / 1e6:,.1f} MB, {saved / 1e6:,.1f} MB given back"


def rebuild_for_people(db: Path) -> str:
    """Make the index anew from its paragraphs, behind a bar; return a line that says so."""
    with progress_bar() as report:
        paragraphs = rebuild(db, report)
    return f"{db}: the index of {counted(paragraphs, 'paragraph')} was made anew"


def make_current(db: Path, folder: Path) -> None:
    """Index `folder` unless the index is up to date with it; failed files are told on stderr.

    Another run at work on the same index is waited for.

    :raises IndexBusy: it took longer than a minute.
    """
    give_up_at = time.monotonic() + LONGEST_WAIT
    while not is_up_to_date(db, folder):
        try:
            summary = index_for_people(db, folder)
        except IndexBusy:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(PAUSE)
        else:
            for line in tell_failures(summary):
                click.echo(f"verbatim: {line}", err=True)
            return


def tell(summary: Summary, db: Path, folder: Path) -> str:
    """Return a run's summary in a few lines: what changed, what failed and why, what there is."""
    changes = (
        f"{folder}: {summary.new} new, {summary.changed} changed, {summary.removed} removed, "
        f"{summary.unchanged} unchanged, {len(summary.failed)} failed"
    )
    articles = counted(summary.articles, "article")
    paragraphs = counted(summary.paragraphs, "paragraph")
    whole = f"{db}: {articles}, {paragraphs}, in {summary.seconds:.1f} s"
    return "\n".join([changes, *tell_failures(summary), whole])


def tell_failures(summary: Summary) -> list[str]:
    """Return a line for each source that failed: which, and why."""
    return [harmless(f"failed: {one.source}: {one.reason}") for one in summary.failed]


def counted(number: int, noun: str) -> str:
    """Return "1 article", "2 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
