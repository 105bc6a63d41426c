"""An admin has a copy made: it is sent, or kept where the bot runs, and brings everything back."""

import asyncio
import zipfile

from bot import backing_up
from storage.restoring import restore


async def backup_by(admin):
    await admin.say("/backup")
    started = await admin.chat.next_bot_message()
    assert started.text == "I’m making a copy of everything I keep…"
    return await admin.chat.next_bot_message(timeout=30)


async def test_copy_is_sent_and_brings_back_what_was_there(bot, start, admin, ada, settings):
    await ada.say("/lang fr")
    await ada.chat.next_bot_message()
    sent = await backup_by(admin)
    assert sent.file_name.startswith("verbatim-")
    await ada.say("/lang en")
    await ada.chat.next_bot_message()
    await bot.end()
    assert not settings.db.with_name("verbatim-backups").exists()

    copy = settings.db.with_name("copy.zip")
    copy.write_bytes(sent.file)
    assert b"/lang" not in zipfile.ZipFile(copy).read("verbatim-chats.db")
    settings.db.unlink()
    await asyncio.to_thread(restore, settings.db, copy)
    async with start(settings):
        await ada.say("What did rebuilding the breakwater cost?")
        assert "four million pounds" in (await ada.chat.next_bot_message()).text
        await ada.say("/help")
        assert "Demandez-moi" in (await ada.chat.next_bot_message()).text


async def test_copy_too_large_to_send_stays_on_the_disk(start, settings, admin, monkeypatch):
    monkeypatch.setattr(backing_up, "LARGEST_UP", 1_000)
    async with start(settings):
        told = (await backup_by(admin)).text
    (copy,) = settings.db.with_name("verbatim-backups").iterdir()
    assert told.endswith(f"you’ll find it on my machine: {copy}")
    assert zipfile.is_zipfile(copy)


async def test_copy_that_fails_says_why(bot, admin, settings):
    settings.db.with_name("verbatim-backups").write_text("in the way")
    assert (await backup_by(admin)).text.startswith("I couldn’t make a copy. ")
