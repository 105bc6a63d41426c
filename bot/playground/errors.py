"""The errors of the local Bot API server.

PlaygroundError
├── RefusalError            what the Bot API answers a bot: code, description, parameters
├── ImpossibleError         a person can't do that (press a button that isn't there)
└── NothingHappenedError    waited in vain for the bot
"""

from typing import Any

from retrieval.errors import VerbatimError


class PlaygroundError(VerbatimError):
    """Base of the errors of the local Bot API server."""


class ImpossibleError(PlaygroundError):
    """A person in the playground can't do what was asked; the message says why."""


class NothingHappenedError(PlaygroundError):
    """The bot did not do in time what was waited for."""


class RefusalError(PlaygroundError):
    """An answer of the Bot API that is not ok, in Telegram's own words."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(what: str, parameters: dict[str, Any] | None = None) -> RefusalError:
    """Return a 400. As in Telegram, the first letter is lowered unless `what` is a CONSTANT."""
    is_constant = len(what) > 1 and (what[1] == "_" or what[1].isupper())
    text = what if is_constant else what[:1].lower() + what[1:]
    return RefusalError(400, f"Bad Request: {text}", parameters)


def forbidden(what: str) -> RefusalError:
    """Return a 403."""
    return RefusalError(403, f"Forbidden: {what}")


def conflict(what: str) -> RefusalError:
    """Return a 409."""
    return RefusalError(409, f"Conflict: {what}")


def too_many_requests(retry_after: int) -> RefusalError:
    """Return a 429 that asks to wait `retry_after` seconds."""
    text = f"Too Many Requests: retry after {retry_after}"
    return RefusalError(429, text, {"retry_after": retry_after})


def unauthorized() -> RefusalError:
    """Return the 401 of a token that nobody has."""
    return RefusalError(401, "Unauthorized")


def not_found(what: str = "") -> RefusalError:
    """Return a 404."""
    return RefusalError(404, f"Not Found: {what}" if what else "Not Found")
