"""Groups: whether the bot is in them, and what their administrators have set."""

import json
import time
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from storage.chats import ChatsFile

_COLUMNS = "is_in, since, moved_from, lang, length, outlets"


@dataclass(frozen=True, slots=True)
class Group:
    """A group as it is remembered; one that is unknown has these values.

    `since`, in seconds since 1970, is when the bot came or went; 0 if that isn't known. `lang` and
    `length` are "" for what is usual, `outlets` empty for all.
    """

    is_in: bool = True
    since: int = 0
    moved_from: int | None = None
    lang: str = ""
    length: str = ""
    outlets: tuple[str, ...] = ()


class Groups(ChatsFile):
    """What is remembered of each group, by its chat id."""

    def group(self, chat_id: int) -> Group | None:
        """Return what is known of a group; None if nothing is."""
        with self._reading() as database:
            return _read(database, chat_id)

    def change(self, chat_id: int, **changes: Any) -> Group:
        """Change something of a group, by the names of its fields; return what is known of it."""
        with self._writing() as database:
            group = replace(_read(database, chat_id) or Group(), **changes)
            _write(database, chat_id, group)
        return group

    def move(self, old_id: int, new_id: int) -> Group:
        """Give a group its new number, with its settings; return what is known of it now.

        Moving it again changes nothing: Telegram tells of a move more than once.
        """
        with self._writing() as database:
            here = _read(database, new_id)
            if here is not None and here.moved_from == old_id:
                return here
            before = _read(database, old_id) or Group()
            moved = replace(before, is_in=True, since=int(time.time()), moved_from=old_id)
            _write(database, new_id, moved)
            database.execute("DELETE FROM groups WHERE chat_id = ?", [old_id])
        return moved


def _read(database: Database, chat_id: int) -> Group | None:
    row = database.execute(
        f"SELECT {_COLUMNS} FROM groups WHERE chat_id = ?",  # noqa: S608  # no value is in it
        [chat_id],
    ).fetchone()
    if row is None:
        return None
    is_in, since, moved_from, lang, length, outlets = row
    return Group(bool(is_in), since, moved_from, lang, length, tuple(json.loads(outlets)))


def _write(database: Database, chat_id: int, group: Group) -> None:
    outlets = json.dumps(group.outlets)
    database.execute(
        f"INSERT OR REPLACE INTO groups (chat_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # no value is in it
        [chat_id, group.is_in, group.since, group.moved_from, group.lang, group.length, outlets],
    )
