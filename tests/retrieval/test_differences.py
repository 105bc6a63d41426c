"""What a quote changed in its source, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.differences import Change, compare
from retrieval.wording import read_quote, read_units

SOURCE = (
    "Divers had found a crack in the northern breakwater in May. "
    "Rebuilding the breakwater cost four million pounds. "
    "The county paid half of the sum, and fishermen went without income for the whole summer."
)


def marked(quote, source=SOURCE):
    """Return the nearest stretch with [-what is left out-] and {+what is added+}."""
    found = compare(read_quote(quote), read_units(source))
    signs = {Change.KEPT: "{}", Change.ADDED: "{{+{}+}}", Change.LEFT_OUT: "[-{}-]"}
    return found and "".join(
        (" " if piece.spaced else "") + signs[piece.change].format(piece.text)
        for piece in found.pieces
    )


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (
            "Rebuilding the breakwater cost nine million pounds.",
            "Rebuilding the breakwater cost [-four-] {+nine+} million pounds.",
        ),
        ("the breakwater cost million pounds", "the breakwater cost [-four-] million pounds"),
        ("The county gladly paid half", "The county {+gladly+} paid half"),
        ("rebuilding the breakwater", "[-Rebuilding-] {+rebuilding+} the breakwater"),
        ("Then divers had found a crack", "[-Divers-] {+Then divers+} had found a crack"),
        ("four million pounds!", "four million pounds[-.-]{+!+}"),
        ("The county paid half of the bill", "The county paid half of the [-sum-] {+bill+}"),
        (
            "The county paid half of the sum and more",
            "The county paid half of the sum[-,-] and [-fishermen-] {+more+}",
        ),
    ],
)
def test_words_left_out_and_added_are_marked(quote, shown):
    assert marked(quote) == shown


def test_missing_accents_are_differences_of_their_words_alone():
    assert marked("La vente a l’unanimite", "La vente à l’unanimité mardi soir.") == (
        "La vente [-à-] {+a+} l’[-unanimité-] {+unanimite+}"
    )


def test_words_that_are_alike_by_chance_far_from_the_rest_are_not_its_beginning_or_end():
    source = "The sea was calm all day long that May, they say. A boat came in at night. Then more."
    assert marked("The boat came in at night", source) == "[-A-] {+The+} boat came in at night"


def test_nothing_in_common_is_no_comparison():
    assert compare(read_quote("Pianos"), read_units(SOURCE)) is None
    assert compare(read_quote("."), read_units(SOURCE)) is None


def test_the_same_words_are_exact_and_wholly_alike():
    found = compare(read_quote("the northern breakwater in May."), read_units(SOURCE))
    assert found is not None
    assert found.is_exact
    assert found.likeness == 1.0


words = st.lists(st.sampled_from(["la", "mer", "Mer", "est", "calme", ".", ",", "l’"]), max_size=40)


@given(words, words)
def test_pieces_put_together_are_the_source_and_the_quote(source, quote):
    before, after = read_units(" ".join(source)), read_quote(" ".join(quote))
    found = compare(after, before)
    if found is None:
        return
    assert 0 < found.likeness <= 1

    def written(other):
        return "".join(p.text for p in found.pieces if p.change is not other).replace(" ", "")

    assert written(Change.ADDED) == before.text_of(found.stretch).replace(" ", "")
    assert (
        written(Change.LEFT_OUT) == "".join(u.span.of(after.text) for u in after.units)
        or not found.is_exact
    )
