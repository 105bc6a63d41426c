"""Which question a short one is read with. The core that decides what to make of it is faked."""

import pytest

from retrieval.model import NoAnswer, Query, Reason


class Listener:
    """A core that has no answers, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def answer(self, question, context="", outlets=()):
        self.asked.append((question, context))
        return NoAnswer(Query(question, "en"), Reason.NOT_SURE)


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
