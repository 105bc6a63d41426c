"""What an admin is told of the questions: figures, gaps; and what everybody is told of that."""

from contextlib import closing

from storage.questions import Questions

QUESTIONS = ("What did rebuilding the breakwater cost?", "Who is the mayor of Atlantis?")


async def ask_all(person):
    for question in QUESTIONS:
        await person.say(question)
        await person.chat.next_bot_message()


async def test_stats_are_a_picture_with_counts_and_no_words(bot, admin, ada):
    await ask_all(ada)
    answer = ada.chat.bot_messages()[0]
    await ada.press(answer, "👍")
    await admin.say("/stats")
    told = await admin.chat.next_bot_message(timeout=30)
    assert told.file.startswith(b"\x89PNG")
    assert told.json["photo"][0]["width"] > 500
    lines = told.text.splitlines()
    assert lines[0] == "The last 30 days"
    assert lines[2] == "2 questions, one of them without an answer (50%)"
    assert lines[3].startswith("Half of the answers were found within ")
    assert lines[4] == "👍 1 · 👎 0"
    assert lines[-1] == "· The harbour of Ternmouth reopens – once"
    assert "Atlantis" not in told.text


async def test_stats_are_text_where_nothing_draws(bot, admin, ada, monkeypatch, tmp_path):
    (tmp_path / "matplotlib.py").write_text("raise ModuleNotFoundError('matplotlib')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    await admin.say("/stats")
    assert "Nobody has asked anything yet." in (await admin.chat.next_bot_message()).text
    await ask_all(ada)
    await admin.say("/stats")
    told = await admin.chat.next_bot_message(timeout=30)
    assert not told.file
    assert "2 questions, one of them without an answer" in told.text
    assert "“make charts” installs it." in told.text


async def test_no_question_is_kept_unless_the_operator_wants_it(bot, admin, ada, settings):
    await ask_all(ada)
    await admin.say("/gaps")
    assert "I keep no questions." in (await admin.chat.next_bot_message()).text
    await ada.say("/privacy")
    assert "It is not written down anywhere else." in (await ada.chat.next_bot_message()).text
    await bot.end()
    with closing(Questions(settings.db)) as questions:
        assert questions.figures().refused == 1
        assert questions.gaps() == []


async def test_gaps_are_the_unanswered_questions_that_everybody_was_told_of(
    start, settings, admin, ada, bob
):
    async with start(settings, keep_questions=True):
        await ask_all(ada)
        await bob.say("who is the mayor of atlantis")
        await bob.chat.next_bot_message()
        await admin.say("/gaps")
        told = (await admin.chat.next_bot_message()).text
        assert told.startswith("Questions without an answer")
        assert "of atlantis" in told.lower()
        assert "– 2 times, last on " in told
        assert "breakwater" not in told
        await bob.say("/privacy")
        assert (
            "je garde les mots de la question pendant trois mois"
            in (await bob.chat.next_bot_message()).text
        )
    with closing(Questions(settings.db)) as questions:  # as the next start opens them, by default
        assert questions.gaps() == []
        assert questions.figures().refused == 2
