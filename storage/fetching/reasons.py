"""Why a page could not be fetched."""

from typing import Self

from storage.reasons import Kind, ReasonedError


class Refusal(Kind):
    """What kept a page from being fetched. The values are stored: they are never changed."""

    ADDRESS = (
        "address",
        (
            "not the address of a web page: it must begin with http:// or https://, and "
            "hold no user name, password or unusual port."
        ),
    )
    PRIVATE = "private", "it leads to a machine that isn't public, and such are not fetched from."
    UNREACHABLE = "unreachable", "its site can't be reached."
    TIMEOUT = "timeout", "it took too long to answer."
    STATUS = "status", "its site answered with an error ({detail})."
    REDIRECTS = "redirects", "it leads on from one address to the next without an end."
    KIND = "kind", "it is no web page ({detail})."
    TOO_LARGE = "too-large", "it is larger than {detail} MB."
    ENCODING = "encoding", "its bytes don't make up a text."
    NO_TEXT = "no-text", "no article's text was found on it."


class FetchError(ReasonedError):
    """A page can't be fetched or read: `refusal` is why, `detail` what the sentence names.

    It is an `InputError`: whoever gave the address can do something about it.
    """

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(refusal, detail=detail)
        self.refusal = refusal
        self.detail = detail

    def stored(self) -> str:
        """Return it as one line, which `restored` turns back."""
        return f"{self.refusal.value} {self.detail}".strip()

    @classmethod
    def restored(cls, line: str) -> Self:
        """Return the error that `stored` made a line of."""
        value, _, detail = line.partition(" ")
        return cls(Refusal.of(value), detail)
