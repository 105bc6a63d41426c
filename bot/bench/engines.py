"""The engines that are measured, behind one protocol. Paragraphs are numbered from 0."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

Ranking = list[tuple[int, float]]  # paragraphs and their scores, best first


class Index(Protocol):
    """An index that is open."""

    def top(self, terms: Sequence[str], k: int) -> Ranking:
        """Return the `k` paragraphs that match any of distinct terms best."""

    def close(self) -> None:
        """Let go of it."""


class Engine(Protocol):
    """A way to index paragraphs given as lists of terms, and to search them."""

    lasting: bool  # whether an index can be opened that another process has built

    def build(self, paragraphs: Iterable[list[str]], folder: Path) -> None:
        """Build an index in an empty folder."""

    def open(self, folder: Path) -> Index:
        """Open what was built."""


OURS = "Verbatim"
ORACLE = "rank-bm25"

# Each with the module of ours that drives it, its class there, and what has to be installed.
_ENGINES = {
    OURS: ("bot.bench.engine_verbatim", "Verbatim", ()),
    ORACLE: ("bot.bench.engine_rank_bm25", "RankBM25", ()),
    "bm25s, numpy": ("bot.bench.engine_bm25s", "WithNumpy", ("bm25s",)),
    "bm25s, numba": ("bot.bench.engine_bm25s", "WithNumba", ("bm25s", "numba")),
    "SQLite FTS5": ("bot.bench.engine_fts5", "Fts5Engine", ()),
    "tantivy": ("bot.bench.engine_tantivy", "Tantivy", ("tantivy",)),
}
NAMES = tuple(_ENGINES)


def missing_for(name: str) -> list[str]:
    """Return the packages that an engine needs and that aren't installed."""
    return [package for package in _ENGINES[name][2] if find_spec(package) is None]


def load_engine(name: str) -> Engine:
    """Return the engine of this name, one of NAMES; nothing else is loaded."""
    module, cls, _ = _ENGINES[name]
    engine: Engine = getattr(import_module(module), cls)()
    return engine


def index_folder(folder: Path, name: str, kind: str) -> Path:
    """Return where an engine's index lies."""
    return folder / "indexes" / f"{name.replace(', ', '-').replace(' ', '-')}-{kind}"


def load_package(name: str) -> Any:
    """Return a peer's package; it belongs to an extra, so that its types may not be there."""
    return import_module(name)
