"""Questions in a private chat, and what a newcomer meets there."""

import asyncio
import re

from storage.indexing import bring_up_to_date


async def test_english_question_gets_the_quote_and_its_source(bot, ada):
    await ada.start()
    await ada.chat.next_bot_message()
    await ada.say("How much did rebuilding the breakwater cost?")
    answer = await ada.chat.next_bot_message()
    assert answer.parts("blockquote") == ["Rebuilding the breakwater cost four million pounds."]
    assert answer.text.splitlines()[1] == (
        "— The harbour of Ternmouth reopens · §\u00a02 · The Tern · Aug 2016 · EN"
    )
    assert {"breakwater", "cost"} <= set(answer.parts("bold"))
    assert answer.links[0].startswith("https://tern.example/harbour#:~:text=Rebuilding%20the")
    assert answer.links[1].startswith("https://t.me/verbatim_bot?start=p_")
    assert answer.reply_to_id is None


async def test_french_question_gets_a_french_answer(bot, bob):
    await bob.say("Quand le phare a-t-il été construit ?")
    answer = await bob.chat.next_bot_message()
    assert "Construit en 1863" in answer.parts("blockquote")[0]
    assert "Le phare de Kermor change de mains · §\u00a02 · L’Écho des îles" in answer.text
    assert "12 mars 2019 · FR" in answer.text
    assert answer.button_texts[0] == "Plus de contexte"


async def test_question_without_an_answer_is_told_so(bot, ada, bob):
    await ada.say("Who won the chess tournament in Reykjavik?")
    assert (await ada.chat.next_bot_message()).text.splitlines()[0] in (
        "The articles don’t say.",
        "Nothing in the articles speaks of this.",
    )
    await bob.say("Qui a gagné le tournoi d’échecs de Reykjavik ?")
    assert (await bob.chat.next_bot_message()).text.splitlines()[0] in (
        "Les articles ne le disent pas.",
        "Rien dans les articles ne parle de cela.",
    )


async def test_thanks_get_a_friendly_line_in_private(bot, bob):
    await bob.say("merci !")
    assert (await bob.chat.next_bot_message()).text.startswith("À votre service")


async def test_each_kind_of_talk_gets_a_line_of_its_own_and_is_no_question_before_the_next(
    bot, ada, bob
):
    await ada.say("How much did rebuilding the breakwater cost?")
    await ada.chat.next_bot_message()
    for words, line in (
        ("hello", "Hello! What would you like"),
        ("bye", "See you soon"),
        ("you suck", "I’m sorry that I was no help"),
        ("what can you do?", "I’m a robot: I answer"),
        ("which articles do you have", "/articles shows"),
        ("summarise the article on bees", "I can’t do that"),
    ):
        await ada.say(words)
        assert (await ada.chat.next_bot_message()).text.startswith(line)
    await ada.say("and who paid?")
    assert "The county paid half" in (await ada.chat.next_bot_message()).text
    await bob.say("Bonjour, qui es-tu ?")
    assert (await bob.chat.next_bot_message()).text.startswith("Je suis un robot")


async def test_message_without_a_question_gets_a_hint(bot, ada):
    for text, hint in (("/ask", "What would you like"), ("🎉🎉", "What would you like")):
        await ada.say(text)
        assert (await ada.chat.next_bot_message()).text.startswith(hint)
    await ada.send_document("notes.pdf", b"%PDF-", mime="application/pdf")
    assert (await ada.chat.next_bot_message()).text.startswith("I can only read text")


async def test_start_welcomes_in_the_readers_language(bot, ada, bob):
    await ada.start()
    assert "There are 3 articles to ask about." in (await ada.chat.next_bot_message()).text
    await bob.start()
    assert "Il y a 3 articles à interroger." in (await bob.chat.next_bot_message()).text


async def test_permanent_link_shows_its_paragraph_with_neighbours_to_leaf_to(bot, ada, bob):
    await ada.say("How much is a ticket for the ferry?")
    answer = await ada.chat.next_bot_message()
    link = _link_to_paragraph(answer)
    await bob.open(link)
    passage = await bob.chat.next_bot_message()
    assert passage.parts("blockquote") == [
        "The ferry to Skerry Island sails again from Friday. A single ticket costs nine pounds."
    ]
    assert "The harbour of Ternmouth reopens · §\u00a04" in passage.text
    assert passage.button_texts == ["‹ Précédent"]
    await bob.press(passage, "Précédent")
    assert "said Ruth Calder" in passage.now().text
    assert passage.now().button_texts == ["‹ Précédent", "Suivant ›"]


def _link_to_paragraph(message):
    return next(link for link in message.links if "start=p_" in link)


async def test_permanent_link_with_nothing_but_the_key_works_too(bot, ada):
    await ada.say("How much is a ticket for the ferry?")
    link = _link_to_paragraph(await ada.chat.next_bot_message())
    await ada.open(link.partition("-")[0])
    assert "A single ticket costs nine pounds." in (await ada.chat.next_bot_message()).text


async def test_permanent_link_to_a_paragraph_that_is_gone_says_so(bot, ada):
    for parameter in ("p_nosuchkey12345", "p_nosuchkey12345-nosuchmark123", "p_a-b-c", "a_x"):
        await ada.start(parameter)
        told = (await ada.chat.next_bot_message()).text
        assert "changed or removed" in told or "isn’t there any more" in told


async def test_permanent_link_outlives_changes_elsewhere_and_then_leads_to_what_is_left(
    bot, start, settings, ada
):
    await ada.say("How much did rebuilding the breakwater cost?")
    link = _link_to_paragraph(await ada.chat.next_bot_message())
    await bot.end()
    harbour = settings.articles / "harbour.md"
    text = harbour.read_text(encoding="utf-8")
    for old, new in (("nine pounds", "ten pounds"), ("four million", "nine million")):
        text = text.replace(old, new)
        harbour.write_text(text, encoding="utf-8")
        await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
        async with start(settings):
            await ada.open(link)
            shown = await ada.chat.next_bot_message()
            if new == "ten pounds":
                assert "cost four million pounds" in shown.text
                continue
            assert "passage of “The harbour of Ternmouth reopens” has been changed" in shown.text
            await ada.press(shown, "The article as it is now")
            assert "cost nine million pounds" in shown.now().text
            assert "§\u00a02" in shown.now().text


async def test_permanent_link_into_an_article_that_is_gone_says_no_more_than_it_knows(
    bot, start, settings, ada
):
    await ada.say("How much did rebuilding the breakwater cost?")
    link = _link_to_paragraph(await ada.chat.next_bot_message())
    await bot.end()
    (settings.articles / "harbour.md").unlink()
    await asyncio.to_thread(bring_up_to_date, settings.db, settings.articles)
    async with start(settings):
        await ada.open(link)
        gone = await ada.chat.next_bot_message()
        assert gone.text.startswith("This passage has been changed or removed since")
        assert gone.button_texts == []


async def test_help_names_the_commands_and_an_admins_to_the_admin_alone(bot, ada, admin):
    await ada.say("/help")
    told = await ada.chat.next_bot_message()
    assert "/articles" in told.text
    assert "@verbatim_bot" in told.text
    assert "/reindex" not in told.text
    await admin.say("/help")
    assert "/reindex" in (await admin.chat.next_bot_message()).text


async def test_privacy_says_what_is_kept(bot, ada):
    await ada.say("/privacy")
    told = (await ada.chat.next_bot_message()).text
    assert "/forgetme erases your language, your votes and your questions" in told


async def test_articles_are_listed_and_opened(bot, ada):
    await ada.say("/articles")
    listed = await ada.chat.next_bot_message()
    assert listed.text.splitlines()[:5] == [
        "3 articles",
        "",
        "1. City bees make more honey · EN",
        "2. The harbour of Ternmouth reopens · The Tern · Aug 2016 · EN",
        "3. Le phare de Kermor change de mains · L’Écho des îles · 12 Mar 2019 · FR",
    ]
    await ada.open(listed.links[0])
    beekeepers = await ada.chat.next_bot_message()
    assert "Beekeepers in Dunholm" in beekeepers.text
    assert "Professor Ada Linden" in beekeepers.text
    await ada.say("/article 3")
    opened = await ada.chat.next_bot_message()
    assert opened.parts("blockquote")[0].startswith("La commune de Kermor a vendu son phare")
    assert len(opened.parts("blockquote")) == 4
    assert re.findall(r"^§\xa0(\d)", opened.text, re.MULTILINE) == ["1", "2", "3", "4"]
    await ada.open(opened.links[1])
    assert "Construit en 1863" in (await ada.chat.next_bot_message()).parts("blockquote")[0]
    for wrong in ("/article", "/article 4", "/article 0", "/article three", "/article -1"):
        await ada.say(wrong)
        assert "a number from 1 to 3" in (await ada.chat.next_bot_message()).text


async def test_language_is_chosen_and_kept_and_forgotten(bot, start, settings, ada):
    await ada.say("/lang fr")
    assert "je vous parlerai en français" in (await ada.chat.next_bot_message()).text
    await bot.end()
    async with start(settings):
        await ada.say("/help")
        assert "Demandez-moi" in (await ada.chat.next_bot_message()).text
        await ada.say("/forgetme")
        assert "I’ve forgotten" in (await ada.chat.next_bot_message()).text
        await ada.say("/help")
        assert "Ask me anything" in (await ada.chat.next_bot_message()).text


async def test_language_is_chosen_by_button(bot, ada):
    await ada.say("/lang")
    choice = await ada.chat.next_bot_message()
    assert choice.button_texts == ["English", "Français", "As in my Telegram app"]
    await ada.press(choice, "Français")
    assert "je vous parlerai en français" in choice.now().text
    await ada.say("/lang klingon")
    assert "· /lang fr – Français" in (await ada.chat.next_bot_message()).text


async def test_unknown_command_is_answered_in_private(bot, ada):
    await ada.say("/dance")
    assert "I don’t know this command" in (await ada.chat.next_bot_message()).text


async def test_menus_show_everyone_what_they_may_use(bot, api, ada, bob, group):
    await api.wait_for_calls("setMyCommands", 8)
    names = [command["command"] for command in api.commands_shown_to(ada)]
    assert names == ["ask", "articles", "verify", "lang", "privacy", "forgetme", "help"]
    assert api.commands_shown_to(bob)[0]["description"] == "Poser une question aux articles"
    shown = [command["command"] for command in api.commands_shown_to(bob, group)]
    assert shown == ["ask", "articles", "verify", "help", "privacy"]
    made_the_group = [command["command"] for command in api.commands_shown_to(ada, group)]
    assert made_the_group == [*shown, "settings"]


async def test_empty_chat_and_profile_describe_the_bot_in_each_language(bot, api):
    await api.wait_for_calls("setMyShortDescription", 2)
    profile = api.bot.stored.profile
    assert profile.descriptions[""].startswith("I answer questions with exact quotes")
    assert profile.descriptions["fr"].startswith("Je réponds à vos questions")
    assert set(profile.short_descriptions) == {"", "fr"}


async def test_admins_menu_is_set_once_the_admin_has_started_the_bot(bot, api, admin):
    await api.wait_for_calls("setMyCommands", 10)
    assert "reindex" not in [command["command"] for command in api.commands_shown_to(admin)]
    await admin.start()
    await api.wait_for_calls("setMyCommands", 12)
    assert api.commands_shown_to(admin)[-1]["command"] == "reindex"


async def test_admins_menu_is_set_at_the_start_for_one_who_is_known(start, settings, api, admin):
    await admin.say("hello")
    async with start(settings):
        await api.wait_for_calls("setMyCommands", 10)
        assert api.commands_shown_to(admin)[-1]["command"] == "reindex"
