"""What a bot can call. `find_method` is the whole list; the rest is an honest 404."""

from bot.playground.errors import not_found
from bot.playground.methods import (
    chats,
    commands,
    edits,
    identity,
    messages,
    polling,
    queries,
    webhooks,
)
from bot.playground.methods.calling import Method

METHODS: dict[str, Method] = {
    **identity.METHODS,
    **polling.METHODS,
    **webhooks.METHODS,
    **messages.METHODS,
    **edits.METHODS,
    **queries.METHODS,
    **commands.METHODS,
    **chats.METHODS,
}


def find_method(name: str) -> Method:
    """Return the method with this name, letter case aside; a 404 for any other."""
    method = METHODS.get(name.lower())
    if method is None:
        raise not_found("method not found")
    return method
