"""Candidate sentences laid end to end give what each would give alone."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.annotation import annotate
from retrieval.model import Article, Paragraph
from retrieval.numbering import TermTable
from retrieval.pool import make_pool
from retrieval.runs import best_of_runs, sums_of_runs

RUNS = st.lists(st.lists(st.floats(0, 1, width=32), max_size=4), min_size=1, max_size=8)


def paragraph(number: int, text: str, title: str = "") -> Paragraph:
    return Paragraph(number, str(number), number, text, "en", "", Article("a", title, "en"))


@given(RUNS)
def test_the_best_of_a_run_is_its_maximum_and_0_for_an_empty_one(runs):
    values = np.array([[v for run in runs for v in run]], np.float32)
    bounds = np.cumsum([0, *map(len, runs)])
    assert list(best_of_runs(values, bounds)[0]) == [max(run, default=0) for run in runs]


def test_sentences_know_their_words_and_paragraphs():
    table = TermTable()
    texts = ["The lock is shut. Why?", "Ferries sail at ten. The barge is late. Was it?"]
    annotated = annotate([paragraph(i, t) for i, t in enumerate(texts, start=1)], table)
    pool = make_pool(annotated)
    assert pool.size == 5
    assert list(pool.paragraph_of) == [0, 0, 1, 1, 1]
    assert list(pool.first_sentence) == [0, 2, 5]
    bounds = zip(pool.starts, pool.starts[1:], strict=False)
    terms = [table.terms[number] for number in pool.vocabulary]
    words = [[terms[n] for n in pool.words[start:end]] for start, end in bounds]
    assert words == [["lock", "shut"], [], ["ferri", "sail", "ten"], ["barg", "late"], []]
    assert list(sums_of_runs(np.ones(len(pool.words)), pool.starts)) == list(map(len, words))
    assert list(pool.best_of_paragraphs(np.array([1, 5, 2, 4, 3], np.float32))) == [5, 4]


@pytest.mark.parametrize("text", ["?", "", "What is it?"])
def test_paragraphs_without_words_fit_in(text):
    table = TermTable()
    annotated = annotate([paragraph(1, text), paragraph(2, "A lock.")], table)
    pool = make_pool(annotated)
    best = best_of_runs(np.ones(1, np.float32), pool.starts)
    assert list(pool.best_of_paragraphs(best)) == [0, 1]


def test_titles_and_headings_are_numbered_like_the_text():
    table = TermTable()
    own = [paragraph(1, "The lock is shut.", "Ferries")]
    annotated = annotate([*own, paragraph(2, "Ferries sail.", "A lock, a barge")], table)
    pool = make_pool(annotated)
    terms = [table.terms[number] for number in pool.vocabulary]
    runs = [[terms[n] for n in pool.words[a:b]] for a, b in pairwise(pool.bounds)]
    assert runs == [["lock", "shut"], ["ferri", "sail"], ["ferri"], ["lock", "barg"], [], []]


def test_paragraphs_know_their_articles():
    names = ["b", "a", "b"]
    paragraphs = [
        Paragraph(i, str(i), i, "A lock.", "en", "", Article(name, name, "en"))
        for i, name in enumerate(names, start=1)
    ]
    assert make_pool(annotate(paragraphs, TermTable())).article_of.tolist() == [0, 1, 0]
