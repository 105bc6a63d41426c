"""The updates that a bot has not confirmed yet, with Telegram's rules of offset and kind."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.playground.signals import Signal

ALL_KINDS = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
        "business_message", "edited_business_message", "deleted_business_messages",
        "message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result",
        "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
        "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
        "removed_chat_boost", "guest_message", "managed_bot",
    }
)  # fmt: skip
DEFAULT_KINDS = ALL_KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True)
class UpdateQueue:
    """What a bot has not confirmed yet, oldest first. `arrived` tells of new updates."""

    allowed: frozenset[str] = DEFAULT_KINDS
    next_id: int = 1
    waiting: deque[dict[str, Any]] = field(default_factory=deque)
    arrived: Signal = field(default_factory=Signal)
    polls: int = 0  # counts getUpdates calls: a later one ends an earlier one

    def put(self, kind: str, value: Any) -> int | None:
        """Queue an update; return its id, or None if the bot doesn't want this kind."""
        if kind not in self.allowed:
            return None
        return self.put_raw({kind: value})

    def put_raw(self, update: dict[str, Any]) -> int:
        """Queue an update as it is, whatever it holds; its id is set unless it brings its own."""
        update_id = int(update.get("update_id", self.next_id))
        self.next_id = max(self.next_id, update_id) + 1
        self.waiting.append({"update_id": update_id, **update})
        self.arrived.notify()
        return update_id

    def allow(self, kinds: object) -> None:
        """Set the kinds that the bot wants; an empty list means the default, None no change."""
        if isinstance(kinds, list):
            chosen = frozenset(str(kind) for kind in kinds) & ALL_KINDS
            self.allowed = chosen or DEFAULT_KINDS

    def confirm_before(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps only the last ones."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()

    def first(self, limit: int) -> list[dict[str, Any]]:
        """Return up to `limit` updates without confirming them."""
        return [update for update, _ in zip(self.waiting, range(limit), strict=False)]

    def take(self) -> dict[str, Any] | None:
        """Remove and return the oldest update: a webhook is its own confirmation."""
        return self.waiting.popleft() if self.waiting else None

    def __len__(self) -> int:
        return len(self.waiting)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.waiting)


def listed(kinds: frozenset[str]) -> Sequence[str]:
    """Return chosen kinds for getWebhookInfo; nothing when they are the default."""
    return [] if kinds == DEFAULT_KINDS else sorted(kinds)
