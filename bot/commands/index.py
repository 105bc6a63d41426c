"""`verbatim index`."""

import functools

import click

from bot.additions import fetch_for
from bot.endings import DONE, FAILED, ending_on_sigterm
from bot.options import with_progress, with_settings
from bot.progress import Events
from bot.settings import TracedSettings
from bot.upkeep import compact_for_people, index_for_machines, index_for_people, tell
from retrieval.errors import VerbatimError
from storage.preparations import give_way


@click.command(name="index")
@with_progress
@click.option(
    "--compact", is_flag=True, help="Then give the space of what was removed back to the disk."
)
@click.option("--offline", is_flag=True, help="Read pages that were added as last fetched.")
@with_settings
def command(traced: TracedSettings, progress: str, *, compact: bool, offline: bool) -> int:
    """Bring the index up to date with the articles folder, and with what was added.

    Fetches the pages that were added again, reads every file of the folder (.txt, .md, .jsonl,
    .jsonl.gz, .html), tells by content what is new, changed, removed or unchanged, and indexes only
    what changed. Until it is complete, the old index goes on answering. Files and pages that can't
    be read are named with the reason; the rest goes in. A long run that was killed is taken up
    where it was.
    """
    db, folder = traced.settings.db, traced.settings.articles
    fetch = None if offline else fetch_for(traced.settings)
    give_way()  # to the bot's answers
    with ending_on_sigterm():
        if progress == "bar":
            click.echo(tell(index_for_people(db, folder, fetch), db, folder))
            if compact:
                click.echo(compact_for_people(db))
            return DONE
        events = Events(functools.partial(click.echo, nl=True))
        try:
            index_for_machines(db, folder, events, fetch, compact_after=compact)
        except VerbatimError:
            return FAILED  # the error event has told it
        return DONE
