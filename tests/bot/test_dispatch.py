"""Updates at work: each chat's in order, others meanwhile, and none lost at the end."""

import asyncio
from dataclasses import dataclass, field

import pytest
from telegram import Update

from bot.dispatch import Dispatcher
from bot.turns import Turns


def update(number, chat=7):
    message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}}
    return Update.de_json({"update_id": number, "message": message}, None)


@dataclass
class Handled:
    """An inbox that only remembers what was marked as handled."""

    ids: list[int] = field(default_factory=list)

    async def finish(self, update_id):
        self.ids.append(update_id)


@pytest.fixture
def inbox():
    return Handled()


async def test_updates_are_marked_as_handled_after_their_work(inbox):
    handled_before = []

    async def process(_update):
        handled_before.append(list(inbox.ids))

    dispatcher = Dispatcher(process, inbox)
    for number in (1, 2):
        await dispatcher.take(update(number))
    await dispatcher.finish(1)
    assert handled_before == [[], [1]]
    assert inbox.ids == [1, 2]


async def test_chat_is_served_in_order_while_others_go_on(inbox):
    first_may_end, log = asyncio.Event(), []

    async def process(update):
        if update.update_id == 1:
            await first_may_end.wait()
        log.append(update.update_id)

    dispatcher = Dispatcher(process, inbox)
    for one in (update(1), update(2), update(3, chat=8)):
        await dispatcher.take(one)
    await asyncio.sleep(0.01)
    assert log == [3]
    first_may_end.set()
    await dispatcher.finish(1)
    assert log == [3, 1, 2]


async def test_no_more_are_taken_than_there_is_room_for(inbox):
    go_on = asyncio.Event()

    async def process(_update):
        await go_on.wait()

    dispatcher = Dispatcher(process, inbox, most_at_once=2)
    for number in (1, 2):
        await dispatcher.take(update(number, chat=number))
    third = asyncio.create_task(dispatcher.take(update(3, chat=3)))
    await asyncio.sleep(0.01)
    assert not third.done()
    go_on.set()
    await asyncio.wait_for(third, 1)
    await dispatcher.finish(1)


async def test_what_takes_too_long_at_the_end_stays_open(inbox, caplog):
    async def process(update):
        await asyncio.sleep(0 if update.update_id == 1 else 60)

    dispatcher = Dispatcher(process, inbox)
    for number in (1, 2):
        await dispatcher.take(update(number, chat=number))
    await dispatcher.finish(0.05)
    assert inbox.ids == [1]
    assert "left for the next start" in caplog.text


async def test_nothing_at_work_is_finished_at_once(inbox):
    await Dispatcher(lambda _: asyncio.sleep(0), inbox).finish(60)


async def test_work_that_breaks_is_logged_and_keeps_nothing_up(inbox, caplog):
    async def process(update):
        if update.update_id == 1:
            raise ZeroDivisionError

    dispatcher = Dispatcher(process, inbox, most_at_once=1)
    for number in (1, 2):
        await dispatcher.take(update(number))
    await dispatcher.finish(1)
    assert inbox.ids == [2]
    assert "ZeroDivisionError" in caplog.text


async def test_turns_are_forgotten_when_nobody_waits():
    turns = Turns()
    async with turns.turn_of(7):
        assert len(turns._locks) == 1
    assert not turns._locks


async def test_what_is_not_let_in_takes_no_room_and_is_closed(inbox):
    dispatcher = Dispatcher(lambda _: asyncio.sleep(60), inbox, lambda one: one.update_id < 2, 1)
    for number in range(1, 50):
        await asyncio.wait_for(dispatcher.take(update(number)), 1)
    await dispatcher.finish(0.05)
    assert inbox.ids == list(range(2, 50))


async def test_inline_words_wait_for_nobody_and_were_never_stored(inbox):
    go_on, begun = asyncio.Event(), []

    async def process(update):
        begun.append(update.update_id)
        await go_on.wait()

    dispatcher = Dispatcher(process, inbox)
    for number in (1, 2):
        person = {"id": 7, "is_bot": False, "first_name": "Ada"}
        typed = {"id": f"{number}", "from": person, "query": "x", "offset": ""}
        raw = {"update_id": number, "inline_query": typed}
        await dispatcher.take(Update.de_json(raw, None))
    await asyncio.sleep(0.01)
    assert begun == [1, 2]
    go_on.set()
    await dispatcher.finish(1)
    assert inbox.ids == []
