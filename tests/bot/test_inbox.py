"""Updates are stored before Telegram forgets them; the real file stands behind."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot.inbox import DurableInbox
from bot.polling import Poller, TokenRejectedError, insist
from storage.errors import DiskFull
from storage.inbox import Inbox

CHAT = {"id": 7, "type": "private"}


def raw(number, **message):
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 1, "chat": CHAT, "text": "x", **message},
    }


@pytest.fixture
def thread():
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def stored(tmp_path):
    with closing(Inbox(tmp_path / "verbatim.db")) as inbox:
        yield inbox


@pytest.fixture
def inbox(stored, thread):
    return DurableInbox(stored, thread)


class Bot:
    """A Telegram that hands out these batches, then nothing more."""

    def __init__(self, *batches):
        self.batches = list(batches)
        self.offsets = []
        self.over = asyncio.Event()

    async def fetch_updates(self, offset):
        self.offsets.append(offset)
        if self.batches:
            return self.batches.pop(0)
        self.over.set()
        return await asyncio.Event().wait()


@pytest.fixture
def poll(inbox):
    """Poll until the batches are used up; return the ids that were handed on."""

    async def run(bot, is_wanted=lambda _: True):
        handed_on = []

        async def hand_on(update):
            handed_on.append(update.update_id)

        polling = asyncio.create_task(Poller(bot, inbox, is_wanted, hand_on).run())
        await bot.over.wait()
        polling.cancel()
        await asyncio.wait({polling})
        return handed_on

    return run


async def test_updates_are_stored_before_they_are_confirmed(poll, stored):
    bot = Bot([raw(10), raw(11)])
    assert await poll(bot) == [10, 11]
    assert bot.offsets == [None, 12]
    assert [number for number, _ in stored.open_updates()] == [10, 11]


async def test_what_is_not_wanted_is_confirmed_and_not_stored(poll, stored):
    bot = Bot([raw(10), raw(11, text="for others")])
    assert await poll(bot, lambda update: update.message.text == "x") == [10]
    assert bot.offsets == [None, 12]
    assert [number for number, _ in stored.open_updates()] == [10]


async def test_what_was_left_open_comes_first(poll, stored):
    stored.keep([(5, json.dumps(raw(5)))])
    assert await poll(Bot([raw(10)])) == [5, 10]


async def test_update_that_telegram_sends_again_is_handed_on_once(poll, stored):
    stored.keep([(5, json.dumps(raw(5)))])
    stored.mark_handled(4)
    assert await poll(Bot([raw(4), raw(5), raw(6)], [raw(6), raw(7)])) == [5, 6, 7]


async def test_new_update_is_handed_on_while_the_disk_is_slow_and_confirmed_afterwards(
    inbox, stored, monkeypatch
):
    bot, handed_on, disk, keep = Bot([raw(10)]), asyncio.Event(), threading.Event(), stored.keep

    async def hand_on(_update):
        handed_on.set()

    monkeypatch.setattr(stored, "keep", lambda updates: disk.wait() and keep(updates))
    polling = asyncio.create_task(Poller(bot, inbox, lambda _: True, hand_on).run())
    await handed_on.wait()
    assert (bot.offsets, stored.open_updates()) == ([None], [])
    disk.set()
    await bot.over.wait()
    assert bot.offsets == [None, 11]
    assert [number for number, _ in stored.open_updates()] == [10]
    polling.cancel()
    await asyncio.wait({polling})


async def test_update_that_may_have_been_here_before_waits_until_that_is_known(poll, stored):
    stored.mark_handled(10)
    assert await poll(Bot([raw(10), raw(11)], [raw(9), raw(12)])) == [11, 9, 12]


async def test_update_that_makes_no_sense_is_passed_over(poll, caplog):
    bot = Bot([raw(10), {"update_id": 11, "message": {"date": "x"}}], [{"message": {}}, 3, raw(12)])
    assert await poll(bot) == [10, 12]
    assert bot.offsets == [None, 12, 13]
    assert caplog.text.count("Update 11 can't be read") == 1


async def test_update_that_nobody_can_judge_is_passed_over(poll, caplog):
    def is_wanted(update):
        return 1 / (update.update_id - 10) > 0

    assert await poll(Bot([raw(10), raw(11), raw(12, text=5)]), is_wanted) == [11]
    assert "Update 10 can't be read, skipped: ZeroDivisionError" in caplog.text
    assert "Update 12 can't be read, skipped: its fields are of the wrong types" in caplog.text


async def test_stored_update_that_makes_no_sense_any_more_is_closed(poll, stored):
    stored.keep([(5, json.dumps({"update_id": 5, "message": {"date": "x"}}))])
    assert await poll(Bot()) == []
    assert not stored.open_updates()


async def test_full_disk_turns_no_question_away(poll, stored, caplog, monkeypatch, tmp_path):
    def full(*_):
        raise DiskFull(tmp_path)

    for method in ("keep", "mark_handled", "forget_before"):
        monkeypatch.setattr(stored, method, full)
    assert await poll(Bot([raw(10)])) == [10]
    assert "answered without" in caplog.text


async def test_handled_update_that_cannot_be_marked_breaks_nothing(inbox, monkeypatch, stored):
    def full(*_):
        raise DiskFull(stored.path)

    monkeypatch.setattr(stored, "mark_handled", full)
    await inbox.finish(1)


@pytest.fixture
def pauses(monkeypatch):
    """The seconds that `insist` would have waited."""
    waited = []

    async def wait(seconds):
        waited.append(seconds)

    monkeypatch.setattr("bot.polling.asyncio.sleep", wait)
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    return waited


def failing(*errors):
    """Return a call that fails with these errors, then succeeds."""
    left = list(errors)

    async def call():
        if left:
            raise left.pop(0)
        return "done"

    return call


async def test_failures_are_waited_for_and_told_once_each(pauses, caplog):
    errors = [NetworkError("down")] * 8 + [Conflict("terminated")]
    assert await insist(failing(*errors), "to test") == "done"
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0, 10.0, 10.0]
    assert caplog.text.count("Telegram can't be reached or fails: down") == 1
    assert caplog.text.count("Another program is fetching this bot's messages") == 1
    assert caplog.text.count("Telegram answers again") == 1


async def test_wait_that_telegram_asks_for_is_obeyed(pauses):
    await insist(failing(RetryAfter(33)), "to test")
    assert pauses == [33.0]


async def test_refused_token_is_not_tried_again_and_not_shown(pauses):
    with pytest.raises(TokenRejectedError) as told:
        await insist(failing(InvalidToken("The token `123:secret` was rejected")), "to test")
    assert "secret" not in str(told.value)
    assert not pauses


async def test_updates_that_end_together_are_marked_together(inbox, stored, monkeypatch):
    batches, mark = [], stored.mark_handled

    def count(*numbers):
        batches.append(numbers)
        mark(*numbers)

    monkeypatch.setattr(stored, "mark_handled", count)
    await asyncio.gather(*(inbox.finish(number) for number in range(1, 101)))
    assert sorted(number for batch in batches for number in batch) == list(range(1, 101))
    assert len(batches) <= 3
    assert all(stored.is_handled(number) for number in range(1, 101))


async def test_inline_words_are_handed_on_once_and_never_stored(poll, stored):
    person = {"id": 7, "is_bot": False, "first_name": "Ada"}
    typed = {"id": "1", "from": person, "query": "marzipan", "offset": ""}
    inline = {"update_id": 11, "inline_query": typed}
    assert await poll(Bot([raw(10), inline], [inline, raw(12)])) == [10, 11, 12]
    assert [number for number, _ in stored.open_updates()] == [10, 12]
