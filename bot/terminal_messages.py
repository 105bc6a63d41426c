"""The messages of a terminal, in the language of its locale."""

import os

from bot.locales import catalogue_for
from bot.terminal import language_of


def say_in_locale(message_id: str, **values: str | float) -> str:
    """Return a message in the language of the process's locale, with its values filled in."""
    return catalogue_for(language_of(os.environ)).say(message_id, **values)
