"""What is said of operators: on Telegram, in the terminal and in a batch."""

import json

import pytest

from bot.batch import answer_lines
from bot.hinting import MOST_HINTS, hint_lines, refusal_lines
from bot.locales import LANGUAGES, catalogue_for
from bot.render import Voice, render_answer, render_no_answer
from bot.terminal import show_result
from bot.wrapping import Screen
from retrieval.model import Answer, Article, Extract, NoAnswer, Paragraph, Query, Reason, Span
from retrieval.narrowing import Hint, HintKind, Narrowing

SAY = catalogue_for("en").say
VOICE = Voice("TestBot", catalogue_for("en"))
HINT = Hint(HintKind.DATE, "after:<b>&soon")
LINE = "I didn’t understand after:<b>&soon. Write a date such as after:2017-10."
PARAGRAPH = Paragraph(1, "k", 1, "It rains.", "en", "", Article("a", "Weather", "en"))


def answer(*hints):
    query = Query("Rain? after:<b>&soon", "en", hints=hints)
    return Answer(query, (Extract(PARAGRAPH, Span(0, 9), 0.9),), 0.9)


def nothing(reason, *hints, **narrowing):
    return NoAnswer(Query("?", "en", narrowing=Narrowing(**narrowing), hints=hints), reason)


@pytest.mark.parametrize("kind", list(HintKind))
def test_every_hint_is_one_line_in_every_language_and_names_the_operator(kind):
    for lang in LANGUAGES:
        (line,) = hint_lines([Hint(kind, "lang:xx")], catalogue_for(lang).say)
        assert "lang:xx" in line
        assert "\n" not in line


def test_only_the_first_hints_are_shown():
    assert len(hint_lines([HINT] * 9, SAY)) == MOST_HINTS


def test_hint_stands_under_the_card_outside_of_the_quote_and_is_escaped():
    reply = render_answer(answer(HINT), VOICE)
    assert reply.plain == f"It rains.\n— Weather · §\u00a01 · EN\n\n{LINE}"
    assert "after:&lt;b&gt;&amp;soon" in reply.html
    assert LINE not in render_answer(answer(), VOICE).plain


def test_hint_stands_under_a_refusal_and_in_place_of_no_question():
    assert render_no_answer(nothing(Reason.NOT_SURE, HINT), VOICE).plain == (
        f"The articles don’t say.\n\n{LINE}"
    )
    assert render_no_answer(nothing(Reason.NO_QUESTION, HINT), VOICE).plain == LINE


def test_hint_is_shown_in_the_terminal():
    assert show_result(answer(HINT), Screen(), SAY).endswith(f"\n\n{LINE}")
    assert show_result(nothing(Reason.NO_QUESTION, HINT), Screen(), SAY) == LINE


def test_hint_is_told_to_machines_only_where_there_is_one():
    question = json.dumps({"question": "?"}).encode()
    for hints, told in (((HINT,), [{"kind": "date", "written": "after:<b>&soon"}]), ((), None)):
        reply = answer(*hints)
        (line,) = answer_lines([question], lambda *_, reply=reply: reply, show_closest=False)
        assert json.loads(line).get("hints") == told


@pytest.mark.parametrize(
    ("reason", "narrowing", "line"),
    [
        (Reason.NO_MATCH, {"langs": ("en",)}, "Nothing that matches lang:en speaks of this."),
        (
            Reason.NO_MATCH,
            {"langs": ("en",), "bare": True},
            "Nothing in the articles matches lang:en.",
        ),
        (Reason.NOT_SURE, {"langs": ("en",)}, "What matches lang:en doesn’t say."),
        (Reason.NOT_SURE, {}, "The articles don’t say."),
        (
            Reason.NO_ARTICLES,
            {"langs": ("en",)},
            "I don’t have any articles to quote from yet.",
        ),
    ],
)
def test_refusal_says_where_it_looked(reason, narrowing, line):
    assert refusal_lines(nothing(reason, written="lang:en", **narrowing), SAY) == [line]


def test_long_operators_are_cut_in_a_refusal():
    refused = nothing(Reason.NO_MATCH, langs=("en",), written="x" * 2_000)
    (line,) = refusal_lines(refused, SAY)
    assert len(line) < 200
