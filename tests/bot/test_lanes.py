"""Requests side by side, each in a lane of its own."""

import asyncio

import pytest

from bot.lanes import Lanes


class Lane:
    """A lane that takes one request at a time, until told."""

    def __init__(self):
        self.urls, self.is_busy, self.go_on = [], False, asyncio.Event()

    async def do_request(self, url, *_more):
        assert not self.is_busy
        self.is_busy = True
        self.urls.append(url)
        await self.go_on.wait()
        self.is_busy = False
        if url == "broken":
            raise ConnectionError
        return 200, b""


@pytest.fixture
def opened():
    return []


@pytest.fixture
def lanes(opened):
    def open_lane():
        opened.append(Lane())
        return opened[-1]

    return Lanes(2, open_lane)


async def test_as_many_requests_are_under_way_as_there_are_lanes(lanes, opened):
    requests = [asyncio.create_task(lanes.do_request(f"{n}", "POST")) for n in range(5)]
    await asyncio.sleep(0)
    assert sorted(url for lane in opened for url in lane.urls) == ["0", "1"]
    for lane in opened:
        lane.go_on.set()
    assert await asyncio.gather(*requests) == [(200, b"")] * 5


async def test_one_after_the_other_goes_through_the_lane_that_is_connected(lanes, opened):
    for lane in opened:
        lane.go_on.set()
    for number in range(3):
        await lanes.do_request(f"{number}", "POST")
    assert sorted(len(lane.urls) for lane in opened) == [0, 3]


async def test_request_that_breaks_frees_its_lane(lanes, opened):
    for lane in opened:
        lane.go_on.set()
    for _ in range(3):
        with pytest.raises(ConnectionError):
            await lanes.do_request("broken", "POST")
    assert await lanes.do_request("fine", "POST") == (200, b"")
