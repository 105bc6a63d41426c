"""A collection is laid out once, the same for every engine."""

from bot.bench.making import Generated
from bot.bench.material import KINDS, all_terms, lay_out
from retrieval.question_sets import read_articles


def test_every_paragraph_has_a_line_of_terms(tmp_path):
    material = lay_out(Generated(), 120, tmp_path)
    articles = read_articles(material.articles / "articles.jsonl")
    texts = [text for article in articles for text in article.text.split("\n\n")]
    assert material.facts.paragraphs == 120 == len(texts)
    assert material.facts.text_bytes == sum(len(text.encode()) for text in texts)
    for kind in KINDS:
        assert sum(1 for _ in material.terms(kind)) == 120


def test_all_words_are_the_content_words_and_the_function_words(tmp_path):
    material = lay_out(Generated(), 120, tmp_path)
    for content, everything in zip(*map(material.terms, KINDS), strict=True):
        assert set(content) < set(everything)
    for content, everything in zip(*map(material.queries, KINDS), strict=True):
        assert set(content) < set(everything)
        assert len(set(everything)) == len(everything)


def test_function_words_are_kept_in():
    assert all_terms("The lock at Vernay is a lock.", "en") == [
        *("the", "lock", "at", "vernay", "is", "a", "lock")
    ]


def test_material_that_lies_there_is_used_again_and_any_other_made_anew(tmp_path):
    lay_out(Generated(), 120, tmp_path)
    (tmp_path / "content.txt").write_text("mark\n")
    assert list(lay_out(Generated(), 120, tmp_path).terms("content")) == [["mark"]]
    assert len(list(lay_out(Generated(), 140, tmp_path).terms("content"))) == 140
