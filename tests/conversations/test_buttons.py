"""The buttons under an answer, now and after a restart."""

import asyncio
import re

import pytest

from storage.indexing import bring_up_to_date
from storage.votes import Vote

QUESTION = "What does the harbour cost, and who is the head of the port authority?"


@pytest.fixture
async def answer(bot, ada, group):
    """An answer with several quotes, in a group."""
    await ada.say(f"/ask {QUESTION}", chat=group)
    return await group.next_bot_message()


async def test_next_leafs_through_the_quotes_in_the_same_message(answer, bob):
    total = int(answer.button_texts[1].rpartition("/")[2])
    assert answer.button_texts == ["More context", f"Next 1/{total}", "Why this?", "👍", "👎"]
    assert [len(row) for row in answer.buttons] == [2, 3]
    seen = [answer.text]
    for number in range(2, total + 1):
        await bob.press(answer, "Next")
        assert answer.now().button_texts[:2] == ["More context", f"Next {number}/{total}"]
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


async def test_two_people_pressing_at_once_do_not_fight(answer, ada, bob, caplog):
    await asyncio.gather(*(person.press(answer, "Next") for person in (ada, bob, ada)))
    assert answer.now().button_texts[1].startswith("Next 2/")
    assert answer.now().edits == answer.edits + 1
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


async def test_every_button_fits_into_what_telegram_carries(answer, ada):
    for label in ("More context", "Why this?", "Next"):
        await ada.press(answer, label)
        for row in answer.now().buttons:
            assert all(0 < len(button.data.encode()) <= 64 for button in row)


async def test_reason_is_shown_and_put_away(answer, ada, bob):
    await bob.press(answer, "Why this?")
    shown = answer.now()
    assert shown.text.startswith(answer.text)
    reason = shown.text.removeprefix(answer.text)
    assert "Why this quote?" in reason
    assert re.search(r"· “\w+” – in \d+ of 10 paragraphs", reason)
    assert re.search(r"Confidence: \d+%\. It .*answer", reason)
    assert "blockquote" in {entity["type"] for entity in shown.entities}
    await ada.press(answer, "More context")
    assert "Why this quote?" not in answer.now().text
    await ada.press(answer, "Why this?")
    await ada.press(answer, "Hide reasons")
    assert (answer.now().text, answer.now().entities) == (answer.text, answer.entities)


async def test_reason_belongs_to_the_quote_that_is_shown(answer, ada):
    await ada.press(answer, "Why this?")
    first = answer.now().text
    await ada.press(answer, "Next")
    await ada.press(answer, "Why this?")
    assert answer.now().text.splitlines()[0] != first.splitlines()[0]
    assert "Why this quote?" in answer.now().text


async def test_reason_is_forgotten_with_the_bots_memory_and_that_is_said(
    answer, bot, start, settings, bob
):
    await bot.end()
    async with start(settings):
        pressed = await bob.press(answer, "Why this?")
        assert pressed.alert
        assert pressed.text.startswith("Je ne me souviens plus de la question posée")
        assert len(pressed.text) <= 200
        assert answer.now().text == answer.text


async def test_vote_is_thanked_for_changed_and_kept(answer, bot, ada, bob):
    assert (await ada.press(answer, "👍")).text.startswith("👍 Thank you")
    assert (await ada.press(answer, "👍")).text == "👍 That’s your vote already."
    assert (await bob.press(answer, "👎")).text.startswith("👎 Merci")
    assert (await ada.press(answer, "👎")).text == "👎 Your vote has been changed."
    assert answer.now().edits == answer.edits
    cast = {vote.user_id: vote for vote in bot.stock.votes.all_votes()}
    assert {user: vote.helpful for user, vote in cast.items()} == {ada.id: False, bob.id: False}
    key = answer.button("👍").data[1:]
    assert cast[ada.id] == Vote(answer.chat.id, answer.id, ada.id, key, helpful=False)


async def test_two_people_voting_at_once_are_both_counted(answer, bot, ada, bob):
    await asyncio.gather(*(who.press(answer, "👍") for who in (ada, bob, ada)))
    assert [vote.helpful for vote in bot.stock.votes.all_votes()] == [True, True]


async def test_vote_can_be_changed_after_a_restart(answer, bot, start, settings, ada):
    await ada.press(answer, "👍")
    await bot.end()
    async with start(settings) as again:
        assert (await ada.press(answer, "👎")).text == "👎 Your vote has been changed."
        assert [vote.helpful for vote in again.stock.votes.all_votes()] == [False]


async def test_vote_is_about_the_quote_that_is_shown(answer, bot, ada):
    first = answer.button("👍").data[1:]
    await ada.press(answer, "Next")
    await ada.press(answer, "👍")
    (vote,) = bot.stock.votes.all_votes()
    assert vote.paragraph == answer.button("👍").data[1:] != first


async def test_forgetme_erases_ones_votes_and_nobody_elses(answer, bot, ada, bob):
    await ada.press(answer, "👍")
    await bob.press(answer, "👍")
    await ada.say("/forgetme")
    assert "your votes" in (await ada.chat.next_bot_message()).text
    assert [vote.user_id for vote in bot.stock.votes.all_votes()] == [bob.id]


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
    await bot.end()
    (settings.articles / "harbour.md").write_text("Nothing is left of it.\n", encoding="utf-8")
    await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
    async with start(settings):
        pressed = await ada.press(answer, "More context")
        assert pressed.alert
        assert "changed or removed" in pressed.text
        assert answer.now().text == answer.text


async def test_passage_that_is_gone_is_skipped_and_that_is_said(answer, bot, start, settings, ada):
    second = await _text_of_second(answer, ada)
    await bot.end()
    await _take_out(settings, second)
    async with start(settings):
        pressed = await ada.press(answer, "Next")
        assert pressed.text.startswith("A passage has been changed or removed since; here is")
        assert answer.now().button_texts[1].startswith("Next 3/")
        assert (await ada.press(answer, "Next")).text == ""
        assert answer.now().button_texts[1].startswith("Next 1/")


async def test_vote_on_a_passage_that_is_gone_is_not_counted(answer, bot, start, settings, ada):
    await bot.end()
    await _take_out(settings, answer.parts("blockquote")[0])
    async with start(settings) as again:
        pressed = await ada.press(answer, "👍")
        assert pressed.alert
        assert "changed or removed" in pressed.text
        assert again.stock.votes.all_votes() == []


async def _text_of_second(answer, ada):
    """Return the second quote, and leave the card at the first."""
    total = int(answer.button_texts[1].rpartition("/")[2])
    assert total == 3
    await ada.press(answer, "Next")
    second = answer.now().parts("blockquote")[0]
    for _ in range(2):
        await ada.press(answer, "Next")
    return second


async def _take_out(settings, quote):
    """Change the paragraph that holds a quote, then bring the index up to date."""
    for path in settings.articles.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(quote, "Something else stands here now."), encoding="utf-8")
    await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)


@pytest.mark.parametrize(
    "data", ["", "zzz", "qen99", "qen01nosuchkey12345001001", "unosuchkey", "x" * 64]
)
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


async def test_long_article_is_leafed_through_until_it_is_gone(start, settings, ada, bob):
    paragraphs = [f"Page {n} of the log. " + "Waves rolled in. " * 60 for n in range(1, 6)]
    log = settings.articles / "log.txt"
    log.write_text("The log\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
    async with start(settings):
        await ada.say("/article 3")
        opened = await ada.chat.next_bot_message()
        assert "page 1 of 5" in opened.text
        await ada.press(opened, "Next")
        assert "Page 2 of the log." in opened.now().text
        assert opened.now().button_texts == ["‹ Previous", "Next ›"]
        log.unlink()
        await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
        pressed = await ada.press(opened, "Next")
        assert pressed.alert
        assert pressed.text.startswith("This article isn’t there any more.")


async def test_long_list_of_articles_is_leafed_through(start, settings, ada):
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
