"""Who may do what: admins' commands, chats that are allowed, and how much one person may ask.

Pure but for the clock that is handed in.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from telegram import Chat, Message
from telegram.constants import ChatType

LATEST = timedelta(minutes=10)  # an admin's command that was under way for longer is not followed
# Telegram's own accounts: a group's anonymous administrators, senders in a channel's name, and
# the service account. An operator who lists one by mistake must not make everybody an admin.
_SHARED_ACCOUNTS = frozenset({1087968824, 136817688, 777000})


class Standing(Enum):
    """What the sender of an admin's command is."""

    ADMIN = "admin"
    LATE = "late"  # an admin, but the command is older than ten minutes
    STRANGER = "stranger"


def standing_of(message: Message, admins: Collection[int], now: datetime) -> Standing:
    """Tell whether an admin sent this very message, in private, and lately.

    Whatever somebody else could have brought about counts as a stranger's: a forwarded or edited
    text, one sent through another bot, in the name of a chat, or in a group.
    """
    user = message.from_user
    own = (
        user is not None
        and user.id in admins
        and user.id not in _SHARED_ACCOUNTS
        and not user.is_bot
        and message.chat.type == ChatType.PRIVATE
        and message.chat.id == user.id
    )
    relayed = (
        message.forward_origin is not None
        or message.via_bot is not None
        or message.sender_chat is not None
        or message.edit_date is not None
        or bool(message.is_automatic_forward)
    )
    if not own or relayed:
        return Standing.STRANGER
    return Standing.ADMIN if now - message.date < LATEST else Standing.LATE


def is_allowed(chat: Chat, allowed: Collection[int] | None) -> bool:
    """Whether the bot may talk in this chat; `allowed` None allows every one.

    Private chats always are: the list is about groups.
    """
    return allowed is None or chat.type == ChatType.PRIVATE or chat.id in allowed


class Once:
    """Remembers what was already said to whom; forgets the longest ago above `limit` entries."""

    def __init__(self, limit: int = 10_000) -> None:
        """Begin with nothing said."""
        self._said: OrderedDict[int, None] = OrderedDict()
        self._limit = limit

    def first_time(self, chat_id: int) -> bool:
        """Return whether this is the first call for `chat_id`."""
        if chat_id in self._said:
            return False
        self._said[chat_id] = None
        if len(self._said) > self._limit:
            self._said.popitem(last=False)
        return True


class Verdict(Enum):
    """What a message that may be one too many gets."""

    ANSWER = "answer"
    NOTICE = "notice"  # the first one too many is told so
    SILENCE = "silence"


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float
    muted: bool = False


class Allowance:
    """A token bucket a sender: `burst` messages at once, then one every `seconds` seconds.

    Whoever empties it is told once, and isn't heard again before it is half full. A sender is a
    person, or whatever else is to have a bucket of its own.
    """

    def __init__(
        self,
        burst: int = 60,
        seconds: float = 2.0,
        limit: int = 50_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep at most `limit` senders in mind; the one seen longest ago starts afresh."""
        self._burst = burst
        self._seconds = seconds
        self._limit = limit
        self._clock = clock
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def is_silenced(self, sender: Hashable) -> bool:
        """Whether the sender has gone too far, and isn't to be heard yet."""
        bucket = self._bucket_of(sender)
        return bucket.muted and bucket.tokens < self._burst / 2

    def spend(self, sender: Hashable) -> Verdict:
        """Take one message off the sender's allowance and say what it gets."""
        if self.is_silenced(sender):
            return Verdict.SILENCE
        bucket = self._bucket_of(sender)
        bucket.muted = bucket.tokens < 1
        if bucket.muted:
            return Verdict.NOTICE
        bucket.tokens -= 1
        return Verdict.ANSWER

    def _bucket_of(self, sender: Hashable) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(sender, _Bucket(float(self._burst), now))
        self._buckets.move_to_end(sender)
        if len(self._buckets) > self._limit:
            self._buckets.popitem(last=False)
        gained = (now - bucket.filled_at) / self._seconds
        bucket.tokens = min(float(self._burst), bucket.tokens + gained)
        bucket.filled_at = now
        return bucket
