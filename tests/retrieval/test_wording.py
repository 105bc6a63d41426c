"""Words and marks of a text: what counts letter for letter, and what is only how it is set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.wording import Wanted, read_quote, read_units

SOURCE = "« L’eau n’a pas monté », dit-elle — c’était en 2017… Mais l’écluse, non."


def stands(quote, text=SOURCE):
    worded = read_units(text)
    found = Wanted.of(read_quote(quote)).find_in(worded)
    return found and worded.text_of(found)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("L'eau n'a pas monté", "L’eau n’a pas monté"),
        ('"L’eau  n’a\npas\u00a0monté", dit', "L’eau n’a pas monté », dit"),
        ("dit‑elle - c‘était", "dit-elle — c’était"),
        ("dit-elle -- c`était en 2017...", "dit-elle — c’était en 2017"),
        ("l’e\u0301cluse", "l’écluse"),
        ("l’é\u200bclu\u00adse\u200b ,", "l’écluse,"),
        ("“dit-elle”", "dit-elle"),
        ("'dit-elle'", "dit-elle"),
        ("[…] dit-elle [...]", "dit-elle"),
        ("en 2017 … Mais", "en 2017… Mais"),
    ],
)
def test_how_a_text_is_set_makes_no_difference(quote, found):
    assert stands(quote) == found


@pytest.mark.parametrize(
    "quote",
    ["l’eau n’a", "L’eau na pas", "monte", "écluses", "clus", "dit elle", "2017 Mais", "eau pas"],
)
def test_letters_case_accents_marks_and_whole_words_count(quote):
    assert stands(quote) is None


def test_number_is_one_word_however_its_thousands_are_set_apart():
    assert stands("22\u202f000 euros", "payé 22 000 euros") == "22 000 euros"
    assert stands("22,5 %", "soit 22,5\u00a0%.") == "22,5\u00a0%"
    for part in ("22", "000 euros", "22000 euros", "22.000 euros"):
        assert stands(part, "payé 22 000 euros") is None
    assert stands("22", "soit 22,5 %.") is None


def test_marks_inside_a_quote_stay():
    quote = read_quote("« Non », dit-elle, « non »")
    assert [unit.exact for unit in quote.units] == [
        *("Non", '"', ",", "dit", "-", "elle", ",", '"', "non"),
    ]


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "«»", "…", "[…]", "\u200b “ ”"])
def test_nothing_to_read_has_no_units(text):
    assert read_quote(text).units == ()


def test_emoji_and_characters_that_nobody_sees_are_no_words():
    assert not any(unit.is_word for unit in read_units("🎉 👩\u200d💻 ❤\ufe0f !? \u202e").units)
    assert stands("❤ yes", "Some ❤\ufe0f yes") == "❤\ufe0f yes"


@given(st.text())
def test_units_are_disjoint_ascending_and_hold_what_can_be_seen(text):
    end = 0
    for unit in read_units(text).units:
        assert end <= unit.span.start < unit.span.end <= len(text)
        assert unit.exact
        assert unit.loose
        end = unit.span.end


@given(st.text(), st.data())
def test_every_stretch_of_a_text_stands_in_it(text, data):
    worded = read_units(text)
    if worded.units:
        start = data.draw(st.integers(0, len(worded.units) - 1))
        end = data.draw(st.integers(start + 1, len(worded.units)))
        quote = read_quote(text[worded.units[start].span.start : worded.units[end - 1].span.end])
        if quote.units:
            assert Wanted.of(quote).find_in(worded)
            assert Wanted.of(quote).may_stand_in(text)


def test_a_quote_may_stand_around_an_underscore():
    text = "0 _ 0"
    assert Wanted.of(read_quote(text)).may_stand_in(text)
