"""How every way of ending becomes an exit code and, at most, one line on standard error.

0 done · 1 failed · 2 wrong usage · 3 nothing found · 130 interrupted · 143 told to stop
"""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click

from retrieval.errors import VerbatimError

DONE, FAILED, NOTHING_FOUND = 0, 1, 3
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


def exit_code_of(work: Callable[[], object]) -> int:
    """Run `work` and return the exit code it ends with; whatever it raises is told, not raised."""
    try:
        result = work()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except VerbatimError as error:
        click.echo(f"verbatim: {error}", err=True)
        return FAILED
    except OSError as error:
        _abandon_output()
        _show_where(error)
        what = error.filename or "reading or writing failed"
        click.echo(f"verbatim: {what}: {error.strerror or error}", err=True)
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last place where one can be told in one line
        _report(error)
        return FAILED
    return result if isinstance(result, int) else DONE


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """Let SIGTERM unwind what runs inside, so that transactions roll back; then exit with 143."""
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def open_closed_streams() -> None:
    """Let a standard stream that the caller has closed be an empty one.

    Python has None in its place, which libraries don't expect; and the next file that is opened
    would get its number, and whatever is written there in passing.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = os.O_WRONLY if number else os.O_RDONLY
            opened = os.open(os.devnull, mode)  # the lowest number that is free: this stream's own
            stream = os.fdopen(opened, "w" if number else "r", encoding="utf-8", closefd=False)
            setattr(sys, name, stream)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    """Leave, once: a second signal must not interrupt the unwinding."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(TERMINATED)


def _report(error: Exception) -> None:
    """Ask to report an error that nobody foresaw."""
    _show_where(error)
    hint = "" if _is_debugging() else ", with what VERBATIM_LOG_LEVEL=DEBUG shows"
    what = " ".join(_without_token(f"{type(error).__name__}: {error}").split())
    click.echo(f"verbatim: unexpected error ({what}); please report it{hint}", err=True)


def _show_where(error: Exception) -> None:
    """Show an error's traceback, when debugging."""
    if not _is_debugging():
        return
    import traceback  # noqa: PLC0415 - only a failing run needs it

    click.echo(_without_token("".join(traceback.format_exception(error))), err=True, nl=False)


def _is_debugging() -> bool:
    return os.environ.get("VERBATIM_LOG_LEVEL", "").strip().upper() == "DEBUG"


def _without_token(text: str) -> str:
    """Return `text` with whatever looks like a bot's token hidden."""
    return re.sub(r"\d+(:|%3A)[\w-]{8,}", "[token]", text, flags=re.IGNORECASE)


def _abandon_output() -> None:
    """Point standard output nowhere, so that leaving doesn't try to write what can't be written."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
