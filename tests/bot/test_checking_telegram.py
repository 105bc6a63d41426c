"""What `verbatim check` learns from the Bot API, over a transport that answers as Telegram does."""

import httpx
import pytest

from bot.checking import Verdict
from bot.checking_telegram import check_telegram
from bot.settings import Settings

TOKEN = "123456:made-up-for-tests"


def api(me=None, webhook=None):
    results = {
        "getMe": {"id": 1, "is_bot": True, "username": "quotes_bot", **(me or {})},
        "getWebhookInfo": {"url": "", **(webhook or {})},
    }

    def answer(request):
        assert request.url.path.startswith(f"/bot{TOKEN}/")
        return httpx.Response(
            200, json={"ok": True, "result": results[request.url.path.split("/")[-1]]}
        )

    return httpx.MockTransport(answer)


def answering(status, **answer):
    return httpx.MockTransport(lambda request: httpx.Response(status, **answer))


def failing(error):
    def answer(request):
        raise error

    return httpx.MockTransport(answer)


def check(transport):
    findings = check_telegram(Settings(token=TOKEN), transport)
    for finding in findings:
        assert TOKEN not in repr(finding)
    return {finding.subject: finding for finding in findings}


def test_a_bot_that_hears_everything_it_should_is_fine():
    hears = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
    found = check(api(me=dict.fromkeys(hears, True)))
    assert {one.verdict for one in found.values()} == {Verdict.OK}
    assert "@quotes_bot" in found["token"].found


def test_without_a_token_the_api_is_not_asked():
    (finding,) = check_telegram(Settings(), failing(AssertionError("asked")))
    assert finding.verdict is Verdict.WARNING
    assert "@BotFather" in finding.mend


def test_a_token_that_telegram_does_not_know_says_how_to_mend_it():
    refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    found = check(answering(401, json=refused))["token"]
    assert found.verdict is Verdict.PROBLEM
    assert "TELEGRAM_BOT_TOKEN" in found.mend


def test_a_token_that_is_none_says_how_to_mend_it():
    found = check(answering(404, json={"ok": False, "error_code": 404}))["token"]
    assert found.verdict is Verdict.PROBLEM
    assert "@BotFather" in found.mend


@pytest.mark.parametrize(
    "transport",
    [
        failing(httpx.ConnectError(f"no route to https://example.org/bot{TOKEN}/getMe")),
        failing(httpx.ReadTimeout("slow")),
        answering(502, text="<html>Bad gateway"),
        answering(500, json={"ok": False, "error_code": 500}),
        answering(200, json=["not", "an", "object"]),
        answering(200, json={"ok": True, "result": "text"}),
    ],
)
def test_an_api_that_does_not_answer_as_it_should_is_a_problem(transport):
    found = check(transport)["Bot API"]
    assert found.verdict is Verdict.PROBLEM
    assert found.mend


def test_privacy_mode_is_fine_and_says_what_it_keeps_away_and_how_to_switch_it_off():
    found = check(api(me={"can_read_all_group_messages": False}))["privacy mode"]
    assert found.verdict is Verdict.OK
    assert "a bare /ask may not" in found.found
    assert "/setprivacy" in found.mend


def test_guest_mode_is_told_where_it_is_on():
    assert "guest mode" not in check(api())
    assert check(api(me={"supports_guest_queries": True}))["guest mode"].verdict is Verdict.OK


def test_a_bot_that_cannot_join_groups_is_a_warning():
    assert check(api(me={"can_join_groups": False}))["groups"].verdict is Verdict.WARNING


def test_a_webhook_is_a_warning_since_the_bot_takes_it_down():
    found = check(api(webhook={"url": "https://example.org/hook"}))["webhook"]
    assert found.verdict is Verdict.WARNING
    assert "verbatim run" in found.found


def test_inline_mode_that_is_off_says_how_to_switch_it_on():
    found = check(api(me={"supports_inline_queries": False}))["inline mode"]
    assert found.verdict is Verdict.WARNING
    assert "/setinline" in found.mend
