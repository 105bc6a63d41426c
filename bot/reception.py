"""Where every update arrives: who asks, what do they ask, and which handler sees to it.

Whatever isn't meant for the bot, comes from a chat that isn't allowed, or is one too many of a
flood, goes no further than here.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from telegram import Update, User
from telegram.ext import CallbackContext

from bot.access import Once, Verdict, is_allowed
from bot.addressing import Press, Request, read_press, read_request, read_typed
from bot.delivery import Delivery
from bot.floods import Floods, Ruling
from bot.inline import Inlining
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
        inlining: Inlining,
        readers: Readers,
        delivery: Delivery,
        allowed_chats: Collection[int] | None,
        floods: Floods,
    ) -> None:
        """Hand messages to `commands` by their command, presses to `buttons` by their view."""
        self._me = me
        self._commands = commands
        self._buttons = buttons
        self._inlining = inlining
        self._readers = readers
        self._delivery = delivery
        self._allowed_chats = allowed_chats
        self._floods = floods
        self._notices: dict[int, str] = {}  # by update: what to tell whoever sent one too many
        self._explained = Once()

    def is_wanted(self, update: Update) -> bool:
        """Whether this update will be looked into at all, and is worth keeping until then."""
        if update.message is not None:
            return read_request(update.message, self._me) is not None
        return update.callback_query is not None or update.inline_query is not None

    def admits(self, update: Update) -> bool:
        """Count an update, and tell whether it is let in: of a flood, only one more to be told so.

        Settled before an update waits for its turn, so that no flood fills the queue.
        """
        ruling = self._rule(update)
        if ruling.verdict is Verdict.NOTICE:
            self._notices[update.update_id] = ruling.notice
        return ruling.verdict is not Verdict.SILENCE

    async def on_message(self, update: Update, _context: Context) -> None:
        """Hand a message that is meant for the bot to its command's handler."""
        request = read_request(update.message, self._me) if update.message else None
        notice = self._notices.pop(update.update_id, None)
        if request is None or not await self._allows(request):
            return
        if notice is not None:
            voice = await self._readers.voice_for(request)
            await self._delivery.answer(request, voice.says(notice))
            return
        handler = self._commands.get(request.command, self._unknown)
        await handler(request)

    async def on_press(self, update: Update, _context: Context) -> None:
        """Hand a pressed button to the handler of what it shows."""
        query, notice = update.callback_query, self._notices.pop(update.update_id, None)
        press = read_press(query) if query else None
        if query is None or (press and not is_allowed(press.chat, self._allowed_chats)):
            return
        if notice is not None:
            voice = await self._readers.voice_of(query.from_user)
            await self._delivery.acknowledge(query.id, voice.catalogue.say(notice))
        elif press is None:  # an older version's button: it mustn't look as if it were at work
            await self._delivery.acknowledge(query.id)
        else:
            await self._buttons[type(press.view)](press, press.view)

    async def on_typing(self, update: Update, _context: Context) -> None:
        """Offer quotes to whoever types after the bot's name."""
        if update.inline_query is None:
            return
        typed = read_typed(update.inline_query)
        if self._notices.pop(update.update_id, None) is not None:
            await self._inlining.slow_down(typed)
        else:
            await self._inlining.offer(typed)

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

    def _rule(self, update: Update) -> Ruling:
        request = read_request(update.message, self._me) if update.message else None
        if request is not None:
            return self._floods.rule_on_request(request)
        if update.callback_query is not None:
            return self._floods.rule_on_press(update.callback_query)
        if update.inline_query is not None:
            return self._floods.rule_on_typing(update.inline_query.from_user)
        return Ruling(Verdict.ANSWER)

    async def _allows(self, request: Request) -> bool:
        """Whether the bot may talk in the request's chat; if not, it says so once."""
        if is_allowed(request.message.chat, self._allowed_chats):
            return True
        await self._explain(request)
        return False

    async def _explain(self, request: Request) -> None:
        chat = request.message.chat.id
        if self._explained.first_time(chat):
            voice = await self._readers.voice_for(request)
            await self._delivery.answer(request, voice.says("chat-not-allowed", chat=str(chat)))

    async def _unknown(self, request: Request) -> None:
        voice = await self._readers.voice_for(request)
        await self._delivery.answer(request, voice.says("unknown-command"))
