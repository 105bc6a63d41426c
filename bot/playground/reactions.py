"""The reactions that Telegram knows, and how they are written."""

from collections.abc import Iterable

from bot.playground.errors import bad_request
from bot.playground.state import Json

EMOJI = frozenset(
    {
        "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩",
        "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u200d🔥", "🌚", "🌭",
        "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴",
        "😭", "🤓", "👻", "👨\u200d💻", "👀", "🎃", "🙈", "😇", "😨", "🤝", "✍", "🤗", "🫡",
        "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎",
        "👾", "🤷\u200d♂", "🤷", "🤷\u200d♀", "😡",
    }
)  # fmt: skip


def checked_reactions(value: object) -> tuple[str, ...]:
    """Return the emoji of an array of ReactionType; a 400 for what Telegram doesn't know."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise bad_request("expected an Array of ReactionType")
    return tuple(_emoji(item) for item in value)


def _emoji(item: object) -> str:
    if not isinstance(item, dict) or item.get("type") not in ("emoji", "custom_emoji"):
        raise bad_request("can't parse reaction types JSON object")
    emoji = str(item.get("emoji", "")).replace("\ufe0f", "")
    if item["type"] != "emoji" or emoji not in EMOJI:
        raise bad_request("REACTION_INVALID")
    return emoji


def reactions_json(emojis: Iterable[str]) -> list[Json]:
    """Return an array of ReactionType."""
    return [{"type": "emoji", "emoji": emoji} for emoji in emojis]
