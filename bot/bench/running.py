"""All measurements of one run, one after the other, each in a process of its own."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.bench.engines import NAMES, ORACLE, OURS, index_folder, load_engine, missing_for
from bot.bench.exactness import first_difference
from bot.bench.material import KINDS, Material
from bot.bench.whole import database_in
from retrieval.errors import VerbatimError

_ORACLE_BYTES = 9_000  # of memory a paragraph that rank-bm25 needs while it is built
_COLD_STARTS = 5
_TELLING = 400  # characters of what a worker complained of

Result = dict[str, Any]
Tell = Callable[[str], None]


def measure(
    material: Material,
    *,
    peers: bool,
    tell: Tell,
    only: Collection[str] = (),
    before: Result | None = None,
) -> Result:
    """Measure Verbatim, and its peers if wanted; `tell` is told what begins.

    {"machine", "collection", "whole": {"index", "answer", "cold", "update", "reindex"},
    "engines": {NAME: {KIND: {"build", "search"}}}, "exactness": {KIND: difference, "" for none},
    "left_out": {NAME: why}}. Times are seconds in "build" and "index", else milliseconds; memory
    and disk are bytes.

    With `only`, names of engines and of parts of "whole", nothing else is measured: the rest is
    what it was `before`, and indexes that lie there are asked, not built.

    :raises VerbatimError: a measurement of Verbatim itself broke off.
    """
    if not only:
        shutil.rmtree(material.folder / "indexes", ignore_errors=True)
    run = _begin(material, before)
    run["left_out"] |= dict(_left_out(peers=peers or bool(only)))
    for name in NAMES:
        if _is_wanted(name, only) and name not in run["left_out"]:
            _add_engine(run, material, name, tell)
    run["exactness"] = dict(_compare(material, run["engines"]))
    for part, called in PARTS.items():
        if _is_wanted(part, only):
            tell(f"{OURS}, {called}")
            cold = part == "cold"
            run["whole"][part] = (
                _start_cold(material) if cold else run_worker(part, material.folder)
            )
    return run


def _begin(material: Material, before: Result | None) -> Result:
    """Return what was measured of this collection before, or a run of which nothing is."""
    facts = {"machine": describe_machine(), "collection": asdict(material.facts)}
    if before is None or before["collection"] != facts["collection"]:
        before = {"engines": {}, "whole": {}}
    return {**before, **facts, "left_out": {}}


def _is_wanted(name: str, only: Collection[str]) -> bool:
    return not only or name in only


def _add_engine(run: Result, material: Material, name: str, tell: Tell) -> None:
    """Measure an engine; a peer that can't be is left out, with the reason."""
    known = run["engines"].get(name, {})
    try:
        run["engines"][name] = {
            kind: _measure_engine(material, name, kind, known.get(kind, {}), tell) for kind in KINDS
        }
    except WorkerError as error:
        if name == OURS:
            raise
        run["left_out"][name] = str(error)


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


def _measure_engine(material: Material, name: str, kind: str, known: Result, tell: Tell) -> Result:
    if name == ORACLE and not oracle_fits(material.facts.paragraphs):
        raise WorkerError("its index would not fit into memory")
    tell(f"{name}, {kind} words")
    build: Result = known.get("build", {})
    if load_engine(name).lasting and not (build and _is_built(material, name, kind)):
        build = run_worker("build", material.folder, name, kind)
    found = run_worker("search", material.folder, name, kind, repr(time.time()))
    if "seconds" in found:  # built in the process that searches
        build = {"seconds": found.pop("seconds")}
    _top_file(material, name, kind).write_text(json.dumps(found.pop("top")), "utf-8")
    return {"build": build, "search": found}


def _is_built(material: Material, name: str, kind: str) -> bool:
    return index_folder(material.folder, name, kind).exists()


def _top_file(material: Material, name: str, kind: str) -> Path:
    """Return where an engine's best ten are kept, to be compared."""
    place = index_folder(material.folder, name, kind)
    place.parent.mkdir(exist_ok=True)
    return place.with_name(f"{place.name}.top.json")


# What is measured of Verbatim as a whole; what changes the index comes last.
PARTS = {
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


def _compare(material: Material, engines: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield, a kind of words each, where our best ten differ from rank-bm25's; "" for nowhere."""
    for kind in KINDS if {OURS, ORACLE} <= set(engines) else ():
        ours, right = (
            json.loads(_top_file(material, name, kind).read_text("utf-8"))
            for name in (OURS, ORACLE)
        )
        yield kind, first_difference(ours, right)
