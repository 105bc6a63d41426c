"""`verbatim eval`."""

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from bot.opening import open_collection
from bot.options import with_settings
from bot.settings import TracedSettings
from retrieval.answering import Answerer
from retrieval.evaluation import Ask, Outcome, Scores, ask_all, by_kind, measure
from retrieval.memory import MemoryCollection
from retrieval.preparation import prepare
from retrieval.question_sets import (
    SetQuestion,
    find_file,
    in_split,
    known_places,
    read_articles,
    read_questions,
)

_COLUMNS = {
    "questions": "asked",
    "answer_at_1": "answer@1",
    "answer_at_3": "answer@3",
    "success_at_1": "success@1",
    "article_at_1": "article@1",
    "wrong_refusals": "wrong refusals",
    "false_answers": "false answers",
    "auroc": "AUROC",
    "length": "length",
}


@click.command(name="eval")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--split", type=click.Choice(["dev", "held"]), help="Only this half of a golden set.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@click.option("--failures", is_flag=True, help="Show each question that wasn't answered first.")
@with_settings
def command(
    traced: TracedSettings, file: Path, split: str | None, *, as_json: bool, failures: bool
) -> None:
    """Measure how well the questions of FILE are answered, by kind.

    FILE is a folder with articles.jsonl and questions.jsonl (or .jsonl.gz), whose articles are then
    searched; or a file of questions about the articles of the index. Shares are percent, length is
    that of the first extract in characters.
    """
    if file.is_dir():
        questions, articles = (find_file(file, name) for name in ("questions", "articles"))
        collection = MemoryCollection(prepare(article) for article in read_articles(articles))
        outcomes = _ask(read_questions(questions), split, Answerer(collection).answer)
    else:
        with closing(open_collection(traced)) as indexed:
            with indexed.snapshot() as snapshot:
                keys = {article.key for article in snapshot.articles()}
            questions_here = known_places(read_questions(file), keys)
            outcomes = _ask(questions_here, split, Answerer(indexed).answer)
    scores = {kind: measure(group) for kind, group in by_kind(outcomes).items()}
    scores["all"] = measure(outcomes)
    click.echo(_as_json(scores) if as_json else _as_table(scores))
    if failures:
        click.echo(_list_failures(outcomes))


def _ask(questions: Sequence[SetQuestion], split: str | None, ask: Ask) -> list[Outcome]:
    chosen = in_split(questions, split) if split else questions
    with click.progressbar(chosen, label="Asking", file=sys.stderr) as bar:
        return ask_all(bar, ask)


def _as_json(scores: dict[str, Scores]) -> str:
    return json.dumps({kind: asdict(values) for kind, values in scores.items()}, indent=1)


def _as_table(scores: dict[str, Scores]) -> str:
    header = f"{'kind':12s}" + "".join(f"{title:>15s}" for title in _COLUMNS.values())
    return "\n".join([header, *(_row(kind, values) for kind, values in scores.items())])


def _row(kind: str, scores: Scores) -> str:
    cells = []
    for name in _COLUMNS:
        value = getattr(scores, name)
        shown = "-" if value is None else f"{value:.3f}" if name == "auroc" else f"{value:.1f}"
        cells.append(f"{value:15d}" if isinstance(value, int) else f"{shown:>15s}")
    return f"{kind:12s}" + "".join(cells)


def _list_failures(outcomes: Sequence[Outcome]) -> str:
    missed = [o for o in outcomes if o.question.answerable and o.answer_rank != 1]
    return "\n".join(
        f"\n{o.question.kind} {o.question.id}: {o.question.text}\n"
        f"  answered at rank {o.answer_rank or '-'}, confidence {o.confidence:.2f}: {o.quote}\n"
        f"  expected: {' | '.join(o.question.answers)}"
        for o in missed
    )
