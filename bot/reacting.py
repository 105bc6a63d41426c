"""👍 and 👎 as reactions to an answer: the same vote as the buttons', where the bot is shown them.

Telegram shows a bot people's reactions in private chats, and in groups that it administers. Those
of anonymous administrators and of channels name nobody, and aren't counted.
"""

from collections.abc import Iterable

from telegram import MessageReactionUpdated, ReactionType, ReactionTypeEmoji

from bot.answer_book import AnswerBook
from bot.ballot import Ballot
from storage.votes import Vote

_THUMBS = {"👍": True, "👎": False}


class Reacting:
    """Takes reactions to answers for votes; says nothing, and reacts to nothing else."""

    def __init__(self, book: AnswerBook, ballot: Ballot) -> None:
        """Find in `book` what an answer quotes."""
        self._book = book
        self._ballot = ballot

    async def react(self, reaction: MessageReactionUpdated) -> None:
        """Count the vote that a reaction is, or take back the one that it was."""
        before, after = _thumbs(reaction.old_reaction), _thumbs(reaction.new_reaction)
        chat_id, answer, user = reaction.chat.id, reaction.message_id, reaction.user
        if user is None or before == after:
            return
        paragraph = await self._book.paragraph_of(chat_id, answer)
        if paragraph is None:  # it isn't an answer of ours, or has been forgotten
            return
        for helpful in before - after:
            await self._ballot.withdraw(Vote(chat_id, answer, user.id, paragraph, helpful))
        for helpful in after - before:
            await self._ballot.react(Vote(chat_id, answer, user.id, paragraph, helpful))


def is_vote(reaction: MessageReactionUpdated) -> bool:
    """Whether a person's reaction brings a vote, or takes one back."""
    before, after = _thumbs(reaction.old_reaction), _thumbs(reaction.new_reaction)
    return reaction.user is not None and before != after


def _thumbs(reactions: Iterable[ReactionType]) -> set[bool]:
    emoji = [one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji)]
    return {_THUMBS[one] for one in emoji if one in _THUMBS}
