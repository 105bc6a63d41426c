"""`verbatim index`."""

import functools

import click

from bot.endings import DONE, FAILED, ending_on_sigterm
from bot.options import with_settings
from bot.progress import Events
from bot.settings import TracedSettings
from bot.upkeep import compact_for_people, index_for_machines, index_for_people, tell
from retrieval.errors import VerbatimError


@click.command(name="index")
@click.option(
    "--progress",
    type=click.Choice(["bar", "json"]),
    default="bar",
    show_default=True,
    help="A bar on a terminal, or one JSON object a line on standard output.",
)
@click.option(
    "--compact", is_flag=True, help="Then give the space of what was removed back to the disk."
)
@with_settings
def command(traced: TracedSettings, progress: str, *, compact: bool) -> int:
    """Bring the index up to date with the articles folder.

    Reads every file of the folder (.txt, .md, .jsonl, .jsonl.gz), tells by content what is new,
    changed, removed or unchanged, and indexes only what changed. Until it is complete, the old
    index goes on answering. Files that can't be read are named with the reason; the rest goes in.
    A long run that was killed is taken up where it was.
    """
    db, folder = traced.settings.db, traced.settings.articles
    with ending_on_sigterm():
        if progress == "bar":
            click.echo(tell(index_for_people(db, folder), db, folder))
            if compact:
                click.echo(compact_for_people(db))
            return DONE
        events = Events(functools.partial(click.echo, nl=True))
        try:
            index_for_machines(db, folder, events, compact_after=compact)
        except VerbatimError:
            return FAILED  # the error event has told it
        return DONE
