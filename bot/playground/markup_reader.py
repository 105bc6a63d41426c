"""What reading HTML and MarkdownV2 have in common: a source, and the text that it becomes."""

from dataclasses import dataclass, field

from bot.playground.entities import Entity
from bot.playground.errors import RefusalError, bad_request


@dataclass(slots=True)
class MarkupReader:
    """Reads the source from left to right; `length` counts code points of the result."""

    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    entities: list[Entity] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Let the result go on with a text."""
        self.parts.append(text)
        self.length += len(text)


def unparsable(what: str) -> RefusalError:
    """Return Telegram's refusal of a text whose markup is wrong."""
    return bad_request(f"can't parse entities: {what}")
