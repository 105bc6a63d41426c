"""The whole bot measured: a real one in a process of its own, asked a little."""

import sys
from pathlib import Path

import pytest

from bot.bench.bot_process import bot_at, processor_seconds
from bot.bench.telegram import Crowd
from bot.bench.telegram_table import show_telegram
from bot.playground.server import LocalBotApi
from storage.indexing import bring_up_to_date

LATENCY = 0.05
FOUND = {"asked": 2000, "unanswered": 0, "p50": 12.3, "p95": 40.0, "p99": 80.0}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    article = "The lighthouse of Kermor was built in 1863.\n\nIts lamp went out in 1991."
    (tmp_path / "articles" / "light.txt").write_text(article)
    bring_up_to_date(tmp_path / "verbatim.db", tmp_path / "articles")
    return tmp_path / "verbatim.db"


async def test_crowd_is_answered_and_its_waiting_measured(db):
    async with LocalBotApi(username="verbatim_bot") as api:
        api.faults.add("sendMessage", "slow", times=None, seconds=LATENCY)
        async with bot_at(api, db, 4) as pid:
            found = await Crowd(api, pid).ask(["When was it built?", "/privacy"], 12, pause=0.01)
    assert (found["asked"], found["unanswered"]) == (12, 0)
    assert 0 < found["p50"] <= found["p95"] <= found["p99"] < 10_000
    assert 0 < found["a_second"] < 12 / LATENCY
    assert found["processor"] > 0 or sys.platform != "linux"
    assert processor_seconds(-1) != processor_seconds(-1)  # not a number: there is no such process


def test_table_says_how_soon_and_how_many():
    shown = show_telegram(
        {
            "machine": {"cores": 2, "processor": "x", "python": "3.11"},
            "collection": {
                "paragraphs": 100,
                "articles": 5,
                "recipe": "made up",
                "text_bytes": 1_000_000,
            },
            "latency": 60.0,
            "concurrency": 16,
            "search": {"p50": 3.0, "p99": 9.0},
            **{
                name: {**FOUND, "a_second": rate, "processor": 4.5}
                for name, rate in (("paced", 20), ("burst", 161), ("burst_without_search", 240))
            },
        }
    )
    assert "a burst of questions" in shown
    assert "161" in shown
    assert "takes 3.00 ms (p50)" in shown
