"""Methods for what a bot says of itself: commands, name, descriptions."""

from bot.playground.access import readable_chat
from bot.playground.commands import (
    CHAT_SCOPES,
    DEFAULT_SCOPE,
    PLAIN_SCOPES,
    checked_commands,
    checked_language,
)
from bot.playground.errors import bad_request
from bot.playground.methods.calling import Call, Method
from bot.playground.parameters import Parameters
from bot.playground.state import Json

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120


def set_my_commands(call: Call) -> bool:
    """Set the list of commands of one scope and language."""
    commands = checked_commands(call.parameters.structure("commands", "commands") or [])
    call.bot.profile.commands[_key(call)] = commands
    call.world.mark_cast_changed()
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the list of exactly this scope and language; empty if it isn't set."""
    return call.bot.profile.commands.get(_key(call), [])


def delete_my_commands(call: Call) -> bool:
    """Unset the list of one scope and language."""
    call.bot.profile.commands.pop(_key(call), None)
    call.world.mark_cast_changed()
    return True


def _key(call: Call) -> tuple[str, str]:
    return _scope(call), checked_language(call.parameters.text("language_code"))


def _scope(call: Call) -> str:
    """Return the scope as one word with its chat and person."""
    what = "Can't parse BotCommandScope: "
    value = call.parameters.structure("scope", "BotCommandScope")
    if value is None:
        return DEFAULT_SCOPE
    if not isinstance(value, dict):
        raise bad_request(what + "BotCommandScope must be an Object")
    kind = value.get("type")
    if kind in PLAIN_SCOPES:
        return str(kind)
    if kind not in CHAT_SCOPES:
        raise bad_request(what + "Unsupported type specified")
    if not value.get("chat_id"):
        raise bad_request(what + "Empty chat_id specified")
    chat = readable_chat(call.world, call.bot, Parameters(value))
    if kind != "chat_member":
        return f"{kind} {chat.id}"
    user_id = Parameters(value).integer("user_id")
    if user_id <= 0:
        raise bad_request(what + "Invalid user_id specified")
    return f"{kind} {chat.id} {user_id}"


def set_my_name(call: Call) -> bool:
    """Set the bot's name in one language; an empty one unsets it."""
    return _set(call, call.bot.profile.names, "name", LONGEST_NAME)


def set_my_description(call: Call) -> bool:
    """Set what an empty chat with the bot shows."""
    return _set(call, call.bot.profile.descriptions, "description", LONGEST_DESCRIPTION)


def set_my_short_description(call: Call) -> bool:
    """Set what the bot's profile shows."""
    kept = call.bot.profile.short_descriptions
    return _set(call, kept, "short_description", LONGEST_SHORT_DESCRIPTION)


def _set(call: Call, kept: dict[str, str], name: str, longest: int) -> bool:
    language = checked_language(call.parameters.text("language_code"))
    value = call.parameters.text(name).strip()
    if len(value) > longest:
        raise bad_request(f"{name} is too long")
    if value:
        kept[language] = value
    else:
        kept.pop(language, None)
    call.world.mark_cast_changed()
    return True


def get_my_name(call: Call) -> Json:
    """Return the bot's name in a language, else the default one."""
    return {"name": _get(call, call.bot.profile.names) or call.bot.account.first_name}


def get_my_description(call: Call) -> Json:
    """Return the description in a language, else the default one."""
    return {"description": _get(call, call.bot.profile.descriptions)}


def get_my_short_description(call: Call) -> Json:
    """Return the short description in a language, else the default one."""
    return {"short_description": _get(call, call.bot.profile.short_descriptions)}


def _get(call: Call, kept: dict[str, str]) -> str:
    language = checked_language(call.parameters.text("language_code"))
    return kept.get(language) or kept.get("", "")


METHODS: dict[str, Method] = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": set_my_name,
    "getmyname": get_my_name,
    "setmydescription": set_my_description,
    "getmydescription": get_my_description,
    "setmyshortdescription": set_my_short_description,
    "getmyshortdescription": get_my_short_description,
}
