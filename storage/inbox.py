"""Updates from Telegram on their way: fetched, and not answered yet."""

import time
from collections.abc import Sequence

from storage.chats import ChatsFile

_DAY = 86_400  # seconds


class Inbox(ChatsFile):
    """Updates that were fetched and not answered yet; they outlive a crash."""

    def keep(self, updates: Sequence[tuple[int, str]]) -> None:
        """Keep (update_id, JSON) pairs, all or none; what is known already stays as it is.

        When this returns they are on the disk, and Telegram may forget them.
        """
        now = int(time.time())
        with self._writing() as database:
            database.conn.executemany(
                "INSERT OR IGNORE INTO updates VALUES (?, ?, ?)",
                ((update_id, now, _storable(body)) for update_id, body in updates),
            )

    def open_updates(self) -> list[tuple[int, str]]:
        """Return the updates that are not handled, by id."""
        with self._reading() as database:
            return database.execute(
                "SELECT id, body FROM updates WHERE body IS NOT NULL ORDER BY id"
            ).fetchall()

    def newest(self) -> int:
        """Return the highest id of all updates, handled or not; 0 where there is none."""
        with self._reading() as database:
            (found,) = database.execute("SELECT max(id) FROM updates").fetchone()
        return int(found or 0)

    def mark_handled(self, *update_ids: int) -> None:
        """Erase what updates said, and remember that they were handled, even if not kept before."""
        now = int(time.time())
        with self._writing() as database:
            database.conn.executemany(
                "INSERT INTO updates VALUES (?, ?, NULL) "
                "ON CONFLICT (id) DO UPDATE SET body = NULL",
                ((update_id, now) for update_id in update_ids),
            )

    def is_handled(self, update_id: int) -> bool:
        """Tell whether an update was handled; False for one that is unknown or forgotten."""
        with self._reading() as database:
            found = database.execute(
                "SELECT 1 FROM updates WHERE id = ? AND body IS NULL", [update_id]
            ).fetchone()
        return found is not None

    def forget_before(self, days: float) -> int:
        """Forget updates received longer ago than `days`, open ones too; return how many."""
        with self._writing() as database:
            limit = int(time.time() - days * _DAY)
            return database.execute("DELETE FROM updates WHERE received < ?", [limit]).rowcount


def _storable(body: str) -> str:
    """Return JSON without bare surrogates: as escapes they say the same, and can be stored."""
    return body.encode("utf-8", "backslashreplace").decode("utf-8")
