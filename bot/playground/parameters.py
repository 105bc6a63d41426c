"""The parameters of one method call, read as leniently or strictly as Telegram does."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.files import Upload
from bot.playground.text import is_unicode

_WHOLE = re.compile(r"\s*([+-]?\d{1,18})\s*")
_STRUCTURED = ("{", "[")
_NUMBERS = ("offset", "limit", "timeout", "cache_time", "max_connections", "retry_after")
_NOT_NUMBERS = ("inline_message_id", "callback_query_id", "inline_query_id")


class Parameters:
    """Named values of a call, whether they came as query, form, multipart or JSON."""

    def __init__(
        self, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}
        self.files = dict(files or {})

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as text; structures as JSON, booleans as "true" or "false"."""
        value = self._values.get(name, default)
        if isinstance(value, str):
            if not is_unicode(value):
                raise bad_request("strings must be encoded in UTF-8")
            return value
        return json.dumps(value, ensure_ascii=False)

    def integer(
        self, name: str, default: int = 0, *, low: int = -(2**53), high: int = 2**53
    ) -> int:
        """Return a whole number between `low` and `high`; `default` for what isn't one."""
        match = _WHOLE.fullmatch(self.text(name))
        return min(max(int(match.group(1)), low), high) if match else default

    def flag(self, name: str) -> bool:
        """Return whether a parameter says yes."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def structure(self, name: str, what: str) -> Any:
        """Return an object or array; None if it is absent or empty, a 400 if it isn't JSON."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"Can't parse {what} JSON object") from None

    def logged(self) -> dict[str, Any]:
        """Return plain values for the call log: JSON decoded, ids as numbers, files by name."""
        readable = {name: _readable(name, value) for name, value in self._values.items()}
        return readable | {name: upload.name for name, upload in self.files.items()}


def _readable(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith(_STRUCTURED):
        try:
            return json.loads(value)
        except ValueError:
            return value
    is_number = (name.endswith("_id") and name not in _NOT_NUMBERS) or name in _NUMBERS
    if is_number and (match := _WHOLE.fullmatch(value)):
        return int(match.group(1))
    return {"true": True, "false": False}.get(value, value)
