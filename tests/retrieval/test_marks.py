"""What in a sentence can be an answer is told by its words."""

import pytest

from retrieval.analysis import words_of_spans
from retrieval.marks import ANSWERS, MARKS, NAME, NUMBER, TIME, mark_sentences, shown_by
from retrieval.model import Span
from retrieval.numbering import TermTable
from retrieval.runs import bounds_of


def mark(*sentences: str) -> list[set[str]]:
    """Return the names of each sentence's marks; the sentences stand in one text."""
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    words, sizes = words_of_spans(text, spans)
    shown = TermTable().words("fr").read(words).shown
    marks = mark_sentences(sentences, words, bounds_of(sizes), shown)
    assert marks.shape == (len(sentences), len(MARKS))
    return [{name for name, value in zip(MARKS, row, strict=True) if value} for row in marks]


def marks_of(sentence: str) -> set[str]:
    (marks,) = mark(sentence)
    return marks


@pytest.mark.parametrize(
    ("sentence", "mark"),
    [
        ("« Nous rouvrons lundi », promet la maire.", "quotation"),
        ('"We are open again," she said.', "quotation"),
        ("Le pont tiendra, affirme l'ingénieur.", "speech"),
        ("The bridge will hold, the engineer said.", "speech"),
        ("Le port ferme parce que la digue a cédé.", "cause"),
        ("The port is closed because of the storm.", "cause"),
        ("Le phare se dresse en Bretagne.", "place"),
        ("The lighthouse stands near Hartwell.", "place"),
        ("Le passage coûte 12 euros.", "unit"),
        ("A loaf costs £3.", "unit"),
        ("Ils ont tout repeint.", "weak_start"),
        ("« Mais nous restons », dit-elle.", "weak_start"),
        ("They painted everything.", "weak_start"),
        ("Le port ferme et", "unfinished"),
        ("On y entre en tirant une chaîne.", "manner"),
        ("The doors are opened by pulling a chain.", "manner"),
    ],
)
def test_a_sentence_is_marked(sentence, mark):
    assert mark in marks_of(sentence)


@pytest.mark.parametrize(
    "sentence", ["Le pont est vert.", "Lanterns hung over the quay.", "Quel beau phare !"]
)
def test_a_plain_sentence_has_no_marks(sentence):
    assert marks_of(sentence) == set()


@pytest.mark.parametrize("sentence", ["Le port ferme.", "Le port ferme !", "« Le port ferme. »"])
def test_a_sentence_with_its_stop_is_finished(sentence):
    assert "unfinished" not in marks_of(sentence)


@pytest.mark.parametrize(
    "sentence", ["En Bretagne, le phare est fermé.", "In Hartwell it never rains."]
)
def test_a_place_may_begin_the_sentence(sentence):
    assert "place" in marks_of(sentence)


@pytest.mark.parametrize("sentence", ["The car is red.", "Red, but small."])
def test_a_word_that_gives_a_reason_in_french_gives_none_in_english(sentence):
    assert "cause" not in marks_of(sentence)


@pytest.mark.parametrize("sentence", ["", " ", "🚢", "\0", "«" * 10_000, "en " * 10_000])
def test_any_sentence_can_be_marked(sentence):
    assert marks_of(sentence) <= set(MARKS)


@pytest.mark.parametrize(
    ("word", "flags"),
    [
        ("1904", NUMBER | TIME),
        ("3,5", NUMBER),
        ("274\u202f100", NUMBER),
        ("75e", NUMBER),
        ("onze", NUMBER),
        ("Eleven", NUMBER | NAME),
        ("février", TIME),
        ("Sunday", TIME),
        ("Kerlann", NAME),
        ("Écluse", NAME),
        ("écluse", 0),
    ],
)
def test_a_word_can_be_a_number_a_time_or_a_name(word, flags):
    assert shown_by(word) & ANSWERS == flags


def test_nothing_reaches_from_one_sentence_into_the_next():
    apart = mark("Le port ferme parce", "Qu’importe.", "", "Rue de Pont-Croix, à", "Quimper.")
    assert apart == [{"unfinished"}, set(), set(), {"unfinished"}, set()]
