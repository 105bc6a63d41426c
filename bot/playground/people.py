"""What people do: speak, answer, edit, forward, send files, press, type inline, react, block."""

from dataclasses import dataclass

from bot.playground.composing import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    formatted,
    quoted_part,
    thread_of,
)
from bot.playground.entities import Formatted
from bot.playground.errors import ImpossibleError, RefusalError
from bot.playground.files import Upload, document_json, photo_json
from bot.playground.posting import (
    bots_in,
    change_member,
    mark_changed,
    mark_edited,
    post,
    tell_bots,
)
from bot.playground.presenting import chat_json, user_json
from bot.playground.reactions import EMOJI, reactions_json
from bot.playground.state import (
    ANONYMOUS_ADMIN_ID,
    CHANNEL_BOT_ID,
    TELEGRAM_ID,
    Account,
    Bot,
    Chat,
    Json,
    Media,
    Message,
    World,
)
from bot.playground.text import utf16_length


@dataclass(frozen=True, slots=True)
class Saying:
    """How something is said, beside the words: `file` goes with them, they are its caption."""

    file: Upload | None = None
    reply_to: Message | None = None
    quote: str = ""
    topic: int | None = None
    is_html: bool = False
    is_anonymous: bool = False
    as_channel: Chat | None = None


PLAINLY = Saying()


def say(world: World, user: Account, chat: Chat, text: str, how: Saying = PLAINLY) -> Message:
    """Send a text, or a file, as a person; a file of an image type goes as a photo."""
    if how.file is None:
        content, media = _words(text, LONGEST_TEXT, how), None
        if not content.text:
            raise ImpossibleError("Telegram's apps don't send an empty text; say something.")
    else:
        content, media = _words(text, LONGEST_CAPTION, how), _media(world, how.file)
    return _post_as(world, user, chat, Message(chat, content=content, media=media), how)


def _media(world: World, upload: Upload) -> Media:
    if upload.mime.startswith("image/"):
        stored = world.files.keep(upload, "photos")
        return Media("photo", stored, photo_json(stored))
    stored = world.files.keep(upload, "documents")
    return Media("document", stored, document_json(stored))


def _words(text: str, longest: int, how: Saying) -> Formatted:
    try:
        content = formatted(text, "html" if how.is_html else "")
    except RefusalError as error:
        raise ImpossibleError(f"The text can't be sent: {error}.") from error
    if utf16_length(content.text) > longest:
        raise ImpossibleError(
            f"The text has {utf16_length(content.text)} UTF-16 units and a message holds "
            f"{longest}; Telegram's apps send it as several messages: say them one by one."
        )
    return content


def _post_as(world: World, user: Account, chat: Chat, message: Message, how: Saying) -> Message:
    _check_can_write(world, user, chat)
    message.sender, message.sender_chat = _sender(world, user, chat, how)
    message.reply_to = how.reply_to
    if how.reply_to is not None and how.quote:
        message.quote = _quote(how.reply_to, how.quote)
    try:
        message.thread_id = thread_of(chat, how.topic or 0, how.reply_to)
    except RefusalError:
        raise ImpossibleError(f"There is no topic {how.topic} in {chat.title!r}.") from None
    if chat.kind == "private":
        chat.is_started = True
    return post(world, message)


def _quote(answered: Message, quote: str) -> Json:
    whole = answered.content
    try:
        return quoted_part(Formatted(whole.text), Formatted(quote), 0)
    except RefusalError:
        raise ImpossibleError(f"{quote!r} is not a part of the message replied to.") from None


def _check_can_write(world: World, user: Account, chat: Chat) -> None:
    if chat.kind == "private":
        if user.id in world.bots[chat.bot_id].blocked_by:
            raise ImpossibleError(f"{user.first_name} blocked the bot; unblock it first.")
    elif chat.migrated_to is not None:
        raise ImpossibleError(f"{chat.title!r} has become a supergroup; write there.")
    elif not chat.holds(user.id):
        raise ImpossibleError(f"{user.first_name} is not in {chat.title!r}; join it first.")
    elif chat.kind == "channel":
        raise ImpossibleError(f"{chat.title!r} is a channel; post as the channel.")


def _sender(world: World, user: Account, chat: Chat, how: Saying) -> tuple[Account, Chat | None]:
    """Return who a message seems to be from: a person, the group itself, or a channel."""
    if how.is_anonymous:
        if not chat.is_admin(user.id):
            raise ImpossibleError(f"{user.first_name} is no administrator of {chat.title!r}.")
        return world.accounts[ANONYMOUS_ADMIN_ID], chat
    if how.as_channel is not None:
        return world.accounts[CHANNEL_BOT_ID], how.as_channel
    return user, None


def edit(world: World, user: Account, message: Message, text: str) -> Message:
    """Change the words of one's own message."""
    if message.sender is not user or message.is_deleted:
        raise ImpossibleError(f"{user.first_name} can only edit a message of their own.")
    longest = LONGEST_CAPTION if message.media else LONGEST_TEXT
    message.content = _words(text, longest, PLAINLY)
    mark_edited(world, message)
    tell_bots(world, message)
    return message


def forward(world: World, user: Account, message: Message, chat: Chat) -> Message:
    """Forward a message to another chat."""
    if message.service:
        raise ImpossibleError("A service message can't be forwarded.")
    copy = Message(chat, content=message.content, media=message.media, origin=origin_of(message))
    return _post_as(world, user, chat, copy, PLAINLY)


def origin_of(message: Message) -> Json:
    """Return the MessageOrigin of a forward; a forward of a forward keeps the first."""
    if message.origin is not None:
        return message.origin
    if message.chat.kind == "channel":
        channel = {"type": "channel", "chat": chat_json(message.chat), "message_id": message.id}
        return channel | {"date": message.date}
    if message.sender_chat is not None:
        chat = {"type": "chat", "sender_chat": chat_json(message.sender_chat)}
        return chat | {"date": message.date}
    sender = user_json(message.sender) if message.sender else {}
    return {"type": "user", "sender_user": sender, "date": message.date}


def post_in_channel(world: World, channel: Chat, text: str, *, is_html: bool) -> Message:
    """Post as the channel; its discussion group gets the post from Telegram itself."""
    content = _words(text, LONGEST_TEXT, Saying(is_html=is_html))
    message = post(world, Message(channel, sender_chat=channel, content=content))
    if channel.linked is not None:
        forwarded = Message(channel.linked, content=content, origin=origin_of(message))
        forwarded.sender, forwarded.sender_chat = world.accounts[TELEGRAM_ID], channel
        forwarded.is_automatic_forward = True
        post(world, forwarded)
    return message


def react(world: World, user: Account, message: Message, emojis: tuple[str, ...]) -> None:
    """Set one's reactions; bots hear of it in private, and as administrators, if they asked."""
    unknown = [emoji for emoji in emojis if emoji not in EMOJI]
    if unknown:
        raise ImpossibleError(f"Telegram has no reaction {unknown[0]!r}.")
    before = message.reactions.get(user.id, ())
    message.reactions[user.id] = emojis
    mark_changed(world, message)
    chat = message.chat
    change: Json = {
        "chat": chat_json(chat),
        "message_id": message.id,
        "user": user_json(user),
        "date": world.now(),
        "old_reaction": reactions_json(before),
        "new_reaction": reactions_json(emojis),
    }
    for bot in bots_in(world, chat):
        if chat.kind == "private" or chat.is_admin(bot.id):
            bot.updates.put("message_reaction", change)


def speak(world: World, user: Account, language_code: str) -> None:
    """Set the language of a person's Telegram; bots see it in what the person does next."""
    user.language_code = language_code
    world.mark_cast_changed()


def block(world: World, user: Account, bot: Bot) -> None:
    """Block a bot: it can no longer write to this person."""
    bot.blocked_by.add(user.id)
    _change_own_status(world, user, bot, "member", "kicked")


def unblock(world: World, user: Account, bot: Bot) -> None:
    """Let a bot write again."""
    bot.blocked_by.discard(user.id)
    _change_own_status(world, user, bot, "kicked", "member")


def _change_own_status(world: World, user: Account, bot: Bot, before: str, after: str) -> None:
    chat = world.private_chat(bot, user)
    chat.members[bot.id] = type(chat.members[bot.id])(bot.account, before)
    change_member(world, chat, bot.account, after, by=user)
