"""The child process that reads the articles again: what it says, and how it ends."""

import json
import sys
from pathlib import Path

import pytest

from bot.reindex import Broken, Progress, Reindexer, read_event
from storage.summary import Failure, Summary
from storage.telling import from_json

SUMMARY = {
    "event": "summary",
    "new": 1,
    "changed": 2,
    "removed": 3,
    "unchanged": 4,
    "failed": [{"source": "a.md", "reason": "line 2: no", "why": "line 2: no"}],
    "articles": 7,
    "paragraphs": 70,
    "seconds": 1.5,
}
PROGRESS = {"event": "progress", "stage": "reading", "done": 5, "total": 10, "seconds": 0.5}
DONE = Summary(1, 2, 3, 4, (Failure("a.md", from_json("line 2: no")),), 7, 70, 1.5)
AT_ONCE = Progress("reading", 5, 10, 0.5)


def child(tmp_path: Path, body: str) -> Reindexer:
    """Return a reindexer whose child runs `body` in the place of `verbatim index`."""
    script = tmp_path / "child.py"
    script.write_text(f"import json, os, signal, sys, time\n{body}\n", encoding="utf-8")
    return Reindexer(Path("some.db"), Path("articles"), (sys.executable, str(script)))


async def events(reindexer):
    return [event async for event in reindexer.run()]


def say(*told):
    return "\n".join(f"print({json.dumps(json.dumps(one))}, flush=True)" for one in told)


async def test_events_of_the_child_are_passed_on(tmp_path):
    reindexer = child(tmp_path, say(PROGRESS, SUMMARY))
    assert await events(reindexer) == [AT_ONCE, DONE]
    assert reindexer.running_for is None


async def test_child_is_asked_for_this_index_in_json(tmp_path):
    told = tmp_path / "told"
    body = f"open({str(told)!r}, 'w').write(' '.join(sys.argv[1:]))"
    await events(child(tmp_path, body))
    assert told.read_text() == "index --db some.db --articles articles --progress json"


async def test_child_gets_no_token(tmp_path, monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "/some/file")
    error = {"event": "error", "kind": "failed"}
    body = f"print(json.dumps({error} | {{'why': ' '.join(os.environ)}}))"
    ((broken),) = await events(child(tmp_path, body))
    assert "PATH" in str(broken.reason)
    assert "TELEGRAM_BOT_TOKEN" not in str(broken.reason)


async def test_reason_of_a_failure_is_passed_on(tmp_path):
    error = {"event": "error", "kind": "failed", "why": "the disk is full"}
    assert await events(child(tmp_path, say(error) + "\nsys.exit(1)")) == [
        Broken(from_json("the disk is full"))
    ]


async def test_another_program_at_work_is_told_apart(tmp_path):
    error = {"event": "error", "kind": "busy", "why": "another run"}
    assert await events(child(tmp_path, say(error))) == [
        Broken(from_json("another run"), busy=True)
    ]


async def test_child_that_dies_without_a_word_is_a_failure(tmp_path, caplog):
    reindexer = child(tmp_path, say(PROGRESS) + "\nsys.exit('Traceback: odd')")
    assert await events(reindexer) == [AT_ONCE, Broken()]
    assert "Traceback: odd" in caplog.text


async def test_child_that_talks_much_blocks_nothing(tmp_path):
    body = "sys.stderr.write('x' * 1_000_000)\n" + say(
        {**SUMMARY, "failed": [{"source": "s" * 100, "why": "r" * 100}] * 2_000}
    )
    (done,) = await events(child(tmp_path, body))
    assert len(done.failed) == 2_000


async def test_program_that_is_not_there_is_a_failure():
    reindexer = Reindexer(Path("db"), Path("articles"), ("/no/such/program",))
    (broken,) = await events(reindexer)
    assert str(broken.reason) == "No such file or directory"
    assert reindexer.running_for is None


async def test_stop_ends_the_child(tmp_path):
    reindexer, seen = child(tmp_path, say(PROGRESS) + "\ntime.sleep(60)"), []
    async for event in reindexer.run():
        seen.append(event)
        await reindexer.stop()
    assert seen == [AT_ONCE, Broken()]
    assert reindexer.stopped


async def test_child_that_will_not_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.reindex._SECONDS_TO_END", 0.1)
    body = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + say(PROGRESS) + "\ntime.sleep(60)"
    reindexer = child(tmp_path, body)
    async for event in reindexer.run():
        if event == AT_ONCE:
            await reindexer.stop()
    assert reindexer.running_for is None


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"Indexing ...",
        b"\xff\xfe",
        b"null",
        b"[1]",
        b'"progress"',
        b"{}",
        b'{"event":"other"}',
        b'{"event":"progress"}',
        b'{"event":"summary","failed":1}',
        b'{"event":"error","why":{"code":"flaw-of-the-future"}}',
        b'{"event":"error","why":{"code":"flaw-date","details":{},"line":0,"kept":false}}',
    ],
)
def test_line_that_makes_no_sense_is_passed_over(line):
    assert read_event(line) is None
