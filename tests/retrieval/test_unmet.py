"""What a question asks for that isn't there is told, word by word."""

import pytest

from retrieval.evidence import find_names
from retrieval.unmet import UNMET, find_unmet

HARBOUR = """\
The harbour of Kerlann

Mayor Ilse Morvan closed two basins of the harbour in 1904. The lighthouse cost 900 gold coins.

Ferries of Tavane sail at noon.
"""


def unmet(search, question: str, best: int = 0) -> dict[str, float]:
    return find_unmet(search(question, HARBOUR), best)


def names(search, question: str) -> list[str]:
    query = search(question, HARBOUR).query
    named = find_names(query)
    return [c.terms[0][0] for c, is_name in zip(query.clauses, named, strict=True) if is_name]


def test_a_word_with_a_capital_is_a_name(search):
    assert names(search, "When did Morvan close the harbour?") == ["morvan"]
    assert names(search, "when did morvan close the harbour?") == []


def test_the_first_word_is_a_name_with_a_capital_inside_alone(search):
    assert names(search, "Ferries at the harbour?") == []
    assert "tiktok" in names(search, "TikTok at the harbour?")


def test_a_french_name_stands_behind_an_elision(search):
    assert names(search, "Quel est le port d’Ilse ?") == ["ilse"]


def test_a_name_that_no_article_holds_is_unknown(search):
    assert unmet(search, "When did Oskar close the harbour?")["unknown_name"] == 1
    assert unmet(search, "When did Morvan close the harbour?")["unknown_name"] == 0


def test_a_name_that_stands_in_another_paragraph_is_missing(search):
    assert unmet(search, "When does Tavane close the harbour?", 1)["name_missing"] == 1
    assert unmet(search, "When does Morvan close the harbour?")["name_missing"] == 0


def test_a_name_of_the_title_is_not_missing(search):
    assert unmet(search, "When did Kerlann close the harbour?")["name_missing"] == 0


def test_words_that_nothing_is_related_to_leave_their_share_open(search):
    assert unmet(search, "harbour")["unrelated"] == 0
    assert 0 < unmet(search, "harbour xylophone")["unrelated"] < 1


def test_how_many_is_answered_by_a_number_beside_what_is_counted(search):
    near = unmet(search, "How many gold coins did the lighthouse of the harbour cost?", 1)
    far = unmet(search, "How many mayors did the lighthouse have?", 1)
    assert near["number"] == far["number"] == 1
    assert near["number_near"] > far["number_near"]


@pytest.mark.parametrize(
    "question", ["How many basins did the harbour close?", "Who closed the harbour in 900?"]
)
def test_a_year_is_not_how_many_and_other_questions_want_no_number(search, question):
    found = unmet(search, question)
    assert found["number_near"] <= 1
    assert set(found) == set(UNMET)


def test_a_year_is_no_count(search):
    only_year = "Kerlann\n\nThe harbour closed its basins in 1904."
    found = find_unmet(search("How many basins did the harbour close?", only_year), 0)
    assert (found["number"], found["number_near"]) == (0, 0)


def test_a_number_of_the_question_is_no_answer_to_it(search):
    asked = "How many ships carried the 900 coins to the lighthouse?"
    assert unmet(search, asked, 1)["number"] == 0
