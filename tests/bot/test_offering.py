"""Quotes to choose from, as a phone shows them."""

import pytest

from bot.locales import catalogue_for
from bot.offering import EXCERPT, Place, excerpt_of, read_place, render_offer
from bot.render import Voice
from retrieval.model import Article, Extract, Paragraph, Span

LONG = (
    "Divers had found a crack in the northern breakwater in May, long before anybody in the town "
    "of Ternmouth expected it, and the port authority closed the harbour at once, which cost the "
    "fishermen their income for the whole of that summer and a part of the autumn after it."
)


def extract(text, *words):
    article = Article("a.md", "A title that is much longer than a phone has room for", "en")
    paragraph = Paragraph(1, "abcdefghijklm", 2, text, "en", "", article)
    found = tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)
    corrected = (("brakwater", "breakwater"),)
    return Extract(paragraph, Span(0, len(text)), 0.9, found, corrected=corrected)


def test_short_quote_is_shown_whole():
    assert excerpt_of(extract("Divers found a crack.", "crack")) == "Divers found a crack."


@pytest.mark.parametrize("word", ["Divers", "harbour", "autumn"])
def test_long_quote_is_shown_where_it_has_what_was_typed(word):
    shown = excerpt_of(extract(LONG, word))
    assert word in shown
    assert len(shown) <= EXCERPT + 2
    assert shown.removeprefix("… ").rstrip("…") in LONG


def test_title_leaves_room_for_the_paragraph_and_the_card_says_nothing_of_typing():
    offer = render_offer(extract(LONG, "crack"), Voice("bot", catalogue_for("en")))
    assert offer.title == "A title that is much longer… · §\u00a02 · EN"
    assert "Showing results" not in offer.card.html
    assert offer.card.rows == ()
    assert offer.id == f"abcdefghijklm-0-{len(LONG)}"


def test_place_comes_back_as_it_was_written():
    assert read_place(str(Place(1234, 50))) == Place(1234, 50)


@pytest.mark.parametrize("offset", ["", "50", "7.", ".7", "7.x", "٣.٤", "-1.5", "1.2.3", "9" * 70])
def test_offset_that_is_not_ours_begins_anew(offset):
    assert read_place(offset) is None
