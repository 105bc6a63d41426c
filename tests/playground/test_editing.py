"""Edits, removals and reactions."""

from typing import Any

import pytest

from bot.playground.client import Chat, User
from bot.playground.errors import NothingHappenedError
from bot.playground.server import LocalBotApi

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def keyboard(label: str) -> dict[str, Any]:
    """Return an inline keyboard with one button."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label}]]}


async def test_an_edit_replaces_text_and_buttons(bot: Any, ada: User) -> None:
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="1/3", reply_markup=keyboard("Next"))
    seen = await ada.chat.next_bot_message()
    edited = await bot.ok(
        "editMessageText", chat_id=ada.id, message_id=sent["message_id"], text="<b>2</b>/3",
        parse_mode="HTML",
    )  # fmt: skip
    assert edited["edit_date"] >= edited["date"]
    assert "reply_markup" not in edited
    after = await seen.next_edit()
    assert (after.html, after.buttons, after.edits) == ("<b>2</b>/3", (), 1)
    assert (seen.text, seen.now().text) == ("1/3", "2/3")


async def test_an_edit_that_changes_nothing_is_refused(bot: Any, ada: User) -> None:
    same = {"text": "a", "reply_markup": keyboard("Next")}
    sent = await bot.ok("sendMessage", chat_id=ada.id, **same)
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}
    assert await bot.refusal("editMessageText", **place, **same) == NOT_MODIFIED
    markup = {"reply_markup": same["reply_markup"]}
    assert await bot.refusal("editMessageReplyMarkup", **place, **markup) == NOT_MODIFIED
    await bot.ok("editMessageReplyMarkup", **place)
    assert await bot.refusal("editMessageReplyMarkup", **place) == NOT_MODIFIED


async def test_waiting_for_an_edit_in_vain_says_so(bot: Any, ada: User) -> None:
    await bot.ok("sendMessage", chat_id=ada.id, text="a")
    seen = await ada.chat.next_bot_message()
    with pytest.raises(NothingHappenedError, match="'a' was not edited"):
        await seen.next_edit(timeout=0.01)


async def test_only_own_messages_that_are_there_can_be_edited(bot: Any, ada: User) -> None:
    said = await ada.say("mine")
    edit = {"chat_id": ada.id, "text": "x"}
    refusal = await bot.refusal("editMessageText", message_id=said.id, **edit)
    assert refusal == "Bad Request: message can't be edited"
    refusal = await bot.refusal("editMessageText", message_id=99, **edit)
    assert refusal == "Bad Request: message to edit not found"
    refusal = await bot.refusal("editMessageText", **edit)
    assert refusal == "Bad Request: message identifier is not specified"
    refusal = await bot.refusal("editMessageCaption", message_id=99, chat_id=ada.id)
    assert refusal == "Bad Request: message to edit not found"
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="a")
    refusal = await bot.refusal(
        "editMessageCaption", message_id=sent["message_id"], chat_id=ada.id, caption="c"
    )
    assert refusal == "Bad Request: there is no caption in the message to edit"


async def test_a_removed_message_is_gone_for_everybody(bot: Any, ada: User) -> None:
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="a")
    seen = await ada.chat.next_bot_message()
    place = {"chat_id": ada.id, "message_id": sent["message_id"]}
    assert await bot.ok("deleteMessage", **place)
    assert (await seen.next_edit()).is_deleted
    assert ada.chat.bot_messages() == []
    refusal = await bot.refusal("deleteMessage", **place)
    assert refusal == "Bad Request: message to delete not found"
    refusal = await bot.refusal("editMessageText", text="x", **place)
    assert refusal == "Bad Request: message to edit not found"


async def test_others_messages_are_for_administrators_to_remove(
    bot: Any, ada: User, group: Chat
) -> None:
    said = await ada.say("hello", chat=group)
    place = {"chat_id": group.id, "message_id": said.id}
    refusal = await bot.refusal("deleteMessage", **place)
    assert refusal == "Bad Request: message can't be deleted"
    assert await bot.ok("deleteMessages", chat_id=group.id, message_ids=[said.id, 99])
    assert not said.now().is_deleted
    group.promote_bot()
    await bot.ok("deleteMessages", chat_id=group.id, message_ids=[said.id, 99])
    assert said.now().is_deleted


async def test_after_two_days_a_message_stays() -> None:
    clock = [1_500_000_000.0]
    async with LocalBotApi(clock=lambda: clock[0]) as api:
        ada = api.add_user("Ada")
        await ada.start()
        clock[0] += 49 * 3600
        import httpx  # noqa: PLC0415 - only here without the fixture

        async with httpx.AsyncClient(base_url=api.url) as http:
            answer = await http.post(
                f"/bot{api.token}/deleteMessage", json={"chat_id": ada.id, "message_id": 1}
            )
    told = answer.json()["description"]
    assert told == "Bad Request: message can't be deleted for everyone"


async def test_a_person_edits_their_own_message_and_the_bot_hears_it(bot: Any, ada: User) -> None:
    said = await ada.say("helo")
    await ada.edit(said, "hello")
    updates = await bot.updates()
    assert [list(update)[1] for update in updates] == ["message", "edited_message"]
    assert updates[1]["edited_message"]["text"] == "hello"
    assert "edit_date" in updates[1]["edited_message"]


async def test_a_bot_reacts_with_what_telegram_knows(bot: Any, ada: User) -> None:
    said = await ada.say("hello")
    place = {"chat_id": ada.id, "message_id": said.id}
    await bot.ok("setMessageReaction", reaction=[{"type": "emoji", "emoji": "👍"}], **place)
    assert said.now().stored.reactions == {bot.api.bot.id: ("👍",)}
    refusal = await bot.refusal(
        "setMessageReaction", reaction=[{"type": "emoji", "emoji": "🧀"}], **place
    )
    assert refusal == "Bad Request: REACTION_INVALID"
    place["message_id"] = 99
    refusal = await bot.refusal("setMessageReaction", **place)
    assert refusal == "Bad Request: message to react not found"


async def test_reactions_reach_the_bot_only_if_it_asks_for_them(bot: Any, ada: User) -> None:
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="a")
    seen = await ada.chat.next_bot_message()
    await ada.react(seen, "👍")
    assert await bot.updates(allowed_updates=["message_reaction"]) == []
    await ada.react(seen, "👎")
    (update,) = await bot.updates()
    assert update["message_reaction"]["message_id"] == sent["message_id"]
    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👎"}]
