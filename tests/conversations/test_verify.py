"""/verify: are these words in the articles?"""

import asyncio

import pytest

from storage.indexing import bring_up_to_date

COST = "Rebuilding the breakwater cost four million pounds."


async def test_exact_words_are_verbatim_with_their_source(bot, ada):
    await ada.say("/verify “Rebuilding the breakwater   cost four million pounds.”")
    told = await ada.chat.next_bot_message()
    assert told.text.startswith("✅ Verbatim")
    assert told.parts("blockquote") == [COST]
    assert "— The harbour of Ternmouth reopens · §\u00a02 · The Tern" in told.text
    assert told.links[0].startswith("https://tern.example/harbour#:~:text=Rebuilding%20the")
    await ada.open(told.links[1])
    assert COST in (await ada.chat.next_bot_message()).text


async def test_changed_words_are_marked_in_the_readers_language(bot, bob):
    await bob.say("/verify Rebuilding the breakwater cost nine million pounds")
    told = await bob.chat.next_bot_message()
    assert told.text.startswith("✏️ Modifiée")
    assert told.parts("strikethrough") == ["four"]
    assert told.parts("underline") == ["nine"]
    assert told.parts("blockquote") == [COST.rstrip(".")]


async def test_words_that_are_nowhere_are_absent(bot, ada):
    await ada.say("/verify Dragons were seen over Reykjavik")
    assert (await ada.chat.next_bot_message()).text.startswith("❌ Absent")


async def test_bare_command_gets_a_hint(bot, ada):
    for words in ("/verify", "/verify 🎉", "/verify «»"):
        await ada.say(words)
        assert "Write them after /verify" in (await ada.chat.next_bot_message()).text


@pytest.mark.parametrize("command", ["/verify", "/verify@verbatim_bot", "/verify @verbatim_bot"])
async def test_somebody_elses_message_is_verified_by_replying_to_it(bot, ada, bob, group, command):
    theirs = await bob.say(COST, chat=group)
    asking = await ada.say(command, chat=group, reply_to=theirs)
    told = await group.next_bot_message()
    assert told.text.startswith("✅ Verbatim")
    assert told.reply_to_id == asking.id


async def test_part_that_was_picked_from_a_message_is_all_that_is_verified(bot, ada, bob, group):
    theirs = await bob.say(f"They claim: {COST} I doubt it!", chat=group)
    await ada.say("/verify", chat=group, reply_to=theirs)
    assert "Verbatim" not in (await group.next_bot_message()).text
    await ada.say("/verify", chat=group, reply_to=theirs, quote=COST)
    assert (await group.next_bot_message()).text.startswith("✅ Verbatim")


async def test_block_that_a_message_quotes_is_what_is_verified(bot, ada, bob, group):
    words = f"Read this!\n<blockquote>{COST}</blockquote>\nIncredible."
    theirs = await bob.say(words, chat=group, html=True)
    await ada.say("/verify", chat=group, reply_to=theirs)
    assert (await group.next_bot_message()).text.startswith("✅ Verbatim")
    answer = await _answered(ada, group)
    await bob.say("/verify", chat=group, reply_to=answer)
    assert (await group.next_bot_message()).text.startswith("✅ Mot pour mot")


async def _answered(ada, group):
    await ada.say("/ask How much did rebuilding the breakwater cost?", chat=group)
    return await group.next_bot_message()


async def test_other_bots_verify_in_a_group_is_left_alone(bot, ada, group):
    for words in ("/verify", "/verify 4711", f"/verify@other_bot {COST}"):
        await ada.say(words, chat=group)
    assert await group.stays_silent()
    await ada.say(f"/verify {COST}", chat=group)
    assert (await group.next_bot_message()).text.startswith("✅ Verbatim")


async def test_quote_that_a_reindex_changed_is_altered_from_then_on(bot, settings, ada):
    harbour = settings.articles / "harbour.md"
    text = harbour.read_text(encoding="utf-8")
    harbour.write_text(text.replace("four million", "nine million"), encoding="utf-8")
    await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
    await ada.say(f"/verify {COST}")
    told = await ada.chat.next_bot_message()
    assert told.parts("strikethrough") == ["nine"]
    assert told.parts("underline") == ["four"]


@pytest.mark.parametrize(
    "quote",
    [
        "<b>" * 1_000,
        "&amp;" * 800,
        "🎉x" * 1_300,
        "a " * 2_000,
        "breakwater " * 350,
        "\u202e" * 4_000,
    ],
)
async def test_hostile_quote_gets_one_plain_reply(bot, api, ada, quote):
    await ada.say(f"/verify {quote}")
    told = await ada.chat.next_bot_message()
    assert len(told.text.encode("utf-16-le")) <= 2 * 4_096
    assert await ada.chat.stays_silent()


async def test_longest_passages_and_quotes_stay_within_a_message(start, settings, ada):
    long = " ".join(f"wave{n} rolled in," for n in range(400))
    (settings.articles / "log.txt").write_text(f"The log\n\n{long}\n", encoding="utf-8")
    await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
    async with start(settings):
        for quote in (long[:4_000], long[:4_000].replace("rolled", "broke")):
            await ada.say(f"/verify {quote}")
            told = await ada.chat.next_bot_message()
            assert told.text.startswith(("✅", "✏️"))
            assert len(told.text.encode("utf-16-le")) <= 2 * 4_096
