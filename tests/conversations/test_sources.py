"""An admin adds pages and documents, looks at the sources, and takes them out again."""

import pytest

PAINTERS = (
    "The lighthouse of Gull Point was painted red in June. Two painters from Ternmouth worked on "
    "ropes for nine days."
)
PAINT = "The paint cost eleven thousand pounds, says keeper Mona Reed, who asked for it for years."


@pytest.fixture
def trusting(monkeypatch, website):
    """Let pages be fetched from the site on this machine, as one would from an intranet."""
    monkeypatch.setenv("VERBATIM_TRUSTED_HOSTS", website.place)


async def outcome(message):
    """Wait until a message says how a work went, not that it goes on; return what it says then."""
    going_on = ("I’m reading", "I’m taking out", "Take out")
    while message.now().text.startswith(going_on):
        message = await message.next_edit(timeout=20)
    return message.now()


async def add(admin, words):
    await admin.say(f"/add {words}")
    return await outcome(await admin.chat.next_bot_message())


async def test_page_is_added_refreshed_kept_while_it_fails_and_removed(
    trusting, bot, admin, ada, website
):
    title = "Red &lt;b&gt;at last&lt;/b&gt; /reindex"
    address = website.put_article("/gull", title, PAINTERS, PAINT)

    added = await add(admin, address)
    shown = "Red <b>at last</b> /reindex"
    assert added.text == (f"Added: “{shown}”, 2 paragraphs. You can ask about it right away.")
    await ada.say("How much did the paint cost?")
    answer = await ada.chat.next_bot_message()
    assert "The paint cost eleven thousand pounds" in answer.parts("blockquote")[0]
    assert f"— {shown} · §\u00a02 · The Tern · 12 Mar 2019 · EN" in answer.text
    assert answer.links[0].startswith(f"{address}#:~:text=")

    website.put_article("/gull", title, PAINTERS, PAINT.replace("eleven", "twelve"))
    await admin.say("/reindex")
    await admin.chat.next_bot_message()
    done = await admin.chat.next_bot_message(timeout=20)
    assert "New 0 · changed 1 · removed 0 · unchanged 3" in done.text

    website.put("/gull", "Gone fishing", status=503)
    await admin.say("/reindex")
    await admin.chat.next_bot_message()
    done = await admin.chat.next_bot_message(timeout=20)
    assert "unchanged 4" in done.text
    assert f"One could not be read:\n· {address}: This site answers" in done.text
    assert "(error 503). I keep what I had read from it before." in done.text
    await ada.say("How much did the paint cost?")
    assert "twelve thousand pounds" in (await ada.chat.next_bot_message()).text

    await admin.say("/sources")
    sources = (await admin.chat.next_bot_message()).text
    assert "The articles folder: 3 articles from 3 files" in sources
    assert f"1. {address} · one article · read " in sources
    assert "⚠ This site answers that something is wrong (error 503)." in sources

    await admin.say("/remove")
    choice = await admin.chat.next_bot_message()
    await admin.press(choice, f"1. {address.removeprefix('http://')}")
    sure = choice.now()
    assert sure.text == f"Take out {address}? I’ll no longer quote its article."
    await admin.press(sure, "Keep it")
    await admin.press(choice.now(), "1. ")
    await admin.press(choice.now(), "Take it out")
    gone = await outcome(choice.now())
    assert gone.text == f"Taken out: {address}"
    await ada.say("How much did the paint cost?")
    assert "twelve thousand" not in (await ada.chat.next_bot_message()).text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1/", "leads to a machine that isn’t public"),
        ("ftp://tern.example/a", "isn’t the address of a web page"),
        ("https://ada:secret@tern.example/", "isn’t the address of a web page"),
    ],
)
async def test_address_that_is_not_to_be_fetched_is_refused(bot, admin, address, told):
    refused = await add(admin, address)
    assert refused.text.startswith("I haven’t added this. ")
    assert told in refused.text
    await admin.say("/sources")
    assert "Nothing has been added with /add yet." in (await admin.chat.next_bot_message()).text


async def press_as_somebody_else(api, ada, sure):
    """Let Ada press the admin's button in her own chat and, as she can't, in the admin's."""
    asker = {"id": ada.id, "is_bot": False, "first_name": "Ada"}
    data = sure.button("Take it out").data
    for chat in ((await ada.say("/help")).json, sure.json):
        query = {"id": "77", "from": asker, "message": chat, "chat_instance": "1", "data": data}
        api.put_update({"callback_query": query})
    await api.wait_for_calls("answerCallbackQuery", 2)
    await ada.chat.next_bot_message()


async def test_document_is_kept_beside_the_index_until_the_admin_removes_it(
    bot, api, admin, ada, settings
):
    kept = settings.db.with_name("verbatim-added") / "documents" / "otters.txt"
    text = "The otters of Reed Lake\n\nSeven otters were counted at Reed Lake in March.\n"
    await admin.send_document("../../otters \u202e.txt", text.encode(), caption="/add")
    added = await outcome(await admin.chat.next_bot_message())
    assert added.text.startswith("Added: “The otters of Reed Lake”, one paragraph.")
    assert kept.read_text() == text
    await admin.say("/reindex")
    await admin.chat.next_bot_message()
    assert "unchanged 4" in (await admin.chat.next_bot_message(timeout=20)).text
    await ada.say("How many otters were counted at Reed Lake?")
    assert "Seven otters" in (await ada.chat.next_bot_message()).text
    await admin.say("/remove 1")
    sure = await admin.chat.next_bot_message()
    assert sure.text.startswith("Take out otters.txt?")
    await press_as_somebody_else(api, ada, sure)
    assert sure.now().text == sure.text
    assert kept.exists()
    await admin.press(sure, "Take it out")
    gone = await outcome(sure.now())
    assert gone.text == "Taken out: otters.txt"
    assert not kept.exists()


async def test_what_can_not_be_added_is_told_before_anything_is_done(bot, admin):
    await admin.say("/add")
    assert (
        "Write the address of a web page after /add" in (await admin.chat.next_bot_message()).text
    )
    await admin.send_document("otters.exe", b"MZ", caption="/add")
    assert "I can’t read this kind of file." in (await admin.chat.next_bot_message()).text
    await admin.send_document("otters.txt", b"x" * 20_000_001, caption="/add")
    assert "files of up to 20 MB only" in (await admin.chat.next_bot_message()).text
    await admin.say("/remove 7")
    assert "Nothing has been added" in (await admin.chat.next_bot_message()).text


async def test_document_that_an_admin_just_sends_is_added_by_replying_to_it(bot, admin, ada):
    sent = await admin.send_document("gull.txt", f"Gull Point\n\n{PAINT}".encode())
    told = await admin.chat.next_bot_message()
    assert told.text == "To add this document to the articles, reply to it with /add."
    await admin.say("/add", reply_to=sent)
    added = await outcome(await admin.chat.next_bot_message())
    assert added.text.startswith("Added: “Gull Point”, one paragraph.")
    sent = await ada.send_document("gull.txt", b"Gull Point")
    assert (await ada.chat.next_bot_message()).text.startswith("I can only read text")
