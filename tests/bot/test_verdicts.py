"""What a quote is to the articles, as Telegram and as a terminal show it."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locales import catalogue_for
from bot.markup import CUT
from bot.render import Voice
from bot.reply import MOST_UNITS, units
from bot.terminal_verdicts import show_verdict
from bot.verdicts import render_verdict
from bot.wrapping import Screen
from retrieval.differences import Change, Piece
from retrieval.model import Article, Paragraph
from retrieval.verifying_quotes import Place, Standing, Verdict

ENGLISH, FRENCH = (Voice("TestBot", catalogue_for(lang)) for lang in ("en", "fr"))
ARTICLE = Article("harbour.md", "The harbour <reopens>", "en", outlet="The Tern")
TEXT = "Rebuilding the breakwater cost four million pounds."
PIECES = (
    Piece(Change.KEPT, "Rebuilding the breakwater cost"),
    Piece(Change.LEFT_OUT, "four", spaced=True),
    Piece(Change.ADDED, "<nine>", spaced=True),
    Piece(Change.KEPT, "million pounds", spaced=True),
    Piece(Change.LEFT_OUT, "."),
)


def place(text=TEXT, number=2, article=ARTICLE):
    return Place(Paragraph(number, f"key{number}", number, text, "en", "", article), text)


ALTERED = Verdict(Standing.ALTERED, (place(),), PIECES)


def test_verbatim_quote_is_shown_as_it_stands_with_every_place():
    reply = render_verdict(Verdict(Standing.VERBATIM, (place(), place(number=5))), ENGLISH)
    assert reply.plain == (
        "✅ Verbatim: these very words stand in the articles.\n\n"
        f"{TEXT}\n— The harbour <reopens> · §\u00a02 · The Tern · EN\n"
        "Also in\n— The harbour <reopens> · §\u00a05 · The Tern · EN"
    )
    assert f"<blockquote>{TEXT}</blockquote>" in reply.html
    assert reply.html.count("https://t.me/TestBot?start=p_key") == 2


def test_altered_quote_has_its_differences_marked_outside_of_the_passage():
    reply = render_verdict(ALTERED, ENGLISH)
    marked = "cost <s>four</s> <b><u>&lt;nine&gt;</u></b> million pounds<s>.</s>"
    assert f"\n\nRebuilding the breakwater {marked}\n\n" in reply.html
    assert re.findall("<blockquote>(.*?)</blockquote>", reply.html) == [TEXT]
    assert reply.plain.startswith("✏️ Altered: this isn’t quite what the articles say.")
    assert "Struck through: only in the article." in reply.plain


def test_absent_quote_is_told_what_comes_nearest_if_anything():
    near = render_verdict(Verdict(Standing.ABSENT, (place(),)), FRENCH).plain
    assert near.startswith("❌ Absente\u00a0: ces mots ne sont pas dans les articles.")
    assert f"Ce qui s’en approche le plus\u00a0:\n{TEXT}\n— The harbour" in near
    alone = render_verdict(Verdict(Standing.ABSENT), FRENCH).plain
    assert alone == "❌ Absente\u00a0: ces mots ne sont pas dans les articles."


@pytest.mark.parametrize("standing", [Standing.NO_WORDS, Standing.TOO_LONG, Standing.TOO_COMMON])
def test_quote_that_cannot_be_verified_is_told_what_would_help(standing):
    for voice in (ENGLISH, FRENCH):
        said = render_verdict(Verdict(standing), voice).plain
        assert said[0] not in "✅✏❌"
        assert len(said) < 200
    assert "4,096 characters" in render_verdict(Verdict(Standing.TOO_LONG), ENGLISH).plain


texts = st.builds(
    lambda char, times: char * times, st.sampled_from("a<🎉& ."), st.integers(1, 5000)
)
pieces = st.lists(st.builds(Piece, st.sampled_from(Change), texts, st.booleans()), max_size=120)


@settings(deadline=None)  # a busy machine fails no test
@given(pieces, texts, texts)
def test_every_verdict_is_within_limits_and_its_tags_are_balanced(changes, text, title):
    article = Article("k", title, "en", outlet=title, url="https://example.org/")
    places = tuple(place(text, number, article) for number in (1, 2, 3))
    for standing in Standing:
        changed = tuple(changes) if standing is Standing.ALTERED else ()
        reply = render_verdict(Verdict(standing, places, changed), ENGLISH)
        assert units(reply.plain) <= MOST_UNITS
        for tag in ("s", "u", "b", "blockquote", "i"):
            assert reply.html.count(f"<{tag}>") == reply.html.count(f"</{tag}>")
        assert len(re.findall("<(?:s|u|b|a|i|blockquote)[ >]", reply.html)) <= 100
        assert text.startswith(html.unescape(re.search("<blockquote>(.*?)<", reply.html)[1]))


def test_differences_that_are_too_many_are_cut_and_that_is_marked():
    many = tuple(Piece(Change.ADDED, "so", spaced=True) for _ in range(500))
    assert CUT in render_verdict(Verdict(Standing.ALTERED, (place(),), many), ENGLISH).plain


def test_terminal_marks_differences_with_brackets_and_braces():
    say = catalogue_for("en").say
    assert show_verdict(ALTERED, Screen(), say).split("\n\n") == [
        "Altered: this isn’t quite what the articles say.",
        "Rebuilding the breakwater cost [-four-] {+<nine>+} million pounds[-.-]",
        "[-…-]: only in the article. {+…+}: only in the quote.",
        f"Word for word:\n«\u00a0{TEXT}\u00a0»\n— The harbour <reopens> · §\u00a02 · The Tern · EN",
    ]


def test_terminal_is_not_driven_by_what_a_quote_holds():
    verdict = Verdict(Standing.ALTERED, (place("a\n\nb"),), (Piece(Change.ADDED, "\x1b[2J"),))
    shown = show_verdict(verdict, Screen(), catalogue_for("fr").say)
    assert "\x1b" not in shown
    assert "«\u00a0a b\u00a0»" in shown
