"""Operators narrow a question; a malformed one gets a hint and costs no answer."""

COST = "How much did rebuilding the breakwater cost?"
ANSWER = "Rebuilding the breakwater cost four million pounds."


async def test_malformed_operator_gets_a_hint_under_the_answer(bot, ada, bob):
    await ada.say(f"{COST} after:<soon>")
    answer = await ada.chat.next_bot_message()
    assert answer.parts("blockquote") == [ANSWER]
    assert answer.text.splitlines()[-1] == (
        "I didn’t understand after:<soon>. Write a date such as after:2017-10."
    )
    await bob.say("Quand le phare a-t-il été construit ? lang:xx")
    assert (await bob.chat.next_bot_message()).text.endswith(
        "Je n’ai pas compris lang:xx. Écrivez lang:fr ou lang:en."
    )


async def test_operators_keep_other_articles_out(bot, ada):
    await ada.say(f"{COST} source:tern lang:en before:2017")
    assert (await ada.chat.next_bot_message()).parts("blockquote") == [ANSWER]
    await ada.say(f"{COST} after:2020")
    assert (await ada.chat.next_bot_message()).text == (
        "Nothing that matches after:2020 speaks of this."
    )


async def test_exact_words_alone_find_the_sentence_that_holds_them(bot, ada):
    await ada.say('"for one symbolic" "euro"')
    assert (await ada.chat.next_bot_message()).text.startswith("Nothing in the articles matches")
    await ada.say("« un euro symbolique »")
    (quote,) = (await ada.chat.next_bot_message()).parts("blockquote")
    assert "pour un euro symbolique" in quote


async def test_operators_without_a_question_are_asked_for_one(bot, ada, group):
    await ada.say("source:tern")
    assert "Write your question beside source:tern." in (await ada.chat.next_bot_message()).text
    await ada.say("/ask lang:en", chat=group)
    assert "Write your question beside lang:en." in (await group.next_bot_message()).text


async def test_help_names_the_operators(bot, ada, bob):
    for reader, quoted in ((ada, "“exact words”"), (bob, "«\u00a0mots exacts\u00a0»")):
        await reader.say("/help")
        text = (await reader.chat.next_bot_message()).text
        for operator in (quoted, "-", "source:", "lang:fr", "after:2017-10", "before:2018"):
            assert operator in text
