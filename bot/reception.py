"""Where every update arrives: who asks, what do they ask, and which handler sees to it.

Whatever isn't meant for the bot, comes from a chat that isn't allowed, or is one too many of a
flood, goes no further than here.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from telegram import Update, User
from telegram.ext import CallbackContext

from bot.access import Allowance, Once, Verdict, is_allowed
from bot.addressing import Press, Request, read_press, read_request
from bot.delivery import Delivery
from bot.readers import Readers

log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
Handler = Callable[[Request], Awaitable[None]]
Turner = Callable[[Press, Any], Awaitable[None]]  # takes the press, and its view in its own type


class Reception:
    """Reads updates, turns away what must be, and calls the handler for the rest."""

    def __init__(
        self,
        *,
        me: User,
        commands: Mapping[str, Handler],
        buttons: Mapping[type, Turner],
        readers: Readers,
        delivery: Delivery,
        allowed_chats: Collection[int] | None,
        allowance: Allowance,
    ) -> None:
        """Hand messages to `commands` by their command, presses to `buttons` by their view."""
        self._me = me
        self._commands = commands
        self._buttons = buttons
        self._readers = readers
        self._delivery = delivery
        self._allowed_chats = allowed_chats
        self._allowance = allowance
        self._explained = Once()

    def is_wanted(self, update: Update) -> bool:
        """Whether this update will be looked into at all, and is worth keeping until then."""
        if update.message is not None:
            return read_request(update.message, self._me) is not None
        return update.callback_query is not None

    async def on_message(self, update: Update, _context: Context) -> None:
        """Hand a message that is meant for the bot to its command's handler."""
        request = read_request(update.message, self._me) if update.message else None
        if request is None or not await self._admits(request):
            return
        handler = self._commands.get(request.command, self._unknown)
        await handler(request)

    async def on_press(self, update: Update, _context: Context) -> None:
        """Hand a pressed button to the handler of what it shows."""
        query = update.callback_query
        press = read_press(query) if query else None
        if query is None or not self._may_press(query.from_user, press):
            return
        if press is None:  # an older version's button: it mustn't look as if it were at work
            await self._delivery.acknowledge(query.id)
            return
        await self._buttons[type(press.view)](press, press.view)

    async def on_error(self, update: object, context: Context) -> None:
        """Write down what went wrong, and say sorry to whoever waits for an answer."""
        number = update.update_id if isinstance(update, Update) else None
        log.error("Update %s could not be handled", number, exc_info=context.error)
        if not isinstance(update, Update):
            return
        voice = await self._readers.voice_of(update.effective_user)
        request = read_request(update.message, self._me) if update.message else None
        if request is not None:
            await self._delivery.answer(request, voice.says("apology"))
        elif update.callback_query is not None:
            sorry = voice.catalogue.say("apology")
            await self._delivery.acknowledge(update.callback_query.id, sorry)

    async def _admits(self, request: Request) -> bool:
        """Let a request in, or say once why not."""
        if not is_allowed(request.message.chat, self._allowed_chats):
            await self._explain(request)
            return False
        verdict = self._allowance.spend(request.sender_id)
        if verdict is Verdict.NOTICE:
            voice = await self._readers.voice_for(request)
            await self._delivery.answer(request, voice.says("too-many"))
        return verdict is Verdict.ANSWER

    async def _explain(self, request: Request) -> None:
        chat = request.message.chat.id
        if self._explained.first_time(chat):
            voice = await self._readers.voice_for(request)
            await self._delivery.answer(request, voice.says("chat-not-allowed", chat=str(chat)))

    def _may_press(self, user: User, press: Press | None) -> bool:
        if press is not None and not is_allowed(press.chat, self._allowed_chats):
            return False
        return self._allowance.spend(user.id) is Verdict.ANSWER

    async def _unknown(self, request: Request) -> None:
        voice = await self._readers.voice_for(request)
        await self._delivery.answer(request, voice.says("unknown-command"))
