"""`verbatim chat`."""

import os
import sys
from collections.abc import Callable
from contextlib import closing
from io import TextIOWrapper

import click

from bot.chatting import Conversation, greet, read_lines
from bot.listing import list_articles
from bot.opening import open_collection
from bot.options import with_caution
from bot.settings import TracedSettings
from bot.terminal import screen_of
from bot.terminal_messages import say_in_locale
from bot.terminal_verdicts import show_verdict
from bot.wrapping import Screen
from retrieval.answering import Answerer
from retrieval.concepts import load_concepts_with
from retrieval.verifying_quotes import QuoteVerifier
from storage.collection import SqliteCollection


@click.command(name="chat")
@with_caution
def command(traced: TracedSettings) -> None:
    """Ask one question after another; the same answers as on Telegram.

    A short question right after another is read together with it. /articles, /help and /quit work
    as commands; the end of input ends the conversation. With --articles, the folder is indexed
    first if the index isn't up to date with it.
    """
    if isinstance(sys.stdin, TextIOWrapper):  # bytes that aren't text make a poor question, no more
        sys.stdin.reconfigure(errors="replace")
    at_a_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    screen = screen_of(sys.stdout, os.environ)
    concepts = load_concepts_with(traced.settings.synonyms)
    with closing(open_collection(traced)) as collection:
        with collection.snapshot() as snapshot:
            articles = snapshot.articles()
        if at_a_terminal:
            click.echo(greet(articles, str(traced.settings.articles), screen, say_in_locale))
        conversation = Conversation(
            ask=Answerer(collection, traced.settings.caution, concepts).answer,
            list_articles=lambda: list_articles(collection, screen, say_in_locale),
            verify=verifying_in(collection, screen),
            screen=screen,
            say=say_in_locale,
        )
        converse(conversation, at_a_terminal=at_a_terminal)


def verifying_in(collection: SqliteCollection, screen: Screen) -> Callable[[str], str]:
    """Return what shows, for a quote, whether it stands in the collection."""
    verifier = QuoteVerifier()

    def verify(quote: str) -> str:
        with collection.snapshot() as snapshot:
            return show_verdict(verifier.verify(snapshot, quote), screen, say_in_locale)

    return verify


def converse(conversation: Conversation, *, at_a_terminal: bool) -> None:
    """Answer line after line, an empty line after each answer, until the end."""
    for line in read_lines(sys.stdin, prompted=at_a_terminal):
        reply = conversation.reply(line)
        if reply:
            click.echo(f"{reply}\n")
        if conversation.ended:
            return
    if at_a_terminal:
        click.echo()  # the prompt's line has no end yet
