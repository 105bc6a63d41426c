"""The buttons under an answer, now and after a restart."""

import asyncio

import pytest

QUESTION = "What does the harbour cost, and who is the head of the port authority?"


@pytest.fixture
async def answer(bot, ada, group):
    """An answer with several quotes, in a group."""
    await ada.say(f"/ask {QUESTION}", chat=group)
    return await group.next_bot_message()


async def test_next_leafs_through_the_quotes_in_the_same_message(answer, bob):
    total = int(answer.button_texts[1].rpartition("/")[2])
    assert answer.button_texts == ["More context", f"Next 1/{total}"]
    seen = [answer.text]
    for number in range(2, total + 1):
        await bob.press(answer, "Next")
        assert answer.now().button_texts == ["More context", f"Next {number}/{total}"]
        seen.append(answer.now().text)
    await bob.press(answer, "Next")
    assert answer.now().text == seen[0]
    assert len(set(seen)) == total > 1


async def test_context_comes_and_goes(answer, ada):
    await ada.press(answer, "More context")
    shown = answer.now()
    assert shown.text.startswith(answer.text)
    assert "expandable_blockquote" in {entity["type"] for entity in shown.entities}
    assert "The ferry to Skerry Island sails again" in shown.text
    await ada.press(answer, "Less context")
    assert answer.now().text == answer.text


async def test_matched_words_stay_bold_while_the_bot_remembers_them(answer, ada):
    await ada.press(answer, "More context")
    await ada.press(answer, "Less context")
    assert answer.now().entities == answer.entities


async def test_card_stays_in_the_language_of_whoever_asked(answer, bob):
    await bob.press(answer, "Next")
    assert answer.now().button_texts[0] == "More context"


async def test_two_people_pressing_at_once_do_not_fight(answer, ada, bob):
    await asyncio.gather(*(person.press(answer, "Next") for person in (ada, bob, ada)))
    assert answer.now().button_texts[1].startswith("Next 2/")


async def test_buttons_work_after_a_restart(answer, bot, start, settings, ada):
    first = answer.text
    await bot.end()
    async with start(settings):
        await ada.press(answer, "Next")
        assert answer.now().button_texts[1].startswith("Next 2/")
        await ada.press(answer, "More context")
        assert "expandable_blockquote" in {entity["type"] for entity in answer.now().entities}
        await ada.press(answer, "Next")
        if answer.now().button_texts[1].startswith("Next 3/"):
            await ada.press(answer, "Next")
        assert answer.now().text == first


async def test_pressing_next_to_a_paragraph_that_is_gone_says_so(answer, bot, start, settings, ada):
    from storage.indexing import bring_up_to_date  # noqa: PLC0415 - this test's alone

    await bot.end()
    (settings.articles / "harbour.md").write_text("Nothing is left of it.\n", encoding="utf-8")
    await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
    async with start(settings):
        pressed = await ada.press(answer, "More context")
        assert pressed.alert
        assert "changed or removed" in pressed.text
        assert answer.now().text == answer.text


@pytest.mark.parametrize("data", ["", "zzz", "qen99", "qen01nosuchkey12345001001", "x" * 64])
async def test_button_of_an_older_version_or_a_forger_does_no_harm(bot, api, ada, data):
    await ada.start()
    welcome = await ada.chat.next_bot_message()
    query = {
        "id": "1",
        "from": {"id": ada.id, "is_bot": False, "first_name": "Ada"},
        "chat_instance": "1",
        "message": {**welcome.json, "message_id": welcome.id},
        "data": data,
    }
    api.put_update({"callback_query": query})
    await api.wait_for_calls("answerCallbackQuery")
    assert welcome.now().text == welcome.text


async def test_long_list_of_articles_is_leafed_through(start, settings, ada):
    from storage.indexing import bring_up_to_date  # noqa: PLC0415 - this test's alone

    for number in range(20):
        text = f"Note {number:02}\n\nThe lighthouse keeper wrote note number {number}.\n"
        (settings.articles / f"note{number:02}.txt").write_text(text, encoding="utf-8")
    await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
    async with start(settings):
        await ada.say("/articles")
        listed = await ada.chat.next_bot_message()
        assert "23 articles · page 1 of 3" in listed.text
        await ada.press(listed, "Next")
        assert "page 2 of 3" in listed.now().text
        assert listed.now().button_texts == ["‹ Previous", "Next ›"]
        await ada.press(listed, "Next")
        assert "23. " in listed.now().text
        await ada.press(listed, "Previous")
        assert "\n11. " in listed.now().text
