"""All measurements of one run, one after the other, each in a process of its own."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.bench.engines import NAMES, ORACLE, OURS, load_engine, missing_for
from bot.bench.exactness import first_difference
from bot.bench.material import KINDS, Material
from bot.bench.whole import database_in
from retrieval.errors import VerbatimError

_ORACLE_BYTES = 9_000  # of memory a paragraph that rank-bm25 needs while it is built
_COLD_STARTS = 5
_TELLING = 400  # characters of what a worker complained of

Result = dict[str, Any]
Tell = Callable[[str], None]


def measure(material: Material, *, peers: bool, tell: Tell) -> Result:
    """Measure Verbatim, and its peers if wanted; `tell` is told what begins.

    {"machine", "collection", "whole": {"index", "answer", "cold", "update", "reindex"},
    "engines": {NAME: {KIND: {"build", "search"}}}, "exactness": {KIND: difference, "" for none},
    "left_out": {NAME: why}}. Times are seconds in "build" and "index", else milliseconds; memory
    and disk are bytes.

    :raises VerbatimError: a measurement of Verbatim itself broke off.
    """
    shutil.rmtree(material.folder / "indexes", ignore_errors=True)
    left_out = dict(_left_out(peers=peers))
    engines: dict[str, Result] = {}
    for name in (name for name in NAMES if name not in left_out):
        try:
            engines[name] = {kind: _measure_engine(material, name, kind, tell) for kind in KINDS}
        except WorkerError as error:
            if name == OURS:
                raise
            left_out[name] = str(error)
    return {
        "machine": describe_machine(),
        "collection": asdict(material.facts),
        "whole": _measure_whole(material, tell),
        "exactness": dict(_compare(engines)),
        "engines": engines,
        "left_out": left_out,
    }


class WorkerError(VerbatimError):
    """A measurement broke off."""


def describe_machine() -> Result:
    """Return what the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def oracle_fits(paragraphs: int) -> bool:
    """Tell whether rank-bm25 can hold so many paragraphs in half of the memory that is free."""
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):  # not told by this system
        return paragraphs <= 100_000
    return paragraphs * _ORACLE_BYTES < free


def _left_out(*, peers: bool) -> Iterator[tuple[str, str]]:
    """Yield the engines that aren't measured, with the reason; rank-bm25 is always, as oracle."""
    for name in NAMES:
        missing = missing_for(name)
        if not peers and name not in {OURS, ORACLE}:
            yield name, "not asked for"
        elif missing:
            yield name, f"not installed: {' and '.join(missing)} (of the extra “bench”)"


def _measure_engine(material: Material, name: str, kind: str, tell: Tell) -> Result:
    if name == ORACLE and not oracle_fits(material.facts.paragraphs):
        raise WorkerError("its index would not fit into memory")
    tell(f"{name}, {kind} words")
    build: Result = {}
    if load_engine(name).lasting:
        build = run_worker("build", material.folder, name, kind)
    found = run_worker("search", material.folder, name, kind, repr(time.time()))
    if "seconds" in found:  # built in the process that searches
        build = {"seconds": found.pop("seconds")}
    return {"build": build, "search": found}


def _measure_whole(material: Material, tell: Tell) -> Result:
    """Measure what people wait for; what changes the index comes last."""
    found: Result = {}
    for task, called in _WHOLE.items():
        tell(f"{OURS}, {called}")
        cold = task == "cold"
        found[task] = _start_cold(material) if cold else run_worker(task, material.folder)
    return found


_WHOLE = {
    "index": "from articles to the index",
    "answer": "whole answers",
    "cold": "first answer of a fresh process",
    "update": "replacing articles",
    "reindex": "answers while another process reindexes",
}


def _start_cold(material: Material) -> Result:
    """Ask `verbatim ask` in fresh processes; the median of their wall clock."""
    times = []
    for question in material.questions()[:_COLD_STARTS]:
        start = time.perf_counter()
        _run(["-m", "bot", "ask", question, "--db", str(database_in(material.folder))], (0, 3))
        times.append(1_000 * (time.perf_counter() - start))
    return {"p50": statistics.median(times)}


def run_worker(task: str, folder: Path, *arguments: str) -> Result:
    """Carry out a task of `bot.bench.worker` in a process of its own.

    :raises WorkerError: it broke off; the message has its last words.
    """
    output = _run(["-m", "bot.bench.worker", task, str(folder.absolute()), *arguments])
    result: Result = json.loads(output)
    return result


def _run(arguments: list[str], fine: tuple[int, ...] = (0,)) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode not in fine:
        words = " ".join(done.stderr.split())[-_TELLING:]
        raise WorkerError(f"measuring it broke off (exit {done.returncode}): {words}")
    return done.stdout


def _compare(engines: dict[str, Result]) -> Iterator[tuple[str, str]]:
    """Yield, a kind of words each, where our best ten differ from rank-bm25's; "" for nowhere.

    The lists themselves are taken out of the results.
    """
    tops = {
        (name, kind): result[kind]["search"].pop("top")
        for name, result in engines.items()
        for kind in KINDS
    }
    for kind in KINDS if ORACLE in engines else ():
        yield kind, first_difference(tops[OURS, kind], tops[ORACLE, kind])
