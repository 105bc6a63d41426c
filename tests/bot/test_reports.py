"""How a reindex is going and how it went, as an admin reads it."""

import pytest

from bot.locales import catalogue_for
from bot.reindex import Broken, Progress
from bot.render import Voice
from bot.reply import MOST_UNITS, units
from bot.reports import render_broken, render_done, render_progress, spoken_duration
from storage.summary import Failure, Summary
from storage.telling import from_json

VOICE = Voice("TestBot", catalogue_for("en"))
FRENCH = Voice("TestBot", catalogue_for("fr"))


def done(*failed):
    return Summary(1, 2, 3, 4000, tuple(failed), 4007, 70_000, 83.4)


def failed(source, words):
    return Failure(source, from_json(words))


def test_progress_names_stage_share_rate_and_time_left():
    assert render_progress(Progress("reading", 250, 1000, 5.0), VOICE).plain == (
        "Reading the articles: 250 of 1,000 (25%)\n50 a second, 15\u00a0s left"
    )
    assert render_progress(Progress("indexing", 3, 10, 2.0), FRENCH).plain == (
        "Mise à jour de l’index\u00a0: 3 sur 10 (30\u00a0%)\n1,5 par seconde, encore 5\u00a0s"
    )


def test_progress_that_has_not_begun_has_no_rate():
    assert render_progress(Progress("reading", 0, 10, 0.0), VOICE).plain == (
        "Reading the articles: 0 of 10 (0%)"
    )
    assert render_progress(Progress("reading", 0, 0, 1.0), VOICE).plain == "Reading the articles"
    assert render_progress(Progress("something new", 0, 0, 1.0), VOICE).plain


def test_summary_counts_everything():
    assert render_done(done(), VOICE).plain.replace("\u00a0", " ") == (
        "Done in 1 min 23 s.\n"
        "New 1 · changed 2 · removed 3 · unchanged 4,000\n"
        "4,007 articles, 70,000 paragraphs."
    )


def test_summary_names_each_failure_and_why():
    failures = (failed("a<b>.md", "line 2: odd & bad"), failed("c.txt", "no"))
    text = render_done(done(*failures), VOICE)
    assert text.plain.endswith("2 could not be read:\n· a<b>.md: line 2: odd & bad\n· c.txt: no")
    assert "a&lt;b&gt;.md" in text.html


def test_failures_that_do_not_fit_are_counted():
    failures = [failed(f"folder/{number:04}.md", "x" * 200) for number in range(500)]
    for voice in (VOICE, FRENCH):
        text = render_done(done(*failures), voice).plain
        assert units(text) <= MOST_UNITS
        shown = text.count("folder/")
        assert f"{500 - shown}" in text.splitlines()[-1]


def test_failure_says_why_and_that_the_old_index_is_whole():
    assert render_broken(Broken(from_json("the disk is full")), VOICE, stopped=False).plain == (
        "The articles could not be read again. I go on answering from what I had.\nthe disk is full"
    )
    assert "the log may say more" in render_broken(Broken(), VOICE, stopped=False).plain
    assert "Another program" in render_broken(Broken(busy=True), VOICE, stopped=False).plain
    assert "I’m being stopped" in render_broken(Broken(), VOICE, stopped=True).plain


@pytest.mark.parametrize(
    ("seconds", "spoken"),
    [(0, "1 s"), (59.4, "59 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"), (7325, "2 h 2 min")],
)
def test_durations_are_said_as_people_say_them(seconds, spoken):
    assert spoken_duration(seconds, VOICE.catalogue).replace("\u00a0", " ") == spoken
