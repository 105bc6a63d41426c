"""What was asked just now is understood by what is asked next, for a while."""

import pytest

from bot.addressing import Request
from bot.memory import ANSWERS_LAST, PRIVATE_LASTS, Memory
from bot.views import Quoted
from retrieval.model import Article, Extract, Paragraph, Span


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def memory(clock):
    return Memory(clock)


@pytest.fixture
def ask(write_message):
    def make(words="And when?", chat="private", sender=7, reply_to=None, **fields):
        if reply_to is not None:
            earlier = {"message_id": reply_to, "date": 1, "chat": {"id": -100, "type": chat}}
            fields["reply_to_message"] = earlier | fields.pop("said", {})
        return Request(write_message(words, chat=chat, sender=sender, **fields), "ask", words)

    return make


def test_next_private_question_is_read_with_the_one_before(memory, ask):
    memory.remember(ask("Who?"), "Who?", 50)
    assert memory.question_before(ask()) == "Who?"


def test_after_some_minutes_a_private_question_stands_alone(memory, ask, clock):
    memory.remember(ask("Who?"), "Who?", 50)
    clock.now += PRIVATE_LASTS
    assert memory.question_before(ask()) == ""


def test_other_people_have_other_questions(memory, ask):
    memory.remember(ask("Who?"), "Who?", 50)
    assert memory.question_before(ask(sender=8)) == ""


def test_reply_to_an_answer_is_read_with_its_question(memory, ask):
    memory.remember(ask("Who?", chat="group"), "Who?", 50)
    memory.remember(ask("Where?", chat="group"), "Where?", 51)
    assert memory.question_before(ask(chat="group", sender=8, reply_to=50)) == "Who?"


def test_reply_to_a_question_is_read_with_it_whoever_was_asked(memory, ask):
    memory.remember(ask("Who?", chat="group", message_id=40), "Who?", 50)
    assert memory.question_before(ask(chat="group", reply_to=40)) == "Who?"
    person = {"id": 8, "is_bot": False, "first_name": "Bob"}
    said = {"from": person, "text": "Who sold it?"}
    assert memory.question_before(ask(chat="group", reply_to=41, said=said)) == "Who sold it?"
    for other in ({"text": "A story. " * 50}, {"from": {**person, "is_bot": True}}):
        assert memory.question_before(ask(chat="group", reply_to=41, said=said | other)) == ""


def test_chain_of_questions_that_lean_on_one_another_goes_back_to_the_first(memory, ask):
    memory.remember(ask("Who?"), "Who sold it?", 50)
    memory.remember(ask("When?"), "And when?", 51, before="Who sold it?", leaned=True)
    assert memory.question_before(ask()) == "And when?\nWho sold it?"
    memory.remember(ask("Why?"), "Why does it rain?", 52, before="And when? Who sold it?")
    assert memory.question_before(ask()) == "Why does it rain?"


def test_edited_question_goes_on_from_what_it_first_went_on_from(memory, ask):
    memory.remember(ask(message_id=40), "And when?", 50, before="Who?")
    memory.remember(ask(message_id=41), "Where?", 51)
    edited = ask("And where?", message_id=40, edit_date=2)
    assert memory.question_before(edited) == "Who?"
    assert memory.has_answered(edited, "And when?")
    assert not memory.has_answered(edited, "And where?")
    memory.remember(edited, "And where?", 50, before="Who?")
    assert memory.question_before(ask()) == "Where?"


def test_in_a_group_only_a_reply_goes_on(memory, ask):
    memory.remember(ask("Who?", chat="group"), "Who?", 50)
    assert memory.question_before(ask(chat="group")) == ""


def test_reply_to_an_older_private_answer_outranks_the_last_question(memory, ask):
    memory.remember(ask("Who?"), "Who?", 50)
    memory.remember(ask("Where?"), "Where?", 51)
    assert memory.question_before(ask(reply_to=50)) == "Who?"


def test_answers_are_forgotten_after_a_day(memory, ask, clock):
    memory.remember(ask("Who?", chat="group"), "Who?", 50)
    clock.now += ANSWERS_LAST
    assert memory.question_before(ask(chat="group", reply_to=50)) == ""


def test_forgetting_a_person_forgets_all_their_questions_and_no_others(memory, ask):
    memory.remember(ask("Who?"), "Who?", 50)
    memory.remember(ask("Where?", chat="group"), "Where?", 51)
    memory.remember(ask("When?", chat="group", sender=8), "When?", 52)
    memory.forget(7)
    assert memory.question_before(ask()) == ""
    assert memory.question_before(ask(chat="group", reply_to=51)) == ""
    assert memory.question_before(ask(chat="group", reply_to=52)) == "When?"


def test_quote_is_remembered_with_its_matched_words(memory, ask):
    paragraph = Paragraph(1, "key", 1, "Some words.", "en", "", Article("a", "A", "en"))
    extract = Extract(paragraph, Span(0, 11), 0.9, (Span(0, 4),))
    memory.remember(ask("Who?"), "Who?", 50, (extract,))
    assert memory.extract(7, 50, Quoted("key", Span(0, 11))) is extract
    assert memory.extract(7, 50, Quoted("key", Span(0, 10))) is None
    assert memory.extract(7, 51, Quoted("key", Span(0, 11))) is None


def test_what_is_kept_in_mind_is_bounded(memory, ask, monkeypatch):
    monkeypatch.setattr("bot.memory._MOST", 3)
    for number in range(10):
        memory.remember(ask("Who?", chat="group"), f"{number}", number)
    kept = [memory.question_before(ask(chat="group", reply_to=number)) for number in range(10)]
    assert kept == [""] * 7 + ["7", "8", "9"]
