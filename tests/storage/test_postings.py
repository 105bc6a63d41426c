"""The index in small: what rows a few paragraphs become."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database

from retrieval.model import Article
from retrieval.preparation import PreparedArticle, PreparedParagraph
from storage.bags import Vocabulary, fill_bags
from storage.counting import MOST_COUNTED, count_terms
from storage.database import connect_writer, read_transaction, transaction
from storage.draft import Draft
from storage.errors import DatabaseDamaged
from storage.postings import LONGEST, read_postings, read_segments
from storage.publishing import publish
from storage.verifying import verify


@pytest.fixture
def database(db: Path) -> Iterator[Database]:
    with closing(connect_writer(db)) as opened:
        yield opened


def put(database: Database, *articles: list[str], drop: tuple[str, ...] = ()) -> None:
    """Index articles named "0", "1" … by their paragraphs' words."""
    publish_paragraphs(
        database,
        *([PreparedParagraph(text, "", "en", tuple(text.split())) for text in a] for a in articles),
        drop=drop,
    )


def publish_paragraphs(
    database: Database, *articles: list[PreparedParagraph], drop: tuple[str, ...] = ()
) -> None:
    draft = Draft(database)
    for key, paragraphs in enumerate(articles):
        article = Article(str(key), str(key), "en")
        draft.put(PreparedArticle(article, tuple(paragraphs)), "source", "fingerprint")
    draft.drop(drop)
    with transaction(database):
        for _ in publish(draft):
            pass


def df(database: Database) -> Mapping[str, int]:
    return dict(database.execute("SELECT term, df FROM terms WHERE df > 0").fetchall())


def test_bag_has_each_term_once_by_id_with_its_frequency(database: Database) -> None:
    vocabulary = Vocabulary(database)
    first, second, third = fill_bags(count_terms([["b", "a", "b"], [], ["a"]]), vocabulary)
    assert vocabulary.take_fresh() == [(1, "b"), (2, "a")]
    assert np.frombuffer(first.terms, np.uint32).tolist() == [1, 2]
    assert (first.length, first.frequencies) == (3, b"\x02\x01")
    assert (second.length, second.terms, second.frequencies) == (0, b"", b"")
    assert np.frombuffer(third.terms, np.uint32).tolist() == [2]


def test_terms_keep_their_ids_from_one_run_to_the_next(database: Database) -> None:
    put(database, ["viber leaves facebook"])
    vocabulary = Vocabulary(database)
    ids = vocabulary.ids_of(["facebook", "rakuten"])
    stored = dict(database.execute("SELECT term, id FROM terms").fetchall())
    assert ids.tolist() == [stored["facebook"], len(stored) + 1]


def test_rare_term_is_stored_as_the_slots_that_hold_it(database: Database) -> None:
    put(database, ["viber", "ads", "ads ads", "boycott"])
    (postings,) = read_postings(database, "ads")
    assert postings.slots is None  # in half of the slots
    (postings,) = read_postings(database, "boycott")
    assert postings.slots is not None
    assert (postings.base + postings.slots).tolist() == [4]
    assert postings.frequencies.tolist() == [1]


def test_common_term_is_stored_as_a_column_over_all_slots(database: Database) -> None:
    put(database, ["viber", "ads", "ads ads", "boycott"])
    (postings,) = read_postings(database, "ads")
    assert postings.frequencies.tolist() == [0, 1, 2, 0]


def test_term_in_exactly_a_third_of_the_slots_is_still_sparse(database: Database) -> None:
    put(database, ["ads", "viber", "boycott"])
    (postings,) = read_postings(database, "ads")
    assert postings.slots is not None


def test_unknown_term_has_no_postings(database: Database) -> None:
    put(database, ["viber"])
    assert read_postings(database, "rakuten") == []


def test_each_update_is_a_segment_of_its_own(database: Database) -> None:
    put(database, ["viber"], ["ads"])
    put(database, ["viber"], ["ads"], ["facebook ads", "boycott"])
    bases = [(segment.base, len(segment.lengths)) for segment in read_segments(database)]
    assert bases == [(1, 2), (3, 2)]
    assert [postings.base for postings in read_postings(database, "ads")] == [1, 3]


def test_large_additions_are_cut_into_segments(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postings.SEGMENT_SLOTS", 3)
    put(database, ["a", "b a", "c", "d", "e", "f", "a"])
    assert [segment.base for segment in read_segments(database)] == [1, 4, 7]
    assert [segment.lengths.tolist() for segment in read_segments(database)] == [
        [1, 2, 1],
        [1, 1, 1],
        [1],
    ]
    assert [postings.base for postings in read_postings(database, "a")] == [1, 7]


def test_counts_that_a_byte_cannot_hold_are_capped_but_sums_are_exact(
    database: Database, db: Path
) -> None:
    put(database, [" ".join(["ads"] * 70_000)])
    (postings,) = read_postings(database, "ads")
    assert postings.frequencies.tolist() == [MOST_COUNTED]
    assert read_segments(database)[0].lengths.tolist() == [LONGEST]
    assert database.execute("SELECT paragraphs, terms FROM collection").fetchone() == (1, 70_000)
    put(database, drop=("0",))
    assert database.execute("SELECT paragraphs, terms FROM collection").fetchone() == (0, 0)
    assert verify(db) == []


def test_length_beyond_the_caps_is_exact_after_a_change_too(database: Database) -> None:
    for length in (300, 301):
        publish_paragraphs(database, [PreparedParagraph("Ads!", "", "en", ("ads",) * length)])
        assert database.execute("SELECT terms FROM collection").fetchone() == (length,)


def test_replacing_changes_df_of_what_came_and_went_alone(database: Database) -> None:
    put(database, ["viber ads", "viber facebook"])
    assert df(database) == {"viber": 2, "ads": 1, "facebook": 1}
    put(database, ["viber ads", "viber giphy"])
    assert df(database) == {"viber": 2, "ads": 1, "giphy": 1}


def test_paragraph_that_stays_keeps_its_id_and_postings(database: Database) -> None:
    put(database, ["viber ads", "viber facebook"])
    before = dict(database.execute("SELECT text, id FROM paragraphs").fetchall())
    put(database, ["giphy", "viber facebook", "viber ads"])
    after = dict(database.execute("SELECT text, id FROM paragraphs").fetchall())
    assert {text: after[text] for text in before} == before
    assert [len(segment.lengths) for segment in read_segments(database)] == [2, 1]
    numbers = database.execute("SELECT text FROM paragraphs ORDER BY number").fetchall()
    assert numbers == [("giphy",), ("viber facebook",), ("viber ads",)]


def test_ids_of_removed_paragraphs_are_never_used_again(database: Database) -> None:
    put(database, ["one", "two"])
    put(database, drop=("0",))
    put(database, ["three"])
    assert database.execute("SELECT id FROM paragraphs").fetchall() == [(3,)]


def test_article_keeps_its_row_when_it_changes(database: Database) -> None:
    put(database, ["one"], ["two"])
    before = database.execute("SELECT key, id FROM articles").fetchall()
    put(database, ["one more"], ["two more"])
    assert database.execute("SELECT key, id FROM articles").fetchall() == before


def test_every_write_makes_another_version(database: Database) -> None:
    versions = [database.execute("SELECT version FROM collection").fetchone()]
    for articles in (["one"], ["one", "two"], ["two"]):
        put(database, articles)
        versions.append(database.execute("SELECT version FROM collection").fetchone())
    assert len(set(versions)) == 4


def test_two_databases_do_not_share_versions(tmp_path: Path) -> None:
    versions = set()
    for name in ("a.db", "b.db"):
        with closing(connect_writer(tmp_path / name)) as database:
            versions.add(database.execute("SELECT version FROM collection").fetchone())
    assert len(versions) == 2


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE postings SET frequencies = x'0101'",
        "UPDATE postings SET slots = x'ffff', frequencies = x'01'",
        "UPDATE postings SET slots = x'', frequencies = x''",
    ],
)
def test_posting_list_that_leaves_its_segment_is_damage(database: Database, damage: str) -> None:
    put(database, ["a", "b", "c", "d"])
    database.execute(damage)
    with pytest.raises(DatabaseDamaged), read_transaction(database):
        read_postings(database, "a")


def test_segment_of_other_lengths_than_slots_is_damage(database: Database) -> None:
    put(database, ["a", "b", "c", "d"])
    database.execute("UPDATE segments SET lengths = x'01'")
    with pytest.raises(DatabaseDamaged), read_transaction(database):
        read_segments(database)
