"""Are these words in the articles: verbatim, altered, or not at all?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.verifying_quotes import LONGEST_QUOTE, QuoteVerifier, Standing
from retrieval.wording import read_units

HARBOUR = """\
The harbour of Ternmouth reopened on Monday after eleven weeks of work. Divers had found a crack.

Rebuilding the breakwater cost four million pounds. The county paid half of the 22 000 pounds.

“We never doubted that it would hold,” said Ruth Calder, who heads the port authority.
"""
PHARE = """\
La commune de Kermor a vendu son phare à l’association Les Veilleurs. Il y a eu un vote.

Construit en 1863, le phare guidait les pêcheurs de sardines vers la baie.
"""


@pytest.fixture(scope="module")
def verify(collect):
    collection = collect(HARBOUR, PHARE, title="News")
    verifier = QuoteVerifier()
    return lambda quote: verifier.verify(collection, quote)


@pytest.mark.parametrize(
    "quote",
    [
        "Rebuilding the breakwater cost four million pounds.",
        "cost four million",
        "breakwater",
        "half of the 22\u202f000 pounds",
        '"We never doubted that it would hold," said Ruth Calder',
        "a vendu son phare à l'association",
        "Il y a",
        "guidait les pe\u0302cheurs",
        "« Construit en 1863 »",
    ],
)
def test_the_articles_very_words_are_verbatim_however_they_are_set(verify, quote):
    verdict = verify(quote)
    assert verdict.standing is Standing.VERBATIM
    (place,) = verdict.places
    assert place.text in place.paragraph.text


def test_words_that_stand_in_several_paragraphs_are_found_in_each(verify):
    verdict = verify("phare")
    assert [place.paragraph.number for place in verdict.places] == [1, 2]


def test_quote_over_two_paragraphs_is_found(verify):
    verdict = verify("found a crack.\n\nRebuilding the breakwater")
    assert verdict.standing is Standing.VERBATIM
    assert verdict.places[0].paragraph.number == 1
    assert verdict.places[0].text == "found a crack.\n\nRebuilding the breakwater"


@given(st.sampled_from([HARBOUR, PHARE]), st.data())
def test_every_stretch_of_whole_words_is_verbatim(verify, text, data):
    units = [unit.span for unit in read_units(text).units if unit.is_word]
    start = data.draw(st.integers(0, len(units) - 1))
    end = data.draw(st.integers(start, len(units) - 1))
    quote = text[units[start].start : units[end].end]
    assert verify(quote).standing is Standing.VERBATIM


@pytest.mark.parametrize(
    "quote",
    [
        "Rebuilding the breakwater cost nine million pounds.",
        "REBUILDING THE BREAKWATER COST FOUR MILLION POUNDS.",
        "rebuilding the breakwater cost four million pounds",
        "Rebuilding the old breakwater cost four million",
        "a vendu son phare a l’association",
    ],
)
def test_changed_words_are_an_altered_quote_beside_the_passage(verify, quote):
    verdict = verify(quote)
    assert verdict.standing is Standing.ALTERED
    assert verdict.pieces
    (place,) = verdict.places
    assert place.text in place.paragraph.text


def test_passage_beside_an_altered_quote_begins_with_a_word(collect):
    text = (
        "Le port\n\n"
        "Elle a sa place, la goélette achetée deux cents couronnes au marché de la ville en 1904."
    )
    quote = "Kerlann achète tout pour deux cents couronnes au marché de la ville en 1904"
    verdict = QuoteVerifier().verify(collect(text, lang="fr"), quote)
    assert verdict.standing is Standing.ALTERED
    assert verdict.places[0].text == text.partition(", ")[2].rstrip(".")


def test_quote_that_has_little_in_common_is_absent_beside_what_is_nearest(verify):
    verdict = verify("The breakwater has cost the county far more than a hundred million dollars")
    assert verdict.standing is Standing.ABSENT
    assert verdict.pieces == ()
    (place,) = verdict.places
    assert place.text.startswith("Rebuilding the breakwater cost four million pounds.")


def test_quote_that_has_nothing_in_common_is_absent(verify):
    verdict = verify("La capitale de l’Australie est Canberra.")
    assert (verdict.standing, verdict.places) == (Standing.ABSENT, ())


@pytest.mark.parametrize("quote", ["", "  ", "🎉🎉", "?!", "«»", "[…]"])
def test_quote_without_a_word_has_nothing_to_be_verified(verify, quote):
    assert verify(quote).standing is Standing.NO_WORDS


def test_what_is_too_long_is_not_read_at_all(verify):
    assert verify("a" * (LONGEST_QUOTE + 1)).standing is Standing.TOO_LONG


def test_common_words_that_are_not_found_in_a_part_are_not_called_absent(collect, monkeypatch):
    monkeypatch.setattr("retrieval.verifying_quotes.MOST_READ", 2)
    collection = collect("The sea.\n\nThe sky.\n\nThe land is here.", lang="en", title="News")
    verdict = QuoteVerifier().verify(collection, "it was")
    assert verdict.standing is Standing.TOO_COMMON


def test_no_articles_hold_no_words(collect):
    assert QuoteVerifier().verify(collect(), "some words").standing is Standing.ABSENT


HOSTILE = [
    "a" * 50_000,
    "a " * 2_048,
    "the " * 1_000,
    "breakwater " * 370,
    "<b>&amp;</b>" * 340,
    "🎉" * 4_096,
    "🎉a" * 2_048,
    "e\u0301" * 2_048,
    "\u0316\u0301" * 2_048,
    '"' * 4_096,
    "[…]" * 1_365,
    "l'" * 2_048,
    ". " * 2_048,
    "\ud800 x" * 1_000,
    "\x00" * 4_000 + "x",
    (HARBOUR * 20)[:4_096],
    " ".join(sorted((HARBOUR * 20)[:4_096].split())),
    "0,000 " * 680,
]


@pytest.mark.parametrize("quote", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_quotes_are_told_quickly(verify, quote):
    seconds = []
    for _ in range(5):  # the quickest: other programs on the machine only ever add to it
        start = time.thread_time()
        verify(quote)
        seconds.append(time.thread_time() - start)
    assert min(seconds) < 0.1
