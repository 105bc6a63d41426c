"""The options that every command has, and the settings that come of them."""

import functools
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from bot.settings import TracedSettings, trace_settings

P = ParamSpec("P")
T = TypeVar("T")


class GivenPath(click.Path):
    """A path that says something: "" would be the working folder, which nobody means by it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or fail for an empty one."""
        if not value:
            self.fail("It is empty.", param, ctx)
        return super().convert(value, param, ctx)


def with_overrides(
    function: Callable[Concatenate[Mapping[str, Path | None], P], T],
) -> Callable[..., T]:
    """Give a command --db and --articles; their values, by setting, are its first argument."""

    @click.option(
        "--db",
        type=GivenPath(path_type=Path),
        metavar="PATH",
        help="The index. [VERBATIM_DB; default: verbatim.db]",
    )
    @click.option(
        "--articles",
        type=GivenPath(path_type=Path),
        metavar="DIR",
        help="The articles folder. [VERBATIM_ARTICLES; default: seeds]",
    )
    @functools.wraps(function)
    def command(db: Path | None, articles: Path | None, *args: P.args, **kwargs: P.kwargs) -> T:
        return function({"db": db, "articles": articles}, *args, **kwargs)

    return command


def with_settings(
    function: Callable[Concatenate[TracedSettings, P], T],
) -> Callable[..., T]:
    """Give a command --db and --articles, and the settings in force as its first argument."""

    @with_overrides
    @functools.wraps(function)
    def command(overrides: Mapping[str, Path | None], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return function(trace_settings(overrides, os.environ, Path()), *args, **kwargs)

    return command


def with_caution(
    function: Callable[Concatenate[TracedSettings, P], T],
) -> Callable[..., T]:
    """Give a command that answers --caution beside what `with_settings` gives it."""

    @click.option(
        "--caution",
        metavar="HOW",
        help="Refuse more or less: strict, balanced, eager. [VERBATIM_CAUTION; default: balanced]",
    )
    @with_overrides
    @functools.wraps(function)
    def command(overrides: Mapping[str, Path | None], /, *args: P.args, **kwargs: P.kwargs) -> T:
        given = {**overrides, "caution": kwargs.pop("caution")}
        return function(trace_settings(given, os.environ, Path()), *args, **kwargs)

    return command


with_progress = click.option(
    "--progress",
    type=click.Choice(["bar", "json"]),
    default="bar",
    show_default=True,
    help="A bar on a terminal, or one JSON object a line on standard output.",
)
