"""Where every update arrives: who asks, what do they ask, and which handler sees to it.

Whatever isn't meant for the bot, comes from a chat that isn't allowed, or is one too many of a
flood, goes no further than here.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Chat, Message, Update, User
from telegram.ext import CallbackContext

from bot.access import Once, Verdict, is_allowed
from bot.addressing import ASK, VERIFY, Press, Request, read_press, read_request, read_typed
from bot.arrivals import Arrivals, concerns_a_group, is_move
from bot.delivery import Delivery, Place, place_of_answer
from bot.floods import Floods, Judgement
from bot.group_register import GroupRegister
from bot.guests import Guests, read_call
from bot.inline import Inlining
from bot.reacting import Reacting, is_vote
from bot.readers import Readers
from bot.render import Voice

log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
Handler = Callable[[Request], Awaitable[None]]
_EDITABLE = timedelta(days=2)  # in which people can edit a message; later ones are Telegram's own
_QUESTIONS = (ASK, VERIFY)  # what is read again when it is edited; other commands count once
Turner = Callable[[Press, Any], Awaitable[None]]  # takes the press, and its view in its own type


class Reception:
    """Reads updates, turns away what must be, and calls the handler for the rest."""

    def __init__(
        self,
        *,
        me: User,
        commands: Mapping[str, Handler],
        buttons: Mapping[type, Turner],
        arrivals: Arrivals,
        reacting: Reacting,
        guests: Guests,
        inlining: Inlining,
        groups: GroupRegister,
        readers: Readers,
        delivery: Delivery,
        allowed_chats: Collection[int] | None,
        floods: Floods,
    ) -> None:
        """Hand messages to `commands` by their command, presses to `buttons` by their view."""
        self._me = me
        self._commands = commands
        self._buttons = buttons
        self._arrivals = arrivals
        self._reacting = reacting
        self._guests = guests
        self._inlining = inlining
        self._groups = groups
        self._readers = readers
        self._delivery = delivery
        self._allowed_chats = allowed_chats
        self._floods = floods
        self._notices: dict[int, str] = {}  # by update: what to tell whoever sent one too many
        self._explained = Once()

    def is_wanted(self, update: Update) -> bool:
        """Whether this update will be looked into at all, and is worth keeping until then."""
        if update.message is not None:
            return is_move(update.message) or read_request(update.message, self._me) is not None
        if update.edited_message is not None:
            return self._edited_question(update) is not None
        if update.my_chat_member is not None:
            return concerns_a_group(update.my_chat_member)
        if update.message_reaction is not None:
            return is_vote(update.message_reaction)
        if update.guest_message is not None:
            return self._call(update) is not None
        return update.callback_query is not None or update.inline_query is not None

    def admits(self, update: Update) -> bool:
        """Count an update, and tell whether it is let in: of a flood, only one more to be told so.

        Settled before an update waits for its turn, so that no flood fills the queue.
        """
        judgement = self._judge(update)
        if judgement.verdict is Verdict.NOTICE:
            self._notices[update.update_id] = judgement.notice
        return judgement.verdict is not Verdict.SILENCE

    async def on_message(self, update: Update, _context: Context) -> None:
        """Hand a message that is meant for the bot to its command's handler."""
        if update.message and is_move(update.message):
            await self._arrivals.move(update.message)
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

    async def on_edit(self, update: Update, _context: Context) -> None:
        """Hand an edited question to its handler again: its answer is edited, too.

        One that was edited into a question is answered now. One that is no question any more keeps
        its answer: whoever has read that should find it.
        """
        request = self._edited_question(update)
        if self._notices.pop(update.update_id, None):
            return  # a notice would take the place of the answer
        if request is not None and await self._allows(request):
            await self._commands[request.command](request)

    async def on_membership(self, update: Update, _context: Context) -> None:
        """Note that the bot has come into a group or left it; say hello, or why it won't talk."""
        change = update.my_chat_member
        if change is None or not concerns_a_group(change):
            return
        if not await self._arrivals.is_new(change):
            return
        if await self._is_allowed(change.chat):
            await self._arrivals.greet(change)
        else:
            voice = await self._readers.voice_among(change.chat.id, change.from_user)
            await self._explain(Place(change.chat.id), voice)

    async def on_reaction(self, update: Update, _context: Context) -> None:
        """Count a reaction to an answer as the vote that it is."""
        reaction, flood = update.message_reaction, self._notices.pop(update.update_id, None)
        if reaction is None or reaction.user is None or flood:
            return
        if await self._is_allowed(reaction.chat):
            await self._reacting.react(reaction)

    async def on_guest(self, update: Update, _context: Context) -> None:
        """Answer a call into a chat that the bot isn't in."""
        request, flood = self._call(update), self._notices.pop(update.update_id, None)
        if request is not None and not flood:
            await self._guests.answer(request)

    async def on_press(self, update: Update, _context: Context) -> None:
        """Hand a pressed button to the handler of what it shows."""
        query, notice = update.callback_query, self._notices.pop(update.update_id, None)
        press = read_press(query) if query else None
        if query is None or (press and not await self._is_allowed(press.chat)):
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
        message = update.message or update.edited_message
        request = read_request(message, self._me) if message else None
        if request is not None:
            await self._delivery.answer(request, voice.says("apology"))
        elif update.callback_query is not None:
            sorry = voice.catalogue.say("apology")
            await self._delivery.acknowledge(update.callback_query.id, sorry)

    def _judge(self, update: Update) -> Judgement:
        """Count what somebody sent, pressed, typed or reacted with."""
        message, reaction = update.message, update.message_reaction
        request = read_request(message, self._me) if message else self._edited_question(update)
        if request is not None:
            return self._floods.judge_request(request)
        if update.callback_query is not None:
            return self._floods.judge_press(update.callback_query)
        if update.inline_query is not None:
            return self._floods.judge_typing(update.inline_query.from_user)
        message = update.guest_message
        person = reaction.user if reaction else message.from_user if message else None
        return self._floods.judge_person(person) if person else Judgement(Verdict.ANSWER)

    async def _allows(self, request: Request) -> bool:
        """Whether the bot may talk in the request's chat; if not, it says so once."""
        if await self._is_gone(request.message):
            return False
        if await self._is_allowed(request.message.chat):
            return True
        await self._explain(place_of_answer(request), await self._readers.voice_for(request))
        return False

    async def _explain(self, place: Place, voice: Voice) -> None:
        if self._explained.first_time(place.chat_id):
            reply = voice.says("chat-not-allowed", chat=str(place.chat_id))
            await self._delivery.send(place, reply)

    async def _is_allowed(self, chat: Chat) -> bool:
        """Whether the bot may talk here; a group that was allowed still is as a supergroup."""
        if is_allowed(chat, self._allowed_chats):
            return True
        return (await self._groups.group(chat.id)).moved_from in (self._allowed_chats or ())

    async def _is_gone(self, message: Message) -> bool:
        """Whether the bot has been removed from the group since this was written."""
        group = await self._groups.group(message.chat.id)
        return not group.is_in and message.date.timestamp() <= group.since

    def _call(self, update: Update) -> Request | None:
        """Return what a guest message asks.

        None where only some chats are allowed: which one this is can't be told by its number.
        """
        if update.guest_message is None or self._allowed_chats is not None:
            return None
        return read_call(update.guest_message, self._me)

    def _edited_question(self, update: Update) -> Request | None:
        """Return the question that a message was lately edited into; None if it isn't one."""
        message = update.edited_message
        if message is None or datetime.now(UTC) - message.date > _EDITABLE:
            return None
        request = read_request(message, self._me)
        return request if request is not None and request.command in _QUESTIONS else None

    async def _unknown(self, request: Request) -> None:
        voice = await self._readers.voice_for(request)
        await self._delivery.answer(request, voice.says("unknown-command"))
