"""Lines fit the window, keep every character, and tell the terminal nothing to do."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.wrapping import BOLD, PLAIN, Screen, harmless, width_of, wrap, write_lines
from retrieval.model import Span


def lines_of(text, columns):
    return [span.of(text) for span in wrap(text, columns)]


def test_text_breaks_at_spaces_and_fits():
    assert lines_of("one two three four", 9) == ["one two", "three", "four"]


def test_without_a_limit_there_is_one_line():
    assert lines_of("one two three", None) == ["one two three"]


def test_a_word_wider_than_the_window_stays_whole():
    assert lines_of("a https://example.org/long b", 10) == ["a", "https://example.org/long", "b"]


def test_a_no_break_space_does_not_break():
    assert lines_of("aa «\u00a0bb\u00a0» cc", 8) == ["aa", "«\u00a0bb\u00a0»", "cc"]


def test_wide_characters_count_twice_and_combining_ones_not_at_all():
    assert width_of("漢字") == 4
    assert width_of("e\u0301") == 1
    assert lines_of("漢字 漢字", 8) == ["漢字", "漢字"]


@given(st.text(st.sampled_from("ab é漢\u0301")), st.integers(1, 20))
def test_lines_are_ordered_disjoint_and_hold_every_word(text, columns):
    spans = wrap(text, columns)
    assert " ".join(" ".join(span.of(text) for span in spans).split(" ")).split() == text.split()
    assert all(one.end <= two.start for one, two in pairwise(spans))
    for span in spans:
        assert width_of(span.of(text)) <= columns or " " not in span.of(text)


def test_bold_words_stay_bold_across_a_line_break():
    shown = write_lines("one two three", Screen(7, styled=True), bold=[Span(4, 10)])
    assert shown == f"one {BOLD}two{PLAIN}\n{BOLD}th{PLAIN}ree"


def test_without_styles_nothing_is_bold():
    assert write_lines("one two", Screen(), bold=[Span(0, 3)]) == "one two"


def test_an_indent_is_before_each_line_and_counts_in_its_width():
    assert write_lines("one two", Screen(5), indent="  ") == "  one\n  two"


def test_what_a_terminal_would_obey_is_shown_as_a_blot_of_the_same_length():
    evil = "a\x1b[2Jb\x9bc\u202ed\x07"
    assert harmless(evil) == "a\ufffd[2Jb\ufffdc\ufffdd\ufffd"
    assert len(harmless(evil)) == len(evil)
