"""Telegram fails, the bot dies, people flood: nobody's question is lost or answered twice."""

import asyncio
import json
import signal
import sys

import pytest

from bot.access import Allowance
from bot.one_bot import AnotherBotError, only_bot_on
from bot.polling import TokenRejectedError

COST = "How much did rebuilding the breakwater cost?"
ANSWER = "Rebuilding the breakwater cost four million pounds."


async def answers_of(chat, seconds=0.3):
    """Return how often the question was answered, once nothing more comes."""
    await asyncio.sleep(seconds)
    return sum(ANSWER in message.text for message in chat.bot_messages())


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("too_many", {"retry_after": 1}),
        ("server_error", {"status": 500}),
        ("server_error", {"status": 502, "times": 2}),
    ],
)
async def test_answer_that_telegram_did_not_take_is_sent_again(bot, api, ada, kind, fault):
    api.faults.add("sendMessage", kind, **fault)
    await ada.say(COST)
    assert ANSWER in (await ada.chat.next_bot_message()).text
    assert await answers_of(ada.chat) == 1


async def test_answer_whose_receipt_was_lost_is_not_sent_again(bot, api, ada):
    api.faults.add("sendMessage", "drop_after")
    await ada.say(COST)
    await ada.chat.next_bot_message()
    assert await answers_of(ada.chat, 1.0) == 1
    await ada.say(COST)
    await ada.chat.next_bot_message()
    assert await answers_of(ada.chat) == 2


async def test_html_that_telegram_refuses_goes_out_as_plain_text(bot, api, ada):
    api.faults.add(
        "sendMessage", "refuse", status=400, description="Bad Request: can't parse entities: x"
    )
    await ada.say(COST)
    answer = await ada.chat.next_bot_message()
    assert answer.text.startswith(ANSWER)
    assert not answer.parts("blockquote")


async def test_update_that_nobody_can_parse_is_skipped_and_told_once(bot, api, ada, caplog):
    number = api.put_malformed_update()
    await ada.say(COST)
    assert ANSWER in (await ada.chat.next_bot_message()).text
    await asyncio.sleep(0.2)
    assert caplog.text.count(f"Update {number} can't be read, skipped") == 1


async def test_odd_updates_are_survived(bot, api, ada):
    person = {"id": ada.id, "is_bot": False, "first_name": "Ada"}
    chat = {"id": ada.id, "type": "private", "first_name": "Ada"}
    for message in (
        {},
        {"message_id": 1, "date": 0, "chat": chat},
        {"message_id": 1, "date": 0, "chat": chat, "from": person, "text": "\u0000 \u202e who?"},
        {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "cinema"}, "text": "/ask who?"},
        {"message_id": 1, "date": 0, "chat": chat, "from": person, "text": "/start p_\u202e"},
        {"message_id": 1, "date": 0, "chat": chat, "text": "x" * 50_000},
    ):
        api.put_update({"message": message})
    for update in ({}, {"message": None}, {"callback_query": {}}, {"poll": {"id": "1"}}):
        api.put_update(update)
    await ada.say(COST)
    while ANSWER not in (await ada.chat.next_bot_message()).text:
        pass


async def test_core_that_breaks_is_apologised_for_and_logged(start, settings, api, ada, caplog):
    class Broken:
        def answer(self, question, context="", outlets=()):
            raise ZeroDivisionError(f"division in {settings.token}")

    async with start(settings, answers=Broken()):
        await ada.say("Who?")
        assert (await ada.chat.next_bot_message()).text.startswith("Sorry, something went wrong")
        await ada.say("/help")
        assert "Ask me anything" in (await ada.chat.next_bot_message()).text
    assert "ZeroDivisionError" in caplog.text


async def test_flood_gets_one_notice_then_silence_and_others_are_answered(
    start, settings, ada, bob, group
):
    async with start(settings, allowance=Allowance(burst=3, seconds=60)):
        for _ in range(10):
            await ada.say(f"/ask {COST}", chat=group)
        told = [(await group.next_bot_message()).text for _ in range(4)]
        assert [ANSWER in text for text in told] == [True, True, True, False]
        assert told[3].startswith("That’s a lot of questions at once!")
        assert await group.stays_silent()
        await bob.say(f"/ask {COST}", chat=group)
        assert ANSWER in (await group.next_bot_message()).text


async def test_questions_open_at_the_last_end_are_answered_at_the_next_start(start, settings, ada):
    await ada.start()
    async with start(settings) as bot:
        await ada.chat.next_bot_message()
        await bot.end()
        update = {"update_id": 900_001, "message": question_of(ada)}
        bot.stock.inbox.keep([(900_001, json.dumps(update))])
    async with start(settings) as bot:
        assert ANSWER in (await ada.chat.next_bot_message()).text
        await bot.end()
        assert not bot.stock.inbox.open_updates()
    async with start(settings):
        assert await answers_of(ada.chat) == 1


def question_of(person, message_id=800):
    """Return the message with which a person asks, as Telegram sends it."""
    return {
        "message_id": message_id,
        "date": 1_700_000_000,
        "chat": {"id": person.id, "type": "private", "first_name": "Ada"},
        "from": {"id": person.id, "is_bot": False, "first_name": "Ada", "language_code": "en"},
        "text": COST,
    }


async def test_handled_update_is_not_answered_again_when_telegram_repeats_it(
    start, settings, api, ada
):
    await ada.start()
    number = api.put_update({"message": question_of(ada)})
    async with start(settings):
        await ada.chat.next_bot_message()
        assert ANSWER in (await ada.chat.next_bot_message()).text
    async with start(settings):
        api.put_update({"update_id": number, "message": question_of(ada)})
        assert await answers_of(ada.chat, 0.5) == 1


async def test_text_of_a_handled_update_is_erased(start, settings, ada):
    async with start(settings):
        await ada.say(COST)
        await ada.chat.next_bot_message()
    for path in settings.db.parent.glob("verbatim-chats.db*"):
        assert b"breakwater" not in path.read_bytes()


async def test_group_talk_that_is_not_for_the_bot_is_never_stored(bot, settings, ada, group):
    await ada.say("The secret word is marzipan.", chat=group)
    await ada.say(f"/ask {COST}", chat=group)
    await group.next_bot_message()
    for path in settings.db.parent.glob("verbatim-chats.db*"):
        assert b"marzipan" not in path.read_bytes()


async def test_stop_finishes_what_is_being_answered(bot, api, ada, bob):
    api.faults.add("sendMessage", "slow", times=2, seconds=0.5)
    await ada.say(COST)
    await bob.say(COST)
    await api.wait_for_calls("getUpdates", 2)
    await asyncio.sleep(0.1)
    await asyncio.wait_for(bot.end(), 10)
    assert await answers_of(ada.chat, 0) == await answers_of(bob.chat, 0) == 1


async def test_refused_token_ends_the_bot(start, settings):
    async def begin():
        async with start(settings, token="999999:wrong") as bot:
            await asyncio.wait_for(asyncio.shield(bot.task), 5)

    with pytest.raises(TokenRejectedError, match="Telegram doesn't accept the bot's token") as told:
        await begin()
    assert "wrong" not in str(told.value)


async def test_token_that_is_withdrawn_ends_the_bot(start, settings, api):
    async def lose_the_token():
        async with start(settings) as bot:
            await api.wait_for_calls("getUpdates")
            api.faults.add(
                "getUpdates", "refuse", times=None, status=401, description="Unauthorized"
            )
            api.put_update({})
            await asyncio.wait_for(asyncio.shield(bot.task), 5)

    with pytest.raises(TokenRejectedError):
        await lose_the_token()


async def test_api_that_is_down_at_the_start_is_waited_for(start, settings, api, ada, caplog):
    port = api.port
    await api.stop()
    async with start(settings):
        await asyncio.sleep(0.7)
        assert "Telegram can't be reached" in caplog.text
        await api.start(port)
        await ada.say(COST)
        assert ANSWER in (await ada.chat.next_bot_message(timeout=10)).text
    assert "Telegram answers again" in caplog.text


async def test_second_poller_is_told_in_plain_words(bot, api, ada, caplog):
    await api.wait_for_calls("getUpdates")
    api.faults.add(
        "getUpdates", "refuse", status=409, description="Conflict: terminated by other getUpdates"
    )
    await ada.say(COST)
    await ada.chat.next_bot_message()
    await ada.say(COST)
    await ada.chat.next_bot_message()
    assert "Another program is fetching this bot's messages" in caplog.text


def test_two_bots_on_one_database_are_refused(home):
    db = home / "verbatim.db"
    refused = pytest.raises(AnotherBotError, match="stop it first")
    with only_bot_on(db), refused, only_bot_on(db):
        pass
    with only_bot_on(db):
        pass


class Process:
    """A bot in a process of its own."""

    def __init__(self, process):
        self.process = process

    async def end(self):
        """Wait for its end; return the exit code and what it wrote."""
        out, err = await asyncio.wait_for(self.process.communicate(), 15)
        return self.process.returncode, (out + err).decode()


@pytest.fixture
async def run(process_environment):
    """Start `verbatim run` as an operator does."""
    started = []

    async def begin(**environment):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=process_environment | environment,
        )
        started.append(process)
        return Process(process)

    yield begin
    for process in started:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_process_answers_and_ends_in_order_on_sigterm(run, api, ada, settings):
    bot = await run(VERBATIM_LOG_LEVEL="DEBUG")
    await ada.say(COST)
    assert ANSWER in (await ada.chat.next_bot_message(timeout=15)).text
    bot.process.send_signal(signal.SIGTERM)
    code, written = await bot.end()
    assert code == 0
    assert "@verbatim_bot is listening" in written
    assert settings.token.partition(":")[2] not in written
    assert "breakwater" not in written


async def test_process_with_a_refused_token_fails_with_a_clear_word(run, api):
    bot = await run(TELEGRAM_BOT_TOKEN="999999:wrongwrongwrongwrongwrongwrongwrong")
    code, written = await bot.end()
    assert code == 1
    assert "verbatim: Telegram doesn't accept the bot's token." in written
    assert "wrongwrong" not in written


async def test_process_without_a_database_fails_with_the_next_step(run, home):
    code, written = await (await run(VERBATIM_DB=str(home / "none.db"))).end()
    assert code == 1
    assert "run `verbatim index`" in written
    assert not list(home.glob("none*"))


async def test_second_process_on_the_same_database_is_refused(run, api, settings):
    with only_bot_on(settings.db):
        code, written = await (await run()).end()
    assert code == 1
    assert "Another bot is running on" in written


async def test_killed_process_leaves_nothing_unanswered(run, api, ada, bob):
    first = await run()
    people = [ada, bob, *(api.add_user(f"P{n}", language_code="en") for n in range(8))]
    api.faults.add("sendMessage", "too_many", times=None, retry_after=60)
    for person in people:
        await person.say(COST)
    await api.wait_for_calls("sendMessage", len(people), timeout=15)
    first.process.kill()
    await first.process.wait()
    api.faults.active.clear()
    second = await run()
    for person in people:
        assert ANSWER in (await person.chat.next_bot_message(timeout=15)).text
    second.process.send_signal(signal.SIGTERM)
    assert (await second.end())[0] == 0
    assert [await answers_of(person.chat, 0) for person in people] == [1] * len(people)
