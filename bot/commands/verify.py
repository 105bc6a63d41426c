"""`verbatim verify`."""

import os
import sys
from contextlib import closing

import click

from bot.endings import DONE, NOTHING_FOUND
from bot.opening import open_collection
from bot.options import with_settings
from bot.settings import TracedSettings
from bot.terminal import screen_of
from bot.terminal_messages import say_in_locale
from bot.terminal_verdicts import show_verdict
from retrieval.verifying_quotes import QuoteVerifier, Standing


@click.command(name="verify")
@click.argument("quote", nargs=-1, required=True)
@with_settings
def command(traced: TracedSettings, quote: tuple[str, ...]) -> int:
    """Tell whether a quote stands in the articles: verbatim, altered or absent.

    White space, accents composed or not, and the shapes of quotation marks, apostrophes and dashes
    make no difference; case, accents and everything else do. Of an altered quote, [-…-] is in the
    article only and {+…+} in the quote only. Exit code 0 for a verbatim one, otherwise 3.

    With --articles, the folder is indexed first if the index isn't up to date with it.
    """
    with closing(open_collection(traced)) as collection, collection.snapshot() as snapshot:
        verdict = QuoteVerifier().verify(snapshot, " ".join(quote))
    shown = show_verdict(verdict, screen_of(sys.stdout, os.environ), say_in_locale)
    if verdict.standing in (Standing.NO_WORDS, Standing.TOO_LONG):
        raise click.UsageError(shown)
    click.echo(shown)
    return DONE if verdict.standing is Standing.VERBATIM else NOTHING_FOUND
