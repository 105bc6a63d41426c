"""A message that holds several questions, or much beside one, is taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.parting import MOST_QUESTIONS, questions_of


def test_each_question_comes_with_what_is_said_before_it():
    message = "J'ai lu un article sur Viber. Qui en est le patron ? Combien d'employés ? Merci."
    assert questions_of(message) == [
        ("Qui en est le patron ?", "J'ai lu un article sur Viber."),
        ("Combien d'employés ?", "J'ai lu un article sur Viber. Qui en est le patron ?"),
    ]


@pytest.mark.parametrize(
    "message", ["Qui dirige Viber ?", "Viber ??", "prix", "", "?", "Oui. Non."]
)
def test_single_question_and_what_asks_nothing_are_not_taken_apart(message):
    assert questions_of(message) == []


def test_numbers_and_names_with_points_are_not_cut():
    assert [
        part.question for part in questions_of("Bonjour. Qui a payé 3.5 M à t.me en 2.0 ?")
    ] == ["Qui a payé 3.5 M à t.me en 2.0 ?"]


@given(st.text(alphabet="ab ?.!…\n", max_size=200))
def test_any_message_has_few_questions_that_stand_in_it(message):
    parts = questions_of(message)
    assert len(parts) <= MOST_QUESTIONS
    assert all(part.question in message and part.before in message for part in parts)
