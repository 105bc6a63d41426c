"""Question sets are read as they are written, and a bad line is named."""

import gzip
import json
from pathlib import Path

import pytest

from retrieval.errors import InputError
from retrieval.model import Article, Extract, Paragraph, Span
from retrieval.question_sets import (
    in_language,
    in_split,
    plain_text,
    read_articles,
    read_questions,
    sample_questions,
)

LINE = {"id": "f1", "lang": "fr", "question": "Combien ?", "answers": ["274 100 euros"]}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def extract(article: str, text: str, number: int = 1) -> Extract:
    paragraph = Paragraph(number, "k", number, text, "fr", "", Article(article, "T", "fr"))
    return Extract(paragraph, Span(0, len(text)), 0.5)


def test_a_question_is_read_with_everything_it_says(tmp_path):
    line = LINE | {"kind": "followup", "context": "Et ?", "articles": ["a"], "split": "held"}
    (question,) = read_questions(write(tmp_path, line))
    assert (question.id, question.text, question.lang) == ("f1", "Combien ?", "fr")
    assert (question.kind, question.context, question.split) == ("followup", "Et ?", "held")
    assert question.articles == {"a"}
    assert question.answerable


def test_what_a_line_leaves_out_has_its_usual_value(tmp_path):
    none = {"id": 2, "lang": "en", "question": "Why?", "answerable": False}
    fact, unanswerable = read_questions(write(tmp_path, LINE | {"gold": [["a", 3]]}, none))
    assert (fact.kind, fact.split, fact.context) == ("fact", "dev", "")
    assert (fact.articles, fact.paragraphs) == ({"a"}, {("a", 3)})
    assert (unanswerable.kind, unanswerable.answers, unanswerable.id) == ("none", (), "2")


def test_blank_lines_are_passed_over_and_packed_files_are_read(tmp_path):
    path = tmp_path / "questions.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(f"\n{json.dumps(LINE)}\n\n")
    assert [question.id for question in read_questions(path)] == ["f1"]


def test_articles_are_read(tmp_path):
    line = {"id": 7, "title": "Le port", "lang": "fr", "text": "Le port est fermé."}
    (article,) = read_articles(write(tmp_path, line))
    assert (article.key, article.title, article.lang) == ("7", "Le port", "fr")
    assert article.text == "Le port est fermé."


def test_questions_of_one_split_are_chosen(tmp_path):
    held, dev = LINE | {"id": "h", "split": "held"}, LINE
    questions = read_questions(write(tmp_path, held, dev))
    assert [q.id for q in in_split(questions, "dev")] == ["f1"]
    assert [q.id for q in in_split(questions, "held")] == ["h"]


def test_questions_of_one_language_are_chosen(tmp_path):
    questions = read_questions(write(tmp_path, LINE, LINE | {"id": "e", "lang": "en"}))
    assert [q.id for q in in_language(questions, "en")] == ["e"]


def test_a_sample_is_always_the_same_and_in_order(tmp_path):
    questions = read_questions(write(tmp_path, *(LINE | {"id": f"{n:02}"} for n in range(40))))
    sample = [q.id for q in sample_questions(questions, 10)]
    assert len(set(sample)) == 10
    assert sample == sorted(sample) == [q.id for q in sample_questions(questions, 10)]
    assert sample_questions(questions, 41) == questions


@pytest.mark.parametrize(
    "bad",
    [
        "{not json",
        {"lang": "fr", "question": "Combien ?"},
        {"id": "f2", "lang": "fr"},
        LINE | {"gold": [["a", "three"]]},
        LINE | {"gold": "a"},
        LINE | {"answers": 5},
    ],
)
def test_a_bad_line_is_named_with_its_file(tmp_path, bad):
    with pytest.raises(InputError, match=r"questions\.jsonl, line 3"):
        read_questions(write(tmp_path, LINE, "", bad))


@pytest.mark.parametrize("bad", [LINE | {"answers": [5]}, '"a string"', "[]"])
def test_a_line_of_another_shape_is_named_with_its_file(tmp_path, bad):
    with pytest.raises(InputError, match=r"questions\.jsonl, line 2"):
        read_questions(write(tmp_path, LINE, bad))


def test_a_bad_article_is_named_with_its_file(tmp_path):
    with pytest.raises(InputError, match="line 1"):
        read_articles(write(tmp_path, {"id": "a"}))


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b'{"id": "\xe9"}\n')
    with pytest.raises(InputError, match=r"questions\.jsonl"):
        read_questions(path)


# What counts as answered


def test_an_answer_counts_wherever_it_stands_case_apostrophes_and_spaces_apart(tmp_path):
    (question,) = read_questions(
        write(tmp_path, LINE | {"articles": ["a"], "answers": ["L’écluse a coûté 274\u202f100"]})
    )
    assert question.is_answered_by(extract("a", "Oui : l'écluse  a coûté\u00a0274 100 euros."))
    assert not question.is_answered_by(extract("a", "L'écluse a coûté 274 euros."))


def test_with_gold_paragraphs_only_those_are_right(tmp_path):
    (question,) = read_questions(write(tmp_path, LINE | {"gold": [["a", 2]]}))
    assert question.is_answered_by(extract("a", "274 100 euros", 2))
    assert not question.is_answered_by(extract("a", "274 100 euros", 1))
    assert not question.is_answered_by(extract("b", "274 100 euros", 2))


def test_without_them_any_paragraph_of_a_right_article_is(tmp_path):
    (question,) = read_questions(
        write(tmp_path, LINE | {"articles": ["a"], "source_articles": ["a.txt"]})
    )
    assert question.is_answered_by(extract("a", "274 100 euros", 9))
    assert question.is_answered_by(extract("a.txt", "274 100 euros", 1))
    assert not question.is_answered_by(extract("b", "274 100 euros", 1))


def test_plain_text_folds_what_comparison_ignores():
    assert plain_text(" L’ÉCLUSE\u00a0 a\ncoûté ") == "l'écluse a coûté"
