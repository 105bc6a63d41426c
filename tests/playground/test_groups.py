"""Groups and channels: members, administrators, anonymous ones, channel posts."""

from typing import Any

import pytest

from bot.playground.client import Chat, User
from bot.playground.errors import ImpossibleError, NothingHappenedError
from bot.playground.server import LocalBotApi


async def test_a_bot_learns_who_brought_it_into_a_group(
    api: LocalBotApi, bot: Any, ada: User
) -> None:
    group = api.add_group("Readers", members=[ada])
    membership, arrival = await bot.updates()
    change = membership["my_chat_member"]
    assert change["chat"] == {"id": group.id, "type": "supergroup", "title": "Readers"}
    assert change["from"]["id"] == ada.id
    assert change["old_chat_member"]["status"] == "left"
    assert change["new_chat_member"]["status"] == "member"
    assert arrival["message"]["new_chat_members"][0]["id"] == api.bot.id


async def test_members_are_told_apart(api: LocalBotApi, bot: Any, ada: User) -> None:
    bob, eve = api.add_user("Bob"), api.add_user("Eve")
    group = api.add_group("Readers", members=[ada, bob], admins=[ada])
    group.promote(bob)

    async def status(user_id: int) -> str:
        member = await bot.ok("getChatMember", chat_id=group.id, user_id=user_id)
        return str(member["status"])

    assert await status(ada.id) == "creator"
    assert await status(bob.id) == "administrator"
    assert await status(api.bot.id) == "member"
    admins = await bot.ok("getChatAdministrators", chat_id=group.id)
    assert [admin["user"]["id"] for admin in admins] == [ada.id, bob.id]
    assert await bot.ok("getChatMemberCount", chat_id=group.id) == 3
    group.demote(bob)
    assert await status(bob.id) == "member"
    assert await status(eve.id) == "left"
    refusal = await bot.refusal("getChatMember", chat_id=group.id, user_id=99)
    assert refusal == "Bad Request: PARTICIPANT_ID_INVALID"
    refusal = await bot.refusal("getChatMember", chat_id=ada.id, user_id=eve.id)
    assert refusal == "Bad Request: member not found"
    refusal = await bot.refusal("getChatAdministrators", chat_id=ada.id)
    assert refusal == "Bad Request: there are no administrators in the private chat"


async def test_an_administrator_hears_of_other_members_if_it_asks(
    api: LocalBotApi, bot: Any, ada: User, group: Chat
) -> None:
    group.promote_bot()
    await bot.updates(allowed_updates=["chat_member"])
    bob = api.add_user("Bob")
    bob.join(group)
    (update,) = await bot.updates()
    assert update["chat_member"]["new_chat_member"]["user"]["id"] == bob.id


async def test_an_anonymous_administrator_speaks_as_the_group(
    bot: Any, ada: User, group: Chat
) -> None:
    await ada.say("/reindex@playground_bot", chat=group, anonymous=True)
    (update,) = await bot.updates()
    message = update["message"]
    assert message["from"]["id"] == 1087968824
    assert message["from"]["is_bot"] is True
    assert message["sender_chat"]["id"] == group.id


async def test_a_channel_post_is_forwarded_to_its_discussion(
    api: LocalBotApi, bot: Any, ada: User, group: Chat
) -> None:
    group.promote_bot()
    channel = api.add_channel("News", discussion=group, admins=[ada], bots=[api.bot])
    await bot.updates()
    await channel.post("read <b>this</b>", html=True)
    post, forwarded = await bot.updates()
    assert post["channel_post"]["sender_chat"]["id"] == channel.id
    assert "from" not in post["channel_post"]
    message = forwarded["message"]
    assert (message["from"]["id"], message["is_automatic_forward"]) == (777000, True)
    assert message["sender_chat"]["id"] == channel.id
    assert message["forward_origin"]["type"] == "channel"
    full = await bot.ok("getChat", chat_id=group.id)
    assert full["linked_chat_id"] == channel.id


async def test_a_message_as_a_channel_is_from_the_channel_bot(
    api: LocalBotApi, bot: Any, ada: User, group: Chat
) -> None:
    channel = api.add_channel("News", admins=[ada])
    await ada.say("/ask@playground_bot", chat=group, as_channel=channel)
    (update,) = await bot.updates()
    assert update["message"]["from"]["id"] == 136817688
    assert update["message"]["sender_chat"]["id"] == channel.id


async def test_a_bot_posts_in_a_channel_that_it_administers(
    api: LocalBotApi, bot: Any, ada: User
) -> None:
    channel = api.add_channel("News", admins=[ada], bots=[api.bot], username="news_channel")
    sent = await bot.ok("sendMessage", chat_id="@news_channel", text="a")
    assert "from" not in sent
    assert (await channel.next_bot_message()).text == "a"
    await bot.ok("editMessageText", chat_id=channel.id, message_id=sent["message_id"], text="b")


async def test_a_forward_of_an_administrators_command_is_marked(bot: Any, ada: User) -> None:
    said = await ada.say("/reindex")
    await ada.forward(said)
    forwarded = (await bot.updates())[1]["message"]
    assert forwarded["forward_origin"]["sender_user"]["id"] == ada.id


async def test_people_can_only_do_what_people_can(api: LocalBotApi, ada: User, group: Chat) -> None:
    bob = api.add_user("Bob")
    with pytest.raises(ImpossibleError, match="Bob is not in 'Readers'"):
        await bob.say("hi", chat=group)
    with pytest.raises(ImpossibleError, match="no administrator"):
        await bob.say("hi", chat=api.add_group("Other", members=[ada, bob]), anonymous=True)
    with pytest.raises(ImpossibleError, match="not a forum"):
        group.add_topic("News")
    with pytest.raises(ImpossibleError, match="only those migrate"):
        group.migrate()
    with pytest.raises(ImpossibleError, match="There is no topic 9"):
        await ada.say("hi", chat=group, topic=9)
    with pytest.raises(ImpossibleError, match="empty text"):
        await ada.say("  ")
    with pytest.raises(ImpossibleError, match="4097 UTF-16 units"):
        await ada.say("x" * 4097)
    with pytest.raises(ImpossibleError, match="not a part"):
        await ada.say("x", reply_to=await ada.say("y"), quote="z")
    with pytest.raises(ImpossibleError, match="edit a message of their own"):
        await bob.edit(await ada.say("mine"), "yours")
    with pytest.raises(ImpossibleError, match="no reaction"):
        await ada.react(await ada.say("mine"), "🧀")
    with pytest.raises(ImpossibleError, match="a channel"):
        await ada.say("hi", chat=api.add_channel("News", admins=[ada]))
    ada.block()
    with pytest.raises(ImpossibleError, match="blocked the bot"):
        await ada.say("hi")


async def test_a_basic_group_that_migrated_takes_no_more_words(api: LocalBotApi, ada: User) -> None:
    group = api.add_group("Readers", members=[ada], kind="group")
    new = group.migrate()
    with pytest.raises(ImpossibleError, match="become a supergroup"):
        await ada.say("hi", chat=group)
    await ada.say("hi", chat=new)


async def test_a_bot_hears_of_a_migration_as_on_telegram(
    api: LocalBotApi, bot: Any, ada: User
) -> None:
    group = api.add_group("Readers", members=[ada], kind="group", settled=True)
    assert await bot.updates() == []
    new = group.migrate()
    arrival, left, come = await bot.updates()
    assert arrival["my_chat_member"]["chat"]["id"] == new.id
    assert arrival["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert left["message"]["migrate_to_chat_id"] == new.id
    assert come["message"]["migrate_from_chat_id"] == group.id


async def test_a_guest_bot_is_called_by_its_name_and_answers_once(
    api: LocalBotApi, bot: Any, ada: User
) -> None:
    group = api.add_group("Elsewhere", members=[ada], bots=[])
    await ada.say("@playground_bot hello", chat=group)
    assert await bot.updates() == []
    api.allow_guests()
    assert (await bot.ok("getMe"))["supports_guest_queries"]
    asked = await ada.say("@playground_bot hello", chat=group)
    (update,) = await bot.updates()
    message = update["guest_message"]
    assert (message["text"], message["chat"]["id"]) == ("@playground_bot hello", group.id)
    result = {
        "type": "article",
        "id": "1",
        "title": "a",
        "input_message_content": {"message_text": "Hello!"},
    }
    query = {"guest_query_id": message["guest_query_id"], "result": result}
    sent = await bot.ok("answerGuestQuery", **query)
    answer = await group.next_bot_message()
    assert (answer.text, answer.reply_to_id) == ("Hello!", asked.id)
    assert answer.json["guest_bot_caller_user"]["id"] == ada.id
    assert "query ID is invalid" in await bot.refusal("answerGuestQuery", **query)
    refusal = await bot.refusal("sendMessage", chat_id=group.id, text="more")
    assert refusal == "Bad Request: chat not found"
    await bot.ok("editMessageText", inline_message_id=sent["inline_message_id"], text="Hi!")
    assert answer.now().text == "Hi!"


async def test_waiting_for_a_bot_in_vain_shows_the_last_messages(ada: User) -> None:
    await ada.say("anybody?")
    with pytest.raises(NothingHappenedError, match=r"No bot wrote into 'Ada'.*anybody\?"):
        await ada.chat.next_bot_message(timeout=0.01)
    assert await ada.chat.stays_silent(seconds=0.01)


async def test_each_message_of_a_bot_is_read_once_and_in_order(bot: Any, ada: User) -> None:
    for text in ("one", "two", "three"):
        await bot.ok("sendMessage", chat_id=ada.id, text=text)
    assert not await ada.chat.stays_silent(seconds=0.01)
    assert [(await ada.chat.next_bot_message()).text for _ in range(2)] == ["one", "two"]
    ada.chat.skip()
    assert await ada.chat.stays_silent(seconds=0.01)
    assert [message.text for message in ada.chat.transcript()] == ["/start", "one", "two", "three"]
