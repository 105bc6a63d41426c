"""Vectors of terms and texts, and how near in meaning a question is to a sentence."""

import numpy as np
import pytest

from retrieval.encoder import Encoder, Table, TermVectors, load_encoder, unit

TERMS = np.array([b"bateau", b"boat", b"bread"])
ROWS = np.array([[90, 10], [100, 0], [0, 127]], np.int8)


@pytest.fixture
def encoder() -> Encoder:
    """Two dimensions: ships and food."""
    rng = np.random.default_rng(0)
    return Encoder(
        Table(
            terms=TERMS,
            rows=ROWS,
            row_scales=np.full(3, 0.5, np.float16),
            grams=rng.integers(-99, 99, (50, 2)).astype(np.int8),
            gram_scales=np.full(50, 0.25, np.float16),
            unknown_weight=0.5,
        )
    )


def test_a_known_term_has_its_own_row(encoder):
    assert encoder.vector("boat").tolist() == [50, 0]


def test_an_unknown_term_is_put_together_from_its_n_grams(encoder):
    once, again = encoder.vector("ferry"), encoder.vector("ferry")
    assert np.array_equal(once, again)
    assert np.any(once)
    assert np.all(np.isfinite(encoder.vector("x")))


def test_many_terms_have_the_vectors_that_each_has(encoder):
    terms = ["ferry", "boat", "breads", "bread and butter", "bré", "x"]
    expected = np.stack([encoder.vector(term) for term in terms])
    assert encoder.vectors(terms) == pytest.approx(expected)
    assert encoder.vectors([]).shape == (0, 2)


def test_known_terms_alone_are_looked_up_where_the_others_count_as_nothing(encoder):
    vectors = encoder.known_vectors(["ferry", "boat", "breads"])
    assert vectors.tolist() == [[0, 0], encoder.vector("boat").tolist(), [0, 0]]


@pytest.mark.parametrize("term", ["a", "bateaux", "boatboat", "zebra", "\ud800"])
def test_a_word_beside_a_known_one_has_not_its_row(encoder, term):
    assert encoder.vector(term).tolist() not in (ROWS * 0.5).tolist()


def test_a_text_lies_where_its_terms_do(encoder):
    text = encoder.encode(["boat", "bateau"])
    assert np.linalg.norm(text) == pytest.approx(1)
    assert text @ unit(encoder.vector("boat")) > 0.9
    assert encoder.encode([]).tolist() == [0, 0]


def test_zeros_have_no_direction():
    assert unit(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0]] * 2


def test_vectors_by_number_follow_a_growing_list_of_terms(encoder):
    vectors, terms = TermVectors(encoder), ["boat"]
    assert vectors.of(np.array([0]), terms) == pytest.approx(np.array([[50, 0]]), rel=1e-3)
    terms += [f"term{i}" for i in range(3_000)] + ["bread"]
    found = vectors.of(np.array([0, len(terms) - 1]), terms)
    expected = np.stack([encoder.vector("boat"), encoder.vector("bread")])
    assert found == pytest.approx(expected, rel=1e-3)
    known, own = np.array([0, len(terms) - 1]), unit(expected)
    cosines = vectors.directions_of(known, terms).cosines(own)
    assert cosines == pytest.approx(
        np.array([[1, own[0] @ own[1]], [own[0] @ own[1], 1]]), abs=0.01
    )


def test_the_encoder_that_ships_is_sound():
    shipped = load_encoder()
    for term in ("boat", "xyzzyx", "é"):
        vector = shipped.vector(term)
        assert vector.shape == (shipped.size,)
        assert np.all(np.isfinite(vector))


def test_meaning_is_a_share_and_highest_for_the_same_words(search):
    text = "Kerlann\n\nThe boat sank in the harbour. Bread is sold on the quay."
    candidates = search("The boat sank in the harbour", text, lang="en")
    for name in ("meaning", "meaning_around", "meaning_of_paragraph"):
        values = candidates.features[name]
        assert np.all((values >= 0) & (values <= 1 + 1e-5)), name
    assert candidates.features["meaning"].argmax() == 0
    assert candidates.features["meaning"][0] == pytest.approx(1, abs=1e-4)
