"""Sending: what is tried again, what never is, and in which order."""

import asyncio
import json
import logging

import pytest
from aiohttp import (
    ClientConnectorError,
    ClientOSError,
    ClientPayloadError,
    ConnectionTimeoutError,
    ServerDisconnectedError,
    SocketTimeoutError,
)
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

from bot.addressing import Request
from bot.delivery import PATIENCE, Delivery
from bot.offering import Door, Offer
from bot.places import Place, place_of_answer
from bot.raw_bot import RawBot
from bot.reply import MOST_UNITS, Button, Reply
from bot.views import PassageView, decode

TOKEN = "123456:fake"
SENT = {"message_id": 77, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "x"}
PLACE = Place(7)
HERE = ConnectionKey(
    "127.0.0.1", 1, is_ssl=False, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
)
HELLO = Reply("<b>Hello</b> &amp; welcome", ((Button("On", PassageView("en", "abc")),),))


class Telegram(BaseRequest):
    """A Telegram that answers by the script: a status with its JSON, or an error; then "ok"."""

    def __init__(self, *script):
        self.script = list(script)
        self.calls = []
        self.at_once = self.most_at_once = 0

    @property
    def read_timeout(self):
        return 1.0

    async def initialize(self):
        """Nothing to set up."""

    async def shutdown(self):
        """Nothing to clear away."""

    async def do_request(self, url, method, request_data=None, *timeouts, **more):
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        self.calls.append((url.rpartition("/")[2], request_data.parameters if request_data else {}))
        step = self.script.pop(0) if self.script else ok(SENT)
        if isinstance(step, Exception):
            raise step
        return step

    @property
    def texts(self):
        return [parameters.get("text") for _, parameters in self.calls]


def ok(result):
    return 200, json.dumps({"ok": True, "result": result}).encode()


def refused(code, description, **parameters):
    body = {"ok": False, "error_code": code, "description": description}
    return code, json.dumps({**body, **({"parameters": parameters} if parameters else {})}).encode()


def failing(cause, error=NetworkError):
    """Return the library's error for one of aiohttp's, as `bot.wire` makes it."""
    raised = error("aiohttp failed") if error is NetworkError else error()
    raised.__cause__ = cause
    return raised


class Pauses:
    """Waits nowhere, and remembers for how long it should have."""

    def __init__(self):
        self.seconds = []

    async def __call__(self, seconds):
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def durations(monkeypatch):
    """The library's opt-in that `build_bot` makes: its error for 429 warns otherwise."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def pauses():
    return Pauses()


@pytest.fixture
def deliver(pauses):
    def start(telegram, at_once=16):
        bot = RawBot(TOKEN, request=telegram, get_updates_request=Telegram())
        return Delivery(bot, at_once, pauses)

    return start


async def test_message_goes_out_as_html_without_a_preview_and_with_its_buttons(deliver):
    telegram = Telegram()
    sent = await deliver(telegram).send(Place(7, thread_id=3, reply_to=9), HELLO)
    assert sent == SENT["message_id"]
    ((method, said),) = telegram.calls
    assert (method, said["text"], said["parse_mode"]) == ("sendMessage", HELLO.html, "HTML")
    assert said["message_thread_id"] == 3
    assert said["reply_parameters"] == {"message_id": 9, "allow_sending_without_reply": True}
    assert said["link_preview_options"] == {"is_disabled": True}
    ((button,),) = said["reply_markup"]["inline_keyboard"]
    assert decode(button["callback_data"]) == PassageView("en", "abc")


async def test_telegram_that_asks_to_wait_is_obeyed(deliver, pauses):
    telegram = Telegram(refused(429, "Too Many Requests", retry_after=7))
    assert await deliver(telegram).send(PLACE, HELLO)
    assert pauses.seconds == [7.0]


async def test_failure_of_telegrams_own_is_tried_again(deliver, pauses):
    telegram = Telegram(refused(500, "Internal"), (502, b"<html>"), (504, b""))
    assert await deliver(telegram).send(PLACE, HELLO)
    assert pauses.seconds == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(
    "error",
    [
        failing(ClientConnectorError(HERE, OSError("no route"))),
        failing(ConnectionTimeoutError("slow"), TimedOut),
    ],
)
async def test_request_that_never_left_is_tried_until_it_does(deliver, pauses, error):
    telegram = Telegram(*[error] * 200)
    assert await deliver(telegram).send(PLACE, HELLO)
    assert len(telegram.calls) == 201
    assert sum(pauses.seconds) > PATIENCE
    assert max(pauses.seconds) == 10.0


@pytest.mark.parametrize(
    "error",
    [
        failing(SocketTimeoutError("slow"), TimedOut),
        failing(TimeoutError("slower"), TimedOut),
        failing(ClientOSError("cut")),
        failing(ClientPayloadError("cut")),
        failing(ServerDisconnectedError()),
        (200, b"no json"),
    ],
)
async def test_request_that_was_sent_is_never_repeated(deliver, pauses, error, caplog):
    telegram = Telegram(error)
    assert await deliver(telegram).send(PLACE, HELLO) is None
    assert len(telegram.calls) == 1
    assert not pauses.seconds
    assert "may have been done" in caplog.text


async def test_html_that_telegram_cannot_read_is_sent_once_as_plain_text(deliver):
    unread = refused(400, "Bad Request: can't parse entities: odd tag")
    telegram = Telegram(unread)
    assert await deliver(telegram).send(PLACE, HELLO)
    assert telegram.texts == [HELLO.html, "Hello & welcome"]
    assert "parse_mode" not in telegram.calls[1][1]
    telegram = Telegram(unread, unread)
    assert await deliver(telegram).send(PLACE, HELLO) is None
    assert len(telegram.calls) == 2


async def test_refused_message_is_not_repeated_but_told_in_the_log(deliver, caplog):
    telegram = Telegram(refused(400, "Bad Request: message is too long"))
    assert await deliver(telegram).send(PLACE, HELLO) is None
    assert len(telegram.calls) == 1
    assert "Message is too long" in caplog.text


@pytest.mark.parametrize(
    "refusal",
    [
        refused(403, "Forbidden: bot was blocked by the user"),
        refused(403, "Forbidden: bot was kicked from the group chat"),
        refused(400, "Bad Request: chat not found"),
        refused(400, "Bad Request: TOPIC_CLOSED"),
    ],
)
async def test_chat_that_cannot_be_written_to_is_no_fault_of_ours(deliver, refusal, caplog):
    caplog.set_level(logging.WARNING)
    telegram = Telegram(refusal)
    assert await deliver(telegram).send(PLACE, HELLO) is None
    assert not caplog.records


async def test_group_that_became_a_supergroup_is_written_to_there(deliver):
    telegram = Telegram(refused(400, "upgraded", migrate_to_chat_id=-1001))
    assert await deliver(telegram).send(Place(-1), HELLO)
    assert [said["chat_id"] for _, said in telegram.calls] == [-1, -1001]


async def test_edit_that_changes_nothing_is_fine(deliver, caplog):
    caplog.set_level(logging.WARNING)
    telegram = Telegram(refused(400, "Bad Request: message is not modified: same content"))
    await deliver(telegram).edit(7, 77, HELLO)
    assert telegram.calls[0][0] == "editMessageText"
    assert not caplog.records


async def test_press_that_took_too_long_to_answer_is_fine(deliver, caplog):
    caplog.set_level(logging.WARNING)
    telegram = Telegram(refused(400, "Bad Request: query is too old and response timeout expired"))
    await deliver(telegram).acknowledge("q", "gone", alert=True)
    assert telegram.calls[0] == (
        "answerCallbackQuery",
        {"callback_query_id": "q", "text": "gone", "show_alert": True},
    )
    assert not caplog.records


async def test_telegram_that_keeps_failing_is_given_up(deliver, pauses, caplog):
    telegram = Telegram(*[refused(500, "Internal")] * 500)
    assert await deliver(telegram).send(PLACE, HELLO) is None
    assert PATIENCE - 20 < sum(pauses.seconds) <= PATIENCE
    assert "Given up" in caplog.text


async def test_move_is_told_and_the_message_stands_alone_in_the_new_group(deliver):
    telegram = Telegram(refused(400, "upgraded", migrate_to_chat_id=-1001))
    moves = []

    async def note(old_id, new_id):
        moves.append((old_id, new_id))

    bot = RawBot(TOKEN, request=telegram, get_updates_request=Telegram())
    place = Place(-1, thread_id=3, reply_to=4)  # numbers that mean another message over there
    assert await Delivery(bot, 1, on_move=note).send(place, HELLO)
    assert moves == [(-1, -1001)]
    (_, first), (_, second) = telegram.calls
    assert first["chat_id"] == -1
    assert {"reply_parameters", "message_thread_id"} <= first.keys()
    assert second["chat_id"] == -1001
    assert not {"reply_parameters", "message_thread_id"} & second.keys()


async def test_message_is_not_edited_in_the_group_that_took_its_groups_place(deliver):
    telegram = Telegram(refused(400, "upgraded", migrate_to_chat_id=-1001))
    await deliver(telegram).edit(-1, 5, HELLO)
    assert len(telegram.calls) == 1


async def test_words_to_point_to_that_have_changed_are_left_out(deliver):
    telegram = Telegram(refused(400, "Bad Request: QUOTE_TEXT_INVALID"))
    assert await deliver(telegram).send(Place(7, reply_to=4, quote="Who?"), HELLO)
    quotes = ["quote" in str(parameters["reply_parameters"]) for _, parameters in telegram.calls]
    assert quotes == [True, False]
    assert telegram.calls[1][1]["parse_mode"] == "HTML"


async def test_wait_longer_than_our_patience_is_given_up(deliver, pauses):
    telegram = Telegram(refused(429, "Too Many Requests", retry_after=100_000))
    assert await deliver(telegram).send(PLACE, HELLO) is None
    assert not pauses.seconds


async def test_chat_gets_its_messages_in_order_even_when_the_first_must_wait(deliver):
    telegram = Telegram(refused(429, "Too Many Requests", retry_after=1))
    delivery = deliver(telegram)
    await asyncio.gather(*(delivery.send(PLACE, Reply(f"{n}")) for n in range(5)))
    assert telegram.texts == ["0", "0", "1", "2", "3", "4"]


async def test_chat_that_must_wait_keeps_no_other_chat_waiting():
    go_on = asyncio.Event()
    telegram = Telegram(refused(429, "Too Many Requests", retry_after=60))
    bot = RawBot(TOKEN, request=telegram, get_updates_request=Telegram())

    async def until_told(_seconds):
        await go_on.wait()

    delivery = Delivery(bot, 1, until_told)
    waiting = asyncio.create_task(delivery.send(Place(1), HELLO))
    await asyncio.sleep(0.01)
    await delivery.send(Place(2), HELLO)
    assert not waiting.done()
    go_on.set()
    assert await waiting


async def test_no_more_requests_at_once_than_allowed(deliver):
    telegram = Telegram()
    delivery = deliver(telegram, at_once=3)
    await asyncio.gather(*(delivery.send(Place(chat), HELLO) for chat in range(30)))
    assert telegram.most_at_once == 3


def test_answer_stands_below_the_question_in_a_group_and_alone_in_private(write_message):
    topic = {"message_thread_id": 33, "is_topic_message": True}
    asked = Request(write_message("Who?", chat="supergroup", **topic), "ask", "Who?")
    assert place_of_answer(asked) == Place(-100, thread_id=33, reply_to=10)
    asked = Request(write_message("Who?"), "ask", "Who?")
    assert place_of_answer(asked) == Place(7)


def test_limit_is_telegrams():
    assert MOST_UNITS == 4096


OFFERS = [Offer("k-0-5", "The Tern · § 2", "Divers found …", Reply("<b>Divers</b> &amp; more"))]


async def test_offers_are_quotes_to_send_that_telegram_keeps_for_nobody(deliver):
    telegram = Telegram(ok(True))
    await deliver(telegram).offer("q", OFFERS, "7.50", Door("Ask me", "words"))
    ((method, said),) = telegram.calls
    assert method == "answerInlineQuery"
    assert (said["cache_time"], said["is_personal"], said["next_offset"]) == (0, True, "7.50")
    assert said["button"] == {"text": "Ask me", "start_parameter": "words"}
    (result,) = said["results"]
    assert (result["id"], result["title"]) == ("k-0-5", "The Tern · § 2")
    assert result["description"] == "Divers found …"
    content = result["input_message_content"]
    assert (content["message_text"], content["parse_mode"]) == ("<b>Divers</b> &amp; more", "HTML")
    assert content["link_preview_options"] == {"is_disabled": True}
    assert "reply_markup" not in result


async def test_offers_in_html_that_telegram_cannot_read_go_out_as_plain_text(deliver):
    telegram = Telegram(refused(400, "Bad Request: can't parse entities: odd tag"), ok(True))
    await deliver(telegram).offer("q", OFFERS)
    content = telegram.calls[1][1]["results"][0]["input_message_content"]
    assert content == {
        "message_text": "Divers & more",
        "link_preview_options": {"is_disabled": True},
    }


async def test_offers_are_not_tried_again(deliver, pauses, caplog):
    caplog.set_level(logging.WARNING)
    telegram = Telegram(refused(429, "Too Many Requests", retry_after=7))
    await deliver(telegram).offer("q", OFFERS)
    too_old = refused(400, "Bad Request: query is too old and response timeout expired")
    await deliver(Telegram(too_old)).offer("q", OFFERS)
    assert len(telegram.calls) == 1
    assert not pauses.seconds
    assert len(caplog.records) == 1
