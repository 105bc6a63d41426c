"""Operators are told apart from what a question asks; what only looks like one is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.narrowing import EVERYTHING, HintKind, Narrowing
from retrieval.operators import MOST_OF_A_KIND, Operators, read_date, read_operators

GOLDEN = Path(__file__).parents[1] / "quality" / "golden" / "golden.jsonl"


def narrowing_of(text: str) -> Narrowing:
    return read_operators(text).narrowing


def hints_on(text: str) -> list[tuple[HintKind, str]]:
    return [(hint.kind, hint.written) for hint in read_operators(text).hints]


# What is an operator


@pytest.mark.parametrize(
    "quoted",
    [
        '"rupture de contrat"',
        "“rupture de contrat”",
        "« rupture de contrat »",
        "«rupture de\ncontrat»",
    ],
)
def test_quoted_words_are_an_exact_phrase_and_stay_in_the_question(quoted):
    read = read_operators(f"Qui a subi une {quoted} ?")
    assert read.narrowing.phrases == ("rupture de contrat",)
    assert read.text == f"Qui a subi une {quoted} ?"
    assert not read.narrowing.bare


def test_operators_leave_the_question_as_it_was_meant():
    read = read_operators(
        'Qui dirige Viber ? -boycott source:"Coeur sur Paris" lang:FR after:2017-10 before:2018'
    )
    assert read.text == "Qui dirige Viber ?"
    assert read.narrowing == Narrowing(
        excluded=("boycott",),
        sources=("Coeur sur Paris",),
        langs=("fr",),
        after="2017-10",
        before="2018",
        written='-boycott source:"Coeur sur Paris" lang:FR after:2017-10 before:2018',
    )
    assert read.hints == ()


@pytest.mark.parametrize(
    ("written", "narrowing"),
    [
        ("après:2017", Narrowing(after="2017")),
        ("APRES:2017", Narrowing(after="2017")),
        ("apre\u0300s:2017", Narrowing(after="2017")),
        ("avant:2018-05-02", Narrowing(before="2018-05-02")),
        ("langue:anglais", Narrowing(langs=("en",))),
        ("lang:français", Narrowing(langs=("fr",))),
        ("lang:fr-CA", Narrowing(langs=("fr",))),
        ("lang:fr,en", Narrowing(langs=("fr", "en"))),
        ("lang:en?", Narrowing(langs=("en",))),
        ("source:«Le Monde»", Narrowing(sources=("Le Monde",))),
        ("source:lemonde.fr", Narrowing(sources=("lemonde.fr",))),
        ("(source:Reuters)", Narrowing(sources=("Reuters",))),
        ("-porte-parole", Narrowing(excluded=("porte-parole",))),
    ],
)
def test_operators_have_several_spellings(written, narrowing):
    found = narrowing_of(f"Qui dirige Viber ? {written}")
    assert found.concerns_anything
    for name in ("sources", "langs", "after", "before", "excluded"):
        assert getattr(found, name) == getattr(narrowing, name)


def test_sources_and_languages_add_up_and_dates_close_in():
    found = narrowing_of(
        "Viber source:a source:b lang:fr lang:en after:2016 after:2017 before:2019"
    )
    assert (found.sources, found.langs) == (("a", "b"), ("fr", "en"))
    assert (found.after, found.before) == ("2017", "2019")


# What is none


@pytest.mark.parametrize(
    "question",
    [
        "Qui est le directeur général de Viber ?",
        "Que fait vingt-deux, ou Covid-19 - et pourquoi ?",
        "Y a-t-il eu -3 degrés  à Paris ?",
        "Le prix (environ) – ou -dit-on- presque ?",
        'Un écran de 15" ou de 17" ?',
        "Que dit https://example.org/?source:x et la ressource:eau ?",
        "Qui dit 'oui' ou ‘non’ ?",
        'Que veut dire "" ou « » ?',
        '"Qui dirige Viber ?"',
        "« Qui dirige Viber ? »",
        "-facebook",
        "-le",
        "  deux  espaces \n",
        "",
    ],
)
def test_what_only_looks_like_an_operator_changes_nothing(question):
    read = read_operators(question)
    assert (read.text, read.narrowing, read.hints) == (question, EVERYTHING, ())


@given(st.text(st.characters(exclude_characters='"“«:-'), max_size=80))
def test_text_without_the_signs_of_operators_comes_back_as_it_is(text):
    assert read_operators(text) == Operators(text)


def test_no_golden_question_is_taken_for_one_with_operators():
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)["question"]
        assert read_operators(question).text == question
        assert read_operators(question).narrowing == EVERYTHING


@given(st.text(alphabet='ab "“”«»-: sourcelangafter2017\n', max_size=60))
def test_any_text_can_be_read(text):
    read = read_operators(text)
    assert len(read.text) <= len(text)
    assert read.hints or read.narrowing != EVERYTHING or read.text == text


# Malformed ones


@pytest.mark.parametrize(
    ("operator", "kind"),
    [
        ("after:soon", HintKind.DATE),
        ("before:", HintKind.DATE),
        ("after:2017-13", HintKind.DATE),
        ("before:2017-02-29", HintKind.DATE),
        ("lang:xx", HintKind.LANGUAGE),
        ("lang:", HintKind.LANGUAGE),
        ("source:", HintKind.SOURCE),
        ('source:""', HintKind.SOURCE),
        ("-source:Reuters", HintKind.NEGATED),
        ('-"two words"', HintKind.NEGATED),
    ],
)
def test_malformed_operator_is_left_out_with_a_hint(operator, kind):
    read = read_operators(f"Who runs {operator} Viber?")
    assert read.text == "Who runs Viber?"
    assert not read.narrowing.concerns_anything
    assert hints_on(f"Who runs {operator} Viber?") == [(kind, operator)]


def test_quotation_mark_without_its_other_half_gets_a_hint_and_costs_no_words():
    assert read_operators('Who runs "Viber now?').text == 'Who runs "Viber now?'
    assert hints_on('Who runs "Viber now?') == [(HintKind.UNCLOSED, '"Viber')]
    assert hints_on("Qui dirige « Viber ?") == [(HintKind.UNCLOSED, "« Viber")]


def test_half_of_a_languages_list_still_counts():
    assert narrowing_of("Viber lang:fr,xx").langs == ("fr",)
    assert hints_on("Viber lang:fr,xx") == [(HintKind.LANGUAGE, "lang:fr,xx")]


def test_more_than_can_be_looked_up_are_left_out_and_said_so():
    words = [f"-word{'x' * n}" for n in range(MOST_OF_A_KIND + 1)]
    read = read_operators("Viber " + " ".join(words))
    assert len(read.narrowing.excluded) == MOST_OF_A_KIND
    assert hints_on("Viber " + " ".join(words)) == [(HintKind.TOO_MANY, words[-1])]


def test_long_operators_are_shortened_in_hints():
    ((_, written),) = hints_on("Viber after:" + "x" * 500)
    assert len(written) == 60
    assert written.endswith("…")


@pytest.mark.parametrize(
    ("text", "bare"),
    [('"two words"', True), ("« a b » lang:fr", True), ("lang:fr", True), ('who "a b"', False)],
)
def test_operators_alone_are_told_from_those_beside_a_question(text, bare):
    assert narrowing_of(text).bare is bare


# Dates


@pytest.mark.parametrize(
    ("written", "first_day"),
    [
        ("2017", "2017"),
        ("2017-01", "2017"),
        ("2017-01-01", "2017"),
        ("2017-10", "2017-10"),
        ("2017-10-01", "2017-10"),
        ("2017-1-2", "2017-01-02"),
        ("2016-02-29", "2016-02-29"),
        ("2000-02-29", "2000-02-29"),
        ("1900-02-29", None),
        ("2017-00", None),
        ("2017-10-32", None),
        ("17", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_as_their_first_day_as_briefly_as_it_can_be_said(written, first_day):
    assert read_date(written) == first_day


DAY = st.dates().map(lambda day: day.isoformat())


@given(DAY, DAY)
def test_dates_that_are_read_compare_as_days_do(one, other):
    for published in (one, one[:7], one[:4]):
        day = (published + "-01-01")[:10]
        assert (published >= (read_date(other) or "")) == (day >= other)
