"""Which messages of a group reach a bot: Telegram's privacy mode.

A bot in privacy mode is shown commands for it (`/x@it`, or a bare `/x` unless another bot was the
last to write), messages that mention it, messages sent via it, replies to messages of its own or
meant for it, and service messages. An administrator, or a bot without privacy mode, is shown
everything. Nobody is shown other bots' messages.
"""

from bot.playground.entities import Entity
from bot.playground.state import ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, Account, Bot, Message

_STAND_INS = (ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID)


def is_shown(bot: Bot, message: Message) -> bool:
    """Tell whether Telegram would send `message` to `bot`, a member of its chat."""
    if message.bot_id == bot.id or _is_from_a_bot(message.sender):
        return False
    if message.chat.kind == "private" or message.service:
        return True
    if message.chat.kind == "channel":
        return message.chat.is_admin(bot.id)
    meant = is_meant_for(bot, message)
    if meant:
        message.meant_for.add(bot.id)
    return meant or not bot.privacy or message.chat.is_admin(bot.id)


def is_meant_for(bot: Bot, message: Message) -> bool:
    """Tell whether a group message is meant for `bot`; a reply counts before anything else."""
    if message.via_bot is bot.account:
        return True
    answered = message.reply_to
    if answered is not None:
        if _is_from_a_bot(answered.sender):
            return answered.sender is bot.account
        if bot.id in answered.meant_for:
            return True
    return any(_calls(bot, message, entity) for entity in message.content.entities)


def names_as_guest(bot: Bot, message: Message) -> bool:
    """Tell whether `message` calls a bot that isn't in its chat: by a mention, or a reply to it."""
    if _is_from_a_bot(message.sender) or message.service or message.via_bot is not None:
        return False
    answered = message.reply_to
    mentions = [e for e in message.content.entities if e.kind in ("mention", "text_mention")]
    replies = answered is not None and answered.sender is bot.account
    return replies or any(_calls(bot, message, entity) for entity in mentions)


def _is_from_a_bot(sender: Account | None) -> bool:
    return sender is not None and sender.is_bot and sender.id not in _STAND_INS


def _calls(bot: Bot, message: Message, entity: Entity) -> bool:
    words = message.content.text[entity.start : entity.end].lower()
    name = f"@{bot.account.username.lower()}"
    if entity.kind == "mention":
        return words == name
    if entity.kind == "text_mention":
        return entity.argument == str(bot.id)
    if entity.kind != "bot_command":
        return False
    if "@" in words:
        return words.endswith(name)
    return entity.start == 0 and message.chat.last_bot_id in (0, bot.id)
