"""What any implementation of `retrieval.reading`'s protocol has to do; two pass it here.

A new engine is added to MAKERS: a context manager that takes prepared articles and opens a
collection of just these.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.bm25 import PositiveBM25
from retrieval.matching import Matcher
from retrieval.memory import MemoryCollection
from retrieval.model import Article, Clause, Query
from retrieval.narrowing import Narrowing
from retrieval.posting_lists import sparse
from retrieval.preparation import PreparedArticle, PreparedParagraph
from retrieval.reading import Collection, Snapshot
from storage.collection import SqliteCollection
from storage.database import connect_writer, transaction
from storage.draft import Draft
from storage.folding import fold
from storage.publishing import publish

WORDS = ["ferry", "lock", "barge", "église", "mayor", "3.5"]
PARAGRAPHS = st.lists(st.lists(st.sampled_from(WORDS), max_size=8), min_size=1, max_size=4)


def prepared(key: str, *paragraphs: str, **about: str) -> PreparedArticle:
    """An article whose paragraphs' terms are their words."""
    article = Article(key, key.upper(), "en", **about)
    return PreparedArticle(
        article,
        tuple(PreparedParagraph(text, "", "en", tuple(text.split())) for text in paragraphs),
    )


ARTICLES = [
    prepared("b", "ferry lock ferry", "lock", "barge église", outlet="Daily", published="2017-10"),
    prepared("a", "barge", "mayor lock 3.5", outlet="Weekly", published="2018"),
]


@contextmanager
def in_memory(articles: Sequence[PreparedArticle], _: Path) -> Iterator[Collection]:
    """The plainest one: dictionaries."""
    yield MemoryCollection(articles)


@contextmanager
def in_sqlite(articles: Sequence[PreparedArticle], db: Path) -> Iterator[Collection]:
    """The one in use, freshly written."""
    update(db, articles)
    with closing(SqliteCollection(db)) as collection:
        yield collection


@contextmanager
def in_inverted_sqlite(articles: Sequence[PreparedArticle], db: Path) -> Iterator[Collection]:
    """The one in use, with posting lists written at once, as of a large collection."""
    with patch("storage.postings.RECENT_SLOTS", 0), in_sqlite(articles, db) as collection:
        yield collection


@contextmanager
def in_changed_sqlite(articles: Sequence[PreparedArticle], db: Path) -> Iterator[Collection]:
    """The one in use, after changes: several segments, with removed paragraphs in them."""
    update(db, [prepared("gone", *["ferry lock barge"] * 5), prepared("too", "mayor")])
    with patch("storage.postings.RECENT_SLOTS", 0):
        for article in articles:
            update(db, [prepared(article.article.key, "ferry mayor", "lock")])
    update(db, articles)
    update(db, [], drop=["gone", "too"])
    with closing(SqliteCollection(db)) as collection:
        yield collection


MAKERS = (in_memory, in_sqlite, in_inverted_sqlite, in_changed_sqlite)


def update(db: Path, articles: Sequence[PreparedArticle], drop: Sequence[str] = ()) -> None:
    with closing(connect_writer(db)) as database:
        database.execute("PRAGMA synchronous = OFF")  # no power cut is expected
        draft = Draft(database)
        for article in articles:
            draft.put(article, "source", "fingerprint")
        draft.drop(drop)
        with transaction(database):
            for _ in publish(draft):
                pass
        fold(database)


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def collection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Collection]:
    with request.param(ARTICLES, tmp_path / "verbatim.db") as made:
        yield made


@pytest.fixture
def snapshot(collection: Collection) -> Iterator[Snapshot]:
    with collection.snapshot() as opened:
        yield opened


def holders(snapshot: Snapshot, term: str) -> Counter[str]:
    """Return how often the live paragraphs that hold a term have it, by their text."""
    found: Counter[int] = Counter()
    for postings in snapshot.postings([term]).values():
        ids, frequencies = sparse(postings)
        found.update(dict(zip(ids.tolist(), frequencies.tolist(), strict=True)))
    for removed in snapshot.removed():
        found.pop(removed, None)
    ids = [i for i, frequency in found.items() if frequency]
    return Counter({p.text: found[i] for i, p in zip(ids, snapshot.paragraphs(ids), strict=True)})


def live_lengths(snapshot: Snapshot) -> dict[int, int]:
    """Return the length of each live paragraph by its id."""
    lengths = {
        segment.base + slot: int(length)
        for segment in snapshot.segments()
        for slot, length in enumerate(segment.lengths)
    }
    return {i: length for i, length in lengths.items() if i not in set(snapshot.removed())}


def test_sums_are_those_of_the_live_paragraphs(snapshot: Snapshot) -> None:
    statistics = snapshot.statistics()
    assert (statistics.paragraphs, statistics.terms) == (5, 10)
    assert statistics.average_length == 2.0


def test_df_counts_the_live_paragraphs_that_hold_a_term(snapshot: Snapshot) -> None:
    expected = {"ferry": 1, "lock": 3, "barge": 2, "église": 1, "mayor": 1, "3.5": 1}
    assert snapshot.vocabulary() == expected
    assert snapshot.document_frequencies([*WORDS, "moon", ""]) == expected
    assert snapshot.document_frequencies([]) == {}


def test_postings_say_who_holds_a_term_and_how_often(snapshot: Snapshot) -> None:
    assert holders(snapshot, "ferry") == {"ferry lock ferry": 2}
    assert holders(snapshot, "lock") == {"ferry lock ferry": 1, "lock": 1, "mayor lock 3.5": 1}
    assert holders(snapshot, "église") == {"barge église": 1}


def written_out(snapshot: Snapshot, ids: Sequence[int]) -> dict[str, Counter[str]]:
    """Return how often each of some paragraphs has each term, by its text."""
    bags = snapshot.bags(ids)
    texts = [p.text for p in snapshot.paragraphs(bags.ids.tolist())]
    held = [(bags.terms[p], f) for p, f in zip(bags.places, bags.frequencies.tolist(), strict=True)]
    spans = pairwise(bags.bounds.tolist())
    return {t: Counter(dict(held[slice(*span)])) for t, span in zip(texts, spans, strict=True)}


def test_bags_say_what_a_paragraph_holds_and_how_often(snapshot: Snapshot) -> None:
    ids = sorted(live_lengths(snapshot), reverse=True)
    texts = [p.text for p in snapshot.paragraphs(sorted(ids))]
    assert written_out(snapshot, ids) == {text: Counter(text.split()) for text in texts}
    assert list(written_out(snapshot, ids[1:3])) == texts[2:4]
    assert written_out(snapshot, []) == {}


def test_of_unknown_and_removed_paragraphs_there_are_no_bags(snapshot: Snapshot) -> None:
    assert len(snapshot.bags([0, -1, 10**12, *snapshot.removed()]).ids) == 0


@pytest.mark.parametrize("term", ["moon", "", "\ud800", "a\0b", "ferry' OR 1=1 --", "x" * 100_000])
def test_a_term_that_nobody_holds_has_no_postings(snapshot: Snapshot, term: str) -> None:
    assert snapshot.postings([term]) == {}
    assert snapshot.document_frequencies([term]) == {}


def test_postings_of_several_terms_are_those_of_each(snapshot: Snapshot) -> None:
    together = snapshot.postings([*WORDS, "moon"])
    assert together.keys() == set(WORDS)
    assert {term: len(postings.ids) for term, postings in together.items()} == {
        term: len(snapshot.postings([term])[term].ids) for term in WORDS
    }


def test_terms_are_found_by_their_first_letter_and_length(snapshot: Snapshot) -> None:
    assert set(snapshot.terms_beginning({"b", "m"}, range(5, 6))) >= {"barge", "mayor"}
    assert set(snapshot.terms_beginning({"é", "l"}, range(4, 8))) == {"église", "lock"}
    assert set(snapshot.terms_beginning({"f"}, range(4))) == set()
    assert set(snapshot.terms_beginning(set(), range(9))) == set()
    assert set(snapshot.terms_beginning({"\ud800", "\U0010ffff", "'"}, range(9))) == set()


def test_postings_and_segments_keep_their_form(snapshot: Snapshot) -> None:
    segments = snapshot.segments()
    ends = [segment.base + len(segment.lengths) for segment in segments]
    assert all(e <= s.base for e, s in zip(ends, segments[1:], strict=False))
    assert all(segment.lengths.dtype == np.uint16 for segment in segments)
    sizes = {segment.base: len(segment.lengths) for segment in segments}
    for postings in snapshot.postings(WORDS).values():
        ids, frequencies = sparse(postings)
        assert (postings.ids.dtype, postings.frequencies.dtype) == (np.intp, np.uint8)
        assert len(ids) == len(frequencies) == len(set(ids.tolist()))
        assert ids.max() < ends[-1]
        for column in postings.columns:
            assert column.frequencies.dtype == np.uint8
            assert len(column.frequencies) == sizes[column.base]


def test_every_live_paragraph_has_its_length_in_a_segment(snapshot: Snapshot) -> None:
    lengths = live_lengths(snapshot)
    found = {p.id: p.text for p in snapshot.paragraphs(sorted(lengths))}
    assert {i: len(text.split()) for i, text in found.items()} == lengths
    assert len(found) == 5


def test_paragraphs_come_in_the_order_asked_for_without_unknown_ones(snapshot: Snapshot) -> None:
    ids = sorted(live_lengths(snapshot), reverse=True)
    unknown = [0, -1, 10**12, *snapshot.removed()]
    assert [p.id for p in snapshot.paragraphs([*unknown, *ids])] == ids
    assert snapshot.paragraphs([]) == []


def test_articles_come_by_key_with_their_paragraphs_by_number(snapshot: Snapshot) -> None:
    assert snapshot.articles() == [ARTICLES[1].article, ARTICLES[0].article]
    paragraphs = snapshot.article_paragraphs("b")
    assert [(p.number, p.text) for p in paragraphs] == [
        (1, "ferry lock ferry"),
        (2, "lock"),
        (3, "barge église"),
    ]
    assert {p.article for p in paragraphs} == {ARTICLES[0].article}
    assert snapshot.article_paragraphs("moon") == []


@pytest.mark.parametrize(
    ("narrowing", "texts"),
    [
        (Narrowing(sources=("daily",)), {"ferry lock ferry", "lock", "barge église"}),
        (Narrowing(after="2018"), {"barge", "mayor lock 3.5"}),
        (Narrowing(before="2018", langs=("en",)), {"ferry lock ferry", "lock", "barge église"}),
        (Narrowing(langs=("fr",)), set()),
        (Narrowing(outlets=("daily",)), set()),
        (
            Narrowing(outlets=("Daily",), before="2018"),
            {"ferry lock ferry", "lock", "barge église"},
        ),
    ],
)
def test_a_narrowing_allows_the_paragraphs_of_its_articles(
    snapshot: Snapshot, narrowing: Narrowing, texts: set[str]
) -> None:
    ids = snapshot.paragraph_ids(narrowing).tolist()
    assert ids == sorted(ids)
    assert {p.text for p in snapshot.paragraphs(ids)} == texts


def test_a_snapshot_says_the_same_every_time(collection: Collection) -> None:
    with collection.snapshot() as one, collection.snapshot() as another:
        assert one.version == another.version
        assert one.statistics() == another.statistics()
        assert one.vocabulary() == another.vocabulary()


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_an_empty_collection_has_nothing(maker, tmp_path: Path) -> None:
    with maker([], tmp_path / "verbatim.db") as made, made.snapshot() as snapshot:
        assert snapshot.statistics().paragraphs == 0
        assert snapshot.articles() == []
        assert snapshot.vocabulary() == {}
        assert live_lengths(snapshot) == {}
        assert holders(snapshot, "ferry") == {}
        assert (
            Matcher(few=0).search(snapshot, Query("", "en", (Clause((("ferry", 1.0),)),)), 10) == []
        )


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_frequencies_and_lengths_end_where_their_numbers_do(maker, tmp_path: Path) -> None:
    article = prepared("a", "ferry " * 300, "lock " * 70_000)
    with maker([article], tmp_path / "verbatim.db") as made, made.snapshot() as snapshot:
        assert sorted(live_lengths(snapshot).values()) == [300, 65_535]
        assert set(holders(snapshot, "ferry").values()) == {255}


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
@settings(max_examples=15, deadline=None)
@given(articles=st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_matching_scores_as_rank_bm25_does(
    maker, tmp_path_factory: pytest.TempPathFactory, articles: list[list[list[str]]]
) -> None:
    numbered = [
        prepared(str(n), *(" ".join(terms) for terms in paragraphs))
        for n, paragraphs in enumerate(articles)
    ]
    oracle = PositiveBM25([p.terms for article in numbered for p in article.paragraphs])
    query = Query("", "en", tuple(Clause(((word, 1.0),)) for word in WORDS))
    db = tmp_path_factory.mktemp("protocol") / "verbatim.db"
    with maker(numbered, db) as made, made.snapshot() as snapshot:
        hits = Matcher(few=0).search(snapshot, query, 1_000)
        found = snapshot.paragraphs([hit.paragraph_id for hit in hits])
        scores = {(p.article.key, p.number): h.score for p, h in zip(found, hits, strict=True)}
    places = [(a.article.key, n) for a in numbered for n in range(1, len(a.paragraphs) + 1)]
    expected = dict(zip(places, oracle.get_scores(WORDS).tolist(), strict=True))
    assert scores.keys() == {place for place, score in expected.items() if score > 0}
    assert all(abs(scores[place] - expected[place]) < 1e-5 for place in scores)
