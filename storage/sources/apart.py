"""Reading pages apart: in a child process of limited time and memory.

A page can be made to take a parser hours or all memory, or to crash it. The child then ends, the
page is named with the reason, and the next page has a new child.
"""

import contextlib
import multiprocessing
import signal
from functools import cache
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from retrieval.errors import InputError
from storage.sources.page_text import PageText, extract

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

SECONDS = 15.0  # for a page; an ordinary one takes a tenth of a second
MOST_MEMORY = 600_000_000  # bytes of the child
_SECONDS_TO_START = 20.0  # on top, for the first page of a child


class PageReader:
    """Has pages read by one child at a time, which is started when needed."""

    def __init__(self, seconds: float = SECONDS, memory: int = MOST_MEMORY) -> None:
        """Give a page so many seconds and the child so much memory."""
        self._seconds = seconds
        self._memory = memory
        self._child: BaseProcess | None = None
        self._line: Connection | None = None

    def read(self, html: str, address: str | None = None) -> PageText | None:
        """Return the article on a page; None where no text is found.

        :raises InputError: reading it took too long, too much memory, or broke the parser.
        """
        fresh = self._child is None
        line = self._line or self._start()
        answer: PageText | str | None = "it can't be read: its HTML breaks the parser."
        with contextlib.suppress(EOFError, OSError):
            line.send((html, address))
            if line.poll(self._seconds + (_SECONDS_TO_START if fresh else 0.0)):
                answer = line.recv()
            else:
                answer = f"it can't be read: that takes longer than {self._seconds:g} seconds."
        if isinstance(answer, str):
            self.close()
            raise InputError(answer)
        return answer

    def close(self) -> None:
        """End the child, whatever it is at."""
        child, self._child, line, self._line = self._child, None, self._line, None
        if line is not None:
            line.close()
        if child is not None:
            child.kill()
            child.join()

    def _start(self) -> Connection:
        # Spawned, not forked: a child must not share an open database.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        given = (theirs, self._seconds, self._memory)
        self._child = context.Process(target=_read_pages, args=given, daemon=True)
        self._child.start()
        theirs.close()
        self._line = ours
        return ours


@cache
def page_reader() -> PageReader:
    """Return the one reader of this process. Its child is a daemon, and ends when this one does."""
    return PageReader()


def _read_pages(line: Connection, seconds: float, memory: int) -> None:
    """In the child: answer one page after another until the parent hangs up or is gone."""
    _limit_memory(memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    with contextlib.suppress(EOFError, OSError):
        while True:
            html, address = line.recv()
            _limit_time(seconds + 5)
            line.send(_read_page(html, address))
            _limit_time(0)


def _read_page(html: str, address: str | None) -> PageText | str | None:
    try:
        return extract(html, address)
    except MemoryError:
        return "it can't be read: that takes too much memory."
    except Exception:  # noqa: BLE001 - whatever a parser makes of a page, it is the page's fault
        return "it can't be read: its HTML breaks the parser."


def _limit_memory(memory: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows; a stricter limit
        import resource  # noqa: PLC0415 - where there is one

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _limit_time(seconds: float) -> None:
    """Let the system end this process in so many seconds, should the parent be gone; 0: don't."""
    if hasattr(signal, "alarm"):
        signal.alarm(round(seconds))
