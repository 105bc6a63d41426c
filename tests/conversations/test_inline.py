"""The bot's name and some words, in any chat: quotes to send, or a way into the private chat."""

import asyncio

from storage.indexing import bring_up_to_date

COST = "How much did rebuilding the breakwater cost?"
ANSWER = "Rebuilding the breakwater cost four million pounds."


async def test_words_get_quotes_to_choose_and_the_chosen_one_is_sent_with_its_source(
    bot, ada, group
):
    found = await ada.inline("breakwater cost", group)
    first = found.results[0]
    assert first.json["title"] == "The harbour of Ternmouth re… · §\u00a02 · EN"
    assert first.json["description"].startswith(ANSWER)
    assert found.button is None
    sent = await ada.choose(first, group)
    (quote,) = sent.parts("blockquote")
    assert quote.startswith(ANSWER)
    assert sent.text.splitlines()[1].startswith("— The harbour of Ternmouth reopens · §\u00a02")
    assert sent.links[0].startswith("https://tern.example/harbour#:~:text=")
    assert "start=p_" in sent.links[1]
    assert sent.button_texts == []
    assert await group.stays_silent()  # what it sent itself comes back to the bot


async def test_each_reader_is_offered_quotes_in_their_own_language(bot, ada, bob):
    for reader, date in ((ada, "12 Mar 2019"), (bob, "12 mars 2019")):
        found = await reader.inline("lamp lighthouse lampe phare")
        assert date in (await reader.choose(found.results[0])).text


async def test_the_same_quote_has_the_same_id_and_no_two_have_one(bot, ada):
    ids = [[r.json["id"] for r in (await ada.inline("harbour")).results] for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0]) > 1
    again = await ada.inline("Ternmouth harbour reopened")
    assert again.results[0].json["id"] in ids[0]


async def test_operators_and_wrong_spelling_are_understood(bot, ada):
    french = await ada.inline("harbour lighthouse lang:fr")
    assert all("· FR" in result.json["title"] for result in french.results)
    mended = await ada.inline("brakwater cost")
    assert "breakwater" in mended.results[0].json["description"]
    assert (await ada.choose(mended.results[0])).text.startswith("Rebuilding")


async def test_nothing_typed_offers_a_way_into_the_private_chat(bot, ada, bob):
    for words in ("", " "):
        found = await ada.inline(words)
        assert (found.results, found.next_offset) == ((), "")
        assert found.button["text"] == "Type some words to find, or ask me in private"
    assert "privé" in (await bob.inline("")).button["text"]
    await ada.start(found.button["start_parameter"])
    assert (await ada.chat.next_bot_message()).text.startswith("Hello!")


async def test_words_without_a_quote_are_taken_up_in_private(bot, ada, group):
    found = await ada.inline("Who won the chess tournament in Reykjavik?", group)
    assert found.results == ()
    await ada.start(found.button["start_parameter"])
    told = await ada.chat.next_bot_message()
    assert told.text == "You were looking for: Who won the chess tournament in Reykjavik?"
    assert "articles" in (await ada.chat.next_bot_message()).text
    await ada.say("/forgetme")
    await ada.chat.next_bot_message()
    await ada.start(found.button["start_parameter"])
    assert (await ada.chat.next_bot_message()).text.startswith("Hello!")


def write_long_article(folder, paragraphs=130):
    """Write an article that speaks of a comet in every paragraph."""
    text = "\n\n".join(
        f"The comet of {1700 + n} was seen for {n + 3} nights by the astronomers of Brindle."
        for n in range(paragraphs)
    )
    (folder / "comets.txt").write_text(f"The comets of Brindle\n\n{text}", encoding="utf-8")


async def test_quotes_are_paged_until_there_are_no_more(start, settings, ada):
    write_long_article(settings.articles)
    bring_up_to_date(settings.db, settings.articles)
    async with start(settings):
        page = await ada.inline("comet seen by astronomers")
        pages = [page]
        while page.next_offset:
            page = await ada.inline("comet seen by astronomers", offset=page.next_offset)
            pages.append(page)
    assert [len(page.results) for page in pages] == [50, 50, 30]
    ids = [result.json["id"] for page in pages for result in page.results]
    assert len(set(ids)) == 130


async def test_no_offer_outlives_a_reindex(start, settings, ada):
    write_long_article(settings.articles)
    bring_up_to_date(settings.db, settings.articles)
    async with start(settings):
        page = await ada.inline("comet seen by astronomers")
        write_long_article(settings.articles, paragraphs=60)
        await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
        rest = await ada.inline("comet seen by astronomers", offset=page.next_offset)
        assert (rest.results, rest.next_offset) == ((), "")
        fresh = await ada.inline("comet seen by astronomers")
        following = await ada.inline("comet seen by astronomers", offset=fresh.next_offset)
        assert (len(fresh.results), len(following.results)) == (50, 10)


async def test_only_what_was_typed_last_is_answered(start, settings, api, ada, bob):
    async with start(settings):
        await ada.inline("harbour")
        typing = [asyncio.create_task(ada.inline(words, timeout=2)) for words in ("c", "co", "cos")]
        typing += [asyncio.create_task(ada.inline("cost of the breakwater"))]
        assert (await bob.inline("harbour")).results
        assert (await typing[-1]).results
        before = len(api.calls.of("answerInlineQuery"))
        for task in typing[:-1]:
            task.cancel()
        assert before < 6


async def test_words_are_never_stored(bot, settings, ada):
    await ada.inline("the secret word is marzipan")
    for path in settings.db.parent.glob("verbatim-chats.db*"):
        assert b"marzipan" not in path.read_bytes()
