"""Where the words of a question are met is found, as far as each stands for the word asked."""

import numpy as np
import pytest

from retrieval.analysis import analyse
from retrieval.annotation import annotate
from retrieval.bm25 import inverse_document_frequency
from retrieval.evidence import Evidence, find_evidence, match_terms, weigh_clauses
from retrieval.model import Article, Clause, Paragraph, Query
from retrieval.numbering import TermTable
from retrieval.pool import make_pool

LOCK = "The lock of Vernay is shut. Eleven workers mend it. The lock keeper waits for the lock."
BREAD = "Bread is sold on the quay."


def evidence_of(clauses: list[Clause], *texts: str, title: str = "", heading: str = "") -> Evidence:
    table = TermTable()
    article = Article("a", title, "en")
    pool = make_pool(
        annotate(
            [
                Paragraph(i, str(i), i, text, "en", heading, article)
                for i, text in enumerate(texts, start=1)
            ],
            table,
        )
    )
    return find_evidence(
        weigh_clauses(Query("", "en", tuple(clauses)), {}, len(texts), table), pool
    )


def word(term: str, weight: float = 1.0) -> Clause:
    return Clause(((analyse(term, "en")[0], weight),))


def test_words_are_met_in_sentences():
    evidence = evidence_of([word("lock"), word("bread")], LOCK, BREAD)
    assert evidence.sentences.tolist() == [[1, 0, 1, 0], [0, 0, 0, 1]]
    words = analyse(f"{LOCK} {BREAD}", "en")
    assert [words[place] for place in evidence.words.places] == ["lock", "lock", "lock", "bread"]
    assert evidence.words.runs.tolist() == [0, 2, 2, 3]


def test_a_word_met_twice_counts_as_its_best():
    clause = Clause((("lock", 0.6), ("keeper", 0.9)))
    assert evidence_of([clause], LOCK).sentences[0].tolist() == pytest.approx([0.6, 0, 0.9])


def test_related_words_count_apart():
    evidence = evidence_of([word("bread", 0.45)], LOCK, BREAD)
    assert evidence.sentences.max() == 0
    assert evidence.words.places.tolist() == []
    assert evidence.related[0].tolist() == pytest.approx([0, 0, 0, 0.45])


def test_titles_and_headings_are_matched_beside_the_text():
    evidence = evidence_of([word("harbour")], LOCK, BREAD, title="The harbour", heading="Locks")
    assert evidence.titles.tolist() == [[1, 1]]
    assert evidence.headings.tolist() == [[0, 0]]
    assert evidence.sentences.max() == 0


def test_two_clauses_with_the_same_term_are_both_met():
    assert evidence_of([word("lock"), word("lock")], LOCK).sentences[:, 0].tolist() == [1, 1]


def test_sentences_without_words_meet_nothing():
    evidence = evidence_of([word("lock")], "Who? What? The lock.", "?")
    assert evidence.sentences.tolist() == [[0, 0, 1, 0]]


def test_paragraphs_without_any_word_meet_nothing():
    evidence = evidence_of([word("lock")], "Who? What?")
    assert evidence.sentences.tolist() == [[0, 0]]
    assert evidence.titles.tolist() == [[0]]


def test_words_that_no_candidate_holds_are_met_nowhere():
    evidence = evidence_of([word("submarine"), word("torpedo"), word("lock")], LOCK)
    assert evidence.sentences[:2].max() == 0


def test_terms_are_matched_by_their_numbers():
    terms = np.array([4, 7, 8], np.int32)
    assert match_terms([{4: 0.5, 9: 1.0}, {7: 0.25}], terms).tolist() == [
        [0.5, 0, 0],
        [0, 0.25, 0],
    ]


def test_a_clause_weighs_its_boost_times_the_idf_of_all_that_stands_for_it():
    query = Query("", "en", (Clause((("lock", 1.0), ("écluse", 0.5)), 0.6), word("moon")))
    asked = weigh_clauses(query, {"lock": 3, "écluse": 4}, 10, TermTable())
    idf = inverse_document_frequency
    assert asked.weights.tolist() == pytest.approx([0.6 * idf(5, 10), idf(0, 10)])
    assert asked.total == pytest.approx(sum(asked.weights))


def test_words_more_frequent_together_than_there_are_paragraphs_still_weigh_something():
    clause = Clause((("lock", 1.0), ("écluse", 1.0)))
    (weight,) = weigh_clauses(
        Query("", "en", (clause,)), {"lock": 3, "écluse": 3}, 4, TermTable()
    ).weights
    assert weight > 0
