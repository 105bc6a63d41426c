"""Two bots on one database would answer everything twice: the second is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import VerbatimError

try:
    import fcntl
except ImportError:  # Windows: there, Telegram alone tells of the second one
    fcntl = None  # type: ignore[assignment]  # the module or nothing


class AnotherBotError(VerbatimError):
    """Another bot is running on the same database."""

    def __init__(self, db: Path) -> None:
        super().__init__(
            f"Another bot is running on {db}: stop it first, or give this one a database of its "
            "own with --db."
        )


@contextmanager
def only_bot_on(db: Path) -> Iterator[None]:
    """Be the only bot on this database until the end; the system takes the lock back by itself.

    The lock is on a file beside the database, which stays: taking it away would let two bots lock
    two files of the same name.

    :raises AnotherBotError: another one is running.
    """
    with db.with_name(f"{db.stem}-bot.lock").open("ab") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AnotherBotError(db) from error
        yield
