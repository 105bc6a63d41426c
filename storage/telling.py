"""Reasons on their way: as JSON values, to be stored or told to another process, and back."""

from typing import Any

from storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseMissing,
    DatabaseOutdated,
    DatabaseReadOnly,
    DatabaseTooNew,
    DatabaseUnreachable,
    DiskFull,
)
from storage.fetching.reasons import Refusal
from storage.reasons import Kind, Reason, ReasonedError
from storage.sources.flaws import Flaw


class Trouble(Kind):
    """What is wrong with the index as a whole, in the words of its error."""

    DISK_FULL = "disk-full", "{words}"
    READ_ONLY = "read-only", "{words}"
    BUSY = "busy", "{words}"
    DAMAGED = "damaged", "{words}"
    UNREADABLE = "unreadable", "{words}"


FAMILIES: tuple[type[Kind], ...] = (Flaw, Refusal, Trouble)
_KINDS: dict[str, Kind] = {kind.code: kind for family in FAMILIES for kind in family}
_TROUBLES: dict[type[Exception], Trouble] = {
    DiskFull: Trouble.DISK_FULL,
    DatabaseReadOnly: Trouble.READ_ONLY,
    DatabaseBusy: Trouble.BUSY,
    DatabaseDamaged: Trouble.DAMAGED,
    DatabaseForeign: Trouble.UNREADABLE,
    DatabaseMissing: Trouble.UNREADABLE,
    DatabaseOutdated: Trouble.UNREADABLE,
    DatabaseTooNew: Trouble.UNREADABLE,
    DatabaseUnreachable: Trouble.UNREADABLE,
}


def reason_of(error: Exception) -> Reason:
    """Return the reason that an error gives; its own words where they are all that is known."""
    if isinstance(error, ReasonedError):
        return error.reason
    kind = _TROUBLES.get(type(error), Flaw.AS_TOLD)
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Reason(kind, {"words": words})


def as_json(reason: Reason) -> dict[str, Any]:
    """Return a reason as what JSON can hold, which `from_json` turns back."""
    return {
        "code": reason.kind.code,
        "details": dict(reason.details),
        "line": reason.line,
        "kept": reason.kept,
    }


def from_json(told: Any) -> Reason:
    """Return the reason that `as_json` described; a text is a sentence of which no more is known.

    :raises ValueError: it is something else.
    """
    if isinstance(told, str):
        return Reason(Flaw.AS_TOLD, {"words": told})
    try:
        reason = Reason(
            _KINDS[told["code"]], dict(told["details"]), int(told["line"]), bool(told["kept"])
        )
        str(reason)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("no reason") from error
    return reason
