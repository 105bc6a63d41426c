"""Answers while another process reindexes, measured: how fast they come, and never a half-new one.

Every paragraph of the articles that are reindexed gets a word that is new. A state of the index in
which some of them have it, and others don't, is none that a reader may ever see.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from bot.bench.clock import percentile, time_each
from bot.bench.material import Material
from retrieval.answering import Answerer
from retrieval.posting_lists import sparse
from retrieval.question_sets import read_records
from storage.collection import SqliteCollection

MOST = 100_000  # paragraphs that are reindexed
_WORD = "nouveaumotx"
_IDLE = 20.0  # seconds of answers before
_FEWEST = 50
_QUESTIONS = 200
_PAUSE = 0.02  # seconds between questions: people don't ask without end

Result = dict[str, Any]


def measure_reindex(folder: Path, db: Path) -> Result:
    """Ask questions before and during a reindex; the collection is changed after it.

    :raises AssertionError: a half-new state was seen.
    """
    changed = _write_changed(Material(folder), folder / "changed")
    questions = Material(folder).questions()[:_QUESTIONS]
    with closing(SqliteCollection(db)) as collection:
        answerer = Answerer(collection)
        for question in questions:  # paragraphs that were seen before are answered from sooner
            answerer.answer(question)
        idle = time_each(answerer.answer, questions, _FEWEST, _IDLE)
        states = {_holders(collection)}
        with _reindexing(db, folder / "changed") as child:
            during: list[float] = []
            for question in cycle(questions):
                if child.poll() is not None:
                    break
                during += time_each(answerer.answer, [question], 1, 0.0)
                states.add(_holders(collection))
                time.sleep(_PAUSE)
        states.add(_holders(collection))
    if child.returncode or len(states) != 2:
        raise AssertionError(f"exit {child.returncode}; paragraphs with the new word: {states}")
    return {"paragraphs": changed, "idle": _told(idle), "during": _told(during)}


def _write_changed(material: Material, folder: Path) -> int:
    """Write the articles anew, the first ones with the new word; return how many paragraphs."""
    folder.mkdir(exist_ok=True)
    changed = 0
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as lines:
        for _, record in read_records(material.articles / "articles.jsonl"):
            paragraphs = record["text"].split("\n\n")
            if changed < MOST:
                record["text"] = "\n\n".join(f"{_WORD} {text}" for text in paragraphs)
                changed += len(paragraphs)
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return changed


@contextmanager
def _reindexing(db: Path, articles: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start `verbatim index` as the bot does; end it if whoever asks breaks off."""
    command = (sys.executable, "-m", "bot", "index", "--progress", "json")
    paths = ("--db", str(db), "--articles", str(articles))
    with subprocess.Popen([*command, *paths], stdout=subprocess.DEVNULL) as child:  # noqa: S603 - ours
        try:
            yield child
        except BaseException:
            child.kill()
            raise


def _holders(collection: SqliteCollection) -> int:
    """Return how many live paragraphs have the new word: none, or all that get it.

    :raises AssertionError: df and the posting lists say different things.
    """
    with collection.snapshot() as snapshot:
        df = snapshot.document_frequencies([_WORD]).get(_WORD, 0)
        postings = snapshot.postings([_WORD]).get(_WORD)
        held = len(np.setdiff1d(sparse(postings)[0], snapshot.removed())) if postings else 0
        if held != df:
            raise AssertionError("df and postings belong to different states")
    return df


def _told(times: list[float]) -> Result:
    return {"asked": len(times), "p50": percentile(times, 50), "p99": percentile(times, 99)}
