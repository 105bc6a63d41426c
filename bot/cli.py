"""The program `verbatim`: its commands, each in a module of its own that is loaded when called."""

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from bot.endings import exit_code_of, open_closed_streams

# numpy starts a thread a core for products of matrices, of which there are none here: that takes
# longer than reading the rest of it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# In the order of `verbatim --help`. The short help stands here so that showing it loads nothing.
COMMANDS = {
    "run": "Start the bot on Telegram.",
    "playground": "Start the bot behind a local stand-in for Telegram.",
    "chat": "Ask one question after another in the terminal.",
    "ask": "Answer one question, or a file of them.",
    "index": "Bring the index up to date with the articles folder.",
    "add": "Add a web page or a document to the index.",
    "remove": "Remove what was added.",
    "articles": "List the indexed articles.",
    "verify": "Tell whether a quote stands in the articles.",
    "eval": "Measure how well a set of questions is answered.",
    "bench": "Measure speed, memory and disk, beside other engines.",
    "check": "Tell what is wrong with the set-up, and how to mend it.",
    "backup": "Copy index, votes and added sources into one file.",
    "restore": "Go back to a backup.",
}


class Program(click.Group):
    """A group whose commands load one at a time and whose endings all become exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands' names, in the order they are shown."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Load the command of this name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        loaded: click.Command = import_module(f"bot.commands.{cmd_name}").command
        return loaded

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the commands with their short help, without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line and leave with its exit code."""
        extra["standalone_mode"] = False
        sys.exit(exit_code_of(lambda: super(Program, self).main(*args, **extra)))


@click.group(cls=Program)
@click.version_option(package_name="verbatim", message="%(prog)s %(version)s")
def program() -> None:
    """Ask your articles; get the exact words that answer, with their source.

    Put articles into a folder (seeds/ unless you name another), run `verbatim index`, and ask:
    here with `verbatim chat` or `verbatim ask "your question"`, on Telegram with `verbatim run`.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found.
    """


def main() -> None:
    """Run the program `verbatim`; leaves with its exit code."""
    # Python looks for garbage after every 700 new objects, and loading modules and word lists makes
    # little else than objects that stay: a tenth of the time to a first answer.
    gc.set_threshold(50_000)
    open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a locale that lacks a character must not end us
            stream.reconfigure(errors="replace")
    program.main(prog_name="verbatim")
