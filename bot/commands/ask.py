"""`verbatim ask`."""

import os
import sys
from contextlib import closing
from typing import BinaryIO

import click

from bot.batch import Ask, Request, answer_lines, answer_request, encode
from bot.endings import DONE, NOTHING_FOUND
from bot.opening import open_collection
from bot.options import with_caution
from bot.settings import TracedSettings
from bot.terminal import screen_of, show_result
from bot.terminal_messages import say_in_locale
from retrieval.answering import Answerer
from retrieval.concepts import load_concepts_with
from retrieval.model import Answer


@click.command(name="ask")
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, as with --batch.")
@click.option(
    "--batch",
    type=click.File("rb"),
    metavar="FILE",
    help='Questions as JSON lines, {"id", "question", "context"}; "-" is standard input.',
)
@click.option(
    "--all", "show_closest", is_flag=True, help="Give the closest extracts even where refused."
)
@with_caution
def command(
    traced: TracedSettings,
    question: tuple[str, ...],
    batch: BinaryIO | None,
    *,
    as_json: bool,
    show_closest: bool,
) -> int:
    """Answer QUESTION with exact quotes and their sources; exit code 3 if the articles don't say.

    With --articles, the folder is indexed first if the index isn't up to date with it.

    With --batch, each line of FILE is answered by a line of JSON, in the same order: {"id",
    "refused", "confidence", "lang", "ms", "extracts": [{"article", "title", "paragraph", "start",
    "end", "text", "lang", "score"}]}. Paragraphs count from 1; start and end are code points. A bad
    line gives {"id", "error"} and the rest goes on.
    """
    if bool(question) == (batch is not None):
        raise click.UsageError("Give either a QUESTION or --batch FILE.")
    concepts = load_concepts_with(traced.settings.synonyms)
    with closing(open_collection(traced)) as collection:
        ask = Answerer(collection, traced.settings.caution, concepts).answer
        if batch is None:
            return answer_one(" ".join(question), ask, as_json=as_json, show_closest=show_closest)
        for line in answer_lines(batch, ask, show_closest=show_closest):
            click.echo(line, nl=False)
        return DONE


def answer_one(question: str, ask: Ask, *, as_json: bool, show_closest: bool) -> int:
    """Print the answer to one question and return the exit code."""
    if as_json:
        described = answer_request(Request(None, question, ""), ask, show_closest=show_closest)
        click.echo(encode(described), nl=False)
        return NOTHING_FOUND if described["refused"] else DONE
    result = ask(question, "")
    screen = screen_of(sys.stdout, os.environ)
    click.echo(show_result(result, screen, say_in_locale, closest=show_closest))
    return DONE if isinstance(result, Answer) else NOTHING_FOUND
