"""Extracts are whole sentences, exactly as they stand, from different paragraphs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis import analyse
from retrieval.extracts import (
    LONGEST_PAIR,
    MOST_EXTRACTS,
    choose_extracts,
    find_corrected,
    find_matches,
)
from retrieval.model import Clause, Correction, Extract, Query, Span
from retrieval.searching import Candidates
from retrieval.sentences import split_sentences

KERLANN = """\
Kerlann

The harbour closes its basins in spring. It keeps the ferries. Nobody minds the noise.

The market of the harbour is covered. Bread is sold there, and fish.

The harbour office opens at nine. The harbour master is Lucie Abgrall.

A harbour needs a lighthouse. Kerlann has none.
"""


def choose(candidates: Candidates, **scores: float) -> tuple[Extract, ...]:
    """Choose with the given scores of the sentences that begin with these words, 0 for others."""
    texts = [
        span.of(annotated.paragraph.text)
        for annotated in candidates.pool.paragraphs
        for span in annotated.sentences
    ]
    values = [next((s for w, s in scores.items() if t.startswith(w)), 0.0) for t in texts]
    return choose_extracts(candidates.query, candidates.pool, np.array(values, np.float32), 0.8)


@pytest.fixture
def harbour(search) -> Candidates:
    """Candidates among which scores are given by the first word of each sentence."""
    return search("harbour?", KERLANN)


def test_the_best_sentences_of_different_paragraphs_are_quoted_best_first(harbour):
    extracts = choose(harbour, Nobody=9.0, Bread=7.0, A=5.0, The=0.0)
    assert [e.text for e in extracts] == [
        "Nobody minds the noise.",
        "Bread is sold there, and fish.",
        "A harbour needs a lighthouse.",
    ]


def test_there_are_at_most_three(harbour):
    assert len(choose(harbour, The=2.0, A=1.0)) == MOST_EXTRACTS == 3


def test_fewer_paragraphs_give_fewer_extracts(search):
    candidates = search("harbour?", "Kerlann\n\nThe harbour is shut. Ferries wait. The sea is up.")
    assert len(choose(candidates, Ferries=1.0)) == 1


def test_the_same_sentence_elsewhere_is_not_quoted_twice(search):
    candidates = search("harbour?", "One\n\nThe harbour is shut.", "Two\n\nThe harbour is shut.")
    (extract,) = choose(candidates, The=1.0)
    assert [other.text for other in extract.also] == ["The harbour is shut."]


@pytest.mark.parametrize("before", ["The", "Nobody"])
def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it(harbour, before):
    extract = choose(harbour, It=3.0)[0]
    assert extract.text == "The harbour closes its basins in spring. It keeps the ferries."


def test_a_sentence_that_leans_on_nothing_is_quoted_alone(harbour):
    assert choose(harbour, Kerlann=5.0)[0].text == "Kerlann has none."


def test_a_neighbour_that_scores_as_well_is_quoted_too(harbour):
    extract = choose(harbour, A=3.0, Kerlann=2.95)[0]
    assert extract.text == "A harbour needs a lighthouse. Kerlann has none."


def test_no_more_than_two_sentences_are_quoted(harbour):
    for extract in choose(harbour, The=1.0, It=1.0, Nobody=1.0, Bread=1.0, A=1.0, Kerlann=1.0):
        assert len(split_sentences(extract.text)) <= 2


def test_a_pair_that_would_be_too_long_is_not_quoted(search):
    long = "The harbour " + "and the quay " * 50 + "are shut."
    candidates = search("harbour?", f"Kerlann\n\n{long} It is a pity.")
    assert len(long) > LONGEST_PAIR
    assert choose(candidates, It=3.0)[0].text == "It is a pity."


def test_the_first_score_is_the_confidence_and_the_others_fall_from_it(harbour):
    first, second, third = choose(harbour, Nobody=3.0, Bread=2.0, A=1.5)
    assert first.score == pytest.approx(0.8)
    assert first.score > second.score > third.score > 0


@settings(max_examples=60)
@given(data=st.data())
def test_whatever_the_scores_extracts_are_whole_sentences_of_their_paragraphs(search, data):
    candidates = search("Which harbour, which market, which ferries?", KERLANN)
    size = candidates.pool.size
    scores = data.draw(st.lists(st.floats(-50, 50, width=32), min_size=size, max_size=size))
    confidence = data.draw(st.floats(0, 1))
    extracts = choose_extracts(
        candidates.query, candidates.pool, np.array(scores, np.float32), confidence
    )
    assert 1 <= len(extracts) <= MOST_EXTRACTS
    assert len({e.paragraph.id for e in extracts}) == len(extracts)
    for extract in extracts:
        spans = split_sentences(extract.paragraph.text)
        assert extract.span.start in {span.start for span in spans}
        assert extract.span.end in {span.end for span in spans}
        assert extract.text in extract.paragraph.text
        assert 0 <= extract.score <= 1
        for span in extract.matched:
            assert extract.span.start <= span.start < span.end <= extract.span.end


# The same story

FRENCH_BALLOON = """\
Le ballon de Morvane

Le ballon de Nadia Ferrec s'est posé à Kerlann lundi, avec 3 moutons.

La mer était calme.
"""
ENGLISH_BALLOON = """\
The Morvane balloon

On Monday the balloon of Nadia Ferrec came down in Kerlann with 3 sheep.

Gulls flew by.
"""
BALLOON = (FRENCH_BALLOON, ENGLISH_BALLOON)


@pytest.mark.parametrize("scores", [{"Le": 9.0, "On": 8.0}, {"Le": 8.0, "On": 9.0}])
def test_a_story_told_twice_takes_one_place_and_names_the_other_source(search, scores):
    candidates = search("balloon?", *BALLOON)
    first, *others = choose(candidates, **scores, La=1.0)
    assert {first.citation.article, *(e.citation.article for e in first.also)} == {"1", "2"}
    assert [(e.text, e.also) for e in others] == [
        ("La mer était calme.", ()),
        ("Gulls flew by.", ()),
    ]


def test_of_a_story_told_twice_the_questions_language_is_shown(search):
    first = choose(search("Where did the balloon come down?", *BALLOON), Le=9.0, On=8.0)[0]
    assert (first.citation.lang, [e.citation.lang for e in first.also]) == ("en", ["fr"])
    assert first.score == pytest.approx(0.8)
    assert first.also[0].score < first.score


def test_a_far_better_sentence_is_shown_in_whatever_language(search):
    first = choose(search("Where did the balloon come down?", *BALLOON), Le=9.0, On=5.0)[0]
    assert (first.citation.lang, [e.citation.lang for e in first.also]) == ("fr", ["en"])


# Corrected words

FERRIES = "Kerlann closes. The ferries of Vernay wait for Kerlann’s basins."
READ_AS = Query("", "en", corrections=(Correction("Kerlnan", ("kerlann",)),))


@pytest.mark.parametrize("span", [Span(0, 15), Span(16, 65)])
def test_a_corrected_word_is_shown_as_the_paragraph_writes_it(make_paragraph, span):
    assert list(find_corrected(READ_AS, make_paragraph(FERRIES), span)) == [("Kerlnan", "Kerlann")]


def test_a_corrected_word_inside_of_the_quote_comes_before_one_around_it(make_paragraph):
    paragraph = make_paragraph("KERLANN closes. Nobody minds at Kerlann.")
    assert list(find_corrected(READ_AS, paragraph, Span(16, 40))) == [("Kerlnan", "Kerlann")]


def test_a_correction_that_the_paragraph_does_not_hold_is_not_told(make_paragraph):
    assert list(find_corrected(READ_AS, make_paragraph("Ferries wait."), Span(0, 13))) == []


# Matched words


def test_matched_words_are_those_of_the_question_where_they_stand():
    text = "Avant. L’écluse de Vernay, les écluses d'été."
    query = Query("", "fr", (Clause((("eclus", 1.0),)), Clause((("vernay", 1.0),))))
    spans = list(find_matches(query, text, "fr", Span(7, len(text))))
    assert [span.of(text) for span in spans] == ["écluse", "Vernay", "écluses"]
    assert spans == sorted(spans)


def test_words_outside_of_the_quote_do_not_match():
    text = "Écluse. Écluse. Écluse."
    query = Query("", "fr", (Clause((("eclus", 1.0),)),))
    assert list(find_matches(query, text, "fr", Span(8, 15))) == [Span(8, 14)]


def test_matched_words_of_an_answer_stand_for_words_of_the_question(search):
    candidates = search("Who is the master of the harbour?", KERLANN)
    terms = {term for clause in candidates.query.clauses for term, _ in clause.terms}
    for extract in choose(candidates, The=1.0):
        assert extract.matched
        for span in extract.matched:
            assert set(analyse(span.of(extract.paragraph.text), "en")) <= terms
