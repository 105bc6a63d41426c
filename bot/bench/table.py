"""What was measured, as a terminal shows it; ratios first."""

from collections.abc import Iterator
from typing import Any

from bot.bench.engines import NAMES, ORACLE, OURS
from bot.quality.tables import NONE, lay_out

Result = dict[str, Any]

_HEADER = (
    *(
        "match the best 10",
        "content words ×",
        "p50 ms",
        "p99 ms",
        "all words ×",
        "p50 ms",
        "p99 ms",
    ),
    *("first result ms", "memory MB", "build paragraphs/s", "disk MB"),
)


def show_run(run: Result) -> str:
    """Return a run as tables. A ratio is an engine's p50 by Verbatim's: above 1 it is slower."""
    return "\n\n".join([show_collection(run), _show_engines(run), *_notes(run), show_whole(run)])


def show_collection(run: Result) -> str:
    """Return how large the collection is, and on what machine it was measured."""
    facts, machine = run["collection"], run["machine"]
    return (
        f"{facts['paragraphs']:,} paragraphs in {facts['articles']:,} articles "
        f"({facts['recipe']}, {facts['text_bytes'] / 1e6:,.1f} MB of text); "
        f"{machine['cores']} cores, {machine['processor']}, Python {machine['python']}"
    )


def _show_engines(run: Result) -> str:
    names = [name for name in NAMES if name in run["engines"]]
    return lay_out(_HEADER, [_engine_row(name, run) for name in names])


def _engine_row(name: str, run: Result) -> list[str]:
    engine, ours = run["engines"][name], run["engines"].get(OURS)
    row = [name]
    for kind in ("content", "all"):
        found = engine[kind]["search"]
        ratio = show_ratio(found["p50"] / ours[kind]["search"]["p50"]) if ours else NONE
        row += [ratio, show_ms(found["p50"]), show_ms(found["p99"])]
    build, search = engine["content"]["build"], engine["content"]["search"]
    rate = run["collection"]["paragraphs"] / build["seconds"]
    disk = f"{build['disk'] / 1e6:,.1f}" if "disk" in build else NONE
    return [*row, f"{search['first']:,.0f}", show_mb(search["memory"]), f"{rate:,.0f}", disk]


def _notes(run: Result) -> Iterator[str]:
    for kind, difference in run["exactness"].items():
        if difference:
            yield f"NOT EXACT, {kind} words: {difference}"
    if run["exactness"] and not any(run["exactness"].values()):
        yield f"The best 10 are those of {ORACLE}'s model, scores to 1e-5; both kinds of words."
    for name, why in run["left_out"].items():
        yield f"{name} is left out: {why}."


def show_whole(run: Result) -> str:
    """Return what Verbatim does as a whole, a row a measure; what wasn't measured is left out."""
    whole = run["whole"]
    rows = [row for part, show in _PARTS.items() if part in whole for row in show(whole[part], run)]
    return lay_out((OURS, ""), rows)


def _index_rows(index: Result, run: Result) -> list[tuple[str, str]]:
    return [
        ("index from text", f"{index['paragraphs'] / index['seconds']:,.0f} paragraphs/s"),
        (
            "processor time a paragraph, all processes",
            f"{show_ms(1_000 * index['processor'] / index['paragraphs'])} ms",
        ),
        ("memory while indexing, all processes", f"{show_mb(index['memory'])} MB"),
        ("disk by text", f"{index['disk'] / run['collection']['text_bytes']:.2f} ×"),
    ]


def _cold_rows(cold: Result, _run: Result) -> list[tuple[str, str]]:
    return [("first answer of a fresh process", f"{cold['p50']:,.0f} ms")]


def _answer_rows(answer: Result, _run: Result) -> list[tuple[str, str]]:
    return [
        ("whole answer, p50 / p99", f"{show_ms(answer['p50'])} / {show_ms(answer['p99'])} ms"),
        ("memory while answering", f"{show_mb(answer['memory'])} MB"),
    ]


def _update_rows(update: Result, _run: Result) -> list[tuple[str, str]]:
    return [
        (
            "replace an article until questions see it, p50 / worst",
            f"{show_ms(update['p50'])} / {show_ms(update['worst'])} ms",
        ),
        ("processor time of that, p50", f"{show_ms(update['processor'])} ms"),
        ("folding of small segments after it, worst", f"{show_ms(update['worst_fold'])} ms"),
    ]


def _reindex_rows(reindex: Result, _run: Result) -> list[tuple[str, str]]:
    idle, during = reindex["idle"], reindex["during"]
    return [
        (
            f"answers during a reindex of {reindex['paragraphs']:,} paragraphs, p99",
            f"{show_ratio(during['p99'] / idle['p99'])} × idle ({show_ms(during['p99'])} ms)",
        ),
    ]


_PARTS = {
    "index": _index_rows,
    "cold": _cold_rows,
    "answer": _answer_rows,
    "update": _update_rows,
    "reindex": _reindex_rows,
}


def show_ratio(ratio: float) -> str:
    """Return a ratio with two digits that count."""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2f}"


def show_ms(milliseconds: float) -> str:
    """Return a time with about three digits that count."""
    digits = 0 if milliseconds >= 100 else 1 if milliseconds >= 10 else 2
    return f"{milliseconds:,.{digits}f}"


def show_mb(size: float) -> str:
    """Return bytes in megabytes."""
    return f"{size / 1e6:,.0f}"
