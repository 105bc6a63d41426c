"""Questions, and what they are answered."""

import time
from collections.abc import Collection

from bot.addressing import ASK, Request, has_words, question_replied_to
from bot.delivery import Delivery
from bot.group_register import GroupRegister, length_of
from bot.library import Library
from bot.memory import Memory
from bot.readers import Readers
from bot.render import Voice, render_answer, render_no_answer
from bot.reply import Reply
from bot.tally import NO_QUESTIONS, Tally
from bot.views import Length
from retrieval.model import Answer, NoAnswer, Reason
from retrieval.small_talk import Talk, kind_of_talk

# What is answered in groups, too.
_ASKS_ME = (Talk.ABOUT_ANSWER, Talk.INVITATION, Talk.ABOUT_ME, Talk.ABOUT_ARTICLES, Talk.BEYOND)


class Asking:
    """Answers questions with quotes, or says that the articles don't."""

    def __init__(
        self,
        library: Library,
        readers: Readers,
        memory: Memory,
        *,
        groups: GroupRegister,
        delivery: Delivery,
        tally: Tally,
        admins: Collection[int] = (),
    ) -> None:
        """Answer from `library`, in groups as `groups` says; tell `admins` what else they may."""
        self._library = library
        self._readers = readers
        self._memory = memory
        self._groups = groups
        self._delivery = delivery
        self._tally = tally
        self._admins = admins

    async def ask(self, request: Request) -> None:
        """Answer a question: a message in plain words, or /ask."""
        voice = await self._readers.voice_for(request)
        group = await self._groups.group(request.message.chat.id)
        question = request.words or question_replied_to(request)
        if not question:
            hint = self._hint_at_adding(request, voice) or _hint(request, voice)
            await self._delivery.answer(request, hint)
            return
        if self._memory.has_answered(request, question):
            return
        asks_more = has_words(question) and question != question_replied_to(request)
        context = self._memory.question_before(request) if asks_more else ""
        begun = time.perf_counter()
        outcome = await self._library.answer(question, context, group.outlets)
        self._tally.note(question, outcome, time.perf_counter() - begun)
        reply = await self._reply(outcome, request, voice, length_of(group))
        if reply is None:
            return
        answer_id = await self._delivery.answer(request, reply)
        if isinstance(outcome, NoAnswer) and outcome.reason in NO_QUESTIONS:
            return  # the next question goes on from the one before it
        extracts = outcome.extracts if isinstance(outcome, Answer) else ()
        leaned = outcome.query.leans
        self._memory.remember(request, question, answer_id, extracts, context, leaned=leaned)

    def _hint_at_adding(self, request: Request, voice: Voice) -> Reply | None:
        """Return how a document that an admin sent is added; None for what isn't one."""
        sent = request.private and request.message.document is not None
        may_add = sent and request.command == ASK and request.sender_id in self._admins
        return voice.says("to-be-added") if may_add and not request.words else None

    async def _reply(
        self, outcome: Answer | NoAnswer, request: Request, voice: Voice, length: Length
    ) -> Reply | None:
        """Return what to say; None where a group is better off without it."""
        if isinstance(outcome, NoAnswer):
            return _no_answer(outcome, request, voice)
        passage = None
        if length is Length.FULL:
            passage = await self._library.passage(outcome.extracts[0].paragraph.key)
        return render_answer(outcome, voice, length, passage.around if passage else ())


def _no_answer(outcome: NoAnswer, request: Request, voice: Voice) -> Reply | None:
    is_talk = outcome.reason is Reason.SMALL_TALK
    if is_talk and not request.private and kind_of_talk(outcome.query.text) not in _ASKS_ME:
        return None
    if outcome.reason is Reason.NO_QUESTION and not outcome.hints:
        return None if request.by_reply else _hint(request, voice)
    return render_no_answer(outcome, voice)


def _hint(request: Request, voice: Voice) -> Reply:
    """Return how to ask, for somebody who sent no words or none that can be looked for."""
    if not request.private:
        return voice.says("no-question-in-group")
    if not request.read_text and request.command == ASK:
        return voice.says("only-text")
    return voice.says("no-question")
