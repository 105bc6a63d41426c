"""Texts within Telegram's limits, cut where a reader expects it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Reply, head_within, in_plain_words, tail_within, units, visible_text

THREE = "One is here. Two is there! Three is nowhere?"


def test_units_are_counted_as_telegram_counts():
    assert [units(text) for text in ("abc", "é", "🎉", "\ud800")] == [3, 1, 2, 1]


def test_text_that_fits_is_left_alone():
    assert head_within(THREE, 44) == THREE
    assert tail_within(THREE, 44) == THREE


def test_head_ends_with_a_sentence():
    assert head_within(THREE, 43) == "One is here. Two is there!"
    assert head_within(THREE, 26) == "One is here. Two is there!"
    assert head_within(THREE, 25) == "One is here."


def test_head_without_a_sentence_ends_with_a_word():
    assert head_within(THREE, 11) == "One is"


def test_head_of_one_endless_word_is_cut_inside_but_never_inside_a_character():
    assert head_within("a" * 50, 10) == "a" * 10
    assert head_within("🎉" * 50, 9) == "🎉" * 4


def test_tail_begins_with_a_sentence():
    assert tail_within(THREE, 43) == "Two is there! Three is nowhere?"
    assert tail_within(THREE, 20) == "Three is nowhere?"


def test_tail_without_a_sentence_begins_with_a_word_or_is_empty():
    assert tail_within(THREE, 12) == "is nowhere?"
    assert tail_within("a" * 50, 10) == ""


@given(st.text(max_size=200), st.integers(0, 100))
def test_head_and_tail_are_parts_that_fit(text, limit):
    head, tail = head_within(text, limit), tail_within(text, limit)
    assert text.startswith(head)
    assert text.endswith(tail)
    assert units(head) <= limit
    assert units(tail) <= limit


@given(st.text(max_size=200))
def test_plain_words_come_back_from_html(text):
    reply = in_plain_words(text)
    assert reply.plain == text
    assert visible_text(reply.html) == text


def test_plain_text_of_a_card_has_no_tags():
    card = Reply('<blockquote>a &lt; <b>b</b></blockquote>\n— <a href="https://x.org?a=1">t</a>')
    assert card.plain == "a < b\n— t"
