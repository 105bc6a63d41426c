"""Translated questions are measured by what answers the questions that they translate."""

import gzip
import json
from pathlib import Path

import pytest

from retrieval.errors import InputError
from retrieval.question_sets import read_articles, read_questions
from retrieval.training.translated import write_set

TRANSLATED = Path(__file__).parents[1] / "quality" / "translated"

ARTICLE = {
    "id": "a",
    "title": "Vernay",
    "lang": "en",
    "text": "Vernay\n\nThe lock was rebuilt in nine weeks. It cost 274,100 euros.",
}
COST = {
    "id": "q1",
    "lang": "en",
    "question": "What did the lock cost?",
    "gold": [["a", 1]],
    "answers": ["274,100 Euros"],
    "answerable": True,
}
WEEKS = COST | {"id": 2, "question": "How long did it take?", "answers": ["nine weeks"]}
COUT = {
    "id": "q1-fr",
    "of": "q1",
    "lang": "fr",
    "kind": "cross",
    "question": "Combien a coûté l'écluse ?",
}
DUREE = COUT | {"id": "2-fr", "of": "2", "question": "Combien de temps ont duré les travaux ?"}


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A set of one English article and two questions, packed as the public sets are."""
    folder = tmp_path / "original"
    folder.mkdir()
    for name, records in (("articles", [ARTICLE]), ("questions", [COST, WEEKS])):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.writelines(json.dumps(record) + "\n" for record in records)
    return folder


def write(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "translations.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_a_translation_has_the_gold_and_answers_of_its_original(tmp_path, original):
    folder = tmp_path / "new" / "set"
    assert write_set(write(tmp_path, DUREE, COUT), original, folder) == 2
    duration, cost = read_questions(folder / "questions.jsonl")
    assert (cost.id, cost.lang, cost.kind, cost.text) == (
        "q1-fr", "fr", "cross", "Combien a coûté l'écluse ?",
    )  # fmt: skip
    assert (cost.paragraphs, cost.answers) == ({("a", 1)}, ("274,100 euros",))
    assert (duration.id, duration.answers) == ("2-fr", ("nine weeks",))


def test_answers_are_written_as_the_set_writes_them(tmp_path, original):
    write_set(write(tmp_path, COUT), original, tmp_path / "set")
    (line,) = (tmp_path / "set" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == COST | COUT


def test_the_articles_are_copied(tmp_path, original):
    write_set(write(tmp_path, COUT), original, tmp_path / "set")
    (article,) = read_articles(tmp_path / "set" / "articles.jsonl.gz")
    assert (article.key, article.title, article.text) == ("a", "Vernay", ARTICLE["text"])


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (COUT | {"of": "q9"}, "no question 'q9'"),
        ({k: v for k, v in COUT.items() if k != "of"}, "give the `id` of the original"),
        ({k: v for k, v in COUT.items() if k != "question"}, "not a question of a set"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path, original, bad, says):
    with pytest.raises(InputError, match=rf"translations\.jsonl, line 2.*{says}"):
        write_set(write(tmp_path, DUREE, bad), original, tmp_path / "set")
    assert not (tmp_path / "set").exists()


def test_a_folder_that_is_no_set_is_named(tmp_path):
    with pytest.raises(InputError, match="not a question set"):
        write_set(write(tmp_path, COUT), tmp_path, tmp_path / "set")


def test_a_set_is_not_written_over_itself(tmp_path, original):
    with pytest.raises(InputError, match="give another folder"):
        write_set(write(tmp_path, COUT), original, original / ".." / "original")


# The questions that we translated


@pytest.mark.parametrize(
    ("name", "lang"), [("french_questions_on_squad", "fr"), ("english_questions_on_piaf", "en")]
)
def test_our_translations_name_their_originals_and_hold_no_answers(name, lang):
    text = (TRANSLATED / f"{name}.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.splitlines()]
    assert len(records) >= 100
    assert len({record["question"] for record in records}) == len(records)
    for record in records:
        assert list(record) == ["id", "of", "lang", "kind", "question"]
        assert record["id"] == f"{record['of']}-{lang}"
        assert (record["lang"], record["kind"]) == (lang, "cross")
        assert record["question"] == record["question"].strip()
        assert record["question"].endswith("?")
