"""`verbatim remove`."""

import click

from bot.additions import find_added, for_machines, for_people, list_added_sources, remove
from bot.endings import DONE, FAILED, ending_on_sigterm
from bot.options import with_progress, with_settings
from bot.progress import Events
from bot.settings import TracedSettings
from storage.adding import UnknownSourceError, remove_added
from storage.inventory import take_inventory


@click.command(name="remove")
@click.argument("source", metavar="[NUMBER_OR_NAME]", required=False)
@click.option("--yes", is_flag=True, help="Don't ask whether it is meant.")
@with_progress
@with_settings
def command(traced: TracedSettings, source: str | None, progress: str, *, yes: bool) -> int:
    """Remove a page or a document that was added, and its articles from the index.

    Without a name, lists what was added. The folder's own files are taken out of the folder itself.
    """
    settings = traced.settings
    added = take_inventory(settings.db).added
    if source is None:
        click.echo(list_added_sources(added))
        return DONE
    with ending_on_sigterm():
        if progress == "json":
            events = Events(click.echo)
            done = for_machines(
                settings, lambda place: events.summary(remove_added(place, source)), events
            )
            return DONE if done else FAILED
        state = find_added(added, source)
        if state is None:
            raise UnknownSourceError(source)
        if not yes:
            click.confirm(f"Remove {state.source.label}?", abort=True)
        click.echo(for_people(settings, lambda place: remove(place, state)))
        return DONE
