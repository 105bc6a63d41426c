"""The people and chats of a playground, as a test or a page holds them.

Every wait is in seconds and ends with NothingHappenedError.
"""

from dataclasses import dataclass, field

from bot.playground import asking, groups, people
from bot.playground.asking import Words
from bot.playground.errors import ImpossibleError, NothingHappenedError
from bot.playground.files import Upload
from bot.playground.people import Saying
from bot.playground.seen import (
    PATIENCE,
    InlineAnswer,
    InlineResult,
    Message,
    Pressed,
    inline_result,
    snapshot,
)
from bot.playground.stage import Stage
from bot.playground.state import Account, Bot
from bot.playground.state import Chat as StoredChat
from bot.playground.state import Message as StoredMessage


class Chat:
    """A conversation; it remembers how far `next_bot_message` has read."""

    def __init__(self, stage: Stage, stored: StoredChat, registry: "Registry") -> None:
        self.stage = stage
        self.stored = stored
        self._registry = registry
        self._read_up_to = 0

    def __repr__(self) -> str:
        return f"Chat({self.id}, {self.title!r})"

    @property
    def id(self) -> int:
        """The chat_id that bots use."""
        return self.stored.id

    @property
    def title(self) -> str:
        """The group's title, or the person's first name."""
        return self.stored.user.first_name if self.stored.user else self.stored.title

    def seen(self, stored: StoredMessage) -> Message:
        """Return a snapshot of a message."""
        return snapshot(self.stage.world, self, stored)

    def message(self, message_id: int) -> Message:
        """Return the message with this id."""
        stored = self.stored.messages.get(message_id)
        if stored is None:
            raise ImpossibleError(f"There is no message {message_id} in {self.title!r}.")
        return self.seen(stored)

    def transcript(self) -> list[Message]:
        """Return what the people see now: every message that is not deleted, in order."""
        return [self.seen(m) for m in self.stored.messages.values() if not m.is_deleted]

    def bot_messages(self) -> list[Message]:
        """Return what bots have sent, in order, without what they deleted."""
        return [message for message in self.transcript() if message.is_from_bot]

    def _unread(self) -> StoredMessage | None:
        for message_id in range(self._read_up_to + 1, self.stored.next_message_id):
            message = self.stored.message(message_id)
            if message is not None and message.bot_id and not message.service:
                return message
        return None

    async def next_bot_message(self, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109 - how long a test is patient
        """Return the oldest message of a bot that this has not returned yet, waiting for it."""
        found = await self.stored.changed.first(self._unread, timeout)
        if found is None:
            last = [message.text[:60] for message in self.transcript()[-3:]]
            raise NothingHappenedError(
                f"No bot wrote into {self.title!r} within {timeout} s; the last messages: {last}."
            )
        self._read_up_to = found.id
        return self.seen(found)

    async def stays_silent(self, seconds: float = 0.3) -> bool:
        """Tell whether no bot writes for so long; what it writes is left to be read."""
        return await self.stored.changed.first(self._unread, seconds) is None

    def skip(self) -> None:
        """Count everything so far as read."""
        self._read_up_to = self.stored.next_message_id - 1

    @property
    def actions(self) -> list[str]:
        """The chat actions ("typing") that bots sent, the last hundred."""
        return list(self.stored.actions)

    def add_topic(self, name: str) -> int:
        """Open a topic in a forum; return its message_thread_id."""
        return groups.add_topic(self.stage.world, self.stored, name)

    def promote(self, user: "User") -> None:
        """Make a member an administrator."""
        groups.promote(self.stage.world, self.stored, user.account)

    def demote(self, user: "User") -> None:
        """Make an administrator a member again."""
        groups.promote(self.stage.world, self.stored, user.account, "member")

    def promote_bot(self, bot: "BotHandle | None" = None) -> None:
        """Make a bot an administrator: it is shown every message from then on."""
        groups.promote(self.stage.world, self.stored, self._registry.bot(bot).account)

    def add_bot(self, bot: "BotHandle | None" = None, by: "User | None" = None) -> None:
        """Bring a bot in."""
        adder = by.account if by else None
        groups.add_bot(self.stage.world, self.stored, self._registry.bot(bot), by=adder)

    def remove_bot(self, bot: "BotHandle | None" = None, by: "User | None" = None) -> None:
        """Throw a bot out."""
        first = next(iter(self.stored.members.values())).account
        account = self._registry.bot(bot).account
        groups.leave(self.stage.world, self.stored, account, by.account if by else first)

    def migrate(self) -> "Chat":
        """Turn a basic group into a supergroup; return that."""
        return self._registry.chat(groups.migrate(self.stage.world, self.stored))

    async def post(self, text: str, *, html: bool = False) -> Message:
        """Post as the channel; a discussion group gets it forwarded."""
        return self.seen(people.post_in_channel(self.stage.world, self.stored, text, is_html=html))


class User:
    """A person. Speaks to the first bot of the server unless told otherwise."""

    def __init__(self, stage: Stage, account: Account, registry: "Registry") -> None:
        self.stage = stage
        self.account = account
        self._registry = registry

    def __repr__(self) -> str:
        return f"User({self.id}, {self.account.first_name!r})"

    @property
    def id(self) -> int:
        """The person's numeric id."""
        return self.account.id

    @property
    def username(self) -> str:
        """The @username without the @, or nothing."""
        return self.account.username

    @property
    def chat(self) -> Chat:
        """The private chat with the first bot."""
        return self.chat_with(None)

    def chat_with(self, bot: "BotHandle | None") -> Chat:
        """Return the private chat with a bot."""
        stored = self.stage.world.private_chat(self._registry.bot(bot), self.account)
        return self._registry.chat(stored)

    async def start(self, payload: str = "", bot: "BotHandle | None" = None) -> Message:
        """Press START, after opening a link with a start parameter if one is given."""
        owner = self._registry.bot(bot)
        sent = asking.start(self.stage.world, self.account, owner, payload)
        return self._seen(sent)

    async def say(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        reply_to: Message | None = None,
        quote: str = "",
        topic: int | None = None,
        html: bool = False,
        anonymous: bool = False,
        as_channel: Chat | None = None,
    ) -> Message:
        """Send a text, into the private chat with the bot if no other is given."""
        how = Saying(
            reply_to=reply_to.stored if reply_to else None,
            quote=quote,
            topic=topic,
            is_html=html,
            is_anonymous=anonymous,
            as_channel=as_channel.stored if as_channel else None,
        )
        return self._say(chat, text, how)

    async def send_document(
        self,
        name: str,
        data: bytes,
        *,
        caption: str = "",
        chat: Chat | None = None,
        mime: str = "",
        topic: int | None = None,
    ) -> Message:
        """Send a file; one of an image type goes as a photo."""
        return self._say(chat, caption, Saying(file=Upload(name, data, mime), topic=topic))

    def _say(self, chat: Chat | None, text: str, how: Saying) -> Message:
        stored = (chat or self.chat).stored
        return self._seen(people.say(self.stage.world, self.account, stored, text, how))

    def _seen(self, message: StoredMessage) -> Message:
        return self._registry.chat(message.chat).seen(message)

    async def edit(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        return self._seen(people.edit(self.stage.world, self.account, message.stored, text))

    async def forward(self, message: Message, chat: Chat | None = None) -> Message:
        """Forward a message."""
        stored = (chat or self.chat).stored
        return self._seen(people.forward(self.stage.world, self.account, message.stored, stored))

    async def press(
        self,
        message: Message,
        label: str,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - how long a test is patient
        *,
        wait: bool = True,
    ) -> Pressed:
        """Press a button as it stands now, and wait until the bot answers the press.

        A link is returned to be opened (`open`); `wait=False` presses and goes on at once.
        """
        button = asking.find_button(message.stored, label)
        if "callback_data" not in button:
            return Pressed(url=str(button.get("url", "")))
        query = asking.press(self.stage, self.account, message.stored, button)
        if not wait:
            return Pressed()
        answer = await query.changed.first(lambda: query.answer, timeout)
        if answer is None:
            raise NothingHappenedError(
                f"The bot did not answer the press on {button['text']!r} within {timeout} s."
            )
        return Pressed(answer["text"], answer["show_alert"], answer["url"])

    async def open(self, url: str) -> Message:
        """Open a t.me link to a bot with a start parameter, and press START."""
        _, _, rest = url.partition("t.me/")
        name, _, payload = rest.partition("?start=")
        account = self.stage.world.account_named(name) if name else None
        if account is None or account.id not in self.stage.world.bots:
            raise ImpossibleError(f"{url!r} leads to no bot of this playground.")
        bot = self.stage.world.bots[account.id]
        return self._seen(asking.start(self.stage.world, self.account, bot, payload))

    async def inline(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        offset: str = "",
        timeout: float = PATIENCE,  # noqa: ASYNC109 - how long a test is patient
        bot: "BotHandle | None" = None,
    ) -> InlineAnswer:
        """Type words after the bot's name, in a chat if one is given, and wait for the results."""
        owner = self._registry.bot(bot)
        words = Words(text, offset, chat.stored if chat else None)
        query = asking.ask_inline(self.stage, self.account, owner, words)
        answer = await query.changed.first(lambda: query.answer, timeout)
        if answer is None:
            raise NothingHappenedError(f"No inline results for {text!r} within {timeout} s.")
        results = tuple(inline_result(query, stored) for stored in answer.results)
        return InlineAnswer(results, answer.next_offset, answer.button)

    async def choose(self, result: InlineResult, chat: Chat | None = None) -> Message:
        """Send an inline result into a chat."""
        stored = (chat or self.chat).stored
        return self._seen(asking.choose(self.stage, result.query, result.stored, stored))

    async def react(self, message: Message, *emojis: str) -> None:
        """Set one's reactions to a message; none takes them back."""
        people.react(self.stage.world, self.account, message.stored, emojis)

    def block(self, bot: "BotHandle | None" = None) -> None:
        """Block a bot."""
        people.block(self.stage.world, self.account, self._registry.bot(bot))

    def unblock(self, bot: "BotHandle | None" = None) -> None:
        """Unblock a bot."""
        people.unblock(self.stage.world, self.account, self._registry.bot(bot))

    def join(self, chat: Chat) -> None:
        """Join a group or channel."""
        groups.join(self.stage.world, chat.stored, self.account)

    def leave(self, chat: Chat) -> None:
        """Leave a group or channel."""
        groups.leave(self.stage.world, chat.stored, self.account)


@dataclass(frozen=True, slots=True)
class BotHandle:
    """A bot on the server. The token is kept out of its repr."""

    stored: Bot = field(repr=False)

    @property
    def id(self) -> int:
        """The bot's numeric id."""
        return self.stored.id

    @property
    def token(self) -> str:
        """What the bot authenticates with."""
        return self.stored.token

    @property
    def username(self) -> str:
        """The @username without the @."""
        return self.stored.account.username

    @property
    def pending_updates(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.stored.updates)


class Registry:
    """Hands out the one `Chat` of each stored chat."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._chats: dict[int, Chat] = {}

    def chat(self, stored: StoredChat) -> Chat:
        """Return the handle of a chat, always the same."""
        key = id(stored)  # the handle keeps the chat alive, so the key stays its own
        if key not in self._chats:
            self._chats[key] = Chat(self._stage, stored, self)
        return self._chats[key]

    def bot(self, handle: BotHandle | None) -> Bot:
        """Return a bot, the first of the server if none is named."""
        if handle is not None:
            return handle.stored
        return next(iter(self._stage.world.bots.values()))
