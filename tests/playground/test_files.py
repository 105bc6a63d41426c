"""Files in both directions."""

import struct
from typing import Any

import pytest

from bot.playground.client import User

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 64, 32) + b"\x08\2\0\0\0"
GIF = b"GIF89a" + struct.pack("<HH", 64, 32)
JPEG = (
    b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x11\x08" + struct.pack(">HH", 32, 64) + b"\3" + b"\0" * 9
)


async def upload(bot: Any, method: str, field: str, data: bytes, **form: Any) -> dict[str, Any]:
    """Send a file as multipart and return the answer."""
    url = f"/bot{bot.api.token}/{method}"
    answer = await bot.http.post(url, data=form, files={field: ("a b.png", data, "image/png")})
    value: dict[str, Any] = answer.json()
    return value


async def test_a_document_of_a_person_is_fetched_by_its_path(bot: Any, ada: User) -> None:
    await ada.send_document("notes été.txt", "déjà".encode(), caption="/add")
    (update,) = await bot.updates()
    message = update["message"]
    assert (message["caption"], message["caption_entities"][0]["type"]) == ("/add", "bot_command")
    document = message["document"]
    assert (document["file_name"], document["mime_type"]) == ("notes été.txt", "text/plain")
    file = await bot.ok("getFile", file_id=document["file_id"])
    assert file["file_size"] == document["file_size"] == 6
    answer = await bot.http.get(f"/file/bot{bot.api.token}/{file['file_path']}")
    assert answer.content == "déjà".encode()


async def test_a_file_name_is_never_a_path(bot: Any, ada: User) -> None:
    await ada.send_document("../../etc/passwd", b"x")
    (update,) = await bot.updates()
    file = await bot.ok("getFile", file_id=update["message"]["document"]["file_id"])
    assert ".." not in file["file_path"]


async def test_downloads_need_the_token_and_the_path(bot: Any, ada: User) -> None:
    answer = await bot.http.get(f"/file/bot{bot.api.token}/documents/none.txt")
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
    answer = await bot.http.get("/file/bot1:x/documents/none.txt")
    assert answer.status_code == 401


async def test_files_too_big_or_unknown_are_refused(bot: Any, ada: User) -> None:
    await ada.send_document("big.bin", bytes(20 * 1024 * 1024 + 1))
    (update,) = await bot.updates()
    file_id = update["message"]["document"]["file_id"]
    assert await bot.refusal("getFile", file_id=file_id) == "Bad Request: file is too big"
    refusal = await bot.refusal("getFile", file_id="nothing")
    assert refusal == "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert await bot.refusal("getFile") == "Bad Request: file_id not specified"


@pytest.mark.parametrize("data", [PNG, GIF, JPEG])
async def test_a_picture_is_uploaded_seen_and_sent_again(bot: Any, ada: User, data: bytes) -> None:
    answer = await upload(
        bot, "sendPhoto", "photo", data, chat_id=ada.id, caption="<b>c</b>", parse_mode="HTML"
    )
    message = answer["result"]
    assert (message["photo"][0]["width"], message["photo"][0]["height"]) == (64, 32)
    assert message["caption_entities"] == [{"offset": 0, "length": 1, "type": "bold"}]
    seen = await ada.chat.next_bot_message()
    assert (seen.file, seen.html) == (data, "<b>c</b>")
    again = await bot.ok("sendPhoto", chat_id=ada.id, photo=message["photo"][0]["file_id"])
    assert again["photo"] == message["photo"]
    place = {"chat_id": ada.id, "message_id": message["message_id"]}
    await bot.ok("editMessageCaption", caption="other", **place)
    assert seen.now().text == "other"
    refusal = await bot.refusal("editMessageText", text="x", **place)
    assert refusal == "Bad Request: there is no text in the message to edit"


async def test_a_document_is_attached_by_name(bot: Any, ada: User) -> None:
    form = {"chat_id": ada.id, "document": "attach://mine"}
    answer = await upload(bot, "sendDocument", "mine", b"x", **form)
    assert answer["result"]["document"]["file_name"] == "a b.png"
    assert bot.api.calls.of("sendDocument")[0].parameters["mine"] == "a b.png"


async def test_wrong_files_are_refused(bot: Any, ada: User) -> None:
    answer = await upload(bot, "sendPhoto", "photo", b"no picture", chat_id=ada.id)
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    answer = await upload(bot, "sendDocument", "document", b"", chat_id=ada.id)
    assert answer["description"] == "Bad Request: file must be non-empty"
    huge = PNG[:16] + struct.pack(">II", 9999, 9999)
    answer = await upload(bot, "sendPhoto", "photo", huge, chat_id=ada.id)
    assert answer["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    send = {"chat_id": ada.id}
    refusal = await bot.refusal("sendPhoto", **send)
    assert refusal == "Bad Request: there is no photo in the request"
    refusal = await bot.refusal("sendDocument", document="nothing", **send)
    assert refusal == "Bad Request: wrong file identifier/HTTP URL specified"
    refusal = await bot.refusal("sendDocument", document="https://ex.org/a.pdf", **send)
    assert refusal == "Bad Request: sending files by URL is unsupported here; upload them"
    answer = await upload(bot, "sendDocument", "document", b"x", chat_id=ada.id, caption="x" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_an_image_of_a_person_is_a_photo(bot: Any, ada: User) -> None:
    await ada.send_document("me.png", PNG, mime="image/png")
    (update,) = await bot.updates()
    assert update["message"]["photo"][0]["width"] == 64
