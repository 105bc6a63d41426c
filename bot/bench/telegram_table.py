"""The bot's figures at the local Bot API, as a terminal shows them."""

from typing import Any

from bot.bench.table import show_collection, show_ms
from bot.quality.tables import lay_out

Result = dict[str, Any]

_HEADER = ("", "asked", "unanswered", "p50 ms", "p95 ms", "p99 ms", "answers/s", "processor ms")
_RUNS = {
    "paced": "20 questions a second",
    "burst": "a burst of questions",
    "burst_without_search": "a burst without search",
}


def show_telegram(run: Result) -> str:
    """Return a run as a table; times are from a question to the request with its answer."""
    rows = [[title, *_row(run[name])] for name, title in _RUNS.items()]
    search = run["search"]
    told = (
        f"Each call takes the API {run['latency']:.0f} ms; at most {run['concurrency']} are "
        "under way at once. The bot has one core. An answer's search alone takes "
        f"{show_ms(search['p50'])} ms (p50), {show_ms(search['p99'])} ms (p99)."
    )
    return "\n\n".join((show_collection(run), lay_out(_HEADER, rows), told))


def _row(found: Result) -> list[str]:
    times = [show_ms(found[name]) for name in ("p50", "p95", "p99")]
    counts = [f"{found[name]:,}" for name in ("asked", "unanswered")]
    return [*counts, *times, f"{found['a_second']:,.0f}", show_ms(found["processor"])]
