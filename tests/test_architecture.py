"""The walls between the rooms stand, and everything public says what it promises."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("retrieval", "storage", "bot")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))

# What may not be imported in a room: the rooms above it, and what belongs to another room alone.
DATABASES = {"sqlite3", "sqlite_utils"}
TELEGRAM = {"telegram", "tornado", "asyncio"}
CLOCKS = {"time", "datetime", "zoneinfo", "sched"}
NETWORK = {"aiohttp", "httpx", "socket", "urllib", "http", "requests"}
FORBIDDEN = {
    "retrieval": {"storage", "bot", *DATABASES, *TELEGRAM, *CLOCKS, *NETWORK},
    "storage": {"bot", *TELEGRAM},
    "bot": DATABASES,
}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and full name of every import, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def public_definitions(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[str]:
    """Yield the public classes, functions and methods without a docstring."""
    for child in node.body:
        if not isinstance(child, Definition) or child.name.startswith("_"):
            continue
        if ast.get_docstring(child) is None and not _is_repetition(child):
            yield f"{prefix}{child.name} (line {child.lineno})"
        if isinstance(child, ast.ClassDef):
            yield from public_definitions(child, f"{prefix}{child.name}.")


def _is_repetition(definition: Definition) -> bool:
    """Tell whether the promise stands elsewhere: on the overridden method, or on the property."""
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in definition.decorator_list}
    return bool(names & {"override", "overload", "setter"})


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_what_it_may(path):
    forbidden = FORBIDDEN[path.relative_to(ROOT).parts[0]]
    broken = [
        f"{name_of(path)}:{line} imports {name}"
        for line, name in imported(parse(path))
        if name.split(".")[0] in forbidden
    ]
    assert not broken


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_are_absolute(path):
    assert not [name for _, name in imported(parse(path)) if name.startswith(".")]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if not p.is_relative_to(ROOT / "bot")], ids=name_of
)
def test_only_the_bot_is_asynchronous(path):
    asynchronous = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    assert not [node for node in ast.walk(parse(path)) if isinstance(node, asynchronous)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_and_everything_public_has_a_docstring(path):
    tree = parse(path)
    assert ast.get_docstring(tree), f"{name_of(path)} has no docstring"
    assert not list(public_definitions(tree))


def test_training_is_not_needed_to_answer():
    answering = [path for path in MODULES if "training" not in path.parts]
    assert not [
        f"{name_of(path)}:{line} imports {name}"
        for path in answering
        for line, name in imported(parse(path))
        if name.startswith("retrieval.training")
    ]


def test_the_walls_would_be_noticed_if_they_fell():
    tree = ast.parse("def f():\n    import sqlite3\n    from bot.app import run_bot\n")
    assert [name for _, name in imported(tree)] == ["sqlite3", "bot.app"]
    assert list(public_definitions(ast.parse("class A:\n    'Doc.'\n    def f(self): ..."))) == [
        "A.f (line 3)"
    ]
