"""The whole bot measured as people meet it: questions in private chats, at the local Bot API.

The server and those who ask are in this process, the bot is in another one and on one core. Every
call but the polls, which wait for questions anyway, takes as long as if Telegram were far away.
"""

import asyncio
import shutil
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from itertools import cycle, islice
from typing import Any

from bot.bench.bot_process import bot_at, processor_seconds
from bot.bench.clock import percentile
from bot.bench.material import Material
from bot.bench.running import describe_machine, run_worker
from bot.bench.whole import database_in
from bot.playground.server import LocalBotApi

CONCURRENCY = 16  # requests of the bot under way at once
LATENCY = 0.06  # seconds that a call takes
_CALLS = ("sendMessage", "editMessageText", "answerCallbackQuery", "setMyCommands")
A_SECOND = 20  # questions
_PACED, _BURST = 600, 2_000  # questions; a person asks at most ten, so that nobody floods
_PEOPLE = 400
_WARM_UP = 100
_PATIENCE = 120.0  # seconds in which nothing more is answered
_WITHOUT_SEARCH = "/privacy"  # a message whose answer needs no articles

Result = dict[str, Any]
Tell = Callable[[str], None]


def measure_telegram(material: Material, tell: Tell) -> Result:
    """Measure how soon, and how many, questions are answered.

    {"machine", "collection", "latency", "concurrency", "search": {"p50", "p99"},
    "paced": {...}, "burst": {...}, "burst_without_search": {...}}; see `_figures`.
    """
    tell("indexing")
    shutil.rmtree(database_in(material.folder).parent, ignore_errors=True)
    run_worker("index", material.folder)
    tell("questions answered by the search alone")
    search = run_worker("answer", material.folder)
    return {
        "machine": describe_machine(),
        "collection": asdict(material.facts),
        "latency": 1_000 * LATENCY,
        "concurrency": CONCURRENCY,
        "search": search,
        **asyncio.run(_measure_bot(material, tell)),
    }


async def _measure_bot(material: Material, tell: Tell) -> Result:
    questions = [question for question in material.questions() if not question.startswith("/")]
    db = database_in(material.folder.absolute())
    async with _api() as api, bot_at(api, db, CONCURRENCY) as pid:
        crowd = Crowd(api, pid)
        await crowd.ask(questions, _WARM_UP, pause=0.02)
        tell(f"{A_SECOND} questions a second")
        paced = await crowd.ask(questions, _PACED, pause=1 / A_SECOND)
        tell(f"a burst of {_BURST:,} questions")
        burst = await crowd.ask(questions, _BURST)
        tell("a burst of messages that need no search")
        without = await crowd.ask([_WITHOUT_SEARCH], _BURST)
    return {"paced": paced, "burst": burst, "burst_without_search": without}


@asynccontextmanager
async def _api() -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi(username="verbatim_bot", first_name="Verbatim") as api:
        for method in _CALLS:
            api.faults.add(method, "slow", times=None, seconds=LATENCY)
        yield api


class Crowd:
    """Many people, each in a private chat, who ask and look when they are answered."""

    def __init__(self, api: LocalBotApi, pid: int) -> None:
        """Ask the bot with this process id."""
        self._api = api
        self._pid = pid

    async def ask(self, questions: Sequence[str], count: int, pause: float = 0.0) -> Result:
        """Ask `count` questions, `pause` seconds apart; return the figures once all are answered.

        New people every time: what they asked before must not count as a flood, nor as context.
        """
        self._api.calls.clear()
        askers = [self._api.add_user(f"R{n}", language_code="en") for n in range(_PEOPLE)]
        begun, worked = time.time(), processor_seconds(self._pid)
        asked: dict[int, deque[float]] = defaultdict(deque)
        for place, question in enumerate(islice(cycle(questions), count)):
            await asyncio.sleep(max(0.0, begun + place * pause - time.time()) if pause else 0)
            asker = askers[place % _PEOPLE]
            asked[asker.id].append(time.time())
            await asker.say(question)
        await self._until_answered(count)
        worked = processor_seconds(self._pid) - worked
        return _figures(self._api, begun, asked, worked)

    async def _until_answered(self, count: int) -> None:
        """Return once so many answers are out, or none has come for a long while."""
        answers, since = 0, time.monotonic()
        while answers < count and time.monotonic() - since < _PATIENCE:
            await asyncio.sleep(0.1)
            now = sum(call.finished > 0 for call in self._api.calls.of("sendMessage"))
            if now != answers:
                answers, since = now, time.monotonic()


def _figures(
    api: LocalBotApi, begun: float, asked: dict[int, deque[float]], worked: float
) -> Result:
    """Return what came of a run.

    "p50", "p95", "p99" are milliseconds from a question until the request with its answer arrives,
    after which the API takes its own time. "a_second" are answers from the first question to the
    last answer, API and all; "processor" is the bot's own time an answer, in milliseconds.
    """
    count = sum(map(len, asked.values()))
    answers = [call for call in api.calls.of("sendMessage") if call.is_ok]
    times = list(_times(api, asked))
    ended = max((call.finished for call in answers), default=begun)
    return {
        "asked": count,
        "unanswered": count - len(answers),
        **{f"p{share}": percentile(times, share) for share in (50, 95, 99)},
        "a_second": len(answers) / (ended - begun) if answers else 0.0,
        "processor": 1_000 * worked / max(1, len(answers)),
    }


def _times(api: LocalBotApi, asked: dict[int, deque[float]]) -> Iterator[float]:
    """Yield milliseconds from each question to its answer; a chat's are answered in order."""
    for call in api.calls.of("sendMessage"):
        waiting = asked[int(call.parameters["chat_id"])]
        if call.is_ok and waiting:
            yield 1_000 * (call.started - waiting.popleft())
