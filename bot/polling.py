"""Asks Telegram for updates, again and again, whatever happens to the connection.

Written out rather than left to the library's updater, which confirms updates before they are
stored, repeats one that it can't parse for ever, and lives on in silence when the token is refused.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.faults import seconds_to_wait
from bot.inbox import DurableInbox, RawUpdate, is_kept
from bot.raw_bot import RawBot
from bot.wellformed import is_well_formed
from retrieval.errors import SettingsError

log = logging.getLogger(__name__)

_LONGEST_PAUSE = 10.0  # seconds between two tries
_SECONDS_TO_CONFIRM = 1.5
_MOST_TAKEN = 1_000  # updates kept in mind, in case Telegram sends them again


class TokenRejectedError(SettingsError):
    """Telegram doesn't accept the bot's token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram doesn't accept the bot's token. Copy it again from @BotFather into "
            "TELEGRAM_BOT_TOKEN, or into the file that TELEGRAM_BOT_TOKEN_FILE names."
        )


class Poller:
    """Fetches updates, has those worth it stored, and hands them on in order, each once."""

    def __init__(
        self,
        bot: RawBot,
        inbox: DurableInbox,
        is_wanted: Callable[[Update], bool],
        hand_on: Callable[[Update], Awaitable[None]],
    ) -> None:
        """Hand on what `is_wanted`; `hand_on` returns when there is room for more."""
        self._bot = bot
        self._inbox = inbox
        self._is_wanted = is_wanted
        self._hand_on = hand_on
        self._taken: deque[int] = deque(maxlen=_MOST_TAKEN)
        self._newest = 0  # no update with a higher number has been here before
        self._offset: int | None = None

    async def run(self) -> None:
        """Finish what an earlier run left open, then poll until cancelled.

        :raises TokenRejectedError: Telegram doesn't accept the token.
        """
        self._newest = await self._inbox.newest()
        for raw in await self._inbox.unfinished():
            if update := self._wanted(raw):
                await self._pass_on([update])
            else:
                await self._inbox.finish(raw["update_id"])
        while True:
            batch = await insist(lambda: self._bot.fetch_updates(self._offset), "new messages")
            await self._receive(batch)

    async def confirm(self) -> None:
        """Tell Telegram what has arrived, before ending; in vain is no harm."""
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(_SECONDS_TO_CONFIRM):
                await self._bot.confirm_updates(self._offset)
        except (TelegramError, TimeoutError) as error:
            log.info("The last messages couldn't be confirmed: %r", error)

    async def _receive(self, batch: Sequence[Any]) -> None:
        raws = {raw["update_id"]: raw for raw in batch if _has_an_id(raw)}
        if not raws:
            return
        wanted = [update for raw in raws.values() if (update := self._wanted(raw))]
        kept = [raws[update.update_id] for update in wanted if is_kept(update)]
        if min(raws) > self._newest:  # their answers needn't wait for the disk, as confirming must
            async with asyncio.TaskGroup() as both:
                both.create_task(self._inbox.keep(kept))
                await self._pass_on(wanted)
        else:
            fresh = {raw["update_id"] for raw in await self._inbox.keep(kept)}
            fleeting = {update.update_id for update in wanted if not is_kept(update)}
            numbers = (fresh | fleeting).difference(self._taken)
            await self._pass_on([update for update in wanted if update.update_id in numbers])
        self._newest = max(self._newest, *raws)
        self._offset = max(raws) + 1

    async def _pass_on(self, updates: Sequence[Update]) -> None:
        for update in updates:
            self._taken.append(update.update_id)
            await self._hand_on(update)

    def _wanted(self, raw: RawUpdate) -> Update | None:
        """Return the update if it is meant for the bot; one that makes no sense is told once."""
        try:
            update = Update.de_json(raw, self._bot)
            if is_well_formed(update):
                return update if self._is_wanted(update) else None
            reason = "its fields are of the wrong types"
        except Exception as error:  # noqa: BLE001 - the library raises whatever the data makes it
            reason = repr(error)
        log.warning("Update %s can't be read, skipped: %s", raw["update_id"], reason)
        return None


def _has_an_id(raw: object) -> bool:
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


async def insist(call: Callable[[], Awaitable[Any]], purpose: str) -> Any:
    """Return what `call` does, tried again for as long as Telegram is out of reach.

    Says in the log once that something is wrong, and once that it is over.

    :raises TokenRejectedError: Telegram doesn't accept the token.
    """
    told: set[type[TelegramError]] = set()
    for pause in _pauses():
        try:
            result = await call()
        except InvalidToken:
            raise TokenRejectedError from None  # its own text shows the token
        except TelegramError as error:
            if type(error) not in told:
                told.add(type(error))
                log.warning("%s Trying again until it works (%s).", _in_words(error), purpose)
            await asyncio.sleep(seconds_to_wait(error) if isinstance(error, RetryAfter) else pause)
        else:
            if told:
                log.warning("Telegram answers again.")
            return result
    raise AssertionError("pauses never end")


def _in_words(error: TelegramError) -> str:
    """Return what is wrong, and what to do about it where anything can be done."""
    if isinstance(error, TimedOut):
        return "Telegram doesn't answer in time."
    if isinstance(error, Conflict):
        return (
            "Another program is fetching this bot's messages: stop it, or give one of the two a "
            f"token of its own. Telegram says: {error}."
        )
    if isinstance(error, RetryAfter):
        return f"Telegram asks to wait {seconds_to_wait(error):.0f} seconds."
    return f"Telegram can't be reached or fails: {error}."


def _pauses() -> Iterator[float]:
    """Yield seconds to wait: twice as long each time, up to a limit, without end."""
    pause = 0.5
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_PAUSE)
