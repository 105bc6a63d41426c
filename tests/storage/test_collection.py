"""Reading: one consistent state, from any thread, whatever is written meanwhile."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.matching import Matcher
from retrieval.memory import MemoryCollection
from retrieval.model import Article, Clause, Paragraph, Query
from retrieval.narrowing import Narrowing
from retrieval.preparation import PreparedArticle, PreparedParagraph
from retrieval.reading import Snapshot
from storage.articles import _IDS_WITHIN
from storage.collection import SqliteCollection
from storage.database import connect_writer, transaction
from storage.draft import Draft
from storage.errors import DatabaseDamaged, DatabaseMissing
from storage.indexing import Summary
from storage.publishing import publish

Index = Callable[[], Summary]

STORY = """---
title: Viber leaves Facebook
outlet: The Daily Example
author: Jo Example
date: 2020-06-25
url: https://example.org/viber
lang: en
---
Viber takes its ads away.

Rakuten owns it.

Others follow.
"""


@pytest.fixture
def collection(db: Path) -> Iterator[SqliteCollection]:
    with closing(SqliteCollection(db)) as opened:
        yield opened


def test_article_comes_back_as_it_was_read(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "viber.md").write_text(STORY)
    index()
    article = Article(
        key="viber.md",
        title="Viber leaves Facebook",
        lang="en",
        outlet="The Daily Example",
        author="Jo Example",
        published="2020-06-25",
        url="https://example.org/viber",
    )
    with collection.snapshot() as snapshot:
        assert snapshot.articles() == [article]
        paragraphs = snapshot.article_paragraphs("viber.md")
        assert [(p.number, p.text, p.article) for p in paragraphs] == [
            (1, "Viber takes its ads away.", article),
            (2, "Rakuten owns it.", article),
            (3, "Others follow.", article),
        ]


def test_fields_that_were_derived_are_marked(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "plain.txt").write_text("The ferry left at nine.")
    index()
    with collection.snapshot() as snapshot:
        assert snapshot.articles()[0].derived == {"title"}


def test_paragraphs_come_in_the_order_asked_for_without_unknown_ones(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "viber.md").write_text(STORY)
    index()
    with collection.snapshot() as snapshot:
        texts = [p.text for p in snapshot.paragraphs([3, 99, 1])]
    assert texts == ["Others follow.", "Viber takes its ads away."]


def test_paragraph_is_found_by_its_key_and_with_its_neighbours(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "viber.md").write_text(STORY)
    index()
    with collection.snapshot() as snapshot:
        first, second, third = snapshot.article_paragraphs("viber.md")
        assert snapshot.paragraph(second.key) == second
        assert snapshot.neighbours(second) == [first, second, third]
        assert snapshot.neighbours(first) == [first, second]
    assert collection.paragraph(third.key) == third


@pytest.mark.parametrize("key", ["", "unknown", "\ud800", "a\0b", "'; DROP TABLE articles; --"])
def test_key_from_outside_may_be_anything(
    folder: Path, index: Index, collection: SqliteCollection, key: str
) -> None:
    (folder / "viber.md").write_text(STORY)
    index()
    assert collection.paragraph(key) is None
    with collection.snapshot() as snapshot:
        assert snapshot.article_paragraphs(key) == []
        assert snapshot.document_frequencies([key, "viber"]) == {"viber": 3}
        assert list(snapshot.postings(key)) == []


def test_question_of_ten_thousand_terms_is_looked_up_at_once(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "viber.md").write_text(STORY)
    index()
    with collection.snapshot() as snapshot:
        terms = ["viber", *(f"word{i}" for i in range(50_000))]
        assert snapshot.document_frequencies(terms) == {"viber": 3}


def test_vocabulary_has_living_terms_alone(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "a.txt").write_text("ferry nine")
    (folder / "b.txt").write_text("ferry ten")
    index()
    (folder / "b.txt").unlink()
    index()
    with collection.snapshot() as snapshot:
        assert snapshot.vocabulary() == {"ferry": 1, "nine": 1}
        assert snapshot.document_frequencies(["ten", "ferry"]) == {"ferry": 1}


def test_empty_collection_has_nothing_and_says_so(db: Path, collection: SqliteCollection) -> None:
    connect_writer(db).close()
    with collection.snapshot() as snapshot:
        assert snapshot.statistics().paragraphs == 0
        assert snapshot.statistics().average_length == 0.0
        assert snapshot.segments() == []
        assert snapshot.articles() == []
        assert snapshot.vocabulary() == {}


def test_snapshot_sees_one_state_while_another_is_written(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    with collection.snapshot() as old:
        version = old.version
        (folder / "a.txt").write_text("The ferry left at ten.\n\nIt was late.")
        index()
        assert [p.text for p in old.article_paragraphs("a.txt")] == ["The ferry left at nine."]
        assert old.document_frequencies(["nine.", "ten."]) == {"nine.": 1}
        assert old.statistics().paragraphs == 1
        assert old.version == version
        with collection.snapshot() as new:
            assert new.document_frequencies(["nine.", "ten."]) == {"ten.": 1}
            assert new.statistics().paragraphs == 2
            assert new.version != version


def test_nothing_of_an_unfinished_write_is_seen(
    db: Path, folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    with closing(connect_writer(db)) as database:
        draft = Draft(database)
        draft.drop(["a.txt"])
        database.execute("BEGIN IMMEDIATE")
        for _ in publish(draft):
            pass
        with collection.snapshot() as snapshot:
            assert snapshot.statistics().paragraphs == 1
            assert len(snapshot.articles()) == 1
        database.commit()
    with collection.snapshot() as snapshot:
        assert snapshot.statistics().paragraphs == 0


def test_many_threads_read_whole_states_during_updates(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    """Every state has as many paragraphs as its text says, in all that is read of it."""

    def write(count: int) -> None:
        (folder / "a.txt").write_text("\n\n".join(f"line{i} of {count}" for i in range(count)))
        index()

    seen: list[tuple[int, ...]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            with collection.snapshot() as snapshot:
                paragraphs: list[Paragraph] = snapshot.article_paragraphs("a.txt")
                seen.append(
                    (
                        snapshot.statistics().paragraphs,
                        len(paragraphs),
                        int(paragraphs[0].text.split()[-1]),
                        snapshot.document_frequencies(["of"])["of"],
                    )
                )

    write(1)
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for count in (5, 2, 7, 3, 9, 4):
        write(count)
    stop.set()
    for thread in threads:
        thread.join()
    assert all(len(set(state)) == 1 for state in seen)
    assert {1, 4} & {state[0] for state in seen}


def test_connections_are_used_again(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    for _ in range(5):
        with collection.snapshot():
            pass
    assert len(collection._idle) == 1


def test_file_put_in_the_place_of_the_old_one_is_noticed(
    db: Path, folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    with collection.snapshot() as snapshot:
        version = snapshot.version
    db.unlink()
    with pytest.raises(DatabaseMissing), collection.snapshot():
        pass
    (folder / "a.txt").write_text("The train left at ten.")
    index()
    with collection.snapshot() as snapshot:
        assert snapshot.article_paragraphs("a.txt")[0].text == "The train left at ten."
        assert snapshot.version != version


def test_reading_before_the_first_index_says_what_to_do(collection: SqliteCollection) -> None:
    with pytest.raises(DatabaseMissing, match="verbatim index"), collection.snapshot():
        pass


def test_damage_met_while_reading_is_named(
    db: Path, folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    with closing(connect_writer(db)) as database:
        database.execute("DROP TABLE postings")
    with pytest.raises(DatabaseDamaged), collection.snapshot() as snapshot:
        snapshot.postings(["ferry"])


def test_retrieval_finds_what_is_stored(
    folder: Path, index: Index, collection: SqliteCollection
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    query = Query("ferry?", "en", (Clause((("ferry", 1.0),)),))
    with collection.snapshot() as snapshot:
        (hit,) = Matcher(few=0).search(snapshot, query, 5)
        (paragraph,) = snapshot.paragraphs([hit.paragraph_id])
    assert paragraph.text == "The ferry left at nine."


OUTLETS = [None, "The Daily Example", "Coeur sur Paris", "Line\nbreak"]
URLS = [
    None,
    "https://www.example.org/a",
    "http://a/b",
    "https://paris.example.org?to=/x",
    "https://sur.example:8080/coeur",
]
DATES = [None, "", "2016", "2017", "2017-01", "2017-10", "2017-10-30", "2018-01-01"]
NARROWINGS = st.builds(
    Narrowing,
    sources=st.lists(
        st.sampled_from(
            ["example", "PARIS", "example.org", "a", "www.example.org", "line", "none"]
        ),
        max_size=2,
    ).map(tuple),
    outlets=st.lists(st.sampled_from([*filter(None, OUTLETS), "None"]), max_size=2).map(tuple),
    langs=st.lists(st.sampled_from(["fr", "en"]), max_size=2).map(tuple),
    after=st.sampled_from([None, "2017", "2017-10", "2017-10-15"]),
    before=st.sampled_from([None, "2017-02", "2018", "2018-01-02"]),
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Snapshot, Snapshot]]:
    """The same articles, of every origin, language and date, in a file and in memory."""
    db = tmp_path_factory.mktemp("both") / "verbatim.db"
    described = product(OUTLETS, URLS, ["fr", "en"], DATES)
    articles = [
        PreparedArticle(
            Article(f"{n:03}", "T", lang, outlet=outlet, published=published, url=url),
            tuple(PreparedParagraph(f"{n} {m}", "", lang, ("word",)) for m in range(n % 3 + 1)),
        )
        for n, (outlet, url, lang, published) in enumerate(described)
    ]
    with closing(connect_writer(db)) as database:
        draft = Draft(database)
        for article in articles:
            draft.put(article, "source", "fingerprint")
        with transaction(database):
            for _ in publish(draft):
                pass
    with closing(SqliteCollection(db)) as stored, stored.snapshot() as snapshot:
        yield snapshot, MemoryCollection(articles)


@settings(deadline=None)
@given(narrowing=NARROWINGS)
def test_a_narrowing_allows_the_same_paragraphs_in_a_file_as_in_memory(
    both: tuple[Snapshot, Snapshot], narrowing: Narrowing
) -> None:
    stored, in_memory = ([*s.paragraph_ids(narrowing)] for s in both)
    texts = [[p.text for p in s.paragraphs(s.paragraph_ids(narrowing).tolist())] for s in both]
    assert texts[0] == texts[1]
    assert len(texts[0]) == len(stored) == len(in_memory)
    assert stored == sorted(stored)


def test_no_text_is_read_to_tell_which_paragraphs_a_narrowing_allows(
    both: tuple[Snapshot, Snapshot],
) -> None:
    database = both[0]._database
    plan = database.execute(
        f"EXPLAIN QUERY PLAN {_IDS_WITHIN}",
        dict.fromkeys(["langs", "origins", "outlets", "after", "before"]),
    ).fetchall()
    assert any("USING COVERING INDEX paragraphs_by_article" in row[3] for row in plan)
