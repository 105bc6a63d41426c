"""Command menus by scope and language; names and descriptions."""

from typing import Any

import pytest

from bot.playground.client import Chat, User
from bot.playground.server import LocalBotApi


def commands(*names: str) -> list[dict[str, str]]:
    """Return an array of BotCommand."""
    return [{"command": name, "description": f"what {name} does"} for name in names]


async def test_the_narrowest_scope_in_the_persons_language_is_shown(
    api: LocalBotApi, bot: Any, ada: User, group: Chat
) -> None:
    bob = api.add_user("Bob", language_code="en")
    bob.join(group)

    async def set_for(scope: dict[str, Any] | None, language: str, name: str) -> None:
        await bot.ok("setMyCommands", commands=commands(name), scope=scope, language_code=language)

    def shown(user: User, chat: Chat | None = None) -> str:
        (command,) = api.commands_shown_to(user, chat)
        return str(command["command"])

    assert api.commands_shown_to(ada) == []
    await set_for(None, "", "default")
    await set_for(None, "fr", "default_fr")
    assert (shown(ada), shown(bob), shown(bob, group)) == ("default_fr", "default", "default")
    await set_for({"type": "all_private_chats"}, "", "private")
    await set_for({"type": "all_group_chats"}, "", "groups")
    await set_for({"type": "all_chat_administrators"}, "", "admins")
    assert (shown(ada), shown(ada, group), shown(bob, group)) == ("private", "admins", "groups")
    await set_for({"type": "chat", "chat_id": ada.id}, "fr", "ada_alone")
    await set_for({"type": "chat", "chat_id": group.id}, "", "here")
    assert (shown(ada), shown(ada, group), shown(bob, group)) == ("ada_alone", "here", "here")
    await set_for({"type": "chat_administrators", "chat_id": group.id}, "", "admins_here")
    member = {"type": "chat_member", "chat_id": group.id, "user_id": bob.id}
    await set_for(member, "", "bob_here")
    assert (shown(ada, group), shown(bob, group)) == ("admins_here", "bob_here")
    assert await bot.ok("getMyCommands", scope=member) == commands("bob_here")
    assert await bot.ok("getMyCommands", language_code="en") == []
    await bot.ok("deleteMyCommands", scope=member)
    assert shown(bob, group) == "here"


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"commands": {}}, None),
        ({"commands": commands("Ask")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("é")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("x" * 33)}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "ask", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"commands": [{"command": "ask", "description": "x" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"commands": [{"command": "ask"}]},
            "can't parse BotCommand: Can't find field \"description\"",
        ),
        ({"commands": commands("ask") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": "{"}, "can't parse commands JSON object"),
        ({"commands": commands("a"), "language_code": "fra"}, "invalid language code specified"),
        (
            {"commands": commands("a"), "scope": {"type": "world"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        (
            {"commands": commands("a"), "scope": {"type": "chat"}},
            "can't parse BotCommandScope: Empty chat_id specified",
        ),
        (
            {"commands": commands("a"), "scope": {"type": "chat", "chat_id": 999}},
            "chat not found",
        ),
    ],
)
async def test_commands_have_rules(
    bot: Any, parameters: dict[str, Any], description: str | None
) -> None:
    answer = await bot.answer("setMyCommands", **parameters)
    assert answer.get("description") == (description and f"Bad Request: {description}")


async def test_a_bot_says_who_it_is_by_language(bot: Any) -> None:
    assert await bot.ok("getMyName") == {"name": "Playground"}
    await bot.ok("setMyName", name="Verbatim")
    await bot.ok("setMyName", name="Mot à mot", language_code="fr")
    assert await bot.ok("getMyName", language_code="fr") == {"name": "Mot à mot"}
    assert await bot.ok("getMyName", language_code="en") == {"name": "Verbatim"}
    await bot.ok("setMyName", name="", language_code="fr")
    assert await bot.ok("getMyName", language_code="fr") == {"name": "Verbatim"}
    await bot.ok("setMyDescription", description="Ask your articles.")
    assert await bot.ok("getMyDescription") == {"description": "Ask your articles."}
    await bot.ok("setMyShortDescription", short_description="Exact words.")
    assert await bot.ok("getMyShortDescription") == {"short_description": "Exact words."}
    refusal = await bot.refusal("setMyShortDescription", short_description="x" * 121)
    assert refusal == "Bad Request: short_description is too long"
