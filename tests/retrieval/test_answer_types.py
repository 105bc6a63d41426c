"""Question words tell what kind of answer is asked for."""

import pytest

from retrieval.answer_types import AnswerType, answer_type

WHY, SAID, NUMBER, WHEN = AnswerType.WHY, AnswerType.SAID, AnswerType.NUMBER, AnswerType.WHEN
WHO, WHERE, HOW, OTHER = AnswerType.WHO, AnswerType.WHERE, AnswerType.HOW, AnswerType.OTHER

QUESTIONS = [
    ("Why did the ferry stop?", WHY),
    ("How come the lock is closed?", WHY),
    ("What caused the fire?", WHY),
    ("What is the reason for the strike?", WHY),
    ("POURQUOI le port ferme-t-il ?", WHY),
    ("pk le port ferme", WHY),
    ("Pour quelle raison la maire a-t-elle démissionné ?", WHY),
    ("Dans quel but l'écluse a-t-elle été refaite ?", WHY),
    ("Pourquoi a-t-il dit cela ?", WHY),
    ("What did the mayor say about the bridge?", SAID),
    ("How did the captain react?", SAID),
    ("What does Morel think of the new market?", SAID),
    ("Que pense la maire du pont ?", SAID),
    ("Que reproche-t-on à la maire ?", SAID),
    ("Comment le maire justifie-t-il ce choix ?", SAID),
    ("Quelle a été la réaction du capitaine ?", SAID),
    ("How many boats are there?", NUMBER),
    ("How old is the bridge?", NUMBER),
    ("What percentage of the bread is sold?", NUMBER),
    ("What is the length of the lock?", NUMBER),
    ("Combien coûte le ferry ?", NUMBER),
    ("cb coute le pain", NUMBER),
    ("Quel âge a le capitaine ?", NUMBER),
    ("Quel est le prix du passage ?", NUMBER),
    ("À combien s'élève la facture ?", NUMBER),
    ("When does the market open?", WHEN),
    ("In what year was the lighthouse built?", WHEN),
    ("Which day is it closed?", WHEN),
    ("Quand le pont rouvre-t-il ?", WHEN),
    ("Depuis quand la boulangerie existe-t-elle ?", WHEN),
    ("À quelle heure ouvre le marché ?", WHEN),
    ("qd ouvre le pont", WHEN),
    ("Who runs the harbour?", WHO),
    ("Which company owns the ferry?", WHO),
    ("Whose boat sank?", WHO),
    ("Qui dirige le port ?", WHO),
    ("À qui appartient le phare ?", WHO),
    ("Quel est le nom du capitaine ?", WHO),
    ("Quelles marques sont parties ?", WHO),
    ("Where is the lighthouse?", WHERE),
    ("Which country does the bread come from?", WHERE),
    ("Où se trouve l'écluse ?", WHERE),
    ("Dans quelle ville vit Morel ?", WHERE),
    ("D'où viennent les pierres ?", WHERE),
    ("How is the bread baked?", HOW),
    ("Comment visiter le phare ?", HOW),
    ("De quelle façon les portes s'ouvrent-elles ?", HOW),
    ("Is the bridge open on Monday?", OTHER),
    ("Le pont est-il ouvert ?", OTHER),
    ("Que s'est-il passé au port ?", OTHER),
    ("What happened at the harbour?", OTHER),
    ("", OTHER),
]
MISTAKEN = [
    ("Where is the man who built it?", WHERE),
    ("Dans quelle ville vit la femme qui dirige le port ?", WHERE),
    ("Quelle est la ville qui accueille le festival ?", WHERE),
    ("Who was mayor when the bridge opened?", WHO),
    ("Qu'est-ce qui a changé ?", OTHER),
    ("Que fait l'entreprise qui gère le port ?", OTHER),
    ("ou se trouve le port ?", WHERE),
    ("Comment s'appelle la maire ?", WHO),
    ("What's the reason for the strike?", WHY),
    ("Qu'a annoncé la maire ?", SAID),
    ("Qu'a-t-elle promis ?", SAID),
    ("Par quel moyen les portes s'ouvrent-elles ?", HOW),
    ("Un avis de tempête a-t-il été publié ?", OTHER),
]


@pytest.mark.parametrize(("question", "kind"), QUESTIONS)
def test_a_question_asks_for(question, kind):
    assert answer_type(question) is kind


@pytest.mark.parametrize(("question", "kind"), MISTAKEN)
def test_a_question_asks_for_what_its_own_question_word_says(question, kind):
    assert answer_type(question) is kind


def test_capitals_make_no_difference():
    assert [answer_type(q.upper()) for q, _ in QUESTIONS] == [kind for _, kind in QUESTIONS]


def test_words_that_merely_contain_a_question_word_ask_nothing():
    assert answer_type("Le Quilleur quitte le port avec Whoopi et Howard.") is OTHER
