"""Questions, and the buttons under their answers."""

from bot.addressing import ASK, Press, Request, has_words, question_replied_to
from bot.delivery import Delivery
from bot.library import Library
from bot.memory import Memory
from bot.readers import Readers
from bot.render import Voice, render_answer, render_card, render_no_answer
from bot.reply import Reply
from bot.views import CardView
from retrieval.model import Answer, Extract, NoAnswer, Reason


class Asking:
    """Answers questions with quotes, and leafs through the quotes of an answer."""

    def __init__(
        self, library: Library, readers: Readers, memory: Memory, delivery: Delivery
    ) -> None:
        """Answer from `library`."""
        self._library = library
        self._readers = readers
        self._memory = memory
        self._delivery = delivery

    async def ask(self, request: Request) -> None:
        """Answer a question: a message in plain words, or /ask."""
        voice = await self._readers.voice_for(request)
        question = request.words or question_replied_to(request)
        if not question:
            await self._delivery.answer(request, _hint(request, voice))
            return
        context = self._memory.question_before(request) if has_words(question) else ""
        outcome = await self._library.answer(question, context)
        reply = _reply(outcome, request, voice)
        if reply is None:
            return
        sent = await self._delivery.answer(request, reply)
        extracts = outcome.extracts if isinstance(outcome, Answer) else ()
        self._memory.remember(request, question, sent.message_id if sent else None, extracts)

    async def turn(self, press: Press, view: CardView) -> None:
        """Show another quote of an answer, or its context, in the same message."""
        voice = self._readers.voice_in(view.lang)
        passage = await self._library.passage(view.current.key)
        extract = None
        if passage is not None:
            extract = self._memory.extract(press.chat.id, press.message_id, view.current)
            extract = extract or Extract(passage.paragraph, view.current.span, score=0.0)
        if passage is None or extract is None or not extract.text:
            gone = voice.catalogue.say("passage-gone")
            await self._delivery.acknowledge(press.query_id, gone, alert=True)
            return
        card = render_card(extract, view, voice, passage.around if view.context else ())
        await self._delivery.edit(press.chat.id, press.message_id, card)
        await self._delivery.acknowledge(press.query_id)


def _reply(outcome: Answer | NoAnswer, request: Request, voice: Voice) -> Reply | None:
    """Return what to say; None where a group is better off without it."""
    if isinstance(outcome, Answer):
        return render_answer(outcome, voice)
    if not request.private and outcome.reason is Reason.SMALL_TALK:
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
