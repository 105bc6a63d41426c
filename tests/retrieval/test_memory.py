"""The collection in memory keeps the protocol's promises."""

from retrieval.memory import MemoryCollection
from retrieval.model import Article
from retrieval.preparation import PreparedArticle, PreparedParagraph
from retrieval.reading import Statistics


def prepared(key: str, *paragraphs: str) -> PreparedArticle:
    return PreparedArticle(
        Article(key, key.upper(), "en"),
        tuple(PreparedParagraph(text, "", "en", tuple(text.split())) for text in paragraphs),
    )


def test_what_was_put_in_comes_out():
    library = MemoryCollection([prepared("b", "ferry lock ferry", "lock"), prepared("a", "barge")])
    with library.snapshot() as snapshot:
        assert snapshot.statistics() == Statistics(paragraphs=3, terms=5)
        assert snapshot.document_frequencies(["lock", "ferry", "moon"]) == {"lock": 2, "ferry": 1}
        assert snapshot.vocabulary() == {"ferry": 1, "lock": 2, "barge": 1}
        assert [article.key for article in snapshot.articles()] == ["a", "b"]
        assert [p.number for p in snapshot.article_paragraphs("b")] == [1, 2]
        assert snapshot.article_paragraphs("moon") == []


def test_postings_are_of_the_paragraphs_that_hold_a_term():
    library = MemoryCollection([prepared("a", "ferry lock ferry", "barge", "ferry")])
    (segment,), postings = library.segments(), library.postings(["ferry", "moon"])
    assert list(postings) == ["ferry"]
    found = library.paragraphs(postings["ferry"].ids.tolist())
    assert [p.text for p in found] == ["ferry lock ferry", "ferry"]
    assert list(postings["ferry"].frequencies) == [2, 1]
    assert list(segment.lengths) == [3, 1, 1]


def test_unknown_paragraphs_are_left_out():
    library = MemoryCollection([prepared("a", "ferry", "lock")])
    assert [p.text for p in library.paragraphs([9, 2, 0, -1, 1])] == ["lock", "ferry"]


def test_an_empty_collection_has_nothing():
    library = MemoryCollection([])
    assert library.statistics().average_length == 0
    assert (library.articles(), library.vocabulary()) == ([], {})


def test_frequencies_and_lengths_are_capped_as_the_protocol_says():
    library = MemoryCollection([prepared("a", "ferry " * 300, "lock " * 70_000)])
    assert list(library.postings(["ferry"])["ferry"].frequencies) == [255]
    assert [list(s.lengths) for s in library.segments()] == [[300, 65_535]]
