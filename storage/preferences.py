"""What each person asked the bot to do for them."""

from storage.chats import ChatsFile


class Preferences(ChatsFile):
    """What people asked the bot to do for them."""

    def language_of(self, user_id: int) -> str | None:
        """Return the language that a person chose, None for nobody's choice."""
        with self._reading() as database:
            row = database.execute(
                "SELECT lang FROM preferences WHERE user_id = ?", [user_id]
            ).fetchone()
        return None if row is None else str(row[0])

    def set_language(self, user_id: int, lang: str) -> None:
        """Remember the language that a person chose."""
        with self._writing() as database:
            database.execute(
                "INSERT INTO preferences VALUES (?, ?) "
                "ON CONFLICT (user_id) DO UPDATE SET lang = excluded.lang",
                [user_id, lang],
            )

    def forget(self, user_id: int) -> None:
        """Forget all that a person asked for."""
        with self._writing() as database:
            database.execute("DELETE FROM preferences WHERE user_id = ?", [user_id])
