"""Whether a bot may read or write a chat, and Telegram's words when it may not."""

from bot.playground.errors import bad_request, forbidden
from bot.playground.parameters import Parameters
from bot.playground.state import Bot, Chat, Message, World


def readable_chat(world: World, bot: Bot, parameters: Parameters, name: str = "chat_id") -> Chat:
    """Return the chat that a parameter names, if the bot can see it."""
    chat = _named_chat(world, bot, parameters, name)
    if chat.kind != "private":
        _check_membership(chat, bot, needs_write=False)
    return chat


def writable_chat(world: World, bot: Bot, parameters: Parameters) -> Chat:
    """Return the chat that chat_id names, if the bot can write there."""
    chat = _named_chat(world, bot, parameters, "chat_id")
    if chat.kind == "private":
        _check_conversation(chat, bot)
    else:
        _check_membership(chat, bot, needs_write=True)
    return chat


def _named_chat(world: World, bot: Bot, parameters: Parameters, name: str) -> Chat:
    """Return the chat that a parameter names, whatever the bot may do there."""
    written = parameters.text(name).strip()
    if not written:
        raise bad_request(f"{name} is empty")
    chat = _find(world, bot, written)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def _find(world: World, bot: Bot, written: str) -> Chat | None:
    if written.startswith("@"):
        return world.chat_named(written)
    try:
        chat_id = int(written)
    except ValueError:
        return None
    chat = world.chat_of(bot, chat_id)
    if chat is not None:
        is_private_group = chat.kind != "private" and not chat.username
        is_known = not is_private_group or chat.member(bot.id) is not None
        return chat if is_known else None
    if chat_id in bot.has_met and chat_id in world.accounts:
        return world.private_chat(bot, world.accounts[chat_id])
    return None


def _check_conversation(chat: Chat, bot: Bot) -> None:
    if chat.id in bot.blocked_by:
        raise forbidden("bot was blocked by the user")
    if not chat.is_started:
        if chat.id in bot.has_met:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")


def _check_membership(chat: Chat, bot: Bot, *, needs_write: bool) -> None:
    if chat.migrated_to is not None and needs_write:
        raise bad_request(
            "group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    member = chat.member(bot.id)
    if member is not None and member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    is_in = member is not None and member.is_in
    is_open = bool(chat.username) or chat.kind == "group"
    if not is_in and (needs_write or not is_open):
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    if needs_write and chat.kind == "channel" and not chat.is_admin(bot.id):
        raise bad_request("need administrator rights in the channel chat")


def message_in(chat: Chat, parameters: Parameters, what: str) -> Message:
    """Return the message that message_id names; `what` is "message to edit" and its like."""
    message = chat.message(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    return message
