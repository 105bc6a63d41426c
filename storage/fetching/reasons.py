"""Why a page could not be fetched: a kind that the bot says in its reader's language, and details.

`FetchError` is an `InputError`: whoever gave the address can do something about it.
"""

from enum import Enum
from typing import Self

from retrieval.errors import InputError


class Refusal(Enum):
    """What kept a page from being fetched. The values are stored: they are never changed."""

    ADDRESS = "address"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    STATUS = "status"
    REDIRECTS = "redirects"
    KIND = "kind"
    TOO_LARGE = "too-large"
    ENCODING = "encoding"
    NO_TEXT = "no-text"


_TOLD = {
    Refusal.ADDRESS: "not the address of a web page: it must begin with http:// or https://, and "
    "hold no user name, password or unusual port.",
    Refusal.PRIVATE: "it leads to a machine that isn't public, and such are not fetched from.",
    Refusal.UNREACHABLE: "its site can't be reached.",
    Refusal.TIMEOUT: "it took too long to answer.",
    Refusal.STATUS: "its site answered with an error ({detail}).",
    Refusal.REDIRECTS: "it leads on from one address to the next without an end.",
    Refusal.KIND: "it is no web page ({detail}).",
    Refusal.TOO_LARGE: "it is larger than {detail} MB.",
    Refusal.ENCODING: "its bytes don't make up a text.",
    Refusal.NO_TEXT: "no article's text was found on it.",
}


class FetchError(InputError):
    """A page can't be fetched or read: `refusal` is why, `detail` what the sentence names."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(_TOLD[refusal].format(detail=detail))
        self.refusal = refusal
        self.detail = detail

    def stored(self) -> str:
        """Return it as one line, which `restored` turns back."""
        return f"{self.refusal.value} {self.detail}".strip()

    @classmethod
    def restored(cls, line: str) -> Self:
        """Return the error that `stored` made a line of."""
        value, _, detail = line.partition(" ")
        return cls(Refusal(value), detail)
