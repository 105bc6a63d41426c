"""An exact phrase is found however it is typed, and the sentence that holds it comes first."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import analyse
from retrieval.annotation import annotate
from retrieval.language import LANGUAGES
from retrieval.numbering import TermTable
from retrieval.phrases import count_phrases, prefer_phrases, terms_of_phrase
from retrieval.pool import make_pool

TEXT = "La rupture du contrat coûte 22 000 euros à l’écluse de Vernay, dit-on. Œuvre d'art."


@pytest.mark.parametrize(
    "phrase",
    [
        "rupture du contrat",
        "RUPTURE  DU\u00a0CONTRAT",
        "coute 22,000 euros",
        "à l'ecluse",
        "a l ’ écluse",
        "dit on",
        "oeuvre d’art",
        "la",
    ],
)
def test_case_accents_apostrophes_and_white_space_make_no_difference(phrase):
    assert count_phrases([phrase], TEXT) == 1


@pytest.mark.parametrize(
    "phrase", ["rupture de contrat", "contrat du", "ruptur", "000 euros", "art moderne", "«»"]
)
def test_other_words_parts_of_words_and_another_order_are_not_the_phrase(phrase):
    assert count_phrases([phrase], TEXT) == 0


WORDS = st.sampled_from(
    ["l'", "qu’", "Écluse", "the", "le", "2", "500", "1,5", "it", "d", "x_y", "Œ"]
)


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_whatever_holds_a_phrase_has_the_terms_that_it_is_looked_up_by(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))]).rstrip("'’")
    for lang in LANGUAGES:
        if count_phrases([phrase], text):
            assert terms_of_phrase(phrase, lang) <= set(analyse(text, lang))


def test_sentence_with_the_phrase_goes_before_the_others_of_its_paragraph(make_paragraph):
    texts = [
        "The lock is old. The red door of the lock opens. It rains.",
        "Nobody came. The red door was shut.",
        "The door is red. It is a fine lock.",
    ]
    paragraphs = [make_paragraph(text, number=n) for n, text in enumerate(texts, 1)]
    pool = make_pool(annotate(paragraphs, TermTable()))
    scores = np.array([5, 2, 1, 3, 4, 6, 1], np.float32)
    preferred = prefer_phrases(["red door"], pool, scores)
    assert preferred[1] == 2
    assert preferred[:3].argmax() == 1
    assert list(preferred[3:]) == [3, 4, 6, 1]  # the best one already; and none to prefer
    assert list(scores) == [5, 2, 1, 3, 4, 6, 1]
    assert prefer_phrases([], pool, scores) is scores
