"""What only looks like an admin's command does nothing: every such command, in every disguise."""

import pytest

from bot.locales import catalogue_for
from bot.menus import FOR_ADMINS

SAY = catalogue_for("en").say
REFUSALS = {SAY("unknown-command"), SAY("command-too-old")}
# Fields that Telegram, or somebody else than the admin, would have put into the admin's message.
DISGUISES = [
    {"via_bot": {"id": 2, "is_bot": True, "first_name": "B", "username": "b_bot"}},
    {"sender_chat": {"id": -1009, "type": "channel", "title": "News"}},
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Noor"}},
    {"is_automatic_forward": True},
    {"edit_date": 1},
    {"date": 1_500_000_000},
    {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}},
    {"from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}},
    {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
    {"from": {"id": 4243, "is_bot": False, "first_name": "Noor", "username": "noor"}},
    {"chat": {"id": -1007, "type": "supergroup", "title": "Readers"}},
]


@pytest.fixture
def said(bot):
    """Return what the bot says in a chat until it answers the /help that ends it."""

    async def until_help(person, chat):
        help_ = "/help" if chat is person.chat else "/help@verbatim_bot"
        await person.say(help_, chat=chat)
        texts = []
        while not (texts and texts[-1].startswith("Ask me anything")):
            texts.append((await chat.next_bot_message()).text)
        return texts[:-1]

    return until_help


@pytest.mark.parametrize("command", FOR_ADMINS)
async def test_admins_command_in_disguise_does_nothing(api, admin, ada, said, command):
    first = await admin.say("/help")
    await admin.chat.next_bot_message()
    text = f"/{command} https://tern.example/a"
    entities = [{"type": "bot_command", "offset": 0, "length": len(command) + 1}]
    message = {**first.json, "text": text, "entities": entities}
    for number, fields in enumerate(DISGUISES, 900):
        api.put_update({"message": {**message, "message_id": number, **fields}})
    for kind in ("edited_message", "channel_post", "edited_channel_post", "business_message"):
        api.put_update({kind: {**message, "message_id": 950}})
    theirs = await ada.say(text)
    await admin.forward(theirs)
    await admin.edit(first, text)
    assert set(await said(admin, admin.chat)) == REFUSALS
    assert set(await said(ada, ada.chat)) == {SAY("unknown-command")}

    group = api.add_group("Readers", admins=[admin], members=[ada], settled=True)
    for words in (f"/{command}", f"/{command}@verbatim_bot"):
        await admin.say(words, chat=group)
        await admin.say(words, chat=group, anonymous=True)
    assert set(await said(ada, group)) <= {SAY("unknown-command")}
    assert [call.method for call in api.calls if call.method in ("sendDocument", "sendPhoto")] == []
