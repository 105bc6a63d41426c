"""/backup: a copy of everything that can't be made anew, sent, or kept on the disk if too large."""

import asyncio
import contextlib
import logging
import os
import sys
from pathlib import Path

from bot.addressing import Request
from bot.citing import label
from bot.delivery import Delivery, Place, place_of_answer
from bot.door import Door
from bot.freight import LARGEST_UP, Freight
from bot.reindex import environment
from bot.render import Voice
from storage.backup import backup_name

log = logging.getLogger(__name__)


class BackingUp:
    """Makes copies for admins, in a child process, one at a time."""

    def __init__(
        self,
        db: Path,
        door: Door,
        freight: Freight,
        delivery: Delivery,
    ) -> None:
        """Copy the index at `db` and what belongs to it."""
        self._db = db
        self._door = door
        self._freight = freight
        self._delivery = delivery
        self._copying: asyncio.Task[None] | None = None
        self._child: asyncio.subprocess.Process | None = None

    async def backup(self, request: Request) -> None:
        """Begin with a copy, and tell whoever asked when it is there."""
        voice = await self._door.opens_for(request)
        if voice is None:
            return
        if self._copying is not None and not self._copying.done():
            await self._delivery.answer(request, voice.says("backup-running"))
            return
        await self._delivery.answer(request, voice.says("backup-started"))
        self._copying = asyncio.create_task(self._copy(place_of_answer(request), voice))

    async def close(self) -> None:
        """Break a copy off that is being made."""
        if self._child is not None and self._child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._child.terminate()
        if self._copying is not None:
            await asyncio.wait({self._copying})

    async def _copy(self, place: Place, voice: Voice) -> None:
        target = self._db.with_name(f"{self._db.stem}-backups") / backup_name()
        try:
            complaint = await self._make(target)
            size = target.stat().st_size if not complaint else 0
            if not complaint and size <= LARGEST_UP and await self._send(place, target, voice):
                _take_away(target)
                return
        except OSError as error:
            complaint = error.strerror or str(error)
        if complaint:
            log.error("No backup could be made: %s", complaint)
            reason = label(complaint, 500)
            await self._delivery.send(place, voice.says("backup-failed", reason=reason))
            return
        kept = voice.says("backup-on-disk", size=f"{size / 1e6:.0f}", path=str(target.absolute()))
        await self._delivery.send(place, kept)

    async def _make(self, target: Path) -> str:
        """Have the copy made by a process of its own; return why that failed, "" if it didn't."""
        target.parent.mkdir(mode=0o700, exist_ok=True)
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "backup", "--db", str(self._db), "--", str(target)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=environment(os.environ),
            start_new_session=True,  # Ctrl-C in the terminal is for us: we end the child in order
        )
        _, told = await self._child.communicate()
        words = told.decode("utf-8", "replace").strip().removeprefix("verbatim: ")
        return "" if self._child.returncode == 0 else words or "?"

    async def _send(self, place: Place, target: Path, voice: Voice) -> bool:
        data = await asyncio.to_thread(target.read_bytes)
        caption = voice.catalogue.say("backup-caption")
        return await self._freight.send_document(place, data, target.name, caption) is not None


def _take_away(target: Path) -> None:
    """Take a copy away that was sent, and its folder if nothing else is in it."""
    target.unlink(missing_ok=True)
    if not any(target.parent.iterdir()):
        target.parent.rmdir()
