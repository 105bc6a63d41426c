"""Is a message meant for the bot, and what does it ask?"""

import pytest

from bot.addressing import question_replied_to, quote_to_verify, read_request

BOT = {"id": 1, "is_bot": True, "first_name": "Verbatim", "username": "VerbatimBot"}
OTHER_BOT = {"id": 2, "is_bot": True, "first_name": "Other", "username": "other_bot"}
BOB = {"id": 8, "is_bot": False, "first_name": "Bob"}


def asked(request):
    return (request.command, request.words) if request else None


def earlier(author, **fields):
    """Return a message that another one replies to."""
    chat = {"id": -100, "type": "supergroup"}
    return {"message_id": 5, "date": 1, "chat": chat, "from": author, "text": "Before.", **fields}


def test_in_private_everything_is_a_question(write_message, me):
    request = read_request(write_message("Who bought it?"), me)
    assert asked(request) == ("ask", "Who bought it?")
    assert request.private


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/ask Who bought it?", ("ask", "Who bought it?")),
        ("/ASK  Who?", ("ask", "Who?")),
        ("/ask", ("ask", "")),
        ("/ask\nWho?", ("ask", "Who?")),
        ("/start p_KEY", ("start", "p_KEY")),
        ("/ask@VerbatimBot Who?", ("ask", "Who?")),
        ("/ask@verbatimbot Who?", ("ask", "Who?")),
        ("/ask@other_bot Who?", None),
        ("@VerbatimBot Who bought it?", ("ask", "Who bought it?")),
        ("Is it / or not?", ("ask", "Is it / or not?")),
    ],
)
def test_private_commands_and_questions(write_message, me, text, expected):
    assert asked(read_request(write_message(text), me)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who bought it?", None),
        ("/ask Who bought it?", ("ask", "Who bought it?")),
        ("/ask@VerbatimBot Who bought it?", ("ask", "Who bought it?")),
        ("/ask@other_bot Who bought it?", None),
        ("/help", None),
        ("/help@VerbatimBot", ("help", "")),
        ("/ban @VerbatimBot", ("ban", "")),
        ("@VerbatimBot who bought it?", ("ask", "who bought it?")),
        ("@verbatimbot, who bought it?", ("ask", "who bought it?")),
        ("who bought it, @VerbatimBot ?", ("ask", "who bought it, ?")),
        ("who @VerbatimBot bought it?", ("ask", "who bought it?")),
        ("🎉🎉 who bought it? @VerbatimBot", ("ask", "🎉🎉 who bought it?")),
        ("@VerbatimBot", ("ask", "")),
        ("@VerbatimBots who bought it?", None),
        ("@other_bot who bought it?", None),
        ("/ask@VerbatimBot what does @ada say?", ("ask", "what does @ada say?")),
        ("/ask @VerbatimBot who?", ("ask", "who?")),
    ],
)
def test_groups_are_answered_when_they_ask_us_and_only_then(write_message, me, text, expected):
    for chat in ("group", "supergroup"):
        assert asked(read_request(write_message(text, chat=chat), me)) == expected


def test_mention_of_an_account_without_a_username_counts(write_message, me):
    link = {"type": "text_mention", "offset": 0, "length": 8, "user": BOT}
    message = write_message("Verbatim who?", chat="group", entities=[link])
    assert asked(read_request(message, me)) == ("ask", "who?")


def test_caption_of_a_picture_is_read(write_message, me):
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    mention = {"type": "mention", "offset": 0, "length": 12}
    caption = {"caption": "@VerbatimBot who?", "caption_entities": [mention], "photo": photo}
    assert asked(read_request(write_message(chat="group", **caption), me)) == ("ask", "who?")
    assert asked(read_request(write_message(caption="Who?", photo=photo), me)) == ("ask", "Who?")


def test_reply_to_us_is_a_question_and_to_others_is_not(write_message, me):
    to_us = write_message("And when?", chat="supergroup", reply_to_message=earlier(BOT))
    request = read_request(to_us, me)
    assert asked(request) == ("ask", "And when?")
    assert request.by_reply
    to_bob = write_message("And when?", chat="supergroup", reply_to_message=earlier(BOB))
    assert read_request(to_bob, me) is None


def test_reply_to_us_with_a_command_for_others_is_silence(write_message, me):
    message = write_message("/ban", chat="supergroup", reply_to_message=earlier(BOT))
    assert read_request(message, me) is None


def test_message_in_a_topic_that_we_opened_is_not_a_reply(write_message, me):
    opening = earlier(BOT, forum_topic_created={"name": "News", "icon_color": 1})
    message = write_message("Hello all", chat="supergroup", reply_to_message=opening)
    assert read_request(message, me) is None


def test_sticker_is_a_request_in_private_and_silence_in_a_group(write_message, me):
    sticker = {
        "sticker": {
            "file_id": "a",
            "file_unique_id": "b",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    }
    request = read_request(write_message(**sticker), me)
    assert asked(request) == ("ask", "")
    assert not request.read_text
    replying = write_message(chat="supergroup", reply_to_message=earlier(BOT), **sticker)
    assert read_request(replying, me) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"from": OTHER_BOT},
        {"via_bot": OTHER_BOT},
        {"via_bot": BOT},
        {"is_automatic_forward": True, "sender_chat": {"id": -200, "type": "channel"}},
    ],
)
def test_what_no_person_wrote_for_us_is_silence(write_message, me, fields):
    assert read_request(write_message("@VerbatimBot who?", chat="supergroup", **fields), me) is None


@pytest.mark.parametrize(
    "event",
    [
        {"new_chat_members": [BOB]},
        {"new_chat_title": "Readers"},
        {"migrate_to_chat_id": -1001},
        {"delete_chat_photo": True},
    ],
)
def test_news_of_the_chat_itself_is_silence(write_message, me, event):
    assert read_request(write_message(chat="supergroup", **event), me) is None
    assert read_request(write_message(**event), me) is None


def test_channel_post_is_silence(write_message, me):
    assert read_request(write_message("/ask who?", chat="channel"), me) is None


def test_anonymous_administrator_may_ask_and_stays_unknown(write_message, me):
    group = {"id": -100, "type": "supergroup"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    message = write_message(
        "/ask who?", chat="supergroup", sender_chat=group, **{"from": anonymous}
    )
    request = read_request(message, me)
    assert asked(request) == ("ask", "who?")
    assert request.user_id is None
    assert request.sender_id == -100


def test_topic_of_a_message_is_known_only_where_it_stands_in_one(write_message, me):
    topic = {"message_thread_id": 33, "is_topic_message": True}
    assert read_request(write_message("/ask who?", chat="supergroup", **topic), me).thread_id == 33
    thread = {"message_thread_id": 33}
    assert (
        read_request(write_message("/ask who?", chat="supergroup", **thread), me).thread_id is None
    )


def test_bare_mention_in_a_reply_points_to_the_question_replied_to(write_message, me):
    question = earlier(BOB, text="Who bought it?")
    message = write_message("@VerbatimBot", chat="supergroup", reply_to_message=question)
    assert question_replied_to(read_request(message, me)) == "Who bought it?"


def test_bare_ask_in_reply_to_a_bot_points_to_nothing(write_message, me):
    message = write_message("/ask", chat="supergroup", reply_to_message=earlier(BOT))
    assert question_replied_to(read_request(message, me)) == ""


@pytest.mark.parametrize(("offset", "length"), [(-5, 3), (500, 20), (0, 10_000), (2, 0)])
def test_entities_that_make_no_sense_do_no_harm(write_message, me, offset, length):
    odd = [
        {"type": kind, "offset": offset, "length": length} for kind in ("mention", "bot_command")
    ]
    for chat in ("private", "supergroup"):
        read_request(write_message("🎉 who @VerbatimBot?", chat=chat, entities=odd), me)


def test_bare_verify_in_a_group_needs_something_to_verify(write_message, me):
    theirs = {"message_id": 4, "date": 1, "chat": {"id": -100, "type": "group"}, "text": "Words."}
    assert read_request(write_message("/verify", chat="group"), me) is None
    assert read_request(write_message("/verify 4711", chat="group"), me) is None
    quoted = read_request(write_message("/verify two words", chat="group"), me)
    assert (quoted.command, quoted.words) == ("verify", "two words")
    replying = write_message("/verify", chat="group", reply_to_message=theirs)
    assert quote_to_verify(read_request(replying, me)) == "Words."
    assert read_request(write_message("/verify"), me).command == "verify"


def test_what_is_verified_is_what_was_picked_from_a_message_or_what_it_quotes_itself(
    write_message, me
):
    chat = {"id": 7, "type": "private", "first_name": "A"}
    block = [{"type": "expandable_blockquote", "offset": 3, "length": 6}]
    theirs = {
        "message_id": 4,
        "date": 1,
        "chat": chat,
        "text": "🎉 Words. Really",
        "entities": block,
    }
    picked = {"text": "Really", "position": 10, "is_manual": True}

    def verified(text, **fields):
        return quote_to_verify(read_request(write_message(text, **fields), me))

    assert verified("/verify", reply_to_message=theirs) == "Words."
    assert verified("/verify", reply_to_message=theirs, quote=picked) == "Really"
    assert verified("/verify these", reply_to_message=theirs, quote=picked) == "these"
    assert verified("/verify") == ""
