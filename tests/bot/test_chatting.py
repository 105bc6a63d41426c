"""A conversation in the terminal, over a fake that repeats what it was asked."""

import os
import pty
import select
import subprocess
import sys

import pytest

from bot.chatting import Conversation, greet
from bot.locales import catalogue_for
from bot.wrapping import Screen
from retrieval.model import Answer, Article, Extract, NoAnswer, Paragraph, Query, Reason, Span

LAMP = Article("lamp.txt", "The lamp of Tern Rock", "en")
PHARE = Article("phare.md", "Le phare se rallume", "fr")


class Asked:
    """Answers every question with a quote, but for thanks; remembers what it was asked."""

    def __init__(self):
        self.questions = []

    def __call__(self, question, context):
        self.questions.append((question, context))
        query = Query(question, "en")
        if question == "thanks":
            return NoAnswer(query, Reason.SMALL_TALK)
        paragraph = Paragraph(1, "k", 1, "It was lit again.", "en", "", LAMP)
        return Answer(query, (Extract(paragraph, Span(0, 17), 0.9),), 0.9)


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def conversation(asked):
    return Conversation(
        asked, lambda: "the list", "checked: {}".format, Screen(), catalogue_for("en").say
    )


def test_a_question_is_answered(conversation):
    assert "It was lit again." in conversation.reply("When was it lit?\n")


def test_each_question_is_asked_with_the_one_before(conversation, asked):
    for line in ("Who?", "When?", "Where?"):
        conversation.reply(line)
    assert asked.questions == [("Who?", ""), ("When?", "Who?"), ("Where?", "When?")]


def test_neither_thanks_nor_commands_nor_empty_lines_come_between_two_questions(
    conversation, asked
):
    for line in ("Who?", "thanks", "/articles", "/jump", "  ", "When?"):
        conversation.reply(line)
    assert asked.questions[-1] == ("When?", "Who?")


def test_an_empty_line_gets_nothing(conversation, asked):
    assert conversation.reply("  \n") == ""
    assert asked.questions == []


def test_commands_are_obeyed(conversation):
    assert conversation.reply("/articles") == "the list"
    assert "/quit" in conversation.reply("/HELP")
    assert conversation.reply("/verify some words") == "checked: some words"
    assert "/jump" in conversation.reply("/jump high")
    assert not conversation.ended
    assert conversation.reply("/quit") == ""
    assert conversation.ended


def test_the_command_ask_asks(conversation, asked):
    conversation.reply("/ask Who?")
    assert asked.questions == [("Who?", "")]


def test_an_unknown_command_cannot_drive_the_terminal(conversation):
    assert "\x1b" not in conversation.reply("/\x1b[2J")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_greeting_counts_the_articles_and_gives_an_example_in_each_language(lang):
    greeting = greet([LAMP, PHARE], "seeds", Screen(), catalogue_for(lang).say)
    assert "2 articles" in greeting
    assert "What does “The lamp of Tern Rock” say?" in greeting
    assert "Que dit « Le phare se rallume » ?" in greeting
    assert "/help" in greeting


def test_without_articles_the_greeting_says_how_to_get_some():
    greeting = greet([], "my/texts", Screen(), catalogue_for("en").say)
    assert "my/texts" in greeting
    assert "verbatim index" in greeting


def test_articles_in_one_language_can_be_asked_about_in_the_other():
    assert "Que dit « The lamp of Tern Rock » ?" in greet(
        [LAMP], "seeds", Screen(), catalogue_for("en").say
    )


@pytest.fixture
def terminal(tmp_path):
    """A conversation at a terminal of its own, over one article: its process and our end."""
    (tmp_path / "seeds").mkdir()
    text = "The lamp of Tern Rock\n\nThe lamp of Tern Rock was lit again in 1954 by Ada Moss.\n"
    (tmp_path / "seeds" / "lamp.txt").write_text(text, encoding="utf-8")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--articles", "seeds"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    yield process, ours
    process.kill()
    process.wait()
    os.close(ours)


def test_at_a_terminal_there_is_a_greeting_a_prompt_and_an_end(terminal):
    process, ours = terminal
    assert "one article to ask about" in " ".join(read_until(ours, "> ").split())
    os.write(ours, b"Who lit the lamp of Tern Rock?\n")
    assert "1954" in read_until(ours, "\n> ")
    os.write(ours, b"\x04")  # Ctrl-D
    assert process.wait(timeout=30) == 0


def read_until(descriptor, end):
    """Return what a terminal shows until `end` is the last of it."""
    shown = ""
    while not shown.replace("\r", "").endswith(end):
        readable, _, _ = select.select([descriptor], [], [], 30)
        assert readable, shown
        shown += os.read(descriptor, 4096).decode(errors="replace")
    return shown
