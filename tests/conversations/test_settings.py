"""/settings: a group's administrators choose how the bot answers there."""

import pytest

COST = "How much did rebuilding the breakwater cost?"
LIGHTHOUSE = "Qui promet de rallumer la lampe du phare ?"


@pytest.fixture
def readers(api, ada, bob):
    """A group that Ada made and administers; Bob is a member."""
    return api.add_group("Readers", admins=[ada], members=[bob], settled=True)


@pytest.fixture
async def panel(bot, ada, readers):
    """The settings, opened by Ada."""
    await ada.say("/settings", chat=readers)
    return await readers.next_bot_message()


async def ask(person, group, words):
    await person.say(f"/ask {words}", chat=group)
    return await group.next_bot_message()


async def test_settings_say_what_is_set(panel):
    assert panel.text.splitlines() == [
        "How I answer in this group",
        "",
        "Language: that of whoever asks",
        "Answers: the quote, with buttons to its context and to why I chose it",
        "Sources: all of them",
    ]
    assert panel.button_texts == [
        "✓ Reader’s own", "English", "Français", "✓ Usual", "Short", "With context", "Sources…",
        "Done",
    ]  # fmt: skip
    assert all(0 < len(button.data.encode()) <= 64 for row in panel.buttons for button in row)


async def test_only_administrators_are_shown_the_settings(bot, api, bob, readers):
    await bob.say("/settings", chat=readers)
    assert await readers.stays_silent()
    await bob.say("/settings@verbatim_bot", chat=readers)
    assert (await readers.next_bot_message()).text.startswith("Seuls les administrateurs")


async def test_anonymous_administrator_counts_and_presses_as_who_they_are(bot, api, ada, readers):
    await ada.say("/settings", chat=readers, anonymous=True)
    panel = await readers.next_bot_message()
    await ada.press(panel, "Français")
    assert panel.now().text.startswith("Ma façon de répondre dans ce groupe")


async def test_channel_that_speaks_in_a_group_does_not_administer_it(bot, api, ada, readers):
    channel = api.add_channel("News", admins=[ada])
    await ada.say("/settings@verbatim_bot", chat=readers, as_channel=channel)
    assert "administrators can change" in (await readers.next_bot_message()).text


async def test_rank_is_asked_at_every_press(panel, ada, bob, readers):
    pressed = await bob.press(panel, "Français")
    assert pressed.alert
    assert pressed.text.startswith("Seuls les administrateurs")
    readers.promote(bob)
    await bob.press(panel, "Français")
    assert panel.now().text.startswith("Ma façon de répondre")
    readers.demote(bob)
    assert (await bob.press(panel, "English")).alert
    assert panel.now().text.startswith("Ma façon de répondre")


async def test_rank_that_telegram_keeps_from_the_bot_is_looked_up_among_administrators(
    panel, api, ada, bob
):
    api.faults.add(
        "getChatMember", "refuse", status=400, times=None,
        description="Bad Request: CHAT_ADMIN_REQUIRED",
    )  # fmt: skip
    await ada.press(panel, "Français")
    assert panel.now().text.startswith("Ma façon de répondre")
    assert (await bob.press(panel, "English")).alert


async def test_language_of_a_group_is_everybodys_there(panel, ada, bob, readers):
    await ada.press(panel, "Français")
    assert "Plus de contexte" in (await ask(ada, readers, COST)).button_texts
    await ada.press(panel, "English")
    assert "More context" in (await ask(bob, readers, COST)).button_texts
    await ada.press(panel, "Reader’s own")
    assert "Plus de contexte" in (await ask(bob, readers, COST)).button_texts
    await bob.say(COST)
    assert "Plus de contexte" in (await bob.chat.next_bot_message()).button_texts


async def test_short_answers_are_the_quote_alone(panel, ada, readers):
    await ada.press(panel, "Short")
    answer = await ask(ada, readers, "What does the harbour cost, and who heads it?")
    assert [text[:4] for text in answer.button_texts] == ["Next", "👍", "👎"]
    await ada.press(answer, "Next")
    assert [text[:6] for text in answer.now().button_texts] == ["Next 2", "👍", "👎"]


async def test_full_answers_always_have_their_context(panel, ada, readers):
    await ada.press(panel, "With context")
    answer = await ask(ada, readers, COST)
    assert "expandable_blockquote" in {entity["type"] for entity in answer.entities}
    assert "The harbour of Ternmouth reopened on Monday" in answer.text
    assert "More context" not in answer.button_texts
    await ada.press(answer, "Next")
    assert "expandable_blockquote" in {entity["type"] for entity in answer.now().entities}


async def test_sources_are_chosen_one_by_one(panel, ada):
    await ada.press(panel, "Sources…")
    assert panel.now().button_texts == ["✓ All sources", "L’Écho des îles", "The Tern", "‹ Back"]
    await ada.press(panel, "L’Écho des îles")
    assert panel.now().button_texts[:2] == ["All sources", "✓ L’Écho des îles"]
    await ada.press(panel, "‹ Back")
    assert panel.now().text.endswith("Sources: L’Écho des îles")
    await ada.press(panel, "Sources…")
    await ada.press(panel, "L’Écho des îles")
    assert panel.now().button_texts[0] == "✓ All sources"


async def test_only_chosen_sources_are_quoted_also_after_a_restart(
    bot, start, settings, ada, readers
):
    bot.stock.groups.change(readers.id, outlets=("L’Écho des îles",))
    await bot.end()
    async with start(settings):
        refused = await ask(ada, readers, "Who heads the port authority of Ternmouth?")
        assert refused.parts("blockquote") == []
        assert refused.text.endswith("In this group I only search: L’Écho des îles.")
        answer = await ask(ada, readers, LIGHTHOUSE)
        assert "Yann Le Goff" in answer.text
        await ada.say("et quand a-t-il été construit ?", chat=readers, reply_to=answer)
        assert "1863" in (await readers.next_bot_message()).text
        await ada.say(COST)
        assert "four million" in (await ada.chat.next_bot_message()).text


async def test_readers_own_operators_narrow_further(panel, ada, readers):
    await ada.press(panel, "Sources…")
    await ada.press(panel, "L’Écho des îles")
    assert "1863" in (await ask(ada, readers, "When was the lighthouse built? source:echo")).text
    nothing = await ask(ada, readers, f"{COST} source:tern")
    assert nothing.parts("blockquote") == []


async def test_done_puts_the_buttons_away(panel, ada):
    await ada.press(panel, "Short")
    await ada.press(panel, "Done")
    assert panel.now().button_texts == []
    assert "Answers: the quote alone" in panel.now().text


async def test_in_private_settings_lead_to_groups_and_to_the_language(bot, ada):
    await ada.say("/settings")
    assert "/lang" in (await ada.chat.next_bot_message()).text
