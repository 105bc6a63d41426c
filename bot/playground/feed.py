"""What is new: in one chat, or everywhere, for a page that shows it all as it happens."""

from collections.abc import Iterator

from bot.playground.presenting import chat_json, message_json, user_json
from bot.playground.reactions import reactions_json
from bot.playground.rendering import as_html
from bot.playground.stage import Stage
from bot.playground.state import Bot, Chat, Json, Message, World


async def changes_of(stage: Stage, chat: Chat, after: int, wait: int) -> Json:
    """Return the messages of a chat that changed after a sequence number, waiting for one."""

    def look() -> list[Message] | None:
        return _changed_messages(chat, after) or None

    found = await chat.changed.first(look, wait) or []
    return {
        "messages": [seen_json(stage.world, message) for message in found],
        "sequence": max((message.sequence for message in found), default=after),
        "actions": chat.actions,
    }


async def changes(stage: Stage, after: int, wait: int) -> Json:
    """Return all that changed after a sequence number, waiting for something to change.

    Messages are in the order of their changes. `cast` is the number of the last change of what
    `state_json` tells; `world` is another one after the server has been started again.
    """
    world = stage.world
    # a higher number than there is comes from a world before this one
    await world.changed.first(lambda: True if world.sequence != after else None, wait)
    chats = list(all_chats(world))
    found = [message for chat in chats for message in _changed_messages(chat, after)]
    return {
        "messages": [
            seen_json(world, message) | {"place": place_of(message.chat)}
            for message in sorted(found, key=lambda message: message.sequence)
        ],
        "actions": [_action_json(world, chat) for chat in chats if _acted(chat, after)],
        "cast": world.cast_sequence,
        "sequence": world.sequence,
        "world": world.key,
    }


def _changed_messages(chat: Chat, after: int) -> list[Message]:
    return [message for message in chat.messages.values() if message.sequence > after]


def _acted(chat: Chat, after: int) -> bool:
    return chat.last_action is not None and chat.last_action.sequence > after


def _action_json(world: World, chat: Chat) -> Json:
    """Return what a bot is doing in a chat, and for how many seconds it has been."""
    action = chat.last_action
    if action is None:
        return {}
    age = world.clock() - action.date
    return {"place": place_of(chat), "from": action.bot_id, "action": action.kind, "age": age}


def all_chats(world: World) -> Iterator[Chat]:
    """Yield the groups and channels, then the private chats."""
    yield from world.chats.values()
    for bot in world.bots.values():
        yield from bot.private_chats.values()


def place_of(chat: Chat) -> str:
    """Return a chat's id, and the bot's behind it in private: there it alone is ambiguous."""
    return f"{chat.id}:{chat.bot_id}" if chat.kind == "private" else str(chat.id)


def seen_json(world: World, message: Message) -> Json:
    """Return a message with what people see of it beside what bots are told."""
    return message_json(world, message) | {
        "html": as_html(message.content),
        "sequence": message.sequence,
        "is_deleted": message.is_deleted,
        "edits": message.edits,
        "is_from_bot": bool(message.bot_id),
        "markup": message.markup,
        "reactions": {str(i): reactions_json(e) for i, e in message.reactions.items() if e},
    }


def state_json(world: World) -> Json:
    """Return who and what there is."""
    return {
        "bots": [_bot_json(bot) for bot in world.bots.values()],
        "users": [user_json(a) for a in world.accounts.values() if a.id not in world.bots],
        "chats": [_chat_json(chat) for chat in world.chats.values()],
        "cast": world.cast_sequence,
        "world": world.key,
    }


def _bot_json(bot: Bot) -> Json:
    """Return a bot, its token, whether it runs, and what it says of itself by language."""
    return user_json(bot.account) | {
        "token": bot.token,
        "has_called": bot.has_called,
        "inline": bot.inline,
        "blocked_by": sorted(bot.blocked_by),
        "names": bot.profile.names,
        "descriptions": bot.profile.descriptions,
    }


def _chat_json(chat: Chat) -> Json:
    """Return a group or channel with its members' standing by id."""
    members = {str(i): member.status for i, member in chat.members.items() if member.is_in}
    return chat_json(chat) | {"members": members, "migrated_to": chat.migrated_to}
