"""The bot in a process and on a core of its own, so that what is measured is its work alone."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from bot.playground.server import LocalBotApi
from retrieval.errors import VerbatimError

_PATIENCE = 60.0  # seconds for the bot to begin, or to end


class BotBrokeOffError(VerbatimError):
    """The bot that was to be measured didn't begin, or ended by itself."""


@asynccontextmanager
async def bot_at(api: LocalBotApi, db: Path, concurrency: int) -> AsyncIterator[int]:
    """Run the bot on the index at `db`; yield its process id once it asks for messages.

    :raises BotBrokeOffError: it didn't begin, or didn't last.
    """
    environment = os.environ | {
        "VERBATIM_DB": str(db),
        "VERBATIM_CONCURRENCY": str(concurrency),
        "VERBATIM_LOG_LEVEL": "WARNING",
        "TELEGRAM_BOT_TOKEN": api.token,
        "TELEGRAM_API_BASE": api.url,
    }
    with tempfile.TemporaryFile() as errors:
        command = [sys.executable, "-m", "bot", "run"]
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        try:
            with _sharing_cores(process.pid):
                await _until_it_listens(api, process)
                yield process.pid
            if process.returncode is not None:
                raise BotBrokeOffError(f"the bot ended with exit code {process.returncode}")
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                await asyncio.wait_for(process.wait(), _PATIENCE)


async def _until_it_listens(api: LocalBotApi, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not api.calls.of("getUpdates"):
            if process.returncode is not None:
                raise BotBrokeOffError(f"the bot didn't begin: exit code {process.returncode}")
            await asyncio.sleep(0.05)


@contextmanager
def _sharing_cores(pid: int) -> Iterator[None]:
    """Give the bot the first core and this process the others meanwhile, where there are others."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    first, *others = sorted(cores)
    os.sched_setaffinity(pid, {first})
    os.sched_setaffinity(0, others or cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process has used; nan where the system doesn't tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
