"""The wire: addresses, encodings of parameters, tokens, unknown methods."""

import json
import logging
from typing import Any

import pytest

from bot.playground.client import User
from bot.playground.errors import ImpossibleError
from bot.playground.server import LocalBotApi


@pytest.mark.parametrize("method", ["getMe", "getme", "GETME", "getMe/"])
async def test_method_names_know_no_case(bot: Any, method: str) -> None:
    assert await bot.ok(method) == {
        "id": bot.api.bot.id,
        "is_bot": True,
        "first_name": "Playground",
        "username": "playground_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@pytest.mark.parametrize("encoding", ["query", "get", "form", "multipart", "json", "json texts"])
async def test_parameters_come_in_every_encoding(bot: Any, ada: User, encoding: str) -> None:
    markup = {"inline_keyboard": [[{"text": "é", "callback_data": "1"}]]}
    texts = {"chat_id": str(ada.id), "text": "été 😀 & co", "reply_markup": json.dumps(markup)}
    structures = texts | {"chat_id": ada.id, "reply_markup": markup}
    url = f"/bot{bot.api.token}/sendMessage"
    if encoding == "query":
        answer = await bot.http.post(url, params=texts)
    elif encoding == "get":
        answer = await bot.http.get(url, params=texts)
    elif encoding == "form":
        answer = await bot.http.post(url, data=texts)
    elif encoding == "multipart":
        fields = {name: (None, value) for name, value in texts.items()}
        answer = await bot.http.post(url, files=fields)
    else:
        body = structures if encoding == "json" else texts
        answer = await bot.http.post(url, json=body)
    result = answer.json()["result"]
    assert (result["text"], result["reply_markup"]) == ("été 😀 & co", markup)
    logged = bot.api.calls.of("sendMessage")[0].parameters
    assert (logged["chat_id"], logged["reply_markup"]) == (ada.id, markup)


async def test_an_unknown_token_is_unauthorized(bot: Any) -> None:
    answer = await bot.http.post("/bot123456:unknown/getMe")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize("path", ["/x", "/botnothing/getMe", "/bot/getMe", "/other", "/bot1:a"])
async def test_other_addresses_are_not_found(bot: Any, path: str) -> None:
    for answer in (await bot.http.get(path), await bot.http.post(path)):
        assert answer.status_code == 404
        assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_method_that_is_not_there_says_so(bot: Any) -> None:
    assert await bot.refusal("sendDice") == "Not Found: method not found"
    assert await bot.refusal("") == "Not Found: method not found"


async def test_bodies_that_are_not_json_are_refused(bot: Any) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]", b'"x"'):
        url = f"/bot{bot.api.token}/getMe"
        answer = await bot.http.post(url, content=body, headers=headers)
        assert answer.status_code == 400


async def test_text_that_is_not_utf8_is_refused(bot: Any, ada: User) -> None:
    url = f"/bot{bot.api.token}/sendMessage?chat_id={ada.id}&text=%ff"
    answer = await bot.http.get(url)
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


@pytest.mark.parametrize(
    "parameters",
    [
        {"reply_parameters": {"message_id": [1]}},
        {"reply_parameters": {"message_id": 1, "quote": "a", "quote_position": "x"}},
        {"entities": [{"type": "bold", "offset": "x", "length": {}}]},
        {"entities": [{"type": "text_mention", "offset": 0, "length": 1, "user": 7}]},
        {"reply_markup": {"inline_keyboard": [[{"text": "a", "copy_text": 1}]]}},
        {"link_preview_options": [1]},
    ],
)
async def test_parameters_of_a_wrong_shape_are_a_400_not_a_500(
    bot: Any, ada: User, parameters: dict[str, Any]
) -> None:
    answer = await bot.answer("sendMessage", chat_id=ada.id, text="abc", **parameters)
    assert answer.get("error_code", 400) == 400


async def test_any_token_makes_up_a_bot_where_that_is_wanted() -> None:
    import httpx  # noqa: PLC0415 - only here without the fixture

    async with (
        LocalBotApi(any_token=True) as api,
        httpx.AsyncClient(base_url=api.url) as http,
    ):
        answer = await http.get("/bot4242:any-secret/getMe")
        assert answer.json()["result"]["id"] == 4242
        answer = await http.get("/bot4242:another/getMe")
        assert answer.status_code == 401
        answer = await http.get("/bot0:x/getMe")
        assert answer.status_code == 404


def test_a_bot_brings_its_token_and_keeps_it_out_of_sight() -> None:
    api = LocalBotApi(token="77:AAsecret")
    assert (api.token, api.bot.id) == ("77:AAsecret", 77)
    assert "AAsecret" not in repr(api.bot) + repr(api.bot.stored)
    with pytest.raises(ImpossibleError, match="digits, a colon and a secret"):
        api.add_bot("Other", username="other_bot", token="secret")
    with pytest.raises(ImpossibleError, match="id 77 is taken"):
        api.add_bot("Other", username="other_bot", token="77:AAx")


async def test_tokens_are_in_no_log(bot: Any, ada: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="tornado")
    caplog.set_level(logging.DEBUG, logger="bot.playground")
    token = bot.api.token
    await bot.ok("sendMessage", chat_id=ada.id, text=f"my token is {token}")
    await bot.answer("sendMessage", chat_id=ada.id, text="a", reply_markup={"keyboard": 1})
    await bot.http.get(f"/bot{token}x/getMe")
    await bot.http.get(f"/wrong/{token}")
    await bot.ok("setWebhook", url=f"http://127.0.0.1:1/{token}")
    assert token not in "".join(map(repr, bot.api.calls))
    mine = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert token not in "".join(record.getMessage() for record in mine)


async def test_a_stopped_server_can_be_started_again_on_its_port() -> None:
    api = LocalBotApi()
    await api.start()
    port = api.port
    await api.stop()
    await api.stop()
    await api.start(port=port)
    assert api.port == port
    await api.stop()
