"""`verbatim eval`."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import click

from bot.opening import open_collection
from bot.options import with_caution
from bot.quality.asking import Report, measure_set
from bot.quality.machines import as_json
from bot.quality.tables import (
    show_calibration,
    show_failures,
    show_finding,
    show_groups_side_by_side,
    show_intervals,
    show_losses,
    show_refusing,
    show_removal,
    show_side_by_side,
    show_time,
)
from bot.settings import TracedSettings
from bot.terminal import screen_of
from retrieval.answering import Answerer
from retrieval.concepts import load_concepts_with
from retrieval.errors import InputError
from retrieval.evaluation import by_group, measure
from retrieval.language import LANGUAGES
from retrieval.memory import MemoryCollection
from retrieval.preparation import prepare
from retrieval.question_sets import (
    SetQuestion,
    find_file,
    in_language,
    in_split,
    known_places,
    read_articles,
    read_questions,
    sample_questions,
)
from retrieval.reading import Collection
from retrieval.spoiling import Spoil, spoil_to_plain_letters, spoil_with_typos


@click.command(name="eval")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--split", type=click.Choice(["dev", "held"]), help="Only this half of a golden set.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Only questions in this language.")
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="Only N questions, always the same."
)
@click.option("--peers", is_flag=True, help="Ask rank-bm25 and SQLite FTS5 too; side by side.")
@click.option("--removal", is_flag=True, help="Ask again with the articles that answer taken out.")
@click.option(
    "--typos",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="SHARE",
    help="Ask again with typos in this share of the longer words, 0.35 for instance.",
)
@click.option("--plain-letters", is_flag=True, help="Ask again without accents and in lower case.")
@click.option("--intervals", is_flag=True, help="Give 95 % bootstrap intervals.")
@click.option("--calibration", is_flag=True, help="Draw how confidence foretells a right answer.")
@click.option("--failures", is_flag=True, help="Show each question that went wrong.")
@click.option("--json", "as_json_", is_flag=True, help="One JSON object instead of tables.")
@with_caution
def command(
    traced: TracedSettings,
    file: Path,
    split: str | None,
    lang: str | None,
    sample: int | None,
    *,
    peers: bool,
    removal: bool,
    typos: float | None,
    plain_letters: bool,
    intervals: bool,
    calibration: bool,
    failures: bool,
    as_json_: bool,
) -> None:
    """Measure how well the questions of FILE are answered, by kind, language and half.

    FILE is a folder with articles.jsonl and questions.jsonl (or .jsonl.gz), whose articles are then
    searched; or a file of questions about the articles of the index. Shares are percent, length is
    that of the first extract in characters; finding is measured on the answerable questions,
    whether or not the answer was refused.

    A peer ranks paragraphs and quotes, of each of the first three, the sentence that shares most
    words with the question. It refuses only where nothing matches; its AUROC is its best score's.
    """
    concepts = load_concepts_with(traced.settings.synonyms)
    answering = partial(Answerer, caution=traced.settings.caution, concepts=concepts)
    with opened_set(file, traced) as (collection, questions):
        chosen = choose(questions, file, split, lang, sample)
        report = measure_set(
            collection,
            chosen,
            answering,
            peers=peers,
            removal=removal,
            spoilings=choose_spoilings(typos, plain_letters=plain_letters),
        )
    if as_json_:
        click.echo(as_json(report, intervals=intervals, failures=failures))
        return
    for part in tell(report, intervals=intervals, calibration=calibration):
        click.echo(f"{part}\n")
    if failures:
        click.echo(show_failures(report.ours.outcomes, screen_of(sys.stdout, os.environ)))


@contextmanager
def opened_set(
    file: Path, traced: TracedSettings
) -> Iterator[tuple[Collection, list[SetQuestion]]]:
    """Open a set's own articles, or the index, with the questions about them."""
    if file.is_dir():
        questions, articles = (find_file(file, name) for name in ("questions", "articles"))
        prepared = (prepare(article) for article in read_articles(articles))
        yield MemoryCollection(prepared), read_questions(questions)
        return
    with closing(open_collection(traced)) as indexed:
        with indexed.snapshot() as snapshot:
            keys = {article.key for article in snapshot.articles()}
        yield indexed, known_places(read_questions(file), keys)


def choose(
    questions: Sequence[SetQuestion],
    file: Path,
    split: str | None,
    lang: str | None,
    sample: int | None,
) -> Sequence[SetQuestion]:
    """Return the questions to ask.

    :raises InputError: there are none.
    """
    if split:
        questions = in_split(questions, split)
    if lang:
        questions = in_language(questions, lang)
    if not questions:
        raise InputError(f"{file} holds no such question: leave --split or --lang out.")
    return sample_questions(questions, sample) if sample else questions


def choose_spoilings(typos: float | None, *, plain_letters: bool) -> dict[str, Spoil]:
    """Return how the questions are to be spoilt, by the name that is shown."""
    spoilings: dict[str, Spoil] = {}
    if typos:
        spoilings["typos"] = spoil_with_typos(typos)
    if plain_letters:
        spoilings["plain letters"] = spoil_to_plain_letters()
    return spoilings


def tell(report: Report, *, intervals: bool, calibration: bool) -> Iterator[str]:
    """Yield the parts of what is shown."""
    outcomes = report.ours.outcomes
    scores = {name: measure(group) for name, group in by_group(outcomes).items()}
    yield show_finding(scores)
    yield show_refusing(scores)
    if report.peers:
        yield show_side_by_side(report)
        yield show_groups_side_by_side(report.runs)
    else:
        yield show_time(report.ours)
    if intervals:
        yield show_intervals(report)
    if report.removal:
        yield show_removal(report.removal)
    if report.losses:
        yield show_losses(report.losses)
    if calibration:
        yield show_calibration(outcomes)
