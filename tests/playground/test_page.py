"""The page's files, who may fetch them and what people sent, and the stream of what is new."""

import asyncio
import re
from typing import Any

import pytest

from bot.playground.client import User
from bot.playground.pages import FOLDER

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


async def see(http: Any, what: str, **parameters: Any) -> Any:
    answer = (await http.get(f"/control/{what}", params=parameters)).json()
    assert answer["ok"], answer
    return answer["result"]


async def test_the_page_runs_its_own_files_and_nothing_else(http: Any) -> None:
    page = await http.get("/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?! type=\"module\" src=)|<style| on\w+=| style=", page.text)
    for address in re.findall(r'(?:src|href)="(/[^"]+)"', page.text):
        assert (await http.get(address)).status_code == 200
    for path in FOLDER.glob("*.js"):
        assert f'"/page/{path.name}"' in page.text  # fetched at once, not one after the other


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
async def test_each_file_is_served_as_what_it_is(http: Any, path: Any) -> None:
    answer = await http.get(f"/page/{path.name}")
    assert answer.content == path.read_bytes()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    kinds = {".html": "html", ".css": "css", ".js": "javascript", ".svg": "svg"}
    assert kinds[path.suffix] in answer.headers["Content-Type"]
    for sink in (b"innerHTML", b"outerHTML", b"insertAdjacentHTML", b"document.write", b"eval("):
        assert sink not in path.read_bytes()
    imported = re.findall(rb'from "\./(\w+\.js)"', path.read_bytes())
    assert all((FOLDER / name.decode()).is_file() for name in imported)


def test_the_page_has_each_of_its_words_in_both_languages_and_no_other() -> None:
    code = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.js")}
    english, french = code["words.js"].split("const FRENCH")
    names = [set(re.findall(r"^  (\w+): ", part, re.MULTILINE)) for part in (english, french)]
    assert names[0] == names[1]
    used = set(re.findall(r"\bwords\.(\w+)", "".join(code.values()))) - {"js"}
    assert used | {"theme_auto", "theme_light", "theme_dark"} == names[0]


@pytest.mark.parametrize("path", ["/page/none.js", "/page/../pages.py", "/page/x.py", "/page/"])
async def test_other_files_are_not(http: Any, path: str) -> None:
    assert (await http.get(path)).status_code == 404


async def test_the_page_is_not_for_names_that_dns_could_rebind(http: Any) -> None:
    answer = await http.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
async def test_other_sites_can_t_even_load_the_control_interface(
    bot: Any, ada: User, headers: dict[str, str], status: int
) -> None:
    """A browser names no origin where a page loads a script or a picture from elsewhere."""
    await ada.send_document("a.txt", b"text")
    (update,) = await bot.updates()
    file_id = update["message"]["document"]["file_id"]
    for path in ("/control/state", f"/control/files/{file_id}"):
        assert (await bot.http.get(path, headers=headers)).status_code == status


async def test_what_somebody_sent_can_be_fetched_and_can_t_run(bot: Any, ada: User) -> None:
    await ada.send_document("é.html", b"<script>1</script>")
    await ada.send_document("dot.png", PNG, mime="image/png")
    document, photo = (update["message"] for update in await bot.updates())
    page = await bot.http.get(f"/control/files/{document['document']['file_id']}")
    assert page.content == b"<script>1</script>"
    assert page.headers["Content-Type"] == "application/octet-stream"
    assert page.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%A9.html"
    picture = await bot.http.get(f"/control/files/{photo['photo'][0]['file_id']}")
    assert picture.headers["Content-Type"] == "image/png"
    for answer in (page, picture):
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (await bot.http.get("/control/files/none")).status_code == 404


async def test_changes_tell_of_every_chat_at_once(bot: Any, ada: User, group: Any) -> None:
    before = await see(bot.http, "changes")
    places = [message["place"] for message in before["messages"]]
    assert places == [f"{ada.id}:{bot.api.bot.id}", str(group.id)]
    nothing = await see(bot.http, "changes", after=before["sequence"])
    assert (nothing["messages"], nothing["actions"]) == ([], [])

    later = await see(bot.http, "changes", after=before["sequence"] + 100, wait=5)
    assert later["sequence"] == before["sequence"]  # at once: the number is of another server's

    waiting = asyncio.create_task(see(bot.http, "changes", after=before["sequence"], wait=5))
    await asyncio.sleep(0.05)
    await bot.ok("sendChatAction", chat_id=ada.id, action="typing")
    news = await waiting
    (action,) = news["actions"]
    assert action.pop("age") < 5
    assert action == {"place": places[0], "from": bot.api.bot.id, "action": "typing"}

    sent = await bot.ok("sendMessage", chat_id=ada.id, text="a")
    await bot.ok("deleteMessage", chat_id=ada.id, message_id=sent["message_id"])
    news = await see(bot.http, "changes", after=news["sequence"])
    assert [message["is_deleted"] for message in news["messages"]] == [True]
    assert news["world"] == before["world"]


async def test_changes_tell_when_the_cast_is_another(bot: Any, ada: User, group: Any) -> None:
    async def cast() -> int:
        return int((await see(bot.http, "changes"))["cast"])

    before = await cast()
    await ada.say("hello")
    assert await cast() == before
    for change in (
        lambda: bot.api.add_user("Bob"),
        lambda: bot.api.add_group("Others", members=[ada]),
        group.promote_bot,
        ada.block,
    ):
        change()
        before, earlier = await cast(), before
        assert before > earlier
    await bot.ok("setMyDescription", description="I quote.")
    assert await cast() > before
    state = await see(bot.http, "state")
    assert state["bots"][0]["descriptions"] == {"": "I quote."}
    assert state["bots"][0]["blocked_by"] == [ada.id]
    assert state["chats"][0]["members"] == {
        str(ada.id): "creator",
        str(bot.api.bot.id): "administrator",
    }


async def test_the_language_of_a_person_changes_their_menu(bot: Any, ada: User) -> None:
    for code, word in (("fr", "aide"), ("en", "help")):
        commands = [{"command": word, "description": word}]
        await bot.ok("setMyCommands", commands=commands, language_code=code)
    for code, word in (("en", "help"), ("fr", "aide")):
        await bot.http.post("/control/languages", json={"user": ada.id, "language_code": code})
        (command,) = await see(bot.http, "commands", user=ada.id)
        assert command["command"] == word


async def test_a_button_is_pressed_by_its_place_where_labels_are_the_same(
    bot: Any, ada: User
) -> None:
    rows = [[{"text": "x", "callback_data": "1"}], [{"text": "x", "callback_data": "2"}]]
    markup = {"inline_keyboard": rows}
    sent = await bot.ok("sendMessage", chat_id=ada.id, text="a", reply_markup=markup)
    place = {"user": ada.id, "message_id": sent["message_id"], "column": 0, "wait": 0}
    await bot.http.post("/control/presses", json={**place, "row": 1})
    (update,) = await bot.updates()
    assert update["callback_query"]["data"] == "2"
    answer = (await bot.http.post("/control/presses", json={**place, "row": 2})).json()
    assert answer["error"] == "There is no button in row 2, column 0."
