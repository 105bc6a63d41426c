"""Why something can't be read: a kind and its details, which can be said in any language.

Logs and the terminal show a reason in English, as `str` gives it. The bot says it in its reader's
language: its catalogues have a sentence for each code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Self

from retrieval.errors import InputError

Details = Mapping[str, str | int]
_KEPT = " What was indexed from it before stays."


class Kind(Enum):
    """A family of reasons. Each has a value, which is stored and never changed, and its English."""

    told: str

    def __new__(cls, value: str, told: str) -> Self:
        """Make `value` the member's own, and `told` what it says."""
        kind = object.__new__(cls)
        kind._value_, kind.told = value, told
        return kind

    @classmethod
    def of(cls, value: str) -> Self:
        """Return the kind with this value.

        :raises KeyError: there is none.
        """
        return {kind.value: kind for kind in cls}[value]

    @property
    def code(self) -> str:
        """What it is called everywhere: its family and its value, "flaw-empty"."""
        return f"{type(self).__name__.lower()}-{self.value}"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something can't be read. `details` are what the sentence names.

    `line` counts from 1; 0 for the whole. `kept` tells that what was indexed from it before stays.
    """

    kind: Kind
    details: Details = field(default_factory=dict)
    line: int = 0
    kept: bool = False

    def __str__(self) -> str:
        """Return the reason in English."""
        where = f"line {self.line}: " if self.line else ""
        return where + self.kind.told.format(**self.details) + (_KEPT if self.kept else "")

    def at(self, line: int) -> Self:
        """Return it as the reason of one line."""
        return replace(self, line=line)

    def keeping(self) -> Self:
        """Return it as one that costs nothing that was indexed before."""
        return replace(self, kept=True)


class ReasonedError(InputError):
    """What was handed over can't be used, for a reason that can be said in any language."""

    def __init__(self, kind: Kind, line: int = 0, /, **details: str | int) -> None:
        self.reason = Reason(kind, details, line)
        super().__init__(str(self.reason))
