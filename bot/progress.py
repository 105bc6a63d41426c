"""How an indexing run shows itself: a bar for people, JSON lines for the bot's child process."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from storage.indexing import Progress, Summary

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from storage.adding import Addition

Report = Callable[[Progress], None]

_MOST_TITLES = 5  # of what was added
SHORTEST_PAUSE = 0.2  # seconds between two progress events, but for the last of a stage


@contextmanager
def progress_bar() -> Iterator[Report]:
    """Hand out a report that draws a bar for each stage on standard error, if it is a terminal."""
    bars: dict[str, ProgressBar[Any]] = {}

    def report(progress: Progress) -> None:
        if progress.stage not in bars:
            _finish(bars)
            bars[progress.stage] = _start(progress)
        bar = bars[progress.stage]
        bar.update(progress.done - bar.pos)

    shown: Report = report if sys.stderr.isatty() else _ignore
    try:
        yield shown
    finally:
        _finish(bars)


def _start(progress: Progress) -> "ProgressBar[Any]":
    bar: ProgressBar[Any] = click.progressbar(
        length=progress.total,
        label=progress.stage.capitalize(),
        file=sys.stderr,
        show_pos=True,
    )
    return bar.__enter__()


def _finish(bars: "Mapping[str, ProgressBar[Any]]") -> None:
    """End the line of the bar that was drawn last; the ones before have ended theirs."""
    if bars:
        list(bars.values())[-1].render_finish()


def _ignore(_progress: Progress) -> None:
    """Show nothing."""


class Events:
    """Writes a run's events as JSON lines, progress at most five times a second."""

    def __init__(
        self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write = write
        self._clock = clock
        self._start = clock()
        self._shown_at = -SHORTEST_PAUSE
        self._stage = ""

    def progress(self, progress: Progress) -> None:
        """Write how far a stage is, unless it was written just now; its end always is."""
        now = self._clock() - self._start
        ended = progress.done >= progress.total
        if progress.stage == self._stage and not ended and now - self._shown_at < SHORTEST_PAUSE:
            return
        self._shown_at, self._stage = now, progress.stage
        self._event(
            "progress",
            stage=progress.stage,
            done=progress.done,
            total=progress.total,
            seconds=round(now, 2),
        )

    def summary(self, summary: Summary) -> None:
        """Write what a run that is complete has done."""
        self._event(
            "summary",
            new=summary.new,
            changed=summary.changed,
            removed=summary.removed,
            unchanged=summary.unchanged,
            failed=[{"source": one.source, "reason": one.reason} for one in summary.failed],
            articles=summary.articles,
            paragraphs=summary.paragraphs,
            seconds=round(summary.seconds, 2),
        )

    def added(self, addition: "Addition") -> None:
        """Write what was added."""
        self._event(
            "added",
            name=addition.name,
            titles=addition.titles[:_MOST_TITLES],
            articles=len(addition.titles),
            paragraphs=addition.paragraphs,
            replaced=addition.replaced,
        )

    def error(self, kind: str, message: str, **details: str) -> None:
        """Write why a run changed nothing.

        `kind` is "busy" (another one runs), "page" or "source" (what was to be added can't be
        read), or "failed".
        """
        self._event("error", kind=kind, message=message, **details)

    def _event(self, event: str, **fields: Any) -> None:
        self._write(json.dumps({"event": event, **fields}))
