"""Why something can't be read or done, in the reader's language. Pure."""

from bot.citing import label
from bot.locales import Catalogue
from storage.reasons import Reason

_MOST = 500  # code points; a reason names what others have written


def spoken_reason(reason: Reason | None, catalogue: Catalogue, most: int = _MOST) -> str:
    """Return a reason in one line of at most `most` code points; None is one that isn't known."""
    if reason is None:
        return catalogue.say("reason-unknown")
    said = catalogue.say(reason.kind.code, **reason.details)
    if reason.line:
        said = catalogue.say("reason-line", line=reason.line, reason=said)
    if reason.kept:
        said = catalogue.say("reason-kept", reason=said)
    return label(said, most)
