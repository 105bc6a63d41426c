"""A misspelt word is read as the nearest that the articles hold; a real word stays what it is."""

import pytest

from retrieval.analysis import analyse, fold
from retrieval.memory import MemoryCollection
from retrieval.model import Article, Correction
from retrieval.preparation import PreparedArticle, PreparedParagraph
from retrieval.query import read_question
from retrieval.spelling import Speller, shorthand, spell_out

HARBOUR = "The harbour of Kerlann closes its basins. Snapchat films the lighthouse keepers."
TERMS = ("harbour", "lighthous", "keeper", "keep", "barge", "barg", "2021", "sea")


def nearest(typed: str, *paragraphs: list[str]) -> dict[str, float]:
    """Return what was meant, in a collection of these terms."""
    prepared = (PreparedParagraph("", "", "en", tuple(terms)) for terms in paragraphs or [TERMS])
    collection = MemoryCollection([PreparedArticle(Article("a", "A", "en"), tuple(prepared))])
    return dict(Speller(set()).nearest(collection, typed))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("harbuor", "harbour"),  # neighbours swapped
        ("harbur", "harbour"),  # one left out
        ("harrbour", "harbour"),  # one added
        ("herbour", "harbour"),  # one changed
        ("aharbour", "harbour"),  # one added before the first
        ("lihgthuos", "lighthous"),  # two slips in a long word
    ],
)
def test_a_slip_of_the_finger_is_mended(typed, meant):
    assert 0 < nearest(typed)[meant] < 1


@pytest.mark.parametrize("typed", ["hxrbxur", "kp", "see", "2012", "k9eper", "submarine", "a", ""])
def test_what_is_too_far_or_too_short_or_a_number_is_left_alone(typed):
    assert nearest(typed) == {}


def test_the_nearest_word_stands_for_it_best():
    near = nearest("bargee")
    assert near["barge"] > near.get("barg", 0)


def test_of_equally_near_words_those_of_most_paragraphs_stand_for_it():
    near = nearest("bargs", ["barge"], ["bargo", "barga"], ["barge", "bargo", "bargi"])
    assert list(near) == ["barge", "bargo", "barga"]


def test_a_word_that_nobody_knows_is_read_as_the_collections_nearest(collect):
    collection = collect(HARBOUR, lang="en")
    query = read_question("When does Kerlnan close?", "", collection, Speller(set()))
    assert "kerlann" in {term for clause in query.clauses for term, _ in clause.terms}


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("When does KERLNAN close?", "KERLNAN"),
        ("kerlnan's harbour", "kerlnan"),
        ("Kérlnan", "Kérlnan"),
    ],
)
def test_what_was_mended_is_told_as_it_was_typed(collect, question, typed):
    query = read_question(question, "", collect(HARBOUR, lang="en"), Speller(set()))
    assert query.corrections == (Correction(typed, ("kerlann",)),)


@pytest.mark.parametrize(
    "question", ["When does KERLANN close?", "Kérlann", "bjr harbour stp", "Who eats xylophones?"]
)
def test_capitals_accents_shorthand_and_unknown_words_are_no_corrections(collect, question):
    query = read_question(question, "", collect(HARBOUR, lang="en"), Speller(set()))
    assert query.corrections == ()


def test_a_word_of_the_question_before_is_no_correction(collect):
    collection = collect(HARBOUR, lang="en")
    query = read_question("and when?", "When does Kerlnan close?", collection, Speller(set()))
    assert "kerlann" in {term for clause in query.clauses for term, _ in clause.terms}
    assert query.corrections == ()


def test_a_real_word_that_the_articles_do_not_hold_stays_what_it_is(collect):
    collection = collect(HARBOUR, lang="en")
    (term,) = analyse("Kerland", "en")
    mended = read_question("Who likes Kerland?", "", collection, Speller(set()))
    kept = read_question("Who likes Kerland?", "", collection, Speller({term}))
    assert "kerlann" in {term for clause in mended.clauses for term, _ in clause.terms}
    assert "kerlann" not in {term for clause in kept.clauses for term, _ in clause.terms}


def test_a_word_that_the_collection_knows_is_not_mended(collect):
    collection = collect(HARBOUR + " Keeping bees is hard.", lang="en")
    plain = read_question("Who keeps bees?", "", collection)
    assert read_question("Who keeps bees?", "", collection, Speller(set())) == plain


def test_a_name_typed_as_two_words_is_one_where_the_collection_writes_it_so(collect):
    collection = collect(HARBOUR, lang="en")
    query = read_question("What does snap chat film?", "", collection)
    assert query.clauses[0].terms[0][0] == "snapchat"


def test_the_vocabulary_follows_the_collection(collect):
    speller = Speller(set())
    first, second = collect("Kerlann."), collect("Vernay.")
    second.version = 2
    assert set(speller.nearest(first, "kerlnan")) == {"kerlann"}
    assert set(speller.nearest(second, "kerlnan")) == set()


@pytest.mark.parametrize(
    ("message", "spelt_out"),
    [
        ("pk le port ferme", "pourquoi le port ferme"),
        ("Cb coute le pain ?", "combien coute le pain ?"),
        ("L'écluse est où ?", "L'écluse est où ?"),
        ("", ""),
    ],
)
def test_shorthand_is_spelt_out_and_nothing_else(message, spelt_out):
    assert spell_out(message) == spelt_out


@pytest.mark.parametrize(
    "message", ["Who owns the pub?", "Who sings in Washington DC?", "Le budget de la ville de Ki"]
)
def test_words_and_names_that_look_like_shorthand_stay(message):
    assert spell_out(message) == message


@pytest.mark.xfail(reason="“informations” is not cut as “infos” is", strict=True)
def test_courtesies_in_shorthand_are_cut_too(collect):
    collection = collect(HARBOUR)
    short = read_question("tu as des infos sur le port ?", "", collection)
    assert short.clauses == read_question("le port ?", "", collection).clauses


def test_shorthand_is_listed_as_it_is_looked_up():
    assert {short for short in shorthand() if fold(short) != short} == set()
    assert all(shorthand().values())


def test_an_empty_collection_mends_nothing():
    assert Speller(set()).nearest(MemoryCollection([]), "harbuor") == {}
