"""A paragraph as arrays says what its text says."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import analyse
from retrieval.annotation import Annotator, annotate
from retrieval.marks import MARKS, NAME, NUMBER, TIME
from retrieval.model import Article, Paragraph
from retrieval.numbering import TermTable
from retrieval.sentences import split_sentences

LIGHTHOUSE = (
    "The lighthouse at Carrick Point was lit by hand until 1961. And then? "
    "That winter the council bought two engines from a brewery in Hartwell."
)


def paragraph(text: str, lang: str = "en", number: int = 1) -> Paragraph:
    article = Article("a", "The keepers", lang)
    return Paragraph(number, f"a#{number}", number, text, lang, "Before the engines", article)


def test_words_stand_in_their_sentences():
    table = TermTable()
    (annotated,) = annotate([paragraph(LIGHTHOUSE)], table)
    bounds = pairwise([0, *np.cumsum(annotated.sizes)])
    words = [[table.terms[n] for n in annotated.terms[start:end]] for start, end in bounds]
    assert words == [analyse(span.of(LIGHTHOUSE), "en") for span in split_sentences(LIGHTHOUSE)]
    assert [table.terms[n] for n in annotated.title] == analyse("The keepers", "en")
    assert [table.terms[n] for n in annotated.heading] == analyse("Before the engines", "en")


@given(st.text("Abcé 19.?!«» ’\n", max_size=200), st.sampled_from(["fr", "en"]))
def test_arrays_line_up(text, lang):
    (annotated,) = annotate([paragraph(text, lang)], TermTable())
    sentences = len(annotated.sentences)
    assert len(annotated.sizes) == sentences
    assert annotated.marks.shape == (sentences, len(MARKS))
    assert len(annotated.terms) == len(annotated.flags) == annotated.sizes.sum()


def flags_of(sentence: str, word: str) -> int:
    table = TermTable()
    (annotated,) = annotate([paragraph(sentence)], table)
    (term,) = analyse(word, "en")
    return int(annotated.flags[list(annotated.terms).index(table.number(term))])


def test_names_numbers_and_times_are_flagged():
    sentence = "That winter of 1961 eleven men from Hartwell rowed to Carrick."
    assert flags_of(sentence, "Hartwell") == NAME
    assert flags_of(sentence, "1961") == NUMBER | TIME
    assert flags_of(sentence, "eleven") == NUMBER
    assert flags_of(sentence, "winter") == TIME
    assert flags_of(sentence, "rowed") == 0


def test_the_first_word_is_capitalised_anyway():
    assert not flags_of("Engines were bought in Hartwell.", "Engines") & NAME
    assert flags_of("BBC engineers came.", "BBC") & NAME


@pytest.mark.parametrize("sentence", ["The Guardian asked.", "At Guardian House they asked."])
def test_a_name_behind_an_article_is_a_name(sentence):
    assert flags_of(sentence, "Guardian") & NAME


class Shelf:
    """As much of a snapshot as an annotator reads; counts what it reads."""

    def __init__(self, *paragraphs: Paragraph, version: int = 1) -> None:
        self.version = version
        self.read: list[int] = []
        self._paragraphs = {each.id: each for each in paragraphs}

    def paragraphs(self, ids: Sequence[int]) -> list[Paragraph]:
        self.read += ids
        return [self._paragraphs[i] for i in ids if i in self._paragraphs]


def test_paragraphs_come_in_the_order_asked_and_unknown_ones_not_at_all():
    shelf = Shelf(paragraph("One.", number=1), paragraph("Two.", number=2))
    read = Annotator(TermTable()).read(shelf, [2, 3, 1])
    assert [each.paragraph.text for each in read] == ["Two.", "One."]


def test_while_the_version_stays_no_paragraph_is_read_twice():
    annotator, shelf = Annotator(TermTable()), Shelf(paragraph(LIGHTHOUSE))
    assert annotator.read(shelf, [1])[0] is annotator.read(shelf, [1])[0]
    assert shelf.read == [1]


def test_what_stayed_the_same_in_a_new_version_is_read_but_not_annotated_again():
    annotator = Annotator(TermTable())
    (first,) = annotator.read(Shelf(paragraph(LIGHTHOUSE)), [1])
    assert annotator.read(Shelf(paragraph(LIGHTHOUSE), version=2), [1]) == [first]


def test_a_changed_paragraph_is_annotated_again():
    annotator = Annotator(TermTable())
    annotator.read(Shelf(paragraph(LIGHTHOUSE)), [1])
    fallen = Shelf(paragraph("The lighthouse fell into the sea."), version=2)
    (changed,) = annotator.read(fallen, [1])
    assert changed.paragraph.text == "The lighthouse fell into the sea."
    assert len(changed.sentences) == 1


def test_a_removed_paragraph_is_gone():
    annotator = Annotator(TermTable())
    annotator.read(Shelf(paragraph(LIGHTHOUSE)), [1])
    assert annotator.read(Shelf(version=2), [1]) == []


def test_no_more_than_so_many_paragraphs_are_remembered(monkeypatch):
    monkeypatch.setattr("retrieval.annotation.REMEMBERED_PARAGRAPHS", 2)
    annotator = Annotator(TermTable())
    shelf = Shelf(*(paragraph(text, number=n) for n, text in enumerate(["One.", "Two.", "3."], 1)))
    for paragraph_id in (1, 2, 1, 3, 1):  # the first was used after the second
        annotator.read(shelf, [paragraph_id])
    assert shelf.read == [1, 2, 3]
    annotator.read(shelf, [2])
    assert shelf.read == [1, 2, 3, 2]


def test_a_term_keeps_its_number():
    table = TermTable()
    numbers = [table.number(term) for term in ("lock", "ferry", "lock", "barge")]
    assert numbers == [0, 1, 0, 2]
    assert dict(table.known([("barge", 0.5), ("moon", 1.0)])) == {2: 0.5}
    assert table.terms == ["lock", "ferry", "barge"]
