"""The bot is added to groups and removed from them, and goes along when they become supergroups."""

COST = "How much did rebuilding the breakwater cost?"
ANSWER = "Rebuilding the breakwater cost four million pounds."


async def test_bot_says_hello_in_the_language_of_whoever_added_it(bot, api, ada, bob):
    for adder, beginning in ((ada, "Hello! I answer"), (bob, "Bonjour\u202f! Je réponds")):
        group = api.add_group("New", members=[adder], bots=[])
        group.add_bot(by=adder)
        hello = await group.next_bot_message()
        assert hello.text.startswith(beginning)
        assert "3 articles" in hello.text
        assert "@verbatim_bot" in hello.text
        assert "/ask" in hello.text
        assert await group.stays_silent()


async def test_bot_that_becomes_an_administrator_has_nothing_to_say(bot, group):
    group.promote_bot()
    assert await group.stays_silent(0.8)


async def test_bot_that_was_removed_is_silent_and_greets_when_it_comes_back(
    bot, api, ada, bob, group
):
    await ada.say(f"/ask {COST}", chat=group)
    await group.next_bot_message()
    calls = len(api.calls.of("sendMessage"))
    group.remove_bot(by=ada)
    await bob.say("So it is gone.", chat=group)
    assert await group.stays_silent()
    assert len(api.calls.of("sendMessage")) == calls
    group.add_bot(by=bob)
    assert (await group.next_bot_message()).text.startswith("Bonjour")
    await ada.say(f"/ask {COST}", chat=group)
    assert ANSWER in (await group.next_bot_message()).text


async def test_question_from_before_the_removal_is_not_even_tried(start, settings, api, ada, group):
    await ada.say(f"/ask {COST}", chat=group)
    question = api.bot.stored.updates.waiting[-1]
    async with start(settings):
        await group.next_bot_message()
        group.remove_bot(by=ada)
        calls = len(api.calls.of("sendMessage"))
        api.put_update({**question, "update_id": api.bot.stored.updates.next_id})
        assert await group.stays_silent()
        assert len(api.calls.of("sendMessage")) == calls


async def test_group_that_is_not_allowed_is_told_when_the_bot_comes(start, settings, api, ada):
    async with start(settings, allowed_chats=frozenset({-1})):
        group = api.add_group("Theirs", members=[ada])
        assert f"this group’s number is {group.id}." in (await group.next_bot_message()).text
        await ada.say(f"/ask {COST}", chat=group)
        assert await group.stays_silent()


async def test_channel_that_the_bot_administers_hears_nothing(bot, api, ada):
    channel = api.add_channel("News", admins=[ada], bots=[api.bot])
    assert await channel.stays_silent(0.8)


async def test_group_that_becomes_a_supergroup_keeps_its_settings_and_gets_no_second_hello(
    start, settings, api, ada, bob
):
    group = api.add_group("Readers", members=[ada, bob], kind="group", settled=True)
    async with start(settings, allowed_chats=frozenset({group.id})) as bot:
        await ada.say("/settings", chat=group)
        await ada.press(await group.next_bot_message(), "Français")
        successor = group.migrate()
        assert await successor.stays_silent(0.8)
        await ada.say(f"/ask {COST}", chat=successor)
        answer = await successor.next_bot_message()
        assert ANSWER in answer.text
        assert "Plus de contexte" in answer.button_texts
        assert bot.stock.groups.group(group.id) is None
        assert bot.stock.groups.group(successor.id).moved_from == group.id


async def test_move_that_only_an_error_tells_is_noted_and_nothing_edited_in_the_new_group(
    bot, api, ada, bob
):
    group = api.add_group("Readers", members=[ada, bob], kind="group", settled=True)
    await ada.say("/settings", chat=group)
    panel = await group.next_bot_message()
    await ada.press(panel, "Français")
    await ada.say(f"/ask {COST}", chat=group)
    answer = await group.next_bot_message()
    wanted = api.bot.stored.updates.allowed
    api.bot.stored.updates.allowed = frozenset()  # whatever tells of the move is lost
    successor = group.migrate()
    api.bot.stored.updates.allowed = wanted
    await ada.press(answer, "Suivant", wait=False)
    await ada.press(panel, "Terminé", wait=False)
    assert await successor.stays_silent()
    assert (answer.now().edits, panel.now().edits) == (0, 1)
    assert bot.stock.groups.group(successor.id).lang == "fr"
