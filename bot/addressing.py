"""Is a message meant for the bot, and what does it ask? Pure: nothing here sends or stores.

In private everything is. In a group only /ask, /settings (heard from administrators alone), /verify
with something to verify, a command with the bot's name (/help@name), a mention of the bot anywhere
in the message, and a reply to one of its messages are.

A channel's posts that Telegram forwards into its discussion group are not, whatever they say. They
are written for the channel's readers, and each comment thread would begin with the bot's words; a
reader who wants the answer replies to the post with nothing but a mention of the bot.
"""

from dataclasses import dataclass

from telegram import CallbackQuery, Chat, InlineQuery, Message, MessageEntity, User
from telegram.constants import ChatType

from bot.views import View, decode

ASK, VERIFY, SETTINGS = "ask", "verify", "settings"
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Request:
    """A message meant for the bot. `command` is without slash and in lower case.

    A question in plain words has the command "ask". `words` is what follows the command, without
    mentions of the bot; empty if nothing does. `by_reply`: nothing but being a reply to the bot
    made it a request, so one that asks nothing needs no words in return. `named`: it names the bot,
    or stands in private, so that no other bot can be meant.
    """

    message: Message
    command: str
    words: str
    by_reply: bool = False
    named: bool = True

    @property
    def private(self) -> bool:
        """Whether nobody else reads along."""
        return self.message.chat.type == ChatType.PRIVATE

    @property
    def sender_id(self) -> int:
        """Who asks: the chat in whose name the message was sent, otherwise the person."""
        sender = self.message.sender_chat or self.message.from_user or self.message.chat
        return sender.id

    @property
    def user_id(self) -> int | None:
        """The person's own number; None when the message hides who wrote it."""
        user = self.message.from_user
        return user.id if user and not self.message.sender_chat else None

    @property
    def edited(self) -> bool:
        """Whether this is what an earlier message says now."""
        return self.message.edit_date is not None

    @property
    def thread_id(self) -> int | None:
        """The topic that the message stands in."""
        return self.message.message_thread_id if self.message.is_topic_message else None

    @property
    def read_text(self) -> bool:
        """Whether the message has any words at all, be it as a picture's caption."""
        return bool(_text(self.message))


def read_request(message: Message, me: User) -> Request | None:
    """Return what `message` asks of the bot `me`; None when it is meant for somebody else."""
    if _is_nobodys(message):
        return None
    if message.chat.type == ChatType.PRIVATE:
        return _in_private(message, me)
    if message.chat.type in GROUPS:
        return _in_group(message, me)
    return None


def has_words(text: str) -> bool:
    """Whether there is anything in `text` to look for; a bare 👍 has nothing."""
    return any(char.isalnum() for char in text)


def question_replied_to(request: Request) -> str:
    """Return the words that a bare /ask or mention points to by replying to them; "" if none.

    So that anyone can send someone else's question on: a reply to it with nothing but "@name".
    """
    replied = request.message.reply_to_message
    return words_of_a_person(replied) if replied else ""


def words_of_a_person(message: Message) -> str:
    """Return what a message says, "" for a bot's; people who write in a chat's name aren't bots."""
    author = message.from_user
    is_bots = author is not None and author.is_bot and message.sender_chat is None
    return "" if is_bots or message.forum_topic_created else _text(message)


def quote_to_verify(request: Request) -> str:
    """Return the words after /verify, or those of the message that it replies to; "" if none.

    Of that message they are what the person picked from it, else what it quotes in a block itself.
    """
    replied, picked = request.message.reply_to_message, request.message.quote
    if request.words or replied is None:
        return request.words
    if picked is not None and picked.is_manual:
        return picked.text
    text = _text(replied)
    for entity in _entities(replied):
        if entity.type in (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE):
            return _cut(text, entity.offset, entity.length)
    return text


def _is_nobodys(message: Message) -> bool:
    """Whether a person didn't write this message for us here: relayed, or about the chat itself."""
    author = message.from_user
    written_by_bot = bool(author and author.is_bot and not message.sender_chat)
    return (
        written_by_bot
        or message.via_bot is not None  # quotes sent inline come back to us through the chat
        or bool(message.is_automatic_forward)
        or (not _text(message) and message.effective_attachment is None)
    )


def _in_private(message: Message, me: User) -> Request | None:
    command, target, rest = _split_command(message)
    if command and target not in ("", _name(me)):
        return None
    return Request(message, command or ASK, _without_mentions(message, me, rest))


def _in_group(message: Message, me: User) -> Request | None:
    command, target, rest = _split_command(message)
    if command:
        ours = command in (ASK, SETTINGS)
        ours = ours or (command == VERIFY and _is_to_be_verified(message, rest))
        named = target == _name(me) or (not target and _mentions(message, me))
        if not named and (target or not ours):
            return None
        return Request(message, command, _without_mentions(message, me, rest), named=named)
    words = _without_mentions(message, me, _text(message))
    if _mentions(message, me):
        return Request(message, ASK, words)
    if _replies_to(message, me) and has_words(words):
        return Request(message, ASK, words, by_reply=True)
    return None


def _is_to_be_verified(message: Message, rest: str) -> bool:
    """Whether a bare /verify is ours: other bots have one, too, that newcomers say a word after."""
    replied = message.reply_to_message
    return len(rest.split()) > 1 or (replied is not None and bool(_text(replied)))


def _split_command(message: Message) -> tuple[str, str, str]:
    """Return (command, name after its @, rest) of a message; ("", "", text) without a command."""
    text = _text(message)
    for entity in _entities(message):
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            head = _cut(text, 0, entity.length)
            command, _, target = head[1:].partition("@")
            return command.lower(), target.lower(), text[len(head) :].lstrip()
    return "", "", text


def _mentions(message: Message, me: User) -> bool:
    return any(_names(entity, _text(message), me) for entity in _entities(message))


def _names(entity: MessageEntity, text: str, me: User) -> bool:
    """Whether this entity is the bot's @name, or a link to its account."""
    if entity.type == MessageEntity.MENTION:
        return _cut(text, entity.offset, entity.length).lower() == "@" + _name(me)
    return bool(
        entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == me.id
    )


def _without_mentions(message: Message, me: User, rest: str) -> str:
    """Return `rest`, the end of the message's text, without the bot's name in it."""
    text = _text(message)
    skipped = _units(text) - _units(rest)
    for entity in sorted(_entities(message), key=lambda entity: -entity.offset):
        if entity.offset >= skipped and _names(entity, text, me):
            start = entity.offset - skipped
            before = _cut(rest, 0, start)
            after = rest[len(before) + len(_cut(rest, start, entity.length)) :]
            rest = f"{before.rstrip()} {after.lstrip(' ,:')}"
    return rest.strip(" \t\n,:")


def _replies_to(message: Message, me: User) -> bool:
    """Whether this is a person's reply to the bot, and not just the topic's own beginning."""
    replied = message.reply_to_message
    return bool(
        replied
        and replied.from_user
        and replied.from_user.id == me.id
        and replied.forum_topic_created is None
    )


def _text(message: Message) -> str:
    return message.text or message.caption or ""


def _entities(message: Message) -> tuple[MessageEntity, ...]:
    return tuple(message.entities if message.text else message.caption_entities)


def _name(me: User) -> str:
    return (me.username or "").lower()


def _units(text: str) -> int:
    """Return the length in UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, start: int, length: int) -> str:
    """Return `length` UTF-16 units of `text` from `start`."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: by whom, under which message, and what is to be shown."""

    query_id: str
    user: User
    chat: Chat
    message_id: int
    view: View


def read_press(query: CallbackQuery) -> Press | None:
    """Return what a pressed button asks for; None if it isn't one of ours under a message."""
    view = decode(query.data or "")
    if view is None or query.message is None:
        return None
    return Press(query.id, query.from_user, query.message.chat, query.message.message_id, view)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words typed after the bot's name in some chat, by whom, and which page is asked for."""

    query_id: str
    user: User
    words: str
    offset: str


def read_typed(query: InlineQuery) -> Typed:
    """Return what an inline query asks for."""
    return Typed(query.id, query.from_user, query.query.strip(), query.offset)
