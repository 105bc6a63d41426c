"""How often the bot was asked, how it answered and how fast; in the file of its own state.

Nobody's name is kept, and no words: but for questions without an answer, where the operator wants
to know what is missing from the articles.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.chats import ChatsFile
from storage.database import Connection

DAYS_KEPT = 90
_DAY = 86_400  # seconds
_LONGEST_WORDS = 300  # characters


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question that was asked just now. `words` are only kept where there is no answer."""

    answered: bool
    ms: float
    article: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day (ISO 8601, UTC): the questions of it, and how many of them had no answer."""

    date: str
    questions: int
    refused: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the questions of some days, the earliest first; none is left out.

    `p50` and `p95` are milliseconds until an answer was there, None where nothing was asked.
    `articles` are the keys of those quoted most, and how often.
    """

    days: tuple[Day, ...]
    p50: float | None
    p95: float | None
    helpful: int
    unhelpful: int
    articles: tuple[tuple[str, int], ...]

    @property
    def questions(self) -> int:
        """How many were asked."""
        return sum(day.questions for day in self.days)

    @property
    def refused(self) -> int:
        """How many of them had no answer."""
        return sum(day.refused for day in self.days)


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer: its words, how often it was asked, when last (as a Day's)."""

    words: str
    times: int
    last: str


class Questions(ChatsFile):
    """Counts questions, and tells what was counted."""

    def __init__(self, db: Path, *, keeps_words: bool = False) -> None:
        """Count in the file beside the index at `db`; words that must not be kept are erased."""
        super().__init__(db)
        self.keeps_words = keeps_words
        if not keeps_words:
            with self._writing() as database:
                database.execute("UPDATE questions SET words = NULL WHERE words IS NOT NULL")

    def count(self, asked: Sequence[Asked], now: float | None = None) -> None:
        """Count questions, all in one transaction; those of long ago are forgotten."""
        moment = int(time.time() if now is None else now)
        rows = [(moment, one.answered, one.ms, one.article, self._kept_of(one)) for one in asked]
        with self._writing() as database:
            database.conn.executemany(
                "INSERT INTO questions (asked, answered, ms, article, words) "
                "VALUES (?, ?, ?, ?, ?)",
                rows,
            )
            database.execute("DELETE FROM questions WHERE asked < ?", [moment - DAYS_KEPT * _DAY])

    def figures(self, days: int = 30, most_articles: int = 5, now: float | None = None) -> Figures:
        """Return the figures of the last `days` days, today among them."""
        today = int(time.time() if now is None else now) // _DAY
        since = (today - days + 1) * _DAY
        with self._reading() as database:
            counted = {
                day: (questions, refused)
                for day, questions, refused in database.execute(
                    "SELECT asked / ?, count(*), sum(NOT answered) FROM questions "
                    "WHERE asked >= ? GROUP BY 1",
                    [_DAY, since],
                )
            }
            articles = database.execute(
                "SELECT article, count(*) FROM questions WHERE asked >= ? AND article IS NOT NULL "
                "GROUP BY article ORDER BY 2 DESC, 1 LIMIT ?",
                [since, most_articles],
            ).fetchall()
            helpful, unhelpful = database.execute(
                "SELECT coalesce(sum(helpful), 0), coalesce(sum(NOT helpful), 0) FROM votes "
                'WHERE "cast" >= ?',  # a word of SQL's own
                [since],
            ).fetchone()
            p50, p95 = (_percentile(database, since, share) for share in (0.50, 0.95))
        every = (
            Day(_date(day), *counted.get(day, (0, 0))) for day in range(today - days + 1, today + 1)
        )
        return Figures(tuple(every), p50, p95, helpful, unhelpful, tuple(articles))

    def gaps(self, most: int = 20) -> list[Gap]:
        """Return questions without an answer that are kept: often asked ones first, then late ones.

        The same words in other letters, or with another end mark, are the same question.
        """
        with self._reading() as database:
            rows = database.execute(
                "SELECT words, count(*), max(asked) FROM questions WHERE words IS NOT NULL "
                "GROUP BY lower(rtrim(words, ' ?!.')) ORDER BY 2 DESC, 3 DESC LIMIT ?",
                [most],
            ).fetchall()
        return [Gap(words, times, _date(last // _DAY)) for words, times, last in rows]

    def _kept_of(self, asked: Asked) -> str | None:
        """Return the words to keep of a question."""
        if asked.answered or not asked.words or not self.keeps_words:
            return None
        words = " ".join(asked.words.split())[:_LONGEST_WORDS]
        return words.encode("utf-8", "replace").decode("utf-8")


def _percentile(database: Connection, since: int, share: float) -> float | None:
    """Return the time below which that share of the questions stayed."""
    (count,) = database.execute(
        "SELECT count(*) FROM questions WHERE asked >= ?", [since]
    ).fetchone()
    row = database.execute(
        "SELECT ms FROM questions WHERE asked >= ? ORDER BY ms LIMIT 1 OFFSET ?",
        [since, min(int(count * share), max(count - 1, 0))],
    ).fetchone()
    return None if row is None else float(row[0])


def _date(day: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(day * _DAY))
