"""The command menu: which of a bot's lists of commands a person is shown, by scope and language."""

import re
from collections.abc import Iterator

from bot.playground.errors import bad_request
from bot.playground.state import Bot, Chat, Json

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
DEFAULT_SCOPE = "default"
PLAIN_SCOPES = (DEFAULT_SCOPE, "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")


def checked_language(code: str) -> str:
    """Return a two-letter language code, or "" for every language."""
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def checked_commands(value: object) -> list[Json]:
    """Return an array of BotCommand after Telegram's rules."""
    if not isinstance(value, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(value) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked_command(item) for item in value]


def _checked_command(item: object) -> Json:
    what = "Can't parse BotCommand: "
    if not isinstance(item, dict):
        raise bad_request(what + "expected an Object")
    for name in ("command", "description"):
        if name not in item:
            raise bad_request(f'{what}Can\'t find field "{name}"')
    command = str(item["command"]).removeprefix("/")
    description = str(item["description"]).strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def shown_commands(bot: Bot, chat: Chat, user_id: int, language: str) -> list[Json]:
    """Return the first list that is set, from the narrowest scope to the widest."""
    short = language[:2].lower()
    for scope in _scopes(chat, user_id):
        for code in (short, "") if short else ("",):
            commands = bot.profile.commands.get((scope, code))
            if commands:
                return commands
    return []


def _scopes(chat: Chat, user_id: int) -> Iterator[str]:
    if chat.kind == "private":
        yield from (f"chat {chat.id}", "all_private_chats", DEFAULT_SCOPE)
        return
    yield f"chat_member {chat.id} {user_id}"
    if chat.is_admin(user_id):
        yield f"chat_administrators {chat.id}"
    yield f"chat {chat.id}"
    if chat.is_admin(user_id):
        yield "all_chat_administrators"
    yield from ("all_group_chats", DEFAULT_SCOPE)
