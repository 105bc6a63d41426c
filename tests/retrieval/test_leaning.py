"""Whether a question stands alone, or needs the one before it."""

import pytest

from retrieval.language import detect_language
from retrieval.leaning import leans_on_context
from retrieval.query import content_words

NAMES = {"kerlann", "vern", "hartwel"}  # terms


def leans(question: str) -> bool:
    content = content_words(question, detect_language(question, default="fr"))
    return leans_on_context(question, content, NAMES.__contains__)


@pytest.mark.parametrize(
    "question",
    [
        "Combien a-t-il payé ?",
        "Quel prix a-t-elle demandé ?",
        "Combien d'abonnés ont-ils ?",
        "Où travaillent-ils ensemble ?",
        "et en quelle année ?",
        "c'est payant ?",
        "c'était quand ?",
        "qui en est le capitaine ?",
        "et Kerlann ?",
        "prix ?",
        "who said that?",
        "when was that?",
        "does that include Sundays?",
        "What did she say?",
    ],
)
def test_pronoun_that_stands_for_nothing_in_the_question_leans_on_the_one_before(question):
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "Combien Kerlann a-t-il payé ?",
        "Combien le phare a-t-il coûté ?",
        "Pourquoi le capitaine est-il parti ?",
        "Quand la grève a-t-elle commencé ?",
        "Qui dirige le port en Bretagne ?",
        "How much did Hartwell ask for its ferry?",
        "What was the name of the horse that died?",
    ],
)
def test_pronoun_that_repeats_the_questions_own_subject_leans_on_nothing(question):
    assert not leans(question)


@pytest.mark.parametrize("question", ["kerlann", "c'est quoi kerlann ?", "C'est qui, Vernay ?"])
def test_name_that_the_articles_know_can_be_asked_about_in_any_letters(question):
    assert not leans(question)
