"""Privacy mode: which group messages reach a bot."""

from typing import Any

import pytest

from bot.playground.client import Chat, User
from bot.playground.server import LocalBotApi


async def heard(bot: Any) -> list[str]:
    """Return the texts that the bot has been told and confirm them."""
    updates = await bot.updates()
    return [u["message"]["text"] for u in updates if "text" in u.get("message", {})]


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("just talk", False),
        ("/ask@playground_bot when?", True),
        ("/ask@Playground_Bot when?", True),
        ("when, /ask@playground_bot", True),
        ("/ask@other_bot when?", False),
        ("/ask when?", True),
        ("when? /ask", False),
        ("when, @playground_bot ?", True),
        ("when, @PLAYGROUND_BOT?", True),
        ("when, @other_bot?", False),
        ("a@playground_bot.org", False),
    ],
)
async def test_a_bot_in_privacy_mode_hears_what_is_meant_for_it(
    bot: Any, ada: User, group: Chat, text: str, is_heard: bool
) -> None:
    await ada.say(text, chat=group)
    assert await heard(bot) == ([text] if is_heard else [])


async def test_a_bare_command_is_for_the_bot_that_spoke_last(
    api: LocalBotApi, bot: Any, ada: User, group: Chat
) -> None:
    group.stored.last_bot_id = 12345
    await ada.say("/ask", chat=group)
    assert await heard(bot) == []
    await bot.ok("sendMessage", chat_id=group.id, text="here")
    await ada.say("/ask", chat=group)
    assert await heard(bot) == ["/ask"]


async def test_replies_to_the_bot_and_to_what_was_meant_for_it_are_heard(
    bot: Any, ada: User, group: Chat
) -> None:
    talk = await ada.say("just talk", chat=group)
    asked = await ada.say("/ask@playground_bot when?", chat=group)
    await bot.ok("sendMessage", chat_id=group.id, text="2014")
    answer = await group.next_bot_message()
    await ada.say("and where?", chat=group, reply_to=answer, quote="2014")
    await ada.say("I meant why", chat=group, reply_to=asked)
    await ada.say("among us", chat=group, reply_to=talk)
    assert await heard(bot) == ["/ask@playground_bot when?", "and where?", "I meant why"]


async def test_a_reply_to_another_bot_is_not_heard(
    api: LocalBotApi, bot: Any, ada: User, group: Chat
) -> None:
    other = api.add_bot("Other", username="other_bot")
    group.add_bot(other, by=ada)
    http, url = bot.http, f"/bot{other.token}/sendMessage"
    await http.post(url, json={"chat_id": group.id, "text": "I am another"})
    said = await group.next_bot_message()
    await ada.say("@playground_bot look", chat=group, reply_to=said)
    assert await heard(bot) == []


@pytest.mark.parametrize("is_promoted", [True, False])
async def test_an_administrator_and_a_bot_without_privacy_hear_everything(
    bot: Any, ada: User, group: Chat, is_promoted: bool
) -> None:
    if is_promoted:
        group.promote_bot()
    else:
        bot.api.bot.stored.privacy = False
    await ada.say("just talk", chat=group)
    assert await heard(bot) == ["just talk"]
    assert (await bot.ok("getMe"))["can_read_all_group_messages"] is not is_promoted


async def test_service_messages_are_heard_by_all(
    api: LocalBotApi, bot: Any, ada: User, group: Chat
) -> None:
    bob = api.add_user("Bob")
    bob.join(group)
    bob.leave(group)
    messages = [update["message"] for update in await bot.updates()]
    assert messages[0]["new_chat_members"][0]["id"] == bob.id
    assert messages[1]["left_chat_member"]["id"] == bob.id
