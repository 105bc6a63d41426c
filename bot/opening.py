"""What the terminal's commands open: the index, brought up to date first if need be."""

from bot.settings import TracedSettings
from storage.collection import SqliteCollection


def open_collection(traced: TracedSettings) -> SqliteCollection:
    """Open the index; a folder that the command line names is indexed first if need be."""
    settings = traced.settings
    if traced.articles_given:
        from bot.upkeep import make_current  # noqa: PLC0415 - reading articles needs much more

        make_current(settings.db, settings.articles)
    return SqliteCollection(settings.db)
