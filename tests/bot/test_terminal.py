"""Answers as the terminal shows them, on screens of several kinds."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fluent.syntax import parse

import bot.locales
from bot.locales import catalogue_for
from bot.terminal import language_of, screen_of, show_article, show_result
from bot.terminal_messages import say_in_locale
from bot.wrapping import BOLD, PLAIN, Screen, width_of
from retrieval.model import (
    Answer,
    Article,
    Extract,
    NoAnswer,
    Paragraph,
    Query,
    Reason,
    Span,
)

TEXT = "Le port est calme. Le phare a été rallumé en 1954, après onze ans. Il pleut."
QUOTE = Span(19, 66)
QUERY = Query("Quand le phare a-t-il été rallumé ?", "fr")
NBSP = "\xa0"


def paragraph(text=TEXT, **article):
    known = {"key": "phare.md", "title": "Le phare rallumé", "lang": "fr", **article}
    return Paragraph(7, "k7", 2, text, known["lang"], "", Article(**known))


def extract(**article):
    phare = TEXT.index("phare")
    return Extract(paragraph(**article), QUOTE, 0.9, matched=(Span(phare, phare + 5), Span(68, 70)))


def show(result, screen=None, lang="en", **options):
    return show_result(result, screen or Screen(), catalogue_for(lang).say, **options)


def test_a_quote_stands_between_guillemets_with_its_source_beneath():
    known = extract(outlet="La Gazette", published="2017-10")
    assert show(Answer(QUERY, (known,), 0.9)) == (
        f"«{NBSP}Le phare a été rallumé en 1954, après onze ans.{NBSP}»\n"
        f"— Le phare rallumé · §{NBSP}2 · La Gazette · 2017-10 · FR"
    )


def test_what_is_not_known_of_a_source_is_left_out():
    assert show(Answer(QUERY, (extract(),), 0.9)).endswith(f"\n— Le phare rallumé · §{NBSP}2 · FR")


def test_a_source_on_the_web_shows_its_address():
    shown = show(Answer(QUERY, (extract(url="https://example.org/phare"),), 0.9))
    assert shown.endswith("\n  https://example.org/phare")


def test_another_source_of_the_same_story_is_named():
    twin = Extract(paragraph("The lamp.", key="l", title="Light", lang="en"), Span(0, 9), 0.8)
    both = Extract(paragraph(), QUOTE, 0.9, also=(twin,))
    shown = show(Answer(QUERY, (both,), 0.9))
    assert shown.splitlines()[-1] == f"— Also in Light · §{NBSP}2 · EN"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Showing results for “phare”"), ("fr", f"Résultats pour «{NBSP}phare{NBSP}»")],
)
def test_another_spelling_that_was_looked_for_is_told_once_above_the_quotes(lang, said):
    mended = replace(extract(), corrected=(("phrae", "phare"), ("fare", "phare")))
    shown = show(Answer(QUERY, (mended, mended), 0.9), lang=lang)
    assert shown.splitlines()[0] == said
    assert shown.count(said) == 1


def test_extracts_are_parted_by_an_empty_line():
    shown = show(Answer(QUERY, (extract(), extract(title="Autre")), 0.9))
    first, second = shown.split("\n\n")
    assert "Le phare rallumé" in first
    assert "Autre" in second


def test_on_a_terminal_lines_fit_and_matched_words_of_the_quote_are_bold():
    shown = show(Answer(QUERY, (extract(),), 0.9), Screen(30, styled=True))
    assert f"{BOLD}phare{PLAIN}" in shown
    assert shown.count(BOLD) == 1  # the second match lies outside of the quote
    plain = show(Answer(QUERY, (extract(),), 0.9), Screen(30))
    assert all(width_of(line) <= 30 for line in plain.splitlines())
    assert " ".join(plain.split("\n")).startswith(f"«{NBSP}{QUOTE.of(TEXT)}{NBSP}»")


def test_escape_sequences_in_an_article_do_not_reach_the_terminal():
    evil = Extract(paragraph("\x1b[2JGone.", title="\x1b]0;x\x07T"), Span(0, 9), 0.9)
    shown = show(Answer(QUERY, (evil,), 0.9), Screen(80))
    assert "\x1b" not in shown
    assert "\x07" not in shown


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_reason_for_no_answer_is_told_in_one_line_without_a_quote(reason, lang):
    shown = show(NoAnswer(QUERY, reason), lang=lang)
    assert shown
    assert "\n" not in shown
    assert "—" not in shown
    assert "«" not in shown


def test_a_refusal_names_the_closest_titles():
    shown = show(NoAnswer(QUERY, Reason.NOT_SURE, titles=("Le phare", "La digue")))
    assert shown.splitlines()[-2:] == ["· Le phare", "· La digue"]


@pytest.mark.parametrize("reason", [Reason.NOT_SURE, Reason.NO_MATCH])
def test_a_refusal_offers_another_spelling(reason):
    nothing = NoAnswer(QUERY, reason, titles=("Le phare",), spellings=("Viber",))
    assert (
        show(nothing, lang="fr").splitlines()[2] == f"Vouliez-vous dire «{NBSP}Viber{NBSP}»\u202f?"
    )
    assert show(nothing).splitlines()[2:] == [
        "Did you mean “Viber”?",
        "",
        "Perhaps close, though not an answer:",
        "· Le phare",
    ]


def test_a_refusal_shows_the_closest_extracts_when_all_are_asked_for():
    shown = show(NoAnswer(QUERY, Reason.NOT_SURE, (extract(),)), closest=True)
    assert "no answer" in shown
    assert f"«{NBSP}Le phare a été rallumé" in shown


def test_an_article_is_listed_with_what_is_known_of_it():
    article = Article("a.md", "The lamp", "en", outlet="Daily", published="2020-01-31")
    assert show_article(12, article, 1, Screen(), catalogue_for("en").say) == (
        "12. The lamp\n    Daily · 2020-01-31 · EN · one paragraph · a.md"
    )


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "de_DE@euro"}, "de"),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_CA", "LC_ALL": ""}, "fr"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fr_FR"}, "c"),
    ],
)
def test_the_locale_gives_the_language(environ, lang):
    assert language_of(environ) == lang


def test_messages_are_in_the_language_of_the_locale(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    assert say_in_locale("terminal-examples") == "Demandez par exemple :"
    assert say_in_locale("also-in") == "Aussi dans"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert say_in_locale("terminal-examples") == "Ask, for instance:"


def test_what_is_no_terminal_is_neither_wrapped_nor_styled():
    assert screen_of(io.StringIO(), {"TERM": "xterm"}) == Screen(None, styled=False)


class FakeTerminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_is_styled_unless_it_is_dumb_and_never_too_wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    assert screen_of(FakeTerminal(), {"TERM": "xterm"}) == Screen(100, styled=True)
    monkeypatch.setenv("COLUMNS", "40")
    assert screen_of(FakeTerminal(), {"TERM": "dumb"}) == Screen(40, styled=False)


def test_both_languages_of_the_terminal_have_the_same_messages():
    def messages(lang):
        folder = Path(bot.locales.__file__).parent
        parsed = parse((folder / f"terminal.{lang}.ftl").read_text(encoding="utf-8"))
        kinds = {type(entry).__name__ for entry in parsed.body}
        assert "Junk" not in kinds
        return sorted(entry.id.name for entry in parsed.body if hasattr(entry, "id"))

    assert messages("fr") == messages("en")
