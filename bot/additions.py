"""Adding and removing sources from the command line, and telling what came of it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.progress import Events, progress_bar
from bot.settings import Settings
from bot.upkeep import counted
from bot.wrapping import harmless
from retrieval.errors import InputError, VerbatimError
from storage.added import label_of
from storage.adding import Addition, Place, add_document, add_page, remove_added
from storage.errors import IndexBusy
from storage.fetching.reasons import FetchError
from storage.inventory import AddedState
from storage.summary import Report

if TYPE_CHECKING:
    from storage.refreshing import Fetch

_MOST_TITLES = 5


def fetch_for(settings: Settings) -> "Fetch":
    """Return what fetches pages: from public addresses, and hosts that the operator trusts."""
    from storage.fetching.fetching import fetch  # noqa: PLC0415 - httpx is slow to import

    return partial(fetch, trusted=settings.trusted_hosts)


def add(place: Place, source: str, settings: Settings, name: str = "") -> Addition:
    """Add a page by its address, or a document by its path; `name` is what a document is called.

    :raises InputError: it can't be read, or there is no such file.
    """
    if "://" in source:
        return add_page(place, source, fetch_for(settings))
    path = Path(source)
    if not path.is_file():
        raise InputError(
            f"There is no file {source}: name one, or the address of a web page with its https://."
        )
    return add_document(place, path, name)


def for_people(settings: Settings, work: Callable[[Place], str]) -> str:
    """Do some work behind a progress bar; return the lines that tell of it."""
    with progress_bar() as report:
        return work(_place(settings, report))


def for_machines(settings: Settings, work: Callable[[Place], None], events: Events) -> bool:
    """Do some work, and write how it goes on as events; return whether it was done."""
    try:
        work(_place(settings, events.progress))
    except IndexBusy as error:
        events.error("busy", str(error))
    except FetchError as error:
        events.error("page", str(error), refusal=error.refusal.value, detail=error.detail)
    except InputError as error:
        events.error("source", str(error))
    except (VerbatimError, OSError) as error:
        events.error("failed", str(error))
    else:
        return True
    return False


def tell_addition(addition: Addition) -> str:
    """Return what was added, in a few lines."""
    verb = "replaced" if addition.replaced else "added"
    label = label_of(addition.name)
    articles = counted(len(addition.titles), "article")
    lines = [f"{verb}: {label} ({articles}, {counted(addition.paragraphs, 'paragraph')})"]
    lines += [f"  {title}" for title in addition.titles[:_MOST_TITLES]]
    if len(addition.titles) > _MOST_TITLES:
        lines.append(f"  and {len(addition.titles) - _MOST_TITLES} more")
    return "\n".join(map(harmless, lines))


def list_added_sources(added: Sequence[AddedState]) -> str:
    """Return everything that was added as a numbered list."""
    lines = []
    for number, state in enumerate(added, 1):
        problem = state.source.problem
        why = f": {FetchError.restored(problem)}" if problem else ""
        lines.append(f"{number}. {state.source.label} ({counted(state.articles, 'article')}){why}")
    return "\n".join(map(harmless, lines)) or "nothing was added"


def find_added(added: Sequence[AddedState], wanted: str) -> AddedState | None:
    """Return the source with this number in the list, or of this address or file name."""
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:
        return added[int(wanted) - 1] if 0 < int(wanted) <= len(added) else None
    return next((one for one in added if wanted in (one.source.label, one.source.name)), None)


def remove(place: Place, state: AddedState) -> str:
    """Remove a source that was added; return the line that says so."""
    summary = remove_added(place, state.source.name)
    gone = f"removed: {state.source.label} ({counted(summary.removed, 'article')})"
    return harmless(gone)


def _place(settings: Settings, report: Report) -> Place:
    return Place(settings.db, settings.articles, report)
