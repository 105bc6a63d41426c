"""Verbatim as a whole, measured: from articles to the index, from a question to the quotes."""

import resource
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from bot.bench.clock import (
    peak_bytes,
    percentile,
    processor_seconds,
    resident_bytes,
    time_each,
)
from bot.bench.material import Material
from retrieval.answering import Answerer
from retrieval.matching import Matcher
from retrieval.model import Clause, Query, RawArticle
from retrieval.preparation import prepare
from retrieval.question_sets import read_records
from storage.collection import SqliteCollection
from storage.database import connect_writer, transaction
from storage.draft import Draft
from storage.folding import fold
from storage.indexing import Progress, bring_up_to_date
from storage.preparations import workers_for
from storage.publishing import publish

_FEWEST = 50  # questions, however long they take
_BUDGET = 60.0  # seconds of asking
_WARM_UP = 5  # questions before the first that counts
_UPDATES = 100  # enough that segments are folded on the way
_FRESH = "nouveauxmot"  # begins a term that no paragraph holds

Result = dict[str, Any]


def database_in(folder: Path) -> Path:
    """Return where the index made from text lies."""
    return folder / "indexes" / "whole.db"


def index(folder: Path) -> Result:
    """Index the articles from their text, as `verbatim index` does."""
    db, articles = database_in(folder), Material(folder).articles
    db.parent.mkdir(exist_ok=True)
    reading = 0

    def note(progress: Progress) -> None:
        nonlocal reading
        if progress.stage == "reading":
            reading = peak_bytes()

    start = time.perf_counter()
    summary = bring_up_to_date(db, articles, note)
    seconds = time.perf_counter() - start
    workers = workers_for(sum(file.stat().st_size for file in articles.iterdir()))
    return {
        "seconds": seconds,
        "processor": processor_seconds(),
        "paragraphs": summary.paragraphs,
        # A process that was reaped tells its peak; workers may have had theirs at once, while this
        # one read. They have ended before it writes the index.
        "memory": max(peak_bytes(), reading + workers * peak_bytes(resource.RUSAGE_CHILDREN)),
        "disk": db.stat().st_size,
    }


def answer(folder: Path) -> Result:
    """Answer the questions; the memory is what is in use after all of them."""
    questions = Material(folder).questions()
    with closing(SqliteCollection(database_in(folder))) as collection:
        answerer = Answerer(collection)
        for question in questions[:_WARM_UP]:
            answerer.answer(question)
        times = time_each(answerer.answer, questions[_WARM_UP:], _FEWEST, _BUDGET)
    return {
        "asked": len(times),
        "p50": percentile(times, 50),
        "p99": percentile(times, 99),
        "memory": resident_bytes(),
    }


def update(folder: Path) -> Result:
    """Replace articles one by one, each until a question finds a word that is new in it."""
    db = database_in(folder)
    times: list[float] = []
    processor: list[float] = []
    folds: list[float] = []
    with closing(SqliteCollection(db)) as collection, closing(connect_writer(db)) as database:
        matcher = Matcher()
        for number, article in enumerate(_some_articles(folder)):
            word = f"{_FRESH}{number}x"
            changed = replace(article, text=f"{word} {article.text}")
            start, begun = time.perf_counter(), time.process_time()
            draft = Draft(database)
            draft.put(prepare(changed), "articles.jsonl", "")
            with transaction(database):
                for _ in publish(draft):
                    pass
            _find(collection, matcher, word)
            seen = time.perf_counter()
            times.append(1_000 * (seen - start))
            processor.append(1_000 * (time.process_time() - begun))
            if fold(database):
                folds.append(1_000 * (time.perf_counter() - seen))
    return {
        "updates": len(times),
        "p50": percentile(times, 50),
        "worst": max(times),
        "processor": percentile(processor, 50),
        "worst_fold": max(folds, default=0.0),
    }


def _find(collection: SqliteCollection, matcher: Matcher, word: str) -> None:
    query = Query("", "en", (Clause(((word, 1.0),)),))
    with collection.snapshot() as snapshot:
        if not matcher.search(snapshot, query, 1):
            raise AssertionError(f"an update isn't seen: {word}")


def _some_articles(folder: Path) -> Iterator[RawArticle]:
    """Yield articles spread over the collection, those of 20 paragraphs as far as there are any."""
    material = Material(folder)
    step = max(1, material.facts.articles // _UPDATES)
    records = read_records(material.articles / "articles.jsonl")
    for _, record in islice(records, 0, None, step):
        yield RawArticle(record["id"], record["text"], record["title"], record["lang"])
