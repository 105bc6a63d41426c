"""Asking a set's questions of Verbatim and its peers, behind a bar and a clock."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import click
import numpy as np

from retrieval.answering import Answerer
from retrieval.evaluation import Ask, Outcome, ask_all
from retrieval.hiding import HidingCollection
from retrieval.model import Ranked
from retrieval.peers import RankBM25, all_paragraphs
from retrieval.question_sets import SetQuestion, sample_questions
from retrieval.reading import Collection
from retrieval.removal import Removal, ask_without_gold, measure_removal
from retrieval.spoiling import Loss, Spoil, measure_loss
from storage.peers import Fts5

Answering = Callable[[Collection], Answerer]  # makes what answers from a collection

NAME = "Verbatim"
MOST_REMOVED = 1_000  # questions that are asked again without their articles


@dataclass(frozen=True, slots=True)
class Run:
    """What came of every question, in order, and how long each took."""

    name: str
    outcomes: Sequence[Outcome]
    milliseconds: Sequence[float]

    def percentile(self, share: float) -> float:
        """Return the time, in milliseconds, within which `share` percent of questions end."""
        return float(np.percentile(self.milliseconds, share))


@dataclass(frozen=True, slots=True)
class Report:
    """Verbatim's run, its peers' on the same questions, and what came of asking otherwise.

    That is the questions asked by removal, and the losses of those asked spoilt, by its name.
    """

    ours: Run
    peers: Sequence[Run] = ()
    removal: Removal | None = None
    losses: Mapping[str, Loss] = field(default_factory=dict)

    @property
    def runs(self) -> list[Run]:
        """Every run, Verbatim's first."""
        return [self.ours, *self.peers]


def measure_set(
    collection: Collection,
    questions: Sequence[SetQuestion],
    answering: Answering,
    *,
    peers: bool,
    removal: bool,
    spoilings: Mapping[str, Spoil],
) -> Report:
    """Ask the questions of Verbatim; of its peers, without the gold articles, spoilt, if wanted."""
    ask = answering(collection).rank
    ours = ask_timed(NAME, questions, ask)
    theirs = ask_peers(collection, questions) if peers else []
    removed = ask_removed(collection, ours, answering) if removal else None
    losses = {name: ask_spoilt(name, spoil, ours, ask) for name, spoil in spoilings.items()}
    return Report(ours, theirs, removed, losses)


def ask_timed(name: str, questions: Sequence[SetQuestion], ask: Ask) -> Run:
    """Ask every question; the first one once more before, so that nothing is still to be loaded."""
    for question in questions[:1]:
        ask(question.text, question.context)
    milliseconds: list[float] = []
    with _bar(questions, f"Asking {name}") as bar:
        outcomes = ask_all(bar, _clocked(ask, milliseconds))
    return Run(name, outcomes, milliseconds)


def ask_peers(collection: Collection, questions: Sequence[SetQuestion]) -> list[Run]:
    """Ask each peer, over the same paragraphs."""
    paragraphs = all_paragraphs(collection)
    with closing(Fts5(paragraphs)) as fts5:
        return [ask_timed(peer.name, questions, peer.rank) for peer in (RankBM25(paragraphs), fts5)]


def ask_removed(collection: Collection, ours: Run, answering: Answering) -> Removal | None:
    """Ask what was answerable once more, a sample where it is much, with its articles hidden."""
    answerable = [o.question for o in ours.outcomes if o.question.answerable]
    hiding = HidingCollection(collection)
    outcomes = ask_without_gold(
        sample_questions(answerable, MOST_REMOVED), hiding, answering(hiding).rank
    )
    length = min(len(answerable), MOST_REMOVED)
    with click.progressbar(
        outcomes, length, label="Asking without the articles", file=sys.stderr
    ) as bar:
        return measure_removal(ours.outcomes, list(bar))


def ask_spoilt(name: str, spoil: Spoil, ours: Run, ask: Ask) -> Loss:
    """Ask what is answerable once more, spoilt, and return what that loses."""
    spoilt = [spoil(o.question) for o in ours.outcomes if o.question.answerable]
    with _bar(spoilt, f"Asking with {name}") as bar:
        return measure_loss(ours.outcomes, ask_all(bar, ask))


def _clocked(ask: Ask, milliseconds: list[float]) -> Ask:
    def ask_clocked(question: str, context: str) -> Ranked:
        start = time.perf_counter()
        found = ask(question, context)
        milliseconds.append(1_000 * (time.perf_counter() - start))
        return found

    return ask_clocked


@contextmanager
def _bar(questions: Sequence[SetQuestion], label: str) -> Iterator[Iterable[SetQuestion]]:
    with click.progressbar(questions, label=label, file=sys.stderr) as bar:
        yield bar
