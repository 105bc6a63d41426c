"""The admin's /reindex, with the real child process; everybody else's."""

import asyncio

UNKNOWN = "I don’t know this command. /help says what I can do."


async def test_changed_file_is_answerable_after_a_reindex(bot, admin, ada, settings):
    harbour = settings.articles / "harbour.md"
    text = harbour.read_text(encoding="utf-8")
    harbour.write_text(text.replace("four million", "nine million"), encoding="utf-8")
    (settings.articles / "whale.txt").write_text(
        "A whale in the bay\n\nA humpback whale was seen off Skerry Island on Sunday.\n",
        encoding="utf-8",
    )
    (settings.articles / "bees.txt").unlink()
    (settings.articles / "broken.md").write_text("---\ntitle: [\n---\nText.\n", encoding="utf-8")
    await admin.say("/reindex")
    moving = await admin.chat.next_bot_message()
    assert moving.text == "I’m reading the articles again…"
    await ada.say("How much did rebuilding the breakwater cost?")
    assert "four million" in (await ada.chat.next_bot_message()).text
    done = await admin.chat.next_bot_message(timeout=20)
    assert "New 1 · changed 1 · removed 1 · unchanged 1" in done.text
    assert "One could not be read:\n· broken.md: " in done.text
    assert moving.now().text == "All articles have been read."
    await ada.say("How much did rebuilding the breakwater cost?")
    assert "nine million" in (await ada.chat.next_bot_message()).text
    await ada.say("Where was the humpback whale seen?")
    assert "off Skerry Island on Sunday" in (await ada.chat.next_bot_message()).text


async def test_second_reindex_is_told_of_the_first(bot, admin):
    await admin.say("/reindex")
    await admin.say("/reindex")
    await admin.chat.next_bot_message()
    told = [await admin.chat.next_bot_message(timeout=20) for _ in range(2)]
    assert any("I’m already at work on the articles" in message.text for message in told)
    assert any(message.text.startswith("Done in") for message in told)


async def test_reindex_by_another_program_is_told(bot, admin, settings):
    from storage.locking import index_lock  # noqa: PLC0415 - this test's alone

    with index_lock(settings.db):
        await admin.say("/reindex")
        await admin.chat.next_bot_message()
        told = await admin.chat.next_bot_message(timeout=20)
        assert "Another program is updating the same index" in told.text


async def test_reindex_that_fails_says_why_and_answers_go_on(bot, admin, ada, settings):
    settings.articles.rename(settings.articles.with_name("elsewhere"))
    await admin.say("/reindex")
    await admin.chat.next_bot_message()
    told = await admin.chat.next_bot_message(timeout=20)
    assert "The articles could not be read again. I go on answering" in told.text
    assert "articles" in told.text.splitlines()[1]
    await ada.say("How much did rebuilding the breakwater cost?")
    assert "four million" in (await ada.chat.next_bot_message()).text


async def test_bot_that_is_stopped_breaks_the_reindex_off_and_says_so(bot, admin, settings):
    for number in range(3_000):
        text = f"Note {number}\n\nThe keeper of light number {number} wrote about the weather.\n"
        (settings.articles / f"note{number}.txt").write_text(text, encoding="utf-8")
    await admin.say("/reindex")
    await admin.chat.next_bot_message()
    await asyncio.sleep(0.2)
    await asyncio.wait_for(bot.end(), 10)
    assert "I’m being stopped" in (await admin.chat.next_bot_message()).text


async def test_stranger_is_refused_in_words_that_reveal_nothing(bot, ada, admin):
    await ada.say("/reindex")
    refused = await ada.chat.next_bot_message()
    await ada.say("/dance")
    assert refused.text == (await ada.chat.next_bot_message()).text == UNKNOWN


async def test_late_command_of_the_admin_is_told_to_be_late(bot, api, admin):
    said = await admin.say("/help")
    await admin.chat.next_bot_message()
    entities = [{"type": "bot_command", "offset": 0, "length": 8}]
    late = {**said.json, "text": "/reindex", "entities": entities, "date": 1_500_000_000}
    api.put_update({"message": late})
    assert "more than ten minutes late" in (await admin.chat.next_bot_message()).text
