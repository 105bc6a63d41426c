"""Who may do what, and how much."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Chat

from bot.access import Allowance, Once, Standing, Verdict, is_allowed, standing_of

ADMINS = frozenset({7})
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "Ada"}
BOT = {"id": 2, "is_bot": True, "first_name": "Other", "username": "other_bot"}


def standing(message, admins=ADMINS, **late):
    return standing_of(message, admins, datetime.now(UTC) + timedelta(**late))


def test_admin_in_private_is_an_admin(write_message):
    assert standing(write_message("/reindex")) is Standing.ADMIN


@pytest.mark.parametrize(
    "fields",
    [
        {"sender": 8},
        {"chat": "group"},
        {"chat": "supergroup"},
        {"chat": "channel"},
        {"forward_origin": ORIGIN},
        {"via_bot": BOT},
        {"edit_date": 2},
        {"is_automatic_forward": True},
        {"sender_chat": {"id": -100, "type": "supergroup"}},
        {"sender_chat": {"id": -200, "type": "channel"}},
        {"from": {"id": 7, "is_bot": True, "first_name": "Ada"}},
    ],
)
def test_what_only_looks_like_the_admin_is_a_stranger(write_message, fields):
    assert standing(write_message("/reindex", **fields)) is Standing.STRANGER


@pytest.mark.parametrize("account", [1087968824, 136817688, 777000])
def test_shared_accounts_are_never_admins(write_message, account):
    message = write_message("/reindex", sender=account)
    assert standing(message, admins=frozenset({account})) is Standing.STRANGER


def test_nobody_is_an_admin_where_none_is_named(write_message):
    assert standing(write_message("/reindex"), admins=frozenset()) is Standing.STRANGER


def test_command_that_took_ten_minutes_is_late(write_message):
    assert standing(write_message("/reindex"), minutes=9) is Standing.ADMIN
    assert standing(write_message("/reindex"), minutes=10) is Standing.LATE


def test_every_chat_is_allowed_unless_some_are_named():
    group, other, private = Chat(-1, "group"), Chat(-2, "group"), Chat(3, "private")
    assert is_allowed(group, None)
    assert is_allowed(group, {-1})
    assert not is_allowed(other, {-1})
    assert is_allowed(private, {-1})
    assert not is_allowed(group, frozenset())


def test_explanation_is_given_once_a_chat():
    once = Once(limit=2)
    assert [once.first_time(chat) for chat in (1, 1, 2, 1)] == [True, False, True, False]


def test_what_is_remembered_is_bounded():
    once = Once(limit=2)
    for chat in (1, 2, 3):
        once.first_time(chat)
    assert once.first_time(1)


def flood(allowance, times, sender=7):
    return [allowance.spend(sender) for _ in range(times)]


def test_flood_gets_one_notice_and_then_silence():
    allowance = Allowance(burst=3, seconds=1.0, clock=lambda: 0.0)
    assert flood(allowance, 6) == [*[Verdict.ANSWER] * 3, Verdict.NOTICE, *[Verdict.SILENCE] * 2]


def test_flood_of_one_leaves_others_alone():
    allowance = Allowance(burst=3, clock=lambda: 0.0)
    flood(allowance, 10)
    assert allowance.spend(8) is Verdict.ANSWER


def test_whoever_waits_is_heard_again():
    now = [0.0]
    allowance = Allowance(burst=4, seconds=1.0, clock=lambda: now[0])
    flood(allowance, 6)
    now[0] = 1.0
    assert allowance.spend(7) is Verdict.SILENCE
    now[0] = 2.0
    assert flood(allowance, 3) == [Verdict.ANSWER, Verdict.ANSWER, Verdict.NOTICE]


def test_steady_questions_are_never_too_many():
    now = [0.0]
    allowance = Allowance(burst=2, seconds=1.0, clock=lambda: now[0])
    for _ in range(50):
        now[0] += 1.0
        assert allowance.spend(7) is Verdict.ANSWER


def test_senders_kept_in_mind_are_bounded():
    allowance = Allowance(burst=1, limit=2, clock=lambda: 0.0)
    for sender in (1, 2, 3):
        allowance.spend(sender)
    assert allowance.spend(1) is Verdict.ANSWER
