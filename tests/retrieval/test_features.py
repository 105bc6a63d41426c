"""The features of a sentence say of it what their names promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer_types import AnswerType
from retrieval.bm25 import PositiveBM25
from retrieval.features import SENTENCE_B, SENTENCE_K1, as_matrix
from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.preparation import prepare
from retrieval.query import read_question
from retrieval.ranking import load_ranker
from retrieval.searching import Candidates, Searcher

# Ranges other than [0, 1], as features.py states them.
MOST = {
    "length": 1.5,
    "paragraph_rank": np.log1p(30),
    "bm25": 1 + SENTENCE_K1,
    "bm25_behind": 1 + SENTENCE_K1,
}

HARBOUR = """\
The harbour of Kerlann

The harbour closes its two basins to freighters in spring. Ferries keep both quays.

The mayor promised a market in 2021. It will be covered. She said that it costs 3 million euros.
"""
BAKERY = """\
The bakery of Vernay

Morel bakes four hundred loaves a day. The harbour is far.
"""


def sentence_of(candidates: Candidates, beginning: str) -> int:
    """Return the row of the one candidate that begins so."""
    texts = [
        span.of(annotated.paragraph.text)
        for annotated in candidates.pool.paragraphs
        for span in annotated.sentences
    ]
    (row,) = [row for row, text in enumerate(texts) if text.startswith(beginning)]
    return row


def value(candidates: Candidates, name: str, beginning: str) -> float:
    return float(candidates.features[name][sentence_of(candidates, beginning)])


TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            ["The harbour closes.", "Why?", "Ferries of Kerlann sail.", "In 1904!", "…"]
        ),
        min_size=1,
        max_size=5,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(TEXTS, st.sampled_from(["harbour", "Do ferries sail?", "Which harbour closes in 1904?"]))
def test_every_feature_is_finite_and_in_its_range(paragraphs, question):
    articles = [RawArticle(str(i), " ".join(p), "Kerlann") for i, p in enumerate(paragraphs)]
    collection = MemoryCollection(map(prepare, articles))
    candidates = Searcher().search(collection, read_question(question, "", collection))
    if candidates is None:
        return
    for name, values in candidates.features.items():
        assert values.shape == (candidates.pool.size,), name
        assert np.all(np.isfinite(values)), name
        assert values.min() >= 0, name
        assert values.max() <= MOST.get(name, 1) + 1e-4, name


def test_every_feature_that_the_ranker_weighs_is_there(search):
    features = search("harbour", HARBOUR).features
    matrix = as_matrix(features, load_ranker().names)
    assert matrix.shape == (len(load_ranker().names), len(next(iter(features.values()))))


def test_coverage_is_the_share_of_the_question_that_a_sentence_meets(search):
    candidates = search("Which basins does the harbour close to freighters?", HARBOUR, BAKERY)
    assert value(candidates, "coverage", "The harbour closes") == pytest.approx(1, abs=1e-5)
    assert 0 < value(candidates, "coverage", "The harbour is far") < 0.5
    assert value(candidates, "coverage", "Ferries keep") == 0
    assert value(candidates, "heaviest_miss", "The harbour closes") == 0
    assert value(candidates, "heaviest_miss", "Ferries keep") == 1


def test_what_the_neighbour_says_counts_for_a_sentence_too(search):
    candidates = search("Is the mayor's market covered?", HARBOUR)
    own = value(candidates, "coverage", "It will be covered")
    assert 0 < own < value(candidates, "coverage_with_previous", "It will be covered")
    assert value(candidates, "coverage_with_next", "The mayor promised") > own
    first = value(candidates, "coverage", "The mayor promised")
    assert value(candidates, "coverage_with_previous", "The mayor promised") == pytest.approx(first)


def test_neighbours_are_of_the_same_paragraph(search):
    candidates = search("Do ferries keep the mayor?", HARBOUR)
    alone = value(candidates, "coverage", "The mayor promised")
    assert value(candidates, "coverage_with_previous", "The mayor promised") == pytest.approx(alone)


def test_the_title_counts_for_every_sentence(search):
    candidates = search("Do ferries go to Kerlann?", HARBOUR, BAKERY)
    own = value(candidates, "coverage", "Ferries keep")
    assert value(candidates, "coverage_with_title", "Ferries keep") > own


def test_neighbouring_words_of_the_question_support_each_other(search):
    text = "Port\n\nThe covered market opens. The market, long and cold and dark, is covered."
    candidates = search("covered market?", text, lang="en")
    assert value(candidates, "bigrams", "The covered market") == pytest.approx(1)
    assert value(candidates, "bigrams", "The market, long") == 0
    assert value(candidates, "windows", "The market, long") == pytest.approx(1)


def test_a_question_of_one_word_has_no_neighbouring_words(search):
    features = search("harbour", HARBOUR).features
    assert not features["bigrams"].any()
    assert not features["windows"].any()


def test_answers_are_what_the_question_does_not_say_itself(search):
    candidates = search("What did the mayor of Kerlann promise in 2021?", HARBOUR)
    assert value(candidates, "new_number", "The mayor promised") == 0
    assert value(candidates, "new_number", "She said") == 1
    assert value(candidates, "new_time", "The mayor promised") == 0


def test_the_best_paragraph_comes_first(search):
    candidates = search("freighters in the harbour", HARBOUR, BAKERY)
    assert value(candidates, "paragraph_score", "The harbour closes") == 1
    assert value(candidates, "paragraph_rank", "The harbour closes") == 0
    assert value(candidates, "paragraph_score", "Morel bakes") < 1


def test_an_article_has_its_best_paragraphs_scores_each_next_one_for_half(search):
    found = search("Is there a harbour with a market?", HARBOUR, BAKERY)
    totals: dict[str, float] = {}
    for article in {paragraph.article.key for paragraph in found.best_first}:
        own = [
            score
            for score, each in zip(found.scores, found.pool.paragraphs, strict=True)
            if each.paragraph.article.key == article
        ]
        totals[article] = sum(score / 2**n for n, score in enumerate(sorted(own, reverse=True)))
    of_rows = [totals[each.paragraph.article.key] for each in found.pool.paragraphs]
    expected = np.array(of_rows)[found.pool.paragraph_of] / max(of_rows)
    assert len(totals) == 2
    assert found.features["article_score"] == pytest.approx(expected)


def test_sentence_scores_are_rank_bm25s(search):
    """Without translations or related words the formula is the class's own."""
    candidates = search(
        "Kerlann freighters?", "T\n\nKerlann Kerlann likes freighters. Kerlann sleeps."
    )
    weights = candidates.asked.weights
    model = PositiveBM25(
        [[0, 0, 1], [0]],
        k1=SENTENCE_K1,
        b=SENTENCE_B,
        idf=dict(enumerate(weights)),
        lengths=np.diff(candidates.pool.starts),
    )
    expected = model.get_scores([0, 1]) / weights.sum()
    assert candidates.features["bm25"] == pytest.approx(expected, rel=1e-4)


def test_a_question_is_told_what_it_asks_for(search):
    assert search("Who closes the harbour?", HARBOUR).kind is AnswerType.WHO
