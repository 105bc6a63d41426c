"""How much is too much, of whom, and who pays for it."""

from types import SimpleNamespace

import pytest
from telegram import Chat, User

from bot.access import Allowance, Verdict
from bot.addressing import Request
from bot.floods import Floods

ANSWER, NOTICE, SILENCE = Verdict.ANSWER, Verdict.NOTICE, Verdict.SILENCE


@pytest.fixture
def floods():
    return Floods(Allowance(burst=60))


@pytest.fixture
def send(floods, write_message):
    """Send so many messages of a person into a group or in private; return what they get."""

    def send(times, sender=7, chat="supergroup"):
        request = Request(write_message("Who?", chat=chat, sender=sender), "ask", "Who?")
        return [floods.judge_request(request) for _ in range(times)]

    return send


def test_one_person_gets_eight_answers_at_once_in_a_group_then_a_notice_then_silence(send):
    judgements = send(500)
    assert [judgement.verdict for judgement in judgements] == [ANSWER] * 8 + [NOTICE] + [
        SILENCE
    ] * 491
    assert judgements[8].notice == "too-many"


def test_flood_of_one_person_leaves_their_group_and_their_private_chat_alone(send):
    send(500)
    assert [judgement.verdict for judgement in send(5, sender=8)] == [ANSWER] * 5
    assert send(1, chat="private")[0].verdict is ANSWER


def test_flood_of_a_whole_group_gets_one_notice(send):
    judgements = [send(1, sender=100 + number % 300)[0] for number in range(1000)]
    verdicts = [judgement.verdict for judgement in judgements]
    assert verdicts == [ANSWER] * 15 + [NOTICE] + [SILENCE] * 984
    assert judgements[15].notice == "too-many-in-group"
    assert send(1, sender=100, chat="private")[0].verdict is ANSWER


def test_presses_of_one_person_and_of_a_group_are_bounded(floods):
    def press(user_id):
        message = SimpleNamespace(chat=Chat(-100, "supergroup"))
        query = SimpleNamespace(from_user=User(user_id, "A", is_bot=False), message=message)
        return floods.judge_press(query).verdict

    assert [press(number) for number in range(50)] == [ANSWER] * 40 + [NOTICE] + [SILENCE] * 9


def test_typing_is_bounded_too_and_costs_no_questions(floods, send):
    verdicts = [floods.judge_typing(User(7, "A", is_bot=False)).verdict for _ in range(80)]
    assert verdicts == [ANSWER] * 60 + [NOTICE] + [SILENCE] * 19
    assert send(1, chat="private")[0].verdict is ANSWER


def test_person_who_was_told_is_not_told_again_by_the_count_of_their_group(write_message):
    floods = Floods(Allowance(burst=3))
    request = Request(write_message("Who?", chat="supergroup"), "ask", "Who?")
    verdicts = [floods.judge_request(request).verdict for _ in range(30)]
    assert verdicts == [ANSWER] * 3 + [NOTICE] + [SILENCE] * 26
