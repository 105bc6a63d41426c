"""A misspelt word is read as the nearest that the articles hold; a real word stays what it is."""

import pytest

from retrieval.analysis import analyse, fold, words_of
from retrieval.bm25 import SAME_WORD
from retrieval.data_files import read_lines
from retrieval.language import LANGUAGES
from retrieval.memory import MemoryCollection
from retrieval.model import Correction
from retrieval.query import read_question
from retrieval.spelling import Speller, dictionary, shorthand, spell_out

HARBOUR = "The harbour of Kerlann closes its basins. Snapchat films the lighthouse keepers."


def speller(*words: str) -> Speller:
    """Return a speller that knows these words, of either language, and no others."""
    return Speller(lambda lang: frozenset(words))


@pytest.fixture(scope="module")
def harbour(collect) -> MemoryCollection:
    """An English paragraph of eleven words."""
    return collect(HARBOUR, lang="en")


def meant(collection: MemoryCollection, word: str) -> list[str]:
    """Return the terms that a word may stand for, the likeliest first."""
    return [each.term for each in speller().meant(collection, word, "en")]


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("harbuor", "harbor"),  # neighbours swapped
        ("harbur", "harbor"),  # one left out
        ("harrbour", "harbor"),  # one added
        ("herbour", "harbor"),  # one changed
        ("aharbour", "harbor"),  # one added before the first
        ("jarbour", "harbor"),  # the first one changed
        ("keeperrs", "keeper"),  # an ending that no stemmer would know
        ("basisn", "basin"),
        ("lihgthosue", "lighthous"),  # two slips in a long word
    ],
)
def test_a_slip_of_the_hand_is_mended(harbour, typed, term):
    assert meant(harbour, typed) == [term]


@pytest.mark.parametrize(
    "typed", ["hxrbxur", "kp", "see", "2012", "k9eper", "submarine", "a", "", "étéétéété"]
)
def test_what_is_too_far_or_too_short_or_a_number_is_left_alone(harbour, typed):
    assert meant(harbour, typed) == []


@pytest.mark.parametrize(
    ("text", "typed", "terms"),
    [
        ("A quay. A query.", "quey", ["queri", "quay"]),  # the likelier slip first
        ("A form.\n\nThe farm.\n\nA farm.", "frm", ["farm", "form"]),  # the commoner word first
        ("A foam. A song.", "sogn", ["song"]),
        ("The authority.", "autrice", []),  # little is left of it in its stem
    ],
)
def test_the_likelier_slip_and_the_commoner_word_come_first(collect, text, typed, terms):
    assert meant(collect(f"Kerlann\n\n{text}", lang="en"), typed) == terms


def test_what_was_meant_stands_for_what_was_typed_by_its_likelihood(collect):
    first, second = speller().meant(collect("A quay. A query.", lang="en"), "quey", "en")
    assert 1 > first.share > second.share > 0
    assert (first.word, second.word) == ("query", "quay")


def test_a_word_that_nobody_knows_is_read_as_the_collections_nearest(collect):
    collection = collect(HARBOUR, lang="en")
    query = read_question("When does Kerlnan close?", "", collection, speller())
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
    query = read_question(question, "", collect(HARBOUR, lang="en"), speller())
    assert query.corrections == (Correction(typed, ("kerlann",)),)


@pytest.mark.parametrize(
    "question", ["When does KERLANN close?", "Kérlann", "bjr harbour stp", "Who eats xylophones?"]
)
def test_capitals_accents_shorthand_and_unknown_words_are_no_corrections(collect, question):
    query = read_question(question, "", collect(HARBOUR, lang="en"), speller())
    assert query.corrections == ()


def test_a_word_of_the_question_before_is_no_correction(collect):
    collection = collect(HARBOUR, lang="en")
    query = read_question("and when?", "When does Kerlnan close?", collection, speller())
    assert "kerlann" in {term for clause in query.clauses for term, _ in clause.terms}
    assert query.corrections == ()


def test_a_real_word_that_the_articles_do_not_hold_stays_what_it_is(harbour):
    """It may be a name typed wrong: that counts as related, but never as the word itself."""
    question, (term,) = "Who likes Kerland?", analyse("Kerland", "en")
    for knows, least, most in ((speller(), SAME_WORD, 1.0), (speller("kerland"), 0.0, SAME_WORD)):
        query = read_question(question, "", harbour, knows)
        weights = {term: weight for clause in query.clauses for term, weight in clause.terms}
        assert least <= weights["kerlann"] < most
        assert weights[term] == 1


def test_a_real_word_means_itself_before_what_it_may_have_been(harbour):
    query = read_question("Who likes Kerland?", "", harbour, speller("kerland"))
    first_terms = [clause.terms[0] for clause in query.clauses]
    assert (*analyse("Kerland", "en"), 1.0) in first_terms


def test_a_real_word_is_not_another_real_word(harbour):
    query = read_question("Who likes keepers' keepes?", "", harbour, speller("keepes", "keepers"))
    assert query.corrections == ()
    (related,) = read_question("keepes", "", harbour, speller("keepes")).corrections
    assert related.is_word


def test_the_words_that_ship_are_those_of_their_language():
    assert all(word in dictionary("en") for word in ("train", "harbour", "went"))
    assert all(word in dictionary("fr") for word in ("train", "ecluse", "allaient"))
    for word in ("teh", "faec", "harbou", "arbour!", ""):
        assert word not in dictionary("en")
        assert word not in dictionary("fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everyday_words_are_no_slips_of_the_pen(lang):
    everyday = words_of(" ".join(read_lines(f"everyday.{lang}.txt")))
    unknown = [word for word in everyday if word not in dictionary(lang)]
    assert unknown == [], "run python -m retrieval.training.words"


@pytest.mark.parametrize(
    ("lang", "question", "held"),
    [
        ("en", "Who is the bloke?", "A book."),
        ("en", "Where is the chap from?", "A chat."),
        ("en", "whats the price?", "Wheat has a price."),
        ("fr", "Où est passé le daron ?", "Un baron est passé."),
    ],
)
def test_what_people_say_is_not_taken_for_what_looks_alike(collect, lang, question, held):
    query = read_question(question, "", collect(held, lang=lang), Speller(dictionary))
    assert query.corrections == ()


def test_what_was_meant_brings_its_translations_and_related_words(harbour):
    query = read_question("Where is the harbuor?", "", harbour, speller())
    plain = read_question("Where is the harbour?", "", harbour, speller())
    mended, known = dict(query.clauses[0].terms), dict(plain.clauses[0].terms)
    assert known.keys() <= mended.keys()
    assert all(mended[term] < known[term] for term in known)
    assert query.clauses[0].terms[0][0] == "harbor"  # its meaning is that of the word meant


def test_a_word_that_the_collection_knows_is_not_mended(collect):
    collection = collect(HARBOUR + " Keeping bees is hard.", lang="en")
    plain = read_question("Who keeps bees?", "", collection)
    assert read_question("Who keeps bees?", "", collection, speller()) == plain


def test_a_name_typed_as_two_words_is_one_where_the_collection_writes_it_so(collect):
    collection = collect(HARBOUR, lang="en")
    query = read_question("What does snap chat film?", "", collection)
    assert query.clauses[0].terms[0][0] == "snapchat"


@pytest.mark.parametrize("typed", ["kerlnan", "lihgthosue"])
def test_the_speller_follows_the_collection(collect, typed):
    knows = speller()
    first, second = collect("Kerlann. Lighthouse."), collect("Vernay.")
    second.version = 2
    assert len(knows.meant(first, typed, "en")) == 1
    assert knows.meant(second, typed, "en") == []


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
    assert meant(MemoryCollection([]), "harbuor") == meant(MemoryCollection([]), "lihgthosue") == []
