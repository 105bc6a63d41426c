"""Collections for measuring are what their recipe says, every time."""

import json

import pytest

from bot.bench.making import Generated, Spliced, recipe_for
from bot.bench.pseudo_words import PseudoLanguage, word_of
from retrieval.errors import InputError
from retrieval.stopwords import stop_words

ARTICLES = [
    {"id": "lock", "title": "The lock", "lang": "en", "text": "It opens. It shuts.\n\nIt leaks."},
    {"id": "phare", "title": "Le phare", "lang": "fr", "text": "Il brille. Il tourne."},
]
QUESTIONS = [
    {"id": "1", "lang": "en", "question": "What leaks?", "gold": [["lock", 2]], "answers": ["It"]}
]


@pytest.fixture
def question_set(tmp_path):
    """A folder in the format of question sets."""
    for name, records in (("articles", ARTICLES), ("questions", QUESTIONS)):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines)
    return tmp_path


def paragraphs_of(articles):
    return [text for article in articles for text in article.text.split("\n\n")]


def test_made_articles_are_the_same_every_time_and_as_many_as_asked_for():
    articles = list(Generated().articles(130))
    assert articles == list(Generated().articles(130))
    assert len(paragraphs_of(articles)) == 130
    assert len({article.key for article in articles}) == 7


def test_a_larger_collection_begins_like_a_smaller_one():
    assert list(Generated().articles(100))[:2] == list(Generated().articles(40))


def test_made_text_is_mostly_function_words_and_rare_words():
    words = " ".join(paragraphs_of(Generated().articles(200))).lower().replace(".", "").split()
    function_words = sum(word in stop_words("en") for word in words)
    assert 0.3 < function_words / len(words) < 0.5
    assert len(set(words)) > len(words) / 10


def test_made_questions_ask_for_rare_words():
    questions = Generated().questions(50)
    assert questions == Generated().questions(50)
    assert all(question.startswith("What is the ") for question in questions)


def test_made_up_words_are_distinct_and_no_function_words():
    language = PseudoLanguage(20_000)
    assert len(set(language.words)) == 20_000
    assert not {word_of(n) for n in range(5_000)} & (stop_words("en") | stop_words("fr"))


def test_spliced_collection_has_the_sets_own_articles_first(question_set):
    recipe = Spliced(question_set)
    articles = list(recipe.articles(50))
    assert [article.text for article in articles[:2]] == [a["text"] for a in ARTICLES]
    assert len(paragraphs_of(articles)) == 50
    assert articles == list(recipe.articles(50))
    assert recipe.questions(9) == ["What leaks?"]


def test_spliced_paragraphs_hold_sentences_of_the_set_and_a_made_up_word(question_set):
    spliced = paragraphs_of(Spliced(question_set).articles(200))[3:]
    assert all(any(word.endswith("x") for word in text.split()) for text in spliced)
    assert any("leaks." in text for text in spliced)


def test_fewer_paragraphs_than_the_set_has_are_the_first_ones(question_set):
    assert paragraphs_of(Spliced(question_set).articles(1)) == ["It opens. It shuts."]


def test_a_folder_that_is_no_set_is_refused(tmp_path):
    with pytest.raises(InputError, match="not a question set"):
        recipe_for(tmp_path)
    assert isinstance(recipe_for(None), Generated)
