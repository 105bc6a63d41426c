"""`verbatim articles`."""

import os
import sys
from contextlib import closing

import click

from bot.listing import describe_articles, list_articles
from bot.options import with_settings
from bot.settings import TracedSettings
from bot.terminal import screen_of
from bot.terminal_messages import say_in_locale
from storage.collection import SqliteCollection


@click.command(name="articles")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_settings
def command(traced: TracedSettings, *, as_json: bool) -> None:
    """List the indexed articles: title, outlet, date, language, paragraphs, key."""
    with closing(SqliteCollection(traced.settings.db)) as collection:
        if as_json:
            for line in describe_articles(collection):
                click.echo(line, nl=False)
            return
        screen = screen_of(sys.stdout, os.environ)
        click.echo(list_articles(collection, screen, say_in_locale))
