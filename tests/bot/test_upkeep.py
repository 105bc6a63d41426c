"""Indexing as the commands do it: events and bars, and waiting for another run to end."""

import io
import json
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot import upkeep
from bot.progress import Events, progress_bar
from bot.upkeep import make_current, tell
from storage.collection import SqliteCollection
from storage.errors import IndexBusy
from storage.indexing import Failure, Progress, Summary
from storage.locking import index_lock
from storage.reasons import Reason
from storage.sources.flaws import Flaw

SUMMARY = Summary(
    new=1,
    changed=2,
    removed=3,
    unchanged=4,
    failed=(Failure("b.md", Reason(Flaw.NO_TEXT_IN, {"article": "\x1b[2J"}, 2)),),
    articles=7,
    paragraphs=1,
    seconds=0.25,
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "lamp.txt").write_text("The lamp\n\nThe lamp of Tern Rock was lit again in 1954.\n")
    return folder


def events_at(times, progresses):
    """Return the events written when the clock shows `times`, the first of them at the start."""
    written = []
    ticks = iter(times)
    events = Events(written.append, clock=lambda: next(ticks))
    for progress in progresses:
        events.progress(progress)
    return [json.loads(line) for line in written]


def test_progress_is_written_at_most_five_times_a_second_and_a_stage_s_end_always():
    shown = events_at(
        [0.0, 0.0, 0.1, 0.25, 0.3, 0.31],
        [
            Progress("reading", 1, 4),
            Progress("reading", 2, 4),
            Progress("reading", 3, 4),
            Progress("reading", 4, 4),
            Progress("indexing", 0, 4),
        ],
    )
    assert [(event["stage"], event["done"], event["seconds"]) for event in shown] == [
        ("reading", 1, 0.0),
        ("reading", 3, 0.25),
        ("reading", 4, 0.3),
        ("indexing", 0, 0.31),
    ]


def test_the_summary_event_holds_every_failure_with_its_reason():
    written = []
    Events(written.append).summary(SUMMARY)
    assert json.loads(written[0]) == {
        "event": "summary",
        "new": 1,
        "changed": 2,
        "removed": 3,
        "unchanged": 4,
        "failed": [
            {
                "source": "b.md",
                "reason": "line 2: no text was found in “\x1b[2J”.",
                "why": {
                    "code": "flaw-no-text-in",
                    "details": {"article": "\x1b[2J"},
                    "line": 2,
                    "kept": False,
                },
            }
        ],
        "articles": 7,
        "paragraphs": 1,
        "seconds": 0.25,
    }


def test_the_summary_for_people_names_what_failed_and_cannot_drive_the_terminal():
    assert tell(SUMMARY, Path("v.db"), Path("seeds")).splitlines() == [
        "seeds: 1 new, 2 changed, 3 removed, 4 unchanged, 1 failed",
        "failed: b.md: line 2: no text was found in “\ufffd[2J”.",
        "v.db: 7 articles, 1 paragraph, in 0.2 s",
    ]


class FakeTerminal(io.StringIO):
    def isatty(self):
        return True


def test_on_a_terminal_each_stage_has_a_bar(monkeypatch):
    monkeypatch.setattr(sys, "stderr", FakeTerminal())
    with progress_bar() as report:
        for stage in ("reading", "indexing"):
            for done in range(3):
                report(Progress(stage, done, 2))
    shown = sys.stderr.getvalue()
    assert "Reading" in shown
    assert "Indexing" in shown
    assert shown.count("2/2") >= 2
    assert shown.endswith("\n")


def test_anywhere_else_there_is_no_bar(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar() as report:
        report(Progress("reading", 1, 2))
    assert sys.stderr.getvalue() == ""


def test_another_run_on_the_same_index_is_waited_for(folder, tmp_path, monkeypatch):
    db = tmp_path / "v.db"
    with ExitStack() as other_run:
        other_run.enter_context(index_lock(db))
        monkeypatch.setattr(upkeep.time, "sleep", lambda seconds: other_run.close())
        make_current(db, folder)
    with SqliteCollection(db).snapshot() as snapshot:
        assert [article.key for article in snapshot.articles()] == ["lamp.txt"]


def test_a_run_that_does_not_end_is_told(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(upkeep, "LONGEST_WAIT", -1)
    with index_lock(tmp_path / "v.db"), pytest.raises(IndexBusy):
        make_current(tmp_path / "v.db", folder)


def test_an_index_that_is_up_to_date_is_left_alone(folder, tmp_path, monkeypatch):
    make_current(tmp_path / "v.db", folder)
    with index_lock(tmp_path / "v.db"):  # another run would be refused
        make_current(tmp_path / "v.db", folder)
