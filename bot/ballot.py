"""People's votes on answers, kept in the thread that owns the bot's own state."""

import asyncio
from concurrent.futures import Executor
from enum import Enum

from bot.addressing import Press
from bot.views import VoteView
from storage.votes import Vote, Votes


class Counted(Enum):
    """What a vote was to the one before it."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Ballot:
    """Takes one vote a person and answer; a later one stands in the earlier one's place."""

    def __init__(self, votes: Votes, thread: Executor) -> None:
        """Read and write `votes` in `thread`, which owns its connection."""
        self._votes = votes
        self._thread = thread

    async def cast(self, press: Press, view: VoteView) -> Counted:
        """Keep the vote that was pressed. The same one twice is one: two taps undo nothing."""
        vote = Vote(press.chat.id, press.message_id, press.user.id, view.key, view.helpful)
        run = asyncio.get_running_loop().run_in_executor
        earlier = await run(self._thread, lambda: self._votes.cast(vote))
        if earlier is None:
            return Counted.NEW
        return Counted.SAME if earlier == view.helpful else Counted.CHANGED

    async def react(self, vote: Vote) -> None:
        """Keep a vote that was cast by a reaction; nobody is told, as nobody asked."""
        run = asyncio.get_running_loop().run_in_executor
        await run(self._thread, lambda: self._votes.cast(vote))

    async def withdraw(self, vote: Vote) -> None:
        """Take a vote back, unless the person has voted otherwise in the meantime."""
        run = asyncio.get_running_loop().run_in_executor
        await run(self._thread, lambda: self._votes.withdraw(vote))

    async def forget(self, user_id: int) -> None:
        """Erase a person's votes."""
        run = asyncio.get_running_loop().run_in_executor
        await run(self._thread, lambda: self._votes.forget(user_id))
