"""What was asked just now, so that "and when was that?" is understood. In memory only, and briefly.

Nothing here is stored: after a restart a follow-up is read on its own, and a card that is paged
through shows its quotes without bold words and can no longer say why they were chosen.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.addressing import Request, words_of_a_person
from bot.views import Quoted
from retrieval.model import Extract

K = TypeVar("K", bound=Hashable)
ANSWERS_LAST = 24 * 3600.0  # seconds in which a reply to an answer is read with its question
PRIVATE_LASTS = 300.0  # seconds in which the next private question is
TYPED_LASTS = 300.0  # seconds in which words typed elsewhere can be taken up in private
_MOST = 5_000  # of each kind; beyond, the oldest go
_LONGEST_ASIDE = 300  # code points of a question that was put to somebody else
_LONGEST_THREAD = (
    1_000  # code points of questions that went on from one another, the last one first
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, who asked it and when, and what was quoted.

    `before` is the question that it was read with, and `thread` what the next one is: this one
    and, if it leaned on that, on the next line the one before.
    """

    question: str
    sender_id: int
    at: float
    extracts: tuple[Extract, ...] = ()
    message_id: int = 0
    before: str = ""
    thread: str = ""


class Memory:
    """The latest questions by their answers and by themselves, and the last one of each reader."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing in mind."""
        self._clock = clock
        self._answers: _Recent[tuple[int, int]] = _Recent(ANSWERS_LAST)
        self._questions: _Recent[tuple[int, int]] = _Recent(ANSWERS_LAST)
        self._private: _Recent[int] = _Recent(PRIVATE_LASTS)
        self._typed: _Recent[int] = _Recent(TYPED_LASTS)

    def question_before(self, request: Request) -> str:
        """Return the question that this one may go on from; "" if there is none.

        A reply goes on from the answer or the question that it replies to, be that question
        somebody's who didn't ask us. An edited question goes on from what it first went on from.
        """
        chat_id, replied = request.message.chat.id, request.message.reply_to_message
        if request.edited and (earlier := self._asked_in(request)):
            return earlier.before
        if replied is not None:
            place, now = (chat_id, replied.message_id), self._clock()
            asked = self._answers.get(place, now) or self._questions.get(place, now)
            return asked.thread if asked else _if_short(words_of_a_person(replied))
        asked = self._private.get(chat_id, self._clock()) if request.private else None
        return asked.thread if asked else ""

    def has_answered(self, request: Request, question: str) -> bool:
        """Whether this message asked the same before it was edited; Telegram's own edits do."""
        earlier = self._asked_in(request) if request.edited else None
        return earlier is not None and earlier.question == question

    def remember(
        self,
        request: Request,
        question: str,
        answer_id: int | None,
        extracts: tuple[Extract, ...] = (),
        before: str = "",
        *,
        leaned: bool = False,
    ) -> None:
        """Keep in mind that message `answer_id` answers `question` with `extracts`.

        `before` is the question before it, and `leaned` tells whether it needed that one.
        """
        message_id, now = request.message.message_id, self._clock()
        thread = f"{question}\n{before}"[:_LONGEST_THREAD] if leaned else question
        asked = Asked(question, request.sender_id, now, extracts, message_id, before, thread)
        chat_id = request.message.chat.id
        if answer_id is not None:
            self._answers.put((chat_id, answer_id), asked)
            self._questions.put((chat_id, message_id), asked)
        last = self._private.get(chat_id, now)
        if request.private and not (request.edited and last and last.message_id > message_id):
            self._private.put(chat_id, asked)

    def remember_typed(self, user_id: int, words: str) -> None:
        """Keep in mind what this person typed last after the bot's name, in whatever chat."""
        self._typed.put(user_id, Asked(words, user_id, self._clock()))

    def typed_by(self, user_id: int) -> str:
        """Return what this person typed last; "" once it is forgotten."""
        asked = self._typed.get(user_id, self._clock())
        return asked.question if asked else ""

    def extract(self, chat_id: int, answer_id: int, quoted: Quoted) -> Extract | None:
        """Return a quote as it was found, with its matched words; None if it is forgotten."""
        asked = self._answers.get((chat_id, answer_id), self._clock())
        for extract in asked.extracts if asked else ():
            if extract.paragraph.key == quoted.key and extract.span == quoted.span:
                return extract
        return None

    def forget(self, sender_id: int) -> None:
        """Forget everything that this person asked."""
        self._answers.forget(sender_id)
        self._questions.forget(sender_id)
        self._private.forget(sender_id)
        self._typed.forget(sender_id)

    def _asked_in(self, request: Request) -> Asked | None:
        place = (request.message.chat.id, request.message.message_id)
        return self._questions.get(place, self._clock())


def _if_short(words: str) -> str:
    """Return somebody's words if they can have been a question; a channel's post seldom is one."""
    return words if len(words) <= _LONGEST_ASIDE else ""


class _Recent(Generic[K]):
    """What was asked in the last `lifetime` seconds, by some key."""

    def __init__(self, lifetime: float) -> None:
        self._lifetime = lifetime
        self._asked: OrderedDict[K, Asked] = OrderedDict()

    def put(self, key: K, asked: Asked) -> None:
        self._asked.pop(key, None)
        self._asked[key] = asked
        while len(self._asked) > _MOST or self._is_over(next(iter(self._asked.values())), asked.at):
            self._asked.popitem(last=False)

    def get(self, key: K, now: float) -> Asked | None:
        asked = self._asked.get(key)
        return None if asked is None or self._is_over(asked, now) else asked

    def forget(self, sender_id: int) -> None:
        for key in [key for key, asked in self._asked.items() if asked.sender_id == sender_id]:
            del self._asked[key]

    def _is_over(self, asked: Asked, now: float) -> bool:
        return now - asked.at >= self._lifetime
