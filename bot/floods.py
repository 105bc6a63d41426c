"""How much is too much: of one person, of one person in a group, of a whole group.

Whoever goes too far is told once, then not heard for a while. Nobody pays for somebody else: what
a person says once they are silenced costs their group nothing, and one person can use up half of
what a group may ask at most.
"""

from dataclasses import dataclass

from telegram import CallbackQuery, User
from telegram.constants import ChatType

from bot.access import Allowance, Verdict
from bot.addressing import Request

# Telegram lets a bot send twenty messages a minute into a group: notices must fit in, too.
_GROUPS_BURST, _GROUPS_SECONDS = 15, 4.0
_PERSONS_BURST, _PERSONS_SECONDS = 8, 8.0  # in one group
# Under a message that many read, many press Next.
_PRESSES_BURST, _PRESSES_SECONDS = 40, 1.0
# Telegram asks whenever somebody pauses in typing.
_TYPING_BURST, _TYPING_SECONDS = 60, 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of an update; with `Verdict.NOTICE`, the message that says so."""

    verdict: Verdict
    notice: str = "too-many"


class Floods:
    """Keeps count of what people send, press and type."""

    def __init__(self, people: Allowance) -> None:
        """Give every person what `people` says, wherever they are; groups what stands above."""
        self._people = people
        self._in_groups = Allowance(_PERSONS_BURST, _PERSONS_SECONDS)
        self._groups = Allowance(_GROUPS_BURST, _GROUPS_SECONDS)
        self._presses = Allowance(_PRESSES_BURST, _PRESSES_SECONDS)
        self._typing = Allowance(_TYPING_BURST, _TYPING_SECONDS)

    def judge_request(self, request: Request) -> Judgement:
        """Take a message off what its sender and its group may send."""
        person, chat_id = request.sender_id, request.message.chat.id
        if request.private:
            return Judgement(self._people.spend(person))
        if self._people.is_silenced(person):
            return Judgement(
                Verdict.SILENCE
            )  # told already: no second notice from their group's count
        verdict = self._in_groups.spend((chat_id, person))
        if verdict is Verdict.ANSWER:
            verdict = self._people.spend(person)
        return self._of_group(self._groups, chat_id, verdict)

    def judge_press(self, query: CallbackQuery) -> Judgement:
        """Take a pressed button off what its person may press, and its group, if it has one."""
        verdict = self._people.spend(query.from_user.id)
        if query.message is None or query.message.chat.type == ChatType.PRIVATE:
            return Judgement(verdict)
        return self._of_group(self._presses, query.message.chat.id, verdict)

    def judge_person(self, user: User) -> Judgement:
        """Take off what a person may ask whatever else they do, such as reacting to an answer."""
        return Judgement(self._people.spend(user.id))

    def judge_typing(self, user: User) -> Judgement:
        """Take a page of inline results off what a person may look for."""
        return Judgement(self._typing.spend(user.id))

    def _of_group(self, groups: Allowance, chat_id: int, verdict: Verdict) -> Judgement:
        """Return a person's verdict, or their group's where that says no; a notice counts too."""
        if verdict is Verdict.SILENCE:
            return Judgement(verdict)
        whole = groups.spend(chat_id)
        return (
            Judgement(verdict) if whole is Verdict.ANSWER else Judgement(whole, "too-many-in-group")
        )
