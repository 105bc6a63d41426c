"""Which question a short one is read with. The core that decides what to make of it is faked."""

import pytest

from retrieval.model import Clause, NoAnswer, Query, Reason


class Listener:
    """A core that has no answers, and remembers what it was asked.

    "And …" it reads with the words of the question before, as the real one does.
    """

    def __init__(self):
        self.asked = []

    def answer(self, question, context="", outlets=()):
        self.asked.append((question, context))
        leans = question.startswith("and") and context
        clauses = (Clause((("when", 1.0),), 0.6),) if leans else ()
        return NoAnswer(Query(question, "en", clauses), Reason.NOT_SURE)


@pytest.fixture
async def asked(start, settings):
    """What the core is asked: (question, the question before)."""
    listener = Listener()
    async with start(settings, answers=listener):
        yield listener.asked


async def test_next_question_in_private_comes_with_the_one_before(asked, ada, bob):
    for person, words in ((ada, "Who sold it?"), (bob, "Où ?"), (ada, "and when?"), (ada, "👍")):
        await person.say(words)
        await person.chat.next_bot_message()
    assert asked == [
        ("Who sold it?", ""),
        ("Où ?", ""),
        ("and when?", "Who sold it?"),
        ("👍", ""),
    ]


async def test_reply_in_a_group_comes_with_the_question_it_goes_back_to(asked, ada, bob, group):
    await ada.say("/ask Who sold it?", chat=group)
    first = await group.next_bot_message()
    await bob.say("@verbatim_bot where is it?", chat=group)
    await group.next_bot_message()
    await bob.say("and when?", chat=group, reply_to=first)
    await group.next_bot_message()
    assert asked == [("Who sold it?", ""), ("where is it?", ""), ("and when?", "Who sold it?")]


async def test_after_forgetting_there_is_no_question_before(asked, ada):
    for words in ("Who sold it?", "/forgetme", "and when?"):
        await ada.say(words)
        await ada.chat.next_bot_message()
    assert asked == [("Who sold it?", ""), ("and when?", "")]


async def test_edited_follow_up_comes_with_the_question_that_was_before_it(asked, ada):
    for words in ("Who sold it?", "and when?"):
        question = await ada.say(words)
        await ada.chat.next_bot_message()
    await ada.edit(question, "and where?")
    await ada.say("why?")
    await ada.chat.next_bot_message()
    assert asked[-2:] == [("and where?", "Who sold it?"), ("why?", "and where?\nWho sold it?")]


async def test_reply_to_somebodys_question_comes_with_that(asked, ada, bob, group):
    question = await bob.say("Who sold the lighthouse?", chat=group)
    await ada.say("@verbatim_bot and when?", chat=group, reply_to=question)
    await group.next_bot_message()
    await ada.say("@verbatim_bot", chat=group, reply_to=question)
    await group.next_bot_message()
    assert asked == [("and when?", "Who sold the lighthouse?"), ("Who sold the lighthouse?", "")]


async def test_chain_of_replies_goes_back_to_its_first_question(asked, ada, bob, group):
    await ada.say("/ask Who sold it?", chat=group)
    for person, words in ((bob, "and when?"), (ada, "and where?")):
        answer = await group.next_bot_message()
        await person.say(words, chat=group, reply_to=answer)
    await group.next_bot_message()
    assert asked[-1] == ("and where?", "and when?\nWho sold it?")
