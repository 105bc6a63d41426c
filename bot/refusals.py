"""Why a page could not be read, in the reader's language. Pure."""

from bot.locales import Catalogue
from storage.fetching.reasons import FetchError, Refusal

_SAID = {
    Refusal.ADDRESS: "refusal-address",
    Refusal.PRIVATE: "refusal-private",
    Refusal.UNREACHABLE: "refusal-unreachable",
    Refusal.TIMEOUT: "refusal-timeout",
    Refusal.STATUS: "refusal-status",
    Refusal.REDIRECTS: "refusal-redirects",
    Refusal.KIND: "refusal-kind",
    Refusal.TOO_LARGE: "refusal-too-large",
    Refusal.ENCODING: "refusal-encoding",
    Refusal.NO_TEXT: "refusal-no-text",
}


def spoken_refusal(error: FetchError, catalogue: Catalogue) -> str:
    """Return a sentence that says why a page can't be read."""
    return catalogue.say(_SAID[error.refusal], detail=error.detail)
