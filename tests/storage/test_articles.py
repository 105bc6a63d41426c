"""Keys that stay, and values that come back as they went in."""

import re

from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import RawArticle
from storage.articles import fingerprint, paragraph_keys


def test_key_is_fit_for_a_link_and_survives_what_else_changes() -> None:
    before = paragraph_keys("a.txt", ["The ferry left at nine.", "It was late."])
    after = paragraph_keys("a.txt", ["A new beginning.", "It was late.", "The ferry left at nine."])
    assert before == [after[2], after[1]]
    assert all(re.fullmatch("[a-z2-7]{13}", key) for key in before)


def test_keys_never_change_between_versions_of_verbatim() -> None:
    # Links that people have sent stand on these very values.
    assert paragraph_keys("a.txt", ["The ferry left at nine.", "The ferry left at nine."]) == [
        "b5zcgr7twtwlb",
        "ruaw7744qjouu",
    ]


def test_same_text_in_another_article_has_another_key() -> None:
    assert paragraph_keys("a.txt", ["It was late."]) != paragraph_keys("b.txt", ["It was late."])


@given(st.lists(st.text(max_size=3), max_size=8))
def test_every_paragraph_of_an_article_has_a_key_of_its_own(texts: list[str]) -> None:
    keys = paragraph_keys("a.txt", texts)
    assert len(set(keys)) == len(texts)


def test_fingerprint_tells_every_field_and_the_analysis() -> None:
    article = RawArticle("k", "text", "title", "fr", "outlet", "author", "2017", "https://a.org")
    others = [
        RawArticle("x", "text", "title", "fr", "outlet", "author", "2017", "https://a.org"),
        RawArticle("k", "x", "title", "fr", "outlet", "author", "2017", "https://a.org"),
        RawArticle("k", "text", "x", "fr", "outlet", "author", "2017", "https://a.org"),
        RawArticle("k", "text", "title", "en", "outlet", "author", "2017", "https://a.org"),
        RawArticle("k", "text", "title", "fr", "x", "author", "2017", "https://a.org"),
        RawArticle("k", "text", "title", "fr", "outlet", "x", "2017", "https://a.org"),
        RawArticle("k", "text", "title", "fr", "outlet", "author", "2018", "https://a.org"),
        RawArticle("k", "text", "title", "fr", "outlet", "author", "2017", "https://b.org"),
        RawArticle("k", "text", "title", "fr", "author", None, "2017", "https://a.org"),
    ]
    marks = {fingerprint(each, 1) for each in [article, *others]} | {fingerprint(article, 2)}
    assert len(marks) == len(others) + 2
    assert fingerprint(article, 1) == fingerprint(article, 1)
