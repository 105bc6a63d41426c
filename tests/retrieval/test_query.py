"""A question as a person wrote it becomes the clauses that say what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import analyse, fold
from retrieval.memory import MemoryCollection
from retrieval.model import Clause, Query
from retrieval.narrowing import HintKind, Narrowing
from retrieval.query import LONGEST_QUESTION, MOST_CLAUSES, read_question

NOTHING = MemoryCollection([])


def read(question: str, context: str = "") -> Query:
    return read_question(question, context, NOTHING)


def own_terms(query: Query) -> list[str]:
    """Return the first term of each clause: the word itself."""
    return [clause.terms[0][0] for clause in query.clauses]


def clause_of(question: str, word: str) -> Clause:
    query = read(question)
    (term,) = analyse(word, query.lang)
    return next(clause for clause in query.clauses if (term, 1.0) in clause.terms)


# Which words


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        ("Bonjour, pourriez-vous me dire qui dirige le port ?", "qui dirige le port ?"),
        ("slt tu sais combien coûte le pain stp", "combien coûte le pain"),
        ("Dis-moi où se trouve l'écluse, merci !", "où se trouve l'écluse ?"),
        ("Hi, could you please tell me who runs the harbour?", "who runs the harbour?"),
        ("does anyone know what the ferry costs thx", "what the ferry costs"),
    ],
)
def test_courtesies_around_a_question_are_cut(polite, plain):
    assert own_terms(read(polite)) == own_terms(read(plain))


@pytest.mark.parametrize("question", ["Peux-tu m'expliquer ?", "Tell me more, please"])
def test_courtesies_stay_where_there_is_nothing_else(question):
    assert read(question).clauses


@pytest.mark.parametrize(
    "question", ["", " ", "?!", "🚢🚢", "Est-ce que c'est lui ?", "what is it", "\0", "\ud800", "’"]
)
def test_a_question_without_content_words_has_no_clauses(question):
    assert read(question).clauses == ()


def test_clauses_are_in_the_questions_own_order():
    query = read("Quel capitaine a rouvert l'écluse de Vernay en 1904 ?")
    order = ["capitaine", "rouvert", "ecluse", "vernay", "1904"]
    assert own_terms(query) == [analyse(word, "fr")[0] for word in order]


def test_a_word_asked_twice_counts_once():
    assert len(read("Quel port ? Le PORT de Vernay, le port !").clauses) == 2


def test_a_word_asked_in_two_forms_counts_once():
    assert len(read("Which ferry, of all ferries?").clauses) == 1


def test_every_word_stands_for_itself_fully():
    for clause in read("Which captain reopened the lighthouse in 1904?").clauses:
        assert clause.terms[0][1] == 1.0
        assert all(0 < weight <= 1 for _, weight in clause.terms)
        assert len(dict(clause.terms)) == len(clause.terms)
        assert clause.boost == 1.0


def test_accents_that_stand_apart_from_their_letters_make_no_difference():
    apart = read("Ou\u0300 est l'e\u0301glise ?")
    assert own_terms(apart) == own_terms(read("Où est l'église ?"))


# The other language


def test_a_name_is_looked_for_by_the_stems_of_both_languages():
    clause = clause_of("Qui a bâti la tour Anderson-Ferries ?", "ferries")
    weights = dict(clause.terms)
    for lang in ("fr", "en"):
        assert weights[analyse("ferries", lang)[0]] == 1.0


@pytest.mark.parametrize(
    ("question", "word", "lang", "translation"),
    [
        ("Who is the captain of the boat?", "captain", "fr", "capitaine"),
        ("How much is the bread?", "bread", "fr", "pain"),
        ("Qui est le capitaine du bateau ?", "capitaine", "en", "captain"),
        ("Où est le pont ?", "pont", "en", "bridge"),
    ],
)
def test_a_translation_stands_for_the_word_nearly_as_well(question, word, lang, translation):
    weights = dict(clause_of(question, word).terms)
    assert 0.5 <= weights[analyse(translation, lang)[0]] < 1


def test_a_number_is_no_other_number():
    for question in ("Who was born on the 1 June?", "What happened in 4 days?"):
        for clause in read(question).clauses:
            assert len([term for term, _ in clause.terms if term.isdigit()]) <= 1


# The question before

STORY = "Qui a rénové l'écluse de Vernay ?"


@pytest.mark.parametrize(
    "question",
    [
        "et en quelle année ?",
        "Et combien ça a coûté ?",
        "pourquoi ?",
        "Mais quand ?",
        "Et le pont ?",
        "Combien ?",
        "Et lui, il fait quoi ?",
    ],
)
def test_a_question_that_leans_on_the_one_before_is_read_with_it(question):
    terms = own_terms(read(question, STORY))
    assert set(analyse("rénové écluse Vernay", "fr")) <= set(terms)
    assert terms[: len(read(question).clauses)] == own_terms(read(question))


@pytest.mark.parametrize(
    "question",
    [
        "Combien coûte la traversée en ferry depuis le port de Kerlann ?",
        "Quel boulanger de Kerlann a reçu la médaille en 2019 ?",
        "Which lighthouse was lit by hand until the winter of 1961?",
    ],
)
def test_a_question_that_stands_alone_ignores_history(question):
    assert read(question, STORY) == read(question)


@pytest.mark.parametrize("question", ["Qui dirige Kerlann ?", "Who runs Hartwell?"])
def test_a_short_question_with_a_name_of_its_own_stands_alone(question):
    assert read(question, STORY) == read(question)


def test_what_was_asked_before_weighs_less():
    query = read("et en quelle année ?", STORY)
    boosts = {clause.terms[0][0]: clause.boost for clause in query.clauses}
    assert boosts.pop("anne") == 1.0
    assert set(boosts.values()) < {boost for boost in boosts.values() if 0 < boost < 1} | {1.0}


def test_a_word_of_both_questions_counts_fully_and_once():
    query = read("Et l'écluse ?", STORY)
    (ecluse,) = analyse("écluse", "fr")
    assert [c.boost for c in query.clauses if c.terms[0][0] == ecluse] == [1.0]


def test_a_follow_up_without_evidence_is_in_the_language_of_the_question_before():
    assert read("2016?", "Who reopened the lock?").lang == "en"
    assert read("2016 ?", "Qui a rouvert l'écluse ?").lang == "fr"


def test_a_question_before_in_the_other_language_is_read_in_its_own():
    query = read("et par qui ?", "When was the bakery founded?")
    terms = {term for clause in query.clauses for term, _ in clause.terms}
    assert set(analyse("boulangerie", "fr")) <= terms


# Caps


def test_a_question_is_read_up_to_a_length():
    question = "navires " * LONGEST_QUESTION + "phare"  # 8 code points, so that none is cut
    assert own_terms(read(question)) == analyse("navire", "fr")


def test_of_too_many_words_those_that_the_articles_hold_are_kept(collect):
    unknown = " ".join(f"quux{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(100))
    question = f"Que dit {unknown} de l'écluse de Vernay ?"
    query = read_question(question, "", collect("L'écluse de Vernay rouvre lundi matin."))
    assert len(query.clauses) <= MOST_CLAUSES
    assert own_terms(query) == analyse("écluse Vernay", "fr")


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_a_question(question, context):
    query = read(question, context)
    assert query.lang in ("fr", "en")
    assert len(query.clauses) <= MOST_CLAUSES
    assert all(fold(t) for clause in query.clauses for t, _ in clause.terms)


# Operators


def test_operators_are_no_words_of_the_question_and_narrow_it():
    query = read("Qui dirige Viber ? -boycott source:coeur lang:fr after:2017")
    assert query.clauses == read("Qui dirige Viber ?").clauses
    assert query.plain == "Qui dirige Viber ?"
    assert query.text == "Qui dirige Viber ? -boycott source:coeur lang:fr after:2017"
    assert query.narrowing.excluded == ("boycott",)


def test_words_of_exact_phrases_are_looked_for_like_any_others():
    quoted, plain = (
        read('Qui signe la "rupture de contrat" ?'),
        read("Qui signe la rupture de contrat ?"),
    )
    assert quoted.clauses == plain.clauses
    assert quoted.narrowing.phrases == ("rupture de contrat",)


def test_phrase_of_function_words_is_something_to_look_for():
    assert own_terms(read('"il y a"'))


def test_question_that_leans_keeps_to_the_articles_of_the_one_before_unless_it_names_others():
    before = 'Qui dirige "Viber Media" ? source:coeur lang:fr -boycott'
    narrowing = read("et quand ?", before).narrowing
    assert narrowing == Narrowing(sources=("coeur",), langs=("fr",), written="source:coeur lang:fr")
    assert read("et quand ? lang:en", before).narrowing.written == "lang:en"
    assert read("Qui a acheté Giphy en mai 2020 ?", before).narrowing == Narrowing()


def test_operators_alone_are_a_hint_to_ask_something():
    query = read("source:coeur lang:fr")
    assert query.clauses == ()
    assert [(hint.kind, hint.written) for hint in query.hints] == [
        (HintKind.NO_WORDS, "source:coeur lang:fr")
    ]


def test_operators_alone_narrow_the_question_before():
    query = read("lang:en", "Qui dirige Viber ?")
    assert query.narrowing.langs == ("en",)
    assert own_terms(query) == own_terms(read("Qui dirige Viber ?"))
    assert query.hints == ()


def test_question_that_leans_keeps_to_the_articles_of_the_last_question_that_named_any():
    before = "et quand ?\nQui dirige Viber ? lang:en\nQui dirige Giphy ? source:coeur"
    assert read("et pourquoi ?", before).narrowing.written == "lang:en"


@pytest.mark.parametrize(
    ("question", "lang"), [("price?", "en"), ("boulanger ?", "fr"), ("zzz", "fr")]
)
def test_single_word_is_in_the_language_that_has_it(question, lang):
    assert read(question).lang == lang
    assert read(question, "Who runs the harbour?").lang == ("en" if question == "zzz" else lang)
