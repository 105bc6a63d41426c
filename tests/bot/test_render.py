"""Answers, passages and lists as Telegram messages."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import catalogue_for
from bot.markup import CUT
from bot.render import (
    Voice,
    render_answer,
    render_card,
    render_no_answer,
)
from bot.reply import MOST_UNITS, units
from bot.views import CardView, Face, Quoted, VoteView, encode
from retrieval.explaining import Explanation, SharedWord
from retrieval.model import Answer, Article, Extract, NoAnswer, Paragraph, Query, Reason, Span

VOICE = Voice("TestBot", catalogue_for("en"))
FRENCH = Voice("TestBot", catalogue_for("fr"))
HARBOUR = Article("harbour.md", "The harbour reopens", "en", outlet="The Tern", published="2016-08")
TEXT = "The harbour reopened on Monday. It had been shut for eleven weeks. Fishing begins again."


def paragraph(text=TEXT, number=2, article=HARBOUR, heading=""):
    return Paragraph(number, f"paragraphkey{number}", number, text, "en", heading, article)


def extract(quote="It had been shut for eleven weeks.", text=TEXT, number=2, bold=(), **more):
    found = paragraph(text, number, **more)
    start = text.index(quote)
    words = (re.search(word, text) for word in bold)
    spans = tuple(Span(*word.span()) for word in words if word)
    return Extract(found, Span(start, start + len(quote)), 0.9, spans)


def answer(*extracts):
    return Answer(Query("How long?", "en"), tuple(extracts), 0.9)


class Markup(HTMLParser):
    """Checks that tags are balanced and Telegram's, and gathers what stands in each."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.inside, self.shown = [], {}, ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert tag in {"b", "a", "blockquote"}
        self.open.append(tag)
        self.inside.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.shown += data
        for tag in self.open:
            self.inside[tag][-1] += data


def test_answer_is_the_quote_and_where_it_stands():
    reply = render_answer(answer(extract()), VOICE)
    assert reply.plain == (
        "It had been shut for eleven weeks.\n"
        "— The harbour reopens · §\u00a02 · The Tern · Aug 2016 · EN"
    )
    assert reply.html.startswith("<blockquote>It had been shut for eleven weeks.</blockquote>\n— ")


def test_matched_words_are_bold_and_nothing_else_changes():
    reply = render_answer(answer(extract(bold=("shut", "weeks", "Monday"))), VOICE)
    assert "<blockquote>It had been <b>shut</b> for eleven <b>weeks</b>.</blockquote>" in reply.html


def test_matched_words_that_overlap_are_marked_once():
    found = extract()
    start = found.span.start
    overlapping = (Span(start, start + 6), Span(start + 3, start + 11), Span(0, start + 2))
    reply = render_card(Extract(found.paragraph, found.span, 0.9, overlapping), None, VOICE)
    assert Markup(reply.html).inside["blockquote"] == [found.text]


def test_markup_in_the_articles_own_words_is_text():
    text = 'He wrote <b>"5 < 6 & 7 > 6"</b> on the wall.'
    reply = render_answer(answer(extract(text, text)), VOICE)
    assert Markup(reply.html).inside["blockquote"] == [text]


def test_answer_with_one_extract_offers_its_context_only():
    reply = render_answer(answer(extract()), VOICE)
    assert [[button.label for button in row] for row in reply.rows] == [
        ["More context"],
        ["Why this?", "👍", "👎"],
    ]
    assert reply.buttons[0].view.face is Face.CONTEXT
    assert reply.buttons[1].view.face is Face.WHY


def test_answer_with_three_extracts_can_be_leafed_through():
    found = [extract(number=number) for number in (1, 2, 3)]
    reply = render_answer(answer(*found), FRENCH)
    assert [[button.label for button in row] for row in reply.rows] == [
        ["Plus de contexte", "Suivant 1/3"],
        ["Pourquoi\u202f?", "👍", "👎"],
    ]
    assert reply.buttons[1].view.shown == 1
    assert [quoted.key for quoted in reply.buttons[1].view.quotes] == [
        "paragraphkey1",
        "paragraphkey2",
        "paragraphkey3",
    ]


def test_other_sources_of_the_same_story_are_named():
    also = extract(number=5, article=Article("port.md", "Le port rouvre", "fr"))
    found = extract()
    told = Extract(found.paragraph, found.span, 0.9, also=(also,))
    assert "Also in\n— Le port rouvre" in render_answer(answer(told), VOICE).plain


def test_context_shows_the_neighbours_around_the_quote():
    around = [paragraph("Before.", 1), paragraph(), paragraph("After.", 3), paragraph("Far.", 9)]
    card = CardView("en", (Quoted("paragraphkey2", extract().span),), face=Face.CONTEXT)
    reply = render_card(extract(), card, VOICE, around)
    assert "<blockquote expandable>Before.\n\nThe harbour" in reply.html
    assert "<b>It had been shut for eleven weeks.</b>" in reply.html
    assert reply.html.endswith("Fishing begins again.\n\nAfter.</blockquote>")
    assert [button.label for button in reply.buttons] == ["Less context", "Why this?", "👍", "👎"]
    assert reply.buttons[2].view == VoteView("paragraphkey2", helpful=True)


WHY = Explanation((SharedWord("shut", 1), SharedWord("<weeks>", 1200)), 8400, 0.93)


def test_reason_names_the_matched_words_how_rare_they_are_and_the_confidence():
    card = CardView("en", (Quoted("paragraphkey2", extract().span),), face=Face.WHY)
    reply = render_card(extract(), card, VOICE, why=WHY)
    assert reply.plain.split("\n\n")[1].splitlines() == [
        "Why this quote?",
        "These words match the question, the rarest first:",
        "· “shut” – in 1 of 8,400 paragraphs",
        "· “<weeks>” – in 1,200 of 8,400 paragraphs",
        "Confidence: 93%. It very likely answers the question.",
    ]
    assert Markup(reply.html).inside["b"] == ["Why this quote?"]
    assert reply.buttons[1].label == "Hide reasons"
    french = render_card(extract(), card, FRENCH, why=WHY).plain
    assert "· «\xa0shut\xa0» – dans un paragraphe sur 8\u202f400" in french
    assert "Confiance\xa0: 93\xa0%. Elle répond très probablement à la question." in french


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (1.0, "99%. It very likely"),
        (0.6, "60%. It probably"),
        (0.35, "35%. It may answer"),
        (0.0, "1%. It probably doesn’t"),
    ],
)
def test_confidence_is_said_in_words_and_never_as_certainty(chance, said):
    reply = render_card(extract(), None, VOICE, why=Explanation((), 84, chance))
    assert "It shares no word with the question" in reply.plain
    assert f"Confidence: {said}" in reply.plain


def test_longest_reason_stays_within_a_message_and_every_button_within_64_bytes():
    text = "All " + "work " * 2_000 + "done."
    words = tuple(SharedWord("w" * 64, 10**9) for _ in range(6))
    quotes = tuple(Quoted("k" * 13, Span(40_000, 40_000 + n)) for n in (1, 2, 3))
    for voice in (VOICE, FRENCH):
        card = CardView("fr", quotes, face=Face.WHY)
        reply = render_card(extract(text, text), card, voice, why=Explanation(words, 10**9, 0.5))
        assert units(reply.plain) <= MOST_UNITS
        assert all(len(encode(button.view).encode()) <= 64 for button in reply.buttons)


def test_neighbours_that_do_not_fit_are_left_out_whole():
    around = [paragraph("Before. " * 200, 1), paragraph(), paragraph("After. " * 800, 3)]
    reply = render_card(extract(), None, VOICE, around)
    assert "Before." in reply.plain
    assert "After." not in reply.plain
    assert units(reply.plain) <= MOST_UNITS


def test_long_paragraph_is_shown_around_the_quote_in_whole_sentences():
    quote = "It had been shut for eleven weeks."
    text = "Waves rolled in. " * 400 + quote + " Gulls came back." * 400
    reply = render_card(extract(quote, text), None, VOICE, [paragraph(text)])
    context = Markup(reply.html).inside["blockquote"][1]
    assert context in text
    assert context.startswith("Waves rolled in. Waves")
    assert context.endswith("Gulls came back.")
    assert quote in context
    assert reply.html.count(CUT) == 2
    assert MOST_UNITS - 200 < units(reply.plain) <= MOST_UNITS


def test_quote_longer_than_a_message_is_shown_as_far_as_it_fits():
    text = "All " + "work " * 2_000 + "done."
    reply = render_card(extract(text, text), None, VOICE, [paragraph(text)])
    quote = Markup(reply.html).inside["blockquote"][0]
    assert text.startswith(quote)
    assert f"</blockquote>\n{CUT}\n— " in reply.html
    assert units(reply.plain) <= MOST_UNITS


words = st.text(st.sampled_from("ab<>&\"' .!?é🎉\n«»"), min_size=1, max_size=30)


@given(
    st.lists(words, min_size=1, max_size=5),
    st.integers(1, 400),
    st.data(),
    st.sampled_from([VOICE, FRENCH]),
)
def test_every_card_is_valid_within_limits_and_quotes_exactly(pieces, times, data, voice):
    text = "".join(pieces) * times
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    marks = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, 9)), max_size=4))
    bold = tuple(Span(at, at + length) for at, length in marks)
    article = Article("k", pieces[0], "en", outlet=pieces[-1], url="https://example.org/")
    found = Extract(paragraph(text, article=article), Span(start, end), 0.5, bold)
    around = [paragraph("x. " * times, 1), found.paragraph, paragraph("y. " * times, 3)]
    for neighbours in ((), around):
        reply = render_card(found, None, voice, neighbours)
        markup = Markup(reply.html)
        assert units(reply.plain) <= MOST_UNITS
        assert markup.shown.replace("\r", "\n") == reply.plain.replace("\r", "\n")
        assert found.text.startswith(markup.inside["blockquote"][0])


def test_another_spelling_that_was_looked_for_is_told_above_the_quote():
    start, end = 0, len(TEXT)
    mended = Extract(paragraph(), Span(start, end), 0.5, corrected=(("foo", "A <b>"), ("x", "B")))
    reply = render_card(mended, None, VOICE)
    assert reply.html.startswith("Showing results for “A &lt;b&gt;”, “B”\n<blockquote>")
    assert render_card(mended, None, FRENCH).plain.startswith("Résultats pour «\xa0A <b>\xa0», ")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_way_of_not_answering_has_its_words(reason):
    for voice in (VOICE, FRENCH):
        assert render_no_answer(NoAnswer(Query("?", "en"), reason), voice).plain


def test_closest_titles_are_marked_as_no_answer():
    nothing = NoAnswer(
        Query("?", "en"), Reason.NOT_SURE, titles=("A <title>", "Two", "Three", "Four")
    )
    assert render_no_answer(nothing, VOICE).plain == (
        "The articles don’t say.\n\nPerhaps close, though not an answer:\n"
        "· A <title>\n· Two\n· Three"
    )


def test_a_refusal_offers_another_spelling_before_the_titles():
    nothing = NoAnswer(
        Query("?", "en"), Reason.NOT_SURE, titles=("One",), spellings=("Vi<b>er", "B")
    )
    assert render_no_answer(nothing, VOICE).plain == (
        "The articles don’t say.\n\nDid you mean “Vi<b>er”, “B”?\n\n"
        "Perhaps close, though not an answer:\n· One"
    )
