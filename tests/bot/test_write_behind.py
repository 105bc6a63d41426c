"""Notes that nobody waits for: none is lost, none is written twice, many are written at once."""

import asyncio

import pytest

from bot.write_behind import WriteBehind


class Disk:
    """Takes notes, as slowly as it is told."""

    def __init__(self):
        self.batches, self.go_on = [], asyncio.Event()
        self.go_on.set()

    async def write(self, notes):
        await self.go_on.wait()
        self.batches.append(notes)


@pytest.fixture
async def disk():
    return Disk()


async def test_what_is_noted_within_a_moment_is_written_together_and_in_order(disk):
    notes = WriteBehind(disk.write, 0.01)
    for number in range(3):
        notes.note(number)
    assert not disk.batches
    await asyncio.sleep(0.05)
    notes.note(3)
    await asyncio.sleep(0.05)
    assert disk.batches == [[0, 1, 2], [3]]


async def test_whoever_needs_it_written_waits_for_that_alone(disk):
    notes = WriteBehind(disk.write, 60)
    await notes.written()
    notes.note(1)
    await notes.written()
    assert disk.batches == [[1]]
    await notes.close()


async def test_end_breaks_off_nothing_that_is_being_written(disk):
    notes = WriteBehind(disk.write, 0)
    disk.go_on.clear()
    notes.note(1)
    await asyncio.sleep(0.01)
    notes.note(2)
    closing = asyncio.create_task(notes.close())
    await asyncio.sleep(0)
    disk.go_on.set()
    await closing
    assert disk.batches == [[1], [2]]
