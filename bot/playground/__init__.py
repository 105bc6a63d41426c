"""A local Bot API server: Telegram's Bot API over real HTTP, with no network and no token to get.

A bot talks to it through its API base address and knows no difference; nothing in here knows which
bot it is. State is in memory. A test, or a page, plays the people::

    from bot.playground.server import LocalBotApi

    async with LocalBotApi() as api:                # 127.0.0.1, a free port
        # run the bot with TELEGRAM_API_BASE=api.url and TELEGRAM_BOT_TOKEN=api.token
        # (python-telegram-bot: .base_url(api.url + "/bot").base_file_url(api.url + "/file/bot"))
        ada = api.add_user("Ada", username="ada", language_code="fr")   # -> User
        await ada.start()                           # START in the private chat; start("p_KEY") too
        welcome = await ada.chat.next_bot_message(timeout=5)            # -> Message, each once
        await ada.say("En quelle année ?")          # -> Message, private chat with the bot
        answer = await ada.chat.next_bot_message()
        answer.text, answer.html, answer.entities, answer.reply_to_id
        answer.parts("blockquote"), answer.links    # marked stretches of text, addresses
        answer.buttons, answer.button_texts         # rows of Button(text, data, url); labels
        pressed = await ada.press(answer, "Next")   # -> Pressed(text, alert, url), once answered
        answer = await answer.next_edit()           # the same message after its next edit
        answer.now(), answer.is_deleted             # as it stands at this moment

        group = api.add_group("Readers", members=[ada], admins=[])      # -> Chat, bot is a member
        forum = api.add_group("Forum", members=[ada], forum=True)
        topic = forum.add_topic("News")             # -> int, a message_thread_id
        question = await ada.say("/ask@" + api.username + " ...", chat=group)
        await ada.say("and then?", chat=group, reply_to=answer, quote="part of it")
        await ada.say("hello", chat=forum, topic=topic)
        await ada.say("/reindex", chat=group, anonymous=True)           # as the group, 1087968824
        await ada.edit(question, "other words")
        await ada.forward(question, chat=ada.chat)
        await ada.send_document("notes.txt", b"...", caption="/add")
        await ada.react(answer, "👍")
        assert await group.stays_silent(seconds=0.3)
        group.transcript()                          # -> list[Message], as the people see them

        found = await ada.inline("words", chat=group)       # -> InlineAnswer(results, next_offset)
        sent = await ada.choose(found.results[0], chat=group)
        ada.block(); ada.unblock(); ada.join(group); ada.leave(group)
        group.promote(ada); group.promote_bot(); new = group.migrate()  # -> Chat, the supergroup
        channel = api.add_channel("News", discussion=group); await channel.post("...")

        api.faults.add("sendMessage", "too_many", times=1, retry_after=2)
        api.faults.add("*", "server_error", times=None, probability=0.1, status=502)
        # kinds: too_many, server_error, refuse, drop_before, drop_after, slow, garbage
        api.put_update({"message": {...}})          # any update, well formed or not
        api.put_malformed_update()                  # one that no library can parse
        api.calls.of("sendMessage")                 # -> list[Call(method, parameters, status, ...)]
        api.commands_shown_to(ada, group)           # -> list of {"command", "description"}
        await api.wait_for_calls("getUpdates")      # the bot polls; of others: `times` have ended
        api.bot.pending_updates                     # how many it has not confirmed
        other = api.add_bot("Other", username="other_bot")              # -> BotHandle(token, ...)

A bot cannot write to a person who never wrote to it (403, or 400 "chat not found"): call `start()`
or `say()` first. Bots have privacy mode on, as they are born; `LocalBotApi(privacy=False)` turns it
off. Inline answers are cached for their `cache_time`, as Telegram does; `forget_inline_cache()`.
Waiting in vain raises NothingHappenedError; what a person can't do, ImpossibleError.

The same over HTTP, in JSON, under `/control/` (see bot/playground/control.py), and by hand in a
page at `/`, which is plain JavaScript over that (page/main.js). On its own:
`python -m bot.playground --port 8081` takes any token and makes up a bot for it.

Rooms: errors, text, entities, detection, html_markup, markdown_markup, links, keyboards and files
are values and rules; state, posting, privacy, presenting, people and queries are the world;
methods/ is what bots may call; server, handlers, control, feed, pages, same_site and webhooks are
HTTP (tornado is imported only there); client, seen and cast are what tests and pages begin with.
"""
