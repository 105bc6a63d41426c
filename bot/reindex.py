"""Runs `verbatim index`, `add` or `remove` in a process of its own and reports what it says.

The child reads articles and writes the index while this process goes on answering. It writes JSON
lines: progress, then a summary or an error. One at a time: the second is told of the first.
"""

import asyncio
import contextlib
import json
import logging
import os
import sys
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.reasons import Reason
from storage.summary import Failure, Summary
from storage.telling import from_json, reason_of

log = logging.getLogger(__name__)

_LONGEST_LINE = 2**24  # bytes; a summary names every file that failed
_KEPT_OF_STDERR = 2_000  # characters, for the log
_SECONDS_TO_END = 3.0  # after which a child that was asked to end is ended
_ITS_OWN_BUSINESS = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN_FILE")  # the child needs no token


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: `done` of `total` articles after `seconds`, in one of its stages.

    Of "fetching", pages are counted.
    """

    stage: str
    done: int
    total: int
    seconds: float


@dataclass(frozen=True, slots=True)
class AddedSource:
    """What was added: a few of its articles' titles, how many they are, whether it is new.

    Of a source with thousands of articles, the child doesn't tell all that it knows of its
    `storage.adding.Addition`.
    """

    name: str
    titles: tuple[str, ...]
    articles: int
    paragraphs: int
    replaced: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a run came to nothing; None if it ended without a word. The old index is whole.

    `busy`: another program is at it. `unreadable`: the source itself is no good.
    """

    reason: Reason | None = None
    busy: bool = False
    unreadable: bool = False


Outcome = Summary | AddedSource | Broken
Event = Progress | Outcome
INDEX = ("index",)


class Reindexer:
    """Starts the child process, at most one at a time."""

    def __init__(self, db: Path, articles: Path, command: tuple[str, ...] = ()) -> None:
        """Bring `db` up to date with `articles`; `command` takes the place of `verbatim`."""
        self._program = command or (sys.executable, "-m", "bot")
        self._options = ("--db", str(db), "--articles", str(articles), "--progress", "json")
        self._child: asyncio.subprocess.Process | None = None
        self._began: float | None = None
        self.stopped = False  # by us, before its end

    @property
    def running_for(self) -> float | None:
        """Seconds since the reindex that is running began; None if none is."""
        return None if self._began is None else time.monotonic() - self._began

    async def run(self, work: Sequence[str] = INDEX) -> AsyncGenerator[Event, None]:
        """Start a run and yield its events: any number of Progress, then one Outcome.

        `work` is the command with its own options and, behind a "--", its arguments. Only while
        `running_for` is None. Whoever stops listening stops the child.
        """
        self._began = time.monotonic()
        try:
            async with contextlib.aclosing(self._listen(work)) as events:
                async for event in events:
                    yield event
        except OSError as error:
            log.exception("The run could not be started")
            yield Broken(reason_of(error))
        finally:
            await self._end_child()
            self._began = None

    async def stop(self) -> None:
        """End a running child: what it hasn't finished is taken back by the database."""
        self.stopped = True
        await self._end_child()

    async def _listen(self, work: Sequence[str]) -> AsyncGenerator[Event, None]:
        """Yield what the child writes: its progress, and its outcome once it is over."""
        child = self._child = await self._start(work)
        if child.stdout is None or child.stderr is None:  # both were asked for
            raise AssertionError("a child without pipes")
        if self.stopped:
            await self._end_child()
        complaint = asyncio.create_task(child.stderr.read())
        outcome: Outcome | None = None
        async for line in child.stdout:
            event = read_event(line)
            if isinstance(event, Progress):
                yield event
            else:
                outcome = event or outcome
        words = (await complaint).decode("utf-8", "replace").strip()
        await child.wait()
        if outcome is None and not self.stopped:
            log.error("The run ended with %s: %s", child.returncode, words[-_KEPT_OF_STDERR:])
        yield outcome or Broken()

    async def _start(self, work: Sequence[str]) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *self._program,
            work[0],
            *self._options,
            *work[1:],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            env=environment(os.environ),
            start_new_session=True,  # Ctrl-C in the terminal is for us: we end the child in order
        )

    async def _end_child(self) -> None:
        """Ask a child that is still there to end, and end it if it doesn't."""
        child, self._child = self._child, None
        if child is None or child.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
            try:
                await asyncio.wait_for(child.wait(), _SECONDS_TO_END)
            except TimeoutError:
                child.kill()
                await child.wait()


def read_event(line: bytes) -> Event | None:
    """Return the event that a line of the child's output tells of; None for any other line."""
    try:
        told = json.loads(line)
        return _event(told) if isinstance(told, dict) else None
    except (ValueError, KeyError, TypeError):
        log.warning("The run wrote a line that isn't understood: %r", line[:200])
        return None


def _event(told: Mapping[str, Any]) -> Event | None:
    match told.get("event"):
        case "progress":
            return Progress(
                str(told["stage"]), int(told["done"]), int(told["total"]), float(told["seconds"])
            )
        case "summary":
            failed = tuple(Failure(str(f["source"]), from_json(f["why"])) for f in told["failed"])
            counts = ("new", "changed", "removed", "unchanged", "articles", "paragraphs")
            return Summary(
                failed=failed,
                seconds=float(told["seconds"]),
                **{name: int(told[name]) for name in counts},
            )
        case "added":
            return AddedSource(
                str(told["name"]),
                tuple(map(str, told["titles"])),
                int(told["articles"]),
                int(told["paragraphs"]),
                bool(told["replaced"]),
            )
        case "error":
            return Broken(
                from_json(told["why"]),
                busy=told.get("kind") == "busy",
                unreadable=told.get("kind") == "source",
            )
    return None


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what is none of a child process's business."""
    return {name: value for name, value in environ.items() if name not in _ITS_OWN_BUSINESS}
