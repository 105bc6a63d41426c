"""Which words of a long message an answer points to, so that one sees what it answers. Pure.

Telegram shows the beginning of a message above a reply to it. Of a long one that is seldom the
question; then the line that asks is quoted in its place.
"""

import re

from telegram import Message, MessageEntity

from bot.reply import units

_SHOWN_ANYWAY = 120  # units of a message that are seen above a reply
_LONGEST = 200  # units of the words to point to; Telegram takes 1,024
_ASKING = re.compile(r"[^.!?…\n]*\?")
# Telegram wants these repeated in a quote; a message that has them is pointed to as a whole.
_STYLES = frozenset(
    {
        MessageEntity.BOLD,
        MessageEntity.ITALIC,
        MessageEntity.UNDERLINE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.SPOILER,
        MessageEntity.CUSTOM_EMOJI,
    }
)


def words_to_point_to(message: Message) -> str:
    """Return the last sentence of a long message that asks; "" for a short or styled one."""
    text = message.text or message.caption or ""
    styled = any(one.type in _STYLES for one in (*message.entities, *message.caption_entities))
    if styled or units(text) <= _SHOWN_ANYWAY:
        return ""
    asking = [found[0].strip() for found in _ASKING.finditer(text)]
    words = asking[-1] if asking else ""
    return words if len(words) > 1 and units(words) <= _LONGEST else ""
