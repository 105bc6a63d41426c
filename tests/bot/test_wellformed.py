"""Updates that are not what Telegram says it sends are told apart before anything is done."""

import copy

import pytest
from telegram import Update

from bot.wellformed import is_well_formed

PERSON = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "en"}
MESSAGE = {
    "message_id": 1,
    "date": 1,
    "chat": {"id": -100, "type": "supergroup", "title": "Readers"},
    "from": PERSON,
    "text": "/ask who?",
    "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
}
PRESS = {"id": "q", "from": PERSON, "chat_instance": "1", "message": MESSAGE, "data": "len"}

CHANGE = {
    "chat": MESSAGE["chat"],
    "from": PERSON,
    "date": 1,
    "old_chat_member": {"user": PERSON, "status": "left"},
    "new_chat_member": {"user": PERSON, "status": "member"},
}
THUMB = {"type": "emoji", "emoji": "👍"}
REACTION = {
    "chat": MESSAGE["chat"],
    "message_id": 1,
    "user": PERSON,
    "date": 1,
    "old_reaction": [],
    "new_reaction": [THUMB],
}


def read(**kinds):
    return is_well_formed(Update.de_json({"update_id": 1, **kinds}, None))


def changed(value, *path, base=MESSAGE):
    """Return a copy of `base` with `value` at `path`."""
    copied = place = copy.deepcopy(base)
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copied


def test_what_telegram_sends_is_well_formed():
    assert read(message=MESSAGE)
    assert read(message={**MESSAGE, "reply_to_message": MESSAGE, "sender_chat": MESSAGE["chat"]})
    assert read(callback_query=PRESS)
    assert read(callback_query={**PRESS, "message": {**MESSAGE, "date": 0}})
    assert read(my_own_kind={})
    assert read(edited_message={**MESSAGE, "edit_date": 2})
    assert read(guest_message={**MESSAGE, "guest_query_id": "1"})
    assert read(my_chat_member=CHANGE)
    assert read(message_reaction=REACTION)
    assert read(message_reaction={**REACTION, "user": None})


@pytest.mark.parametrize(
    "message",
    [
        changed("1", "message_id"),
        changed(2**70, "message_id"),
        changed(None, "message_id"),
        changed({"a": 1}, "chat", "id"),
        changed(True, "chat", "id"),
        changed(None, "chat", "type"),
        changed("7", "from", "id"),
        changed(3, "from", "language_code"),
        changed(1.5, "text"),
        changed("0", "entities", 0, "offset"),
        changed([], "entities", 0, "length"),
        changed("33", "message_thread_id"),
        changed(changed(5, "text"), "reply_to_message"),
        changed({"id": "x", "type": "channel"}, "sender_chat"),
        changed({"text": 5, "position": 0, "is_manual": True}, "quote"),
        changed([{"type": "bold", "offset": "0", "length": 1}], "caption_entities"),
    ],
)
def test_message_with_fields_of_other_types_is_not(message):
    assert not read(message=message)


@pytest.mark.parametrize(
    "press",
    [
        changed(3, "id", base=PRESS),
        changed(3, "data", base=PRESS),
        changed("x", "from", "id", base=PRESS),
        changed("x", "message", "message_id", base=PRESS),
    ],
)
def test_press_with_fields_of_other_types_is_not(press):
    assert not read(callback_query=press)


@pytest.mark.parametrize(
    "kinds",
    [
        {"edited_message": changed(5, "text")},
        {"guest_message": changed(5, "guest_query_id")},
        {"message": changed("x", "migrate_to_chat_id")},
        {"my_chat_member": changed("x", "chat", "id", base=CHANGE)},
        {"my_chat_member": changed("x", "from", "id", base=CHANGE)},
        {"my_chat_member": changed(7, "new_chat_member", "status", base=CHANGE)},
        {"message_reaction": changed("1", "message_id", base=REACTION)},
        {"message_reaction": changed([{**THUMB, "emoji": 5}], "new_reaction", base=REACTION)},
        {"message_reaction": changed("x", "user", "id", base=REACTION)},
    ],
)
def test_other_kinds_with_fields_of_other_types_are_malformed(kinds):
    assert not read(**kinds)
