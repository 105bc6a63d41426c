"""What is wrong with an installation, and how to mend it: the findings of `verbatim check`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from bot.settings import Settings
from retrieval.concepts import compile_synonyms
from retrieval.errors import VerbatimError
from storage.collection import SqliteCollection
from storage.indexing import is_up_to_date
from storage.verifying import verify


class Verdict(Enum):
    """How much a finding matters: a problem keeps something from working."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and the mending step ("" where nothing is wrong)."""

    subject: str
    verdict: Verdict
    found: str
    mend: str = ""


def ok(subject: str, found: str, otherwise: str = "") -> Finding:
    """Return a finding that asks for nothing; `otherwise` tells how to have it another way."""
    return Finding(subject, Verdict.OK, found, otherwise)


def warning(subject: str, found: str, mend: str) -> Finding:
    """Return a finding that one may want to mend."""
    return Finding(subject, Verdict.WARNING, found, mend)


def problem(subject: str, found: str, mend: str) -> Finding:
    """Return a finding that keeps something from working."""
    return Finding(subject, Verdict.PROBLEM, found, mend)


def check_admins(settings: Settings) -> Iterator[Finding]:
    """Yield who may reindex from Telegram."""
    if settings.admins:
        yield ok("admins", ", ".join(str(one) for one in sorted(settings.admins)))
    else:
        yield warning(
            "admins",
            "nobody: /reindex works from the shell only",
            "Set VERBATIM_ADMINS to your numeric Telegram id.",
        )


def check_articles(folder: Path) -> Iterator[Finding]:
    """Yield whether the articles folder is there and holds anything."""
    mend = f"Put articles into {folder}, or name their folder with --articles."
    if not folder.is_dir():
        found = "is not a folder" if folder.exists() else "does not exist"
        yield problem("articles", f"{folder} {found}", mend)
        return
    try:
        files = sum(1 for path in folder.rglob("*") if path.is_file())
    except OSError as error:
        yield problem("articles", f"{folder} can't be read: {error.strerror}", "Make it readable.")
        return
    if files:
        yield ok("articles", f"{folder}, {files} files")
    else:
        yield warning("articles", f"{folder} is empty", mend)


def check_synonyms(path: Path | None) -> Iterator[Finding]:
    """Yield whether the operator's synonyms can be read; nothing if there are none."""
    if path is None:
        return
    try:
        groups = len(compile_synonyms(path))
    except VerbatimError as error:
        yield problem("synonyms", str(error), "Then run `verbatim check` again.")
    else:
        yield ok("synonyms", f"{path}, {groups} groups")


def check_database(settings: Settings) -> Iterator[Finding]:
    """Yield whether the index can be opened, is whole, holds anything and is up to date."""
    try:
        damage = list(verify(settings.db))
        counted = _count(settings.db)
    except VerbatimError as error:
        yield problem("database", str(error), "Then run `verbatim check` again.")
        return
    if damage:
        mend = (
            "Run `verbatim check --rebuild`, which makes the index anew from its paragraphs. If "
            f"that doesn't mend it, move {settings.db} away and run `verbatim index`, or restore "
            "a backup."
        )
        yield problem("database", "; ".join(damage[:3]), mend)
    elif not counted[0]:
        yield warning("database", f"{settings.db} holds no articles", "Run `verbatim index`.")
    else:
        yield ok("database", f"{settings.db}, {counted[0]} articles, {counted[1]} paragraphs")
        yield from _check_freshness(settings)


def _count(db: Path) -> tuple[int, int]:
    """Return how many articles and paragraphs the index holds."""
    collection = SqliteCollection(db)
    try:
        with collection.snapshot() as snapshot:
            return len(snapshot.articles()), snapshot.statistics().paragraphs
    finally:
        collection.close()


def _check_freshness(settings: Settings) -> Iterator[Finding]:
    """Yield whether the folder has changed since it was indexed; nothing if it can't be read."""
    try:
        fresh = is_up_to_date(settings.db, settings.articles)
    except VerbatimError:
        return  # check_articles has told why
    if fresh:
        yield ok("index", "up to date with the articles folder")
    else:
        yield warning(
            "index", "the articles folder has changed since it was read", "Run `verbatim index`."
        )
