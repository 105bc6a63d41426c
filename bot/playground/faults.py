"""Faults put into the answers of the local Bot API, by method, count and chance."""

from dataclasses import dataclass, field
from random import Random
from typing import Literal, get_args

from bot.playground.errors import ImpossibleError

Kind = Literal[
    "too_many",  # 429 with retry_after
    "server_error",  # a status from 500 on, or any other without parameters
    "refuse",  # `status` and `description` as given
    "drop_before",  # the connection is cut, nothing is done
    "drop_after",  # it is done, but the answer is lost
    "slow",  # `seconds` pass first
    "garbage",  # it is done, but the answer is no JSON
]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(slots=True)
class Fault:
    """One fault. `times` counts down, None is for ever; "*" is every method."""

    method: str
    kind: Kind
    times: int | None = 1
    probability: float = 1.0
    retry_after: int = 1
    seconds: float = 0.0
    status: int = 500
    description: str = ""
    chat_id: int | None = None
    hits: int = 0

    def concerns(self, method: str, chat_id: int | None) -> bool:
        """Tell whether a call could be hit; nothing is counted yet."""
        is_method = self.method in ("*", method)
        is_chat = self.chat_id is None or self.chat_id == chat_id
        return is_method and is_chat and (self.times is None or self.times > 0)

    def hit(self) -> None:
        """Count one call that was hit."""
        self.hits += 1
        if self.times is not None:
            self.times -= 1


@dataclass(slots=True)
class Faults:
    """The faults in force. The same seed draws the same calls."""

    random: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - which calls fail, not a secret
    active: list[Fault] = field(default_factory=list)

    def add(
        self,
        method: str,
        kind: Kind,
        *,
        times: int | None = 1,
        probability: float = 1.0,
        retry_after: int = 1,
        seconds: float = 0.0,
        status: int = 500,
        description: str = "",
        chat_id: int | None = None,
    ) -> Fault:
        """Put a fault in force; the first that concerns a call and is drawn hits it."""
        if kind not in KINDS:
            raise ImpossibleError(f"There is no fault {kind!r}; take one of {', '.join(KINDS)}.")
        fault = Fault(
            method.lower(), kind, times, probability, retry_after, seconds, status, description,
            chat_id,
        )  # fmt: skip
        self.active.append(fault)
        return fault

    def draw(self, method: str, chat_id: int | None) -> list[Fault]:
        """Return what hits this call: any slowness, and at most one fault of another kind."""
        drawn: list[Fault] = []
        for fault in self.active:
            is_taken = any((f.kind == "slow") == (fault.kind == "slow") for f in drawn)
            if is_taken or not fault.concerns(method.lower(), chat_id):
                continue
            if fault.probability >= 1 or self.random.random() < fault.probability:
                fault.hit()
                drawn.append(fault)
        return drawn

    def clear(self) -> None:
        """Take all faults away."""
        self.active.clear()
