"""Index and question meet in the same terms, however a word is written."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.analysis import (
    LONGEST_WORD,
    analyse,
    find_terms,
    fold,
    term_of,
    tokenise,
    words_of,
    words_of_spans,
)
from retrieval.model import Span
from retrieval.stopwords import stop_words

FRENCH_TEXT = st.text("abcdefghijlmnopqrstuvxzàâçéèêëîïôùûüœ ABÉŒ'’-.,« »0123456789", max_size=120)


def without_accents(text: str) -> str:
    text = text.replace("œ", "oe").replace("Œ", "OE")
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


# Words


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("L'Écluse a été rénovée", "l ecluse rénovée"),
        ("Œuvre", "oeuvre"),
        ("LE CŒUR DE LA VILLE", "coeur ville"),
        ("les bateaux", "le bateau"),
        ("la maison rénovée", "les maisons renovees"),
        ("un musée créé en ville", "des musees crees en ville"),
        ("Qu’il aille jusqu’à l’île", "aille ile"),
        ("presqu'île", "ile"),
    ],
)
def test_french_words_meet_without_accents_capitals_elisions_and_endings(text, same):
    assert analyse(text, "fr") == analyse(same, "fr")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("the baker's oven", "bakers ovens"),
        ("the baker’s oven", "baker oven"),
        ("The BAKERS' OVENS", "baker oven"),
        ("Baking bread", "baked breads"),
        ("a naïve café", "naive cafe"),
    ],
)
def test_english_words_meet_without_possessives_capitals_and_endings(text, same):
    assert analyse(text, "en") == analyse(same, "en")


def test_an_apostrophe_that_elides_nothing_parts_no_name_from_its_letter():
    assert analyse("O'Brien", "en") == ["o", "brien"]


def test_function_words_of_the_language_are_left_out():
    assert analyse("Est-ce que c'était dans la ville ?", "fr") == analyse("ville", "fr")
    assert analyse("Was it in the city?", "en") == analyse("city", "en")


def test_function_words_of_the_other_language_stay():
    assert analyse("the", "fr")
    assert analyse("dans", "en")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_stop_words_are_written_as_words_are_folded(lang):
    assert {word for word in stop_words(lang) if fold(word) != word} == set()


@pytest.mark.parametrize("text", ["", " \n", "?!…", "🚢⚓", "_ __", "'’", "\u200b\ufeff"])
def test_a_text_without_words_has_no_terms(text):
    assert analyse(text, "fr") == []
    assert tokenise(text, "en") == []


def test_words_longer_than_any_word_are_cut_alike():
    (term,) = analyse("a" * 5_000, "en")
    assert len(term) <= LONGEST_WORD
    assert analyse("a" * 9_000, "en") == [term]


@given(FRENCH_TEXT)
def test_a_question_typed_without_accents_has_the_terms_of_the_accented_text(text):
    assert analyse(without_accents(text), "fr") == analyse(text, "fr")


@given(FRENCH_TEXT)
def test_capitals_make_no_difference(text):
    assert analyse(text.upper(), "fr") == analyse(text.lower(), "fr")


def test_accents_that_stand_apart_from_their_letters_part_no_word():
    text = "L'Église fut rénovée à Noël"
    assert analyse(unicodedata.normalize("NFD", text), "fr") == analyse(text, "fr")


def test_fancy_letters_are_plain_ones():
    assert analyse("𝐓𝐡𝐞 𝐇𝐚𝐫𝐛𝐨𝐮𝐫 Ｂｒｉｄｇｅ", "en") == analyse("harbour bridge", "en")


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200d", "\u2060"])
def test_marks_without_width_part_no_word(mark):
    assert analyse(f"light{mark}house", "en") == analyse("lighthouse", "en")


# Numbers


@pytest.mark.parametrize(
    "number",
    ["274.100", "274,100", "274 100", "274\u00a0100", "274\u202f100", "274\u2009100", "274100"],
)
def test_a_number_has_one_spelling(number):
    assert analyse(f"Elle a coûté {number} euros.", "fr")[1] == "274100"
    assert analyse(f"It cost {number} pounds.", "en")[1] == "274100"


def test_thousands_are_grouped_more_than_once():
    assert analyse("1 823 456 1.823.456 1,823,456", "fr") != []
    for number in ("1 823 456", "1.823.456", "1,823,456"):
        assert analyse(number, "en") == ["1823456"]


@pytest.mark.parametrize("number", ["3,5", "3.5"])
def test_a_decimal_has_one_spelling(number):
    assert analyse(f"{number} millions", "fr")[0] == "3.5"


@pytest.mark.xfail(reason="0,125 is read as grouped thousands", strict=True)
def test_a_fraction_with_three_digits_is_not_grouped_thousands():
    assert analyse("0,125 0.125", "fr") == ["0.125", "0.125"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("En 2016, 274 100 tickets", ["2016", "274100", "ticket"]),
        ("en 2022 150 bateaux", ["2022", "150", "bateau"]),
        ("le 26 octobre 2017", ["26", "octobr", "2017"]),
        ("les 5G, 75e et A380", ["5g", "75e", "a380"]),
    ],
)
def test_numbers_side_by_side_stay_apart(text, terms):
    assert analyse(text, "fr") == terms


# Spans


@given(st.text(max_size=80), st.sampled_from(["fr", "en"]))
def test_tokens_stand_where_their_spans_say(text, lang):
    tokens = tokenise(text, lang)
    assert [token.term for token in tokens] == analyse(text, lang)
    words, sizes = words_of_spans(text, [Span(0, len(text))])
    assert [term for word in words if (term := term_of(word, lang))] == analyse(text, lang)
    assert sizes == [len(words)]
    assert [fold(token.span.of(text)) for token in tokens] == [token.word for token in tokens]
    ends = [0, *(token.span.end for token in tokens)]
    assert all(t.span.start >= end for t, end in zip(tokens, ends, strict=False))
    assert list(find_terms(text, lang, set(analyse(text, lang)))) == [t.span for t in tokens]


def test_a_span_covers_the_word_without_its_article_and_its_possessive():
    french, english = "Vive l’Écluse !", "the baker's oven"
    assert [t.span.of(french) for t in tokenise(french, "fr")][-1] == "Écluse"
    assert [t.span.of(english) for t in tokenise(english, "en")] == ["baker", "oven"]


def test_words_of_keeps_function_words_in_order():
    assert words_of("L'Écluse est ICI") == ["l", "ecluse", "est", "ici"]


@given(
    st.text(alphabet="aéœ'’“”–…-_ 0123.,\u00a0\u00ad\u202f²ª…\u2009\u0301ŁÇ\x1f\x85\n", max_size=30)
)
@example("’tis rock’n’roll d’été l' 1 000,5 qu’'a")
@example("1–200 à 1\u202f200 d’1,5 x1,250,000 → 12 345 2,5e 0.125 ✓1 000")
def test_texts_cut_quickly_have_the_words_that_the_pattern_finds(text):
    tokens = tokenise(text, "fr")
    assert analyse(text, "fr") == [token.term for token in tokens]
    assert list(find_terms(text, "fr", set(analyse(text, "fr")))) == [t.span for t in tokens]
