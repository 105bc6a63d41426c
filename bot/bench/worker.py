"""One measurement in a process of its own: `python -m bot.bench.worker TASK FOLDER ...`.

Writes one JSON object to standard output. The process is fresh, so that its memory and its first
result are the measured engine's alone; what a task doesn't need isn't loaded.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.bench.clock import Outside, percentile, resident_bytes, time_each
from bot.bench.engines import index_folder, load_engine
from bot.bench.material import Material

TOP = 10
COMPARED = 50  # questions whose best ten are handed back, to be compared
_FEWEST = 10  # questions that are asked however long they take
_BUDGET = 20.0  # seconds of asking

Result = dict[str, Any]


def build(folder: Path, name: str, kind: str) -> Result:
    """Build an engine's index from analysed terms."""
    place = index_folder(folder, name, kind)
    place.mkdir(parents=True)
    terms = Outside(Material(folder).terms(kind))
    engine = load_engine(name)
    start = time.perf_counter()
    engine.build(terms, place)
    seconds = time.perf_counter() - start - terms.seconds
    disk = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    return {"seconds": seconds, "disk": disk}


def search(folder: Path, name: str, kind: str, started: str) -> Result:
    """Ask an engine's index; `started` is when the process was asked for, in seconds.

    An index that can't be opened is built first, and that belongs to the time of the first result.
    """
    material, engine = Material(folder), load_engine(name)
    place = index_folder(folder, name, kind)
    queries = material.queries(kind)
    built = {} if engine.lasting else _build_here(material, name, kind)
    engine = built.pop("engine", engine)
    with closing(engine.open(place)) as index:
        compared = [index.top(queries[0], TOP)]
        first = 1_000 * (time.time() - float(started))
        times = time_each(lambda terms: index.top(terms, TOP), queries, _FEWEST, _BUDGET)
        memory = resident_bytes()
        asked = queries[1 : min(COMPARED, len(times))]
        compared += [index.top(terms, TOP) for terms in asked]
    return {**built, "first": first, **_told(times), "memory": memory, "top": compared}


def index(folder: Path) -> Result:
    """Index the articles from their text, as `verbatim index` does."""
    from bot.bench import whole  # noqa: PLC0415 - the other tasks don't wait for it

    return whole.index(folder)


def answer(folder: Path) -> Result:
    """Answer the questions, from the question's text to the quotes."""
    from bot.bench import whole  # noqa: PLC0415 - the other tasks don't wait for it

    return whole.answer(folder)


def update(folder: Path) -> Result:
    """Replace articles until questions see it."""
    from bot.bench import whole  # noqa: PLC0415 - the other tasks don't wait for it

    return whole.update(folder)


def reindex(folder: Path) -> Result:
    """Answer questions while another process reindexes."""
    from bot.bench import reindexing, whole  # noqa: PLC0415 - the other tasks don't wait for it

    return reindexing.measure_reindex(folder, whole.database_in(folder))


def _build_here(material: Material, name: str, kind: str) -> Result:
    terms = Outside(material.terms(kind))
    engine = load_engine(name)
    start = time.perf_counter()
    engine.build(terms, material.folder)
    return {"engine": engine, "seconds": time.perf_counter() - start - terms.seconds}


def _told(times: list[float]) -> Result:
    return {"asked": len(times), "p50": percentile(times, 50), "p99": percentile(times, 99)}


TASKS: Mapping[str, Callable[..., Result]] = {
    task.__name__: task for task in (build, search, index, answer, update, reindex)
}


def main(arguments: list[str]) -> None:
    """Carry out a task and write what came of it."""
    task, folder, *rest = arguments
    print(json.dumps(TASKS[task](Path(folder), *rest)))  # noqa: T201 - it is read by the parent


if __name__ == "__main__":
    main(sys.argv[1:])
