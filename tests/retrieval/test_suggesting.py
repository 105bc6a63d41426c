"""A refusal offers the spelling that the articles hold, and nothing that only looks like it."""

import pytest

from retrieval.analysis import analyse
from retrieval.answering import Answerer
from retrieval.memory import MemoryCollection
from retrieval.model import NoAnswer
from retrieval.query import read_question
from retrieval.spelling import Speller
from retrieval.suggesting import as_written, suggest_spellings

HARBOUR = """\
The ferries of Kerlann

The harbour of Kerlann is run by Lucie Abgrall. Its trait is the colour of the Lavelle cranes.

The Office for Familles stands beside it.
"""


def suggest(collection: MemoryCollection, question: str, *dictionary: str) -> tuple[str, ...]:
    speller = Speller(lambda lang: frozenset(dictionary))
    return suggest_spellings(collection, read_question(question, "", collection, speller), speller)


@pytest.fixture(scope="module")
def harbour(collect) -> MemoryCollection:
    """An English article with names that are easily misspelt."""
    return collect(HARBOUR, lang="en")


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Who was born in Kerlnan?", ("Kerlann",)),
        ("who owns kerlnan and abgarll", ("Kerlann", "Abgrall")),
        ("what is the harbuor worth", ("harbour",)),
        ("Who sold Kerlnan, kerlnan?", ("Kerlann",)),
    ],
)
def test_a_word_that_nobody_knows_may_have_been_meant_otherwise(harbour, question, meant):
    assert suggest(harbour, question) == meant


@pytest.mark.parametrize("question", ["Who was born in Kerlann?", "Who eats xylophones?", ""])
def test_known_words_and_words_near_to_none_suggest_nothing(harbour, question):
    assert suggest(harbour, question) == ()


def test_a_word_of_the_dictionary_may_be_a_name_typed_wrong(harbour):
    assert suggest(harbour, "what is lavellle", "lavellle") == ("Lavelle",)
    assert suggest(harbour, "what is lavellle", "lavellle", "lavelle") == ()


def test_a_word_of_the_dictionary_is_not_another_word(harbour):
    assert suggest(harbour, "which train runs there", "train", "trait", "runs") == ()


def test_no_more_than_two_spellings_are_offered(harbour):
    assert len(suggest(harbour, "kerlnan abgarll harbuor")) == 2


def test_a_term_is_shown_as_a_paragraph_writes_it(harbour):
    assert as_written(harbour, analyse("ferries", "en")[0]) is None  # it stands in the title alone
    assert as_written(harbour, analyse("cranes", "en")[0]) == "cranes"
    assert as_written(harbour, "nowhere") is None


def test_a_refusal_carries_the_spelling(harbour):
    reply = Answerer(harbour, "strict").answer(
        "How many votes did the painter of Venice take from Abgralll in 1904?"
    )
    assert isinstance(reply, NoAnswer)
    assert reply.spellings == ("Abgrall",)
