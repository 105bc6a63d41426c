"""Questions are spoilt as people write them, the same way each time, and losses are counted."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from retrieval.analysis import analyse
from retrieval.evaluation import Outcome
from retrieval.question_sets import SetQuestion
from retrieval.spoiling import (
    Loss,
    measure_loss,
    misspell,
    slip,
    spoil_to_plain_letters,
    spoil_with_typos,
    to_plain_letters,
)

QUESTION = "Pourquoi les bateliers de Vernay réclament-ils un quai plus long depuis 1904 ?"


def question(text: str, context: str = "", answerable: bool = True) -> SetQuestion:
    return SetQuestion(
        id=text, lang="fr", kind="fact", text=text, context=context, articles=frozenset(),
        paragraphs=frozenset(), answers=(), answerable=answerable, split="dev",
    )  # fmt: skip


def outcome(answer_rank: int, place_rank: int, answerable: bool = True) -> Outcome:
    asked = question("Combien ?", answerable=answerable)
    return Outcome(asked, False, 0.5, answer_rank, place_rank, False, "", 0)


# Typos


def test_every_longer_content_word_is_misspelt_when_all_shall_be():
    before, after = QUESTION.split(), misspell(QUESTION, "fr", 1).split()
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["bateliers", "Vernay", "réclament-ils", "quai", "long"]


def test_none_is_misspelt_when_none_shall_be():
    assert misspell(QUESTION, "fr", 0) == QUESTION


def test_a_question_always_has_the_same_typos():
    assert misspell(QUESTION, "fr", 0.5) == misspell(QUESTION, "fr", 0.5)


def test_about_the_share_of_the_words_is_misspelt():
    words = [f"{letter}ateau{ending}" for letter in "bcdfghjklm" for ending in ("", "x", "rd")]
    spoilt = [misspell(f"{one} {other}", "fr", 0.35) for one in words for other in words]
    kept = sum(word in words for text in spoilt for word in text.split())
    assert 0.30 < 1 - kept / 1_800 < 0.40


@pytest.mark.parametrize("text", ["", "?!", "Qui ?", "le quai5 de 1904", "the sea", "’"])
def test_short_words_numbers_and_function_words_stay(text):
    assert misspell(text, "en", 1) == text


@given(st.text(alphabet="abcdeéèzmqZÉ", min_size=4, max_size=12), st.randoms())
def test_a_slip_is_one_step_away_and_never_the_word_itself(word, rng):
    spoilt = slip(word, "fr", rng)
    assert spoilt != word
    assert OSA.distance(spoilt, word) == 1


def test_each_kind_of_slip_is_made():
    rng = random.Random(5)
    lengths = Counter(len(slip("goudron", "fr", rng)) for _ in range(400))
    assert set(lengths) == {6, 7, 8}
    assert min(lengths.values()) > 60
    swapped = {slip("goudron", "fr", random.Random(seed)) for seed in range(400)}
    assert {"gouudron", "godron", "ogudron", "houdron"} <= swapped


def test_capitals_stay_capitals_beside_their_key():
    struck = {slip("GGGG", "en", random.Random(seed)) for seed in range(50)}
    assert all(word.isupper() for word in struck)


# Plain letters


def test_accents_capitals_and_ligatures_go_and_all_else_stays():
    text = "Où est l’œuvre d’Élise, à 3,5\u00a0km d’ÎLE-e\u0301TROITE ?"
    assert to_plain_letters(text) == "ou est l’oeuvre d’elise, a 3,5\u00a0km d’ile-etroite ?"


@given(st.text(alphabet="aéÈçÿŒ 1.'-", max_size=40))
def test_plain_letters_have_the_same_terms_and_are_plain_already(text):
    plain = to_plain_letters(text)
    assert analyse(plain, "fr") == analyse(text, "fr")
    assert to_plain_letters(plain) == plain


@pytest.mark.parametrize("spoil", [spoil_with_typos(1), spoil_to_plain_letters()])
def test_the_question_before_is_spoilt_too_and_nothing_else(spoil):
    before = question("Combien a coûté l'Écluse ?", "Qui a rénové l'Écluse ?")
    after = spoil(before)
    assert after.text != before.text
    assert after.context != before.context
    assert (after.id, after.answerable, after.answers) == (before.id, True, before.answers)


# Losses


def test_a_loss_is_counted_in_points_of_the_answerable_questions():
    before = [outcome(1, 1), outcome(1, 1), outcome(3, 2), outcome(0, 1), outcome(0, 0, False)]
    after = [outcome(1, 1), outcome(2, 1), outcome(0, 0), outcome(0, 0)]
    assert measure_loss(before, after) == Loss(4, 25.0, 25.0, 25.0)


def test_where_nothing_was_asked_nothing_is_lost():
    assert measure_loss([outcome(0, 0, False)], []) == Loss(0, None, None, None)
