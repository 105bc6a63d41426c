"""The log of what bots called: never with a token in it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.playground.signals import Signal

_MOST_KEPT = 50_000


@dataclass(slots=True)
class LoggedCall:
    """One call. `method` is written as the bot wrote it; times are Unix seconds.

    `status` is the HTTP status of the answer, 0 while there is none or when it was cut off;
    `fault` names the fault that hit it.
    """

    bot_id: int
    method: str
    parameters: dict[str, Any]
    started: float
    finished: float = 0.0
    status: int = 0
    description: str = ""
    fault: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the call as plain JSON."""
        return asdict(self)

    @property
    def is_ok(self) -> bool:
        """Tell whether the call was carried out and said so."""
        return self.status == 200


@dataclass(slots=True)
class CallLog:
    """The calls in order, the last fifty thousand of them."""

    _calls: deque[LoggedCall] = field(default_factory=lambda: deque(maxlen=_MOST_KEPT))
    changed: Signal = field(default_factory=Signal)

    def add(self, call: LoggedCall) -> None:
        """Add a call that begins."""
        self._calls.append(call)
        self.changed.notify()

    def of(self, *methods: str) -> list[LoggedCall]:
        """Return the calls of these methods, letter case aside."""
        names = {method.lower() for method in methods}
        return [call for call in self._calls if call.method.lower() in names]

    def refused(self) -> list[LoggedCall]:
        """Return the calls that the rules of the Bot API refused, not those that a fault hit."""
        return [call for call in self._calls if call.status >= 400 and not call.fault]

    def clear(self) -> None:
        """Forget all calls."""
        self._calls.clear()

    def __iter__(self) -> Iterator[LoggedCall]:
        return iter(self._calls)

    def __len__(self) -> int:
        return len(self._calls)


def without_tokens(value: Any, tokens: list[str]) -> Any:
    """Return plain JSON with every token in its texts struck out."""
    if isinstance(value, str):
        for token in tokens:
            value = value.replace(token, "***")
        return value
    if isinstance(value, dict):
        return {key: without_tokens(item, tokens) for key, item in value.items()}
    if isinstance(value, list):
        return [without_tokens(item, tokens) for item in value]
    return value
