"""Messages wait until Telegram takes them."""

import asyncio

import pytest

from bot.pace import Pace


class Clock:
    """A clock that goes on as one waits."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    async def pause(self, seconds):
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(clock.pause, clock)


async def write(pace, clock, chat_id, times):
    """Return when each of so many messages went out, in seconds from the first call on."""
    begun, sent = clock.now, []
    for _ in range(times):
        await pace.wait_to_write(chat_id)
        sent.append(round(clock.now - begun, 2))
    return sent


async def test_no_more_than_twenty_messages_a_minute_go_into_a_group(pace, clock):
    assert await write(pace, clock, -100, 41) == [0.0] * 20 + [60.0] * 20 + [120.0]


async def test_private_chats_and_other_groups_wait_for_no_group(pace, clock):
    await write(pace, clock, -100, 20)
    assert await write(pace, clock, 7, 100) == [0.0] * 100
    assert await write(pace, clock, -200, 20) == [0.0] * 20


async def test_after_telegram_asked_to_wait_thirty_a_second_go_out_for_a_minute(pace, clock):
    pace.slow_down()
    sent = await write(pace, clock, 7, 61)
    assert (sent[0], sent[30], sent[60]) == (0.0, 1.0, 2.0)
    clock.now += 60
    assert await write(pace, clock, 7, 100) == [0.0] * 100


async def test_messages_that_wait_together_are_spread_out():
    waits = []

    async def pause(seconds):
        waits.append(seconds)

    pace = Pace(pause, lambda: 5.0)
    pace.slow_down()
    await asyncio.gather(*(pace.wait_to_write(chat) for chat in range(1, 31)))
    assert max(waits) == pytest.approx(29 / 30)
