"""The people over HTTP: everything a page or another language needs."""

import asyncio
import base64
from typing import Any

import pytest


class People:
    """Calls the control interface."""

    def __init__(self, bot: Any) -> None:
        self.http = bot.http

    async def do(self, what: str, **parameters: Any) -> Any:
        answer = (await self.http.post(f"/control/{what}", json=parameters)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def see(self, what: str, **parameters: Any) -> Any:
        answer = (await self.http.get(f"/control/{what}", params=parameters)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def fails(self, what: str, **parameters: Any) -> str:
        answer = (await self.http.post(f"/control/{what}", json=parameters)).json()
        assert not answer["ok"], answer
        return str(answer["error"])


@pytest.fixture
def people(bot: Any) -> People:
    return People(bot)


async def test_a_conversation_over_http(bot: Any, people: People) -> None:
    ada = await people.do("users", first_name="Ada", username="ada_l", language_code="fr")
    await people.do("start", user=ada["id"], payload="p_1")
    said = await people.do("messages", user=ada["id"], text="bonjour")
    assert [update["message"]["text"] for update in await bot.updates()] == [
        "/start p_1",
        "bonjour",
    ]
    await people.do("edits", user=ada["id"], message_id=said["message_id"], text="bonsoir")
    assert list((await bot.updates())[0])[1] == "edited_message"
    waiting = asyncio.create_task(
        people.see("messages", user=ada["id"], after=bot.api.world.sequence, wait=5)
    )
    markup = {"inline_keyboard": [[{"text": "Next", "callback_data": "n"}]]}
    await bot.ok(
        "sendMessage", chat_id=ada["id"], text="<b>a</b>", parse_mode="HTML", reply_markup=markup
    )
    seen = await waiting
    (message,) = seen["messages"]
    assert (message["html"], message["is_from_bot"], message["markup"]) == (
        "<b>a</b>", True, markup,
    )  # fmt: skip
    everything = await people.see("messages", chat=ada["id"])
    assert len(everything["messages"]) == 3
    assert everything["sequence"] == seen["sequence"]
    assert (await people.see("messages", chat=ada["id"], after=seen["sequence"])) == {
        "messages": [],
        "sequence": seen["sequence"],
        "actions": [],
    }


async def test_buttons_and_inline_over_http(bot: Any, people: People) -> None:
    ada = (await people.do("users", first_name="Ada"))["id"]
    await people.do("start", user=ada)
    rows = [[{"text": "Next", "callback_data": "n"}, {"text": "Web", "url": "https://ex.org"}]]
    markup = {"inline_keyboard": rows}
    sent = await bot.ok("sendMessage", chat_id=ada, text="a", reply_markup=markup)
    place = {"user": ada, "message_id": sent["message_id"]}
    assert (await people.do("presses", label="Web", **place))["url"] == "https://ex.org/"
    assert await people.do("presses", label="Next", wait=0, **place) == {"answered": False}
    await bot.updates()
    pressing = asyncio.create_task(people.do("presses", label="Next", **place))
    (update,) = await bot.updates(timeout=5)
    query_id = update["callback_query"]["id"]
    await bot.ok("answerCallbackQuery", callback_query_id=query_id, text="ok")
    assert await pressing == {"answered": True, "text": "ok", "show_alert": False, "url": ""}

    typing = asyncio.create_task(people.do("inline", user=ada, text="x", chat=ada))
    (update,) = await bot.updates(timeout=5)
    assert update["inline_query"]["chat_type"] == "sender"
    content = {"message_text": "found"}
    result = {"type": "article", "id": "1", "title": "t", "input_message_content": content}
    await bot.ok(
        "answerInlineQuery", inline_query_id=update["inline_query"]["id"], results=[result]
    )
    found = await typing
    assert found["results"] == [result]
    choice = {"user": ada, "query_id": found["query_id"], "result_id": "1"}
    assert (await people.do("choices", **choice))["text"] == "found"
    cached = await people.do("inline", user=ada, text="x")
    assert cached["results"] == [result]
    assert "no such result" in await people.fails("choices", user=ada, query_id="?", result_id="1")


async def test_groups_over_http(bot: Any, people: People) -> None:
    ada = (await people.do("users", first_name="Ada"))["id"]
    bob = (await people.do("users", first_name="Bob"))["id"]
    group = (await people.do("groups", title="Readers", members=[ada], forum=True))["id"]
    topic = (await people.do("topics", chat=group, name="News"))["topic"]
    await people.do("members", user=bob, chat=group)
    await people.do("members", user=bob, chat=group, status="administrator")
    await bot.updates()
    said = await people.do(
        "messages", user=bob, chat=group, text="/ask@playground_bot", topic=topic, anonymous=True
    )
    assert (said["message_thread_id"], said["from"]["id"]) == (topic, 1087968824)
    reply = await people.do(
        "messages", user=ada, chat=group, text="<b>so</b>", html=True, reply_to=said["message_id"],
        quote="/ask",
    )  # fmt: skip
    assert (reply["quote"]["text"], reply["message_thread_id"]) == ("/ask", topic)
    assert len(await bot.updates()) == 2
    await people.do("reactions", user=ada, chat=group, message_id=said["message_id"], emojis=["👍"])
    seen = await people.see("messages", chat=group)
    reacted = [message["reactions"] for message in seen["messages"] if message["reactions"]]
    assert reacted == [{str(ada): [{"type": "emoji", "emoji": "👍"}]}]
    forwarded = await people.do(
        "forwards", user=ada, message_id=said["message_id"], from_chat=group
    )
    assert forwarded["chat"]["id"] == ada
    await people.do("members", user=bob, chat=group, status="left")
    channel = (await people.do("channels", title="News", members=[ada], discussion=group))["id"]
    await people.do("posts", chat=channel, text="post")
    basic = await people.do("groups", title="Old", members=[ada], kind="group", bots=[])
    assert (await people.do("migrations", chat=basic["id"]))["type"] == "supergroup"
    state = await people.see("state")
    assert [chat["title"] for chat in state["chats"]] == ["Readers", "News", "Old", "Old"]
    assert state["bots"][0]["token"] == bot.api.token


async def test_the_rest_over_http(bot: Any, people: People) -> None:
    ada = (await people.do("users", first_name="Ada", id=42))["id"]
    assert ada == 42
    file = base64.b64encode(b"text").decode()
    await people.do("messages", user=42, text="/add", file_name="a.txt", file_base64=file)
    (update,) = await bot.updates()
    assert update["message"]["document"]["file_size"] == 4
    await people.do("blocks", user=42)
    await people.do("blocks", user=42, undo=True)
    await people.do("updates", update={"poll_answer": {}})
    await people.do("updates")
    assert len(await bot.updates()) == 4
    await bot.ok("setMyCommands", commands=[{"command": "ask", "description": "d"}])
    assert (await people.see("commands", user=42))[0]["command"] == "ask"
    await people.do("faults", method="getMe", kind="too_many", times=1)
    assert (await bot.answer("getMe"))["error_code"] == 429
    await people.do("faults", method="*", kind="server_error", times=None)
    assert (await bot.answer("getMe"))["error_code"] == 500
    calls = await people.see("calls", method="getMe")
    assert [call["status"] for call in calls] == [429, 500]
    for what in ("faults", "calls", "inline"):
        assert (await bot.http.delete(f"/control/{what}")).json()["ok"]
    assert await people.see("calls") == []
    other = await people.do("bots", first_name="Other", username="other_bot", privacy=False)
    answer = await bot.http.get(f"/bot{other['token']}/getMe")
    assert answer.json()["result"]["can_read_all_group_messages"] is True


@pytest.mark.parametrize(
    ("what", "parameters", "words"),
    [
        ("nonsense", {}, "There is no POST /control/nonsense"),
        ("messages", {"user": 1, "text": "x"}, "nobody with the id '1'"),
        ("messages", {"text": "x"}, "nobody with the id ''"),
        ("presses", {"user": 42, "message_id": 9, "label": "x"}, "no message '9'"),
        ("messages", {"user": 42, "text": ""}, "empty text"),
        ("messages", {"user": 42, "text": "<x>", "html": True}, "Unsupported start tag"),
        ("messages", {"user": 42, "file_name": "a", "file_base64": "?"}, "not base64"),
        ("groups", {"title": "x", "kind": "channel"}, "a group or a supergroup"),
        ("faults", {"kind": "fire"}, "no fault 'fire'"),
        ("start", {"user": 42, "bot": 7}, "no bot 7"),
        ("users", {"first_name": "x", "id": 42}, "id 42 is taken"),
    ],
)
async def test_what_can_t_be_done_is_said(
    people: People, what: str, parameters: dict[str, Any], words: str
) -> None:
    await people.do("users", first_name="Ada", id=42)
    assert words in await people.fails(what, **parameters)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:80"}, 200),
        ({"Host": "[::1]:80", "Origin": "http://[::1]:80"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_pages_of_other_sites_are_refused(
    bot: Any, headers: dict[str, str], status: int
) -> None:
    answer = await bot.http.get("/control/state", headers=headers)
    assert answer.status_code == status
