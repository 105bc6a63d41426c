"""`verbatim add`."""

import click

from bot.additions import add, for_machines, for_people, tell_addition
from bot.endings import DONE, FAILED, ending_on_sigterm
from bot.options import with_progress, with_settings
from bot.progress import Events
from bot.settings import TracedSettings


@click.command(name="add")
@click.argument("source", metavar="ADDRESS_OR_FILE")
@click.option("--name", default="", help="What a document is called, in place of its file's name.")
@with_progress
@with_settings
def command(traced: TracedSettings, source: str, name: str, progress: str) -> int:
    """Add a web page by its address, or a document by its path, and index it at once.

    Both are remembered. A page is fetched from a public address, and again with each
    `verbatim index`; of a document a copy is kept beside the index. Nothing is changed if there is
    no article in it. What was added before under the same name is replaced.
    """
    settings = traced.settings
    with ending_on_sigterm():
        if progress == "bar":
            told = for_people(
                settings, lambda place: tell_addition(add(place, source, settings, name))
            )
            click.echo(told)
            return DONE
        events = Events(click.echo)
        done = for_machines(
            settings, lambda place: events.added(add(place, source, settings, name)), events
        )
        return DONE if done else FAILED
