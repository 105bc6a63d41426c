"""The index in small: what rows a few paragraphs become."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from retrieval.model import Article
from retrieval.posting_lists import sparse
from retrieval.preparation import PreparedArticle, PreparedParagraph
from retrieval.reading import Postings
from storage.bags import fill_bags, read_bags
from storage.coding import inflate
from storage.collection import SqliteSnapshot
from storage.counting import MOST_COUNTED, count_terms
from storage.database import connect_writer, read_transaction, transaction
from storage.draft import Draft
from storage.errors import DatabaseDamaged
from storage.folding import fold_all
from storage.postings import LONGEST, read_segments
from storage.publishing import publish
from storage.verifying import verify
from storage.vocabulary import Vocabulary


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
    return SqliteSnapshot(database).vocabulary()


def postings_of(database: Database, term: str) -> Postings | None:
    return SqliteSnapshot(database).postings([term]).get(term)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Posting lists are written with every update, however small."""
    monkeypatch.setattr("storage.postings.RECENT_SLOTS", 0)


def test_bag_has_each_term_once_by_id_with_its_frequency(database: Database) -> None:
    put(database, ["b a b", "", "a", " ".join(f"word{i}" for i in range(20_000)) + " a a"])
    bags = read_bags(database, "> ?", [0])
    ids = dict(database.execute("SELECT term, id FROM terms").fetchall())
    terms, frequencies = bags.terms.tolist(), bags.frequencies.tolist()
    assert (bags.lengths.tolist(), bags.sizes.tolist()) == ([3, 0, 1, 20_002], [2, 0, 1, 20_001])
    assert dict(zip(terms[:2], frequencies[:2], strict=True)) == {ids["a"]: 1, ids["b"]: 2}
    assert terms[2] == ids["a"]
    assert sorted(terms[3:]) == terms[3:]
    assert frequencies[3 + terms[3:].index(ids["a"])] == 2


def test_bags_follow_the_vocabularys_numbers(database: Database) -> None:
    vocabulary = Vocabulary(database)
    first, second, third = fill_bags(count_terms([["b", "a", "b"], [], ["a"]]), vocabulary)
    assert vocabulary.take_fresh() == (1, ["b", "a"])
    assert (first.length, first.terms, first.frequencies) == (3, b"\x03\x02", b"\x02")
    assert (second.length, second.terms, second.frequencies) == (0, b"", b"")
    assert (third.terms, third.frequencies) == (b"\x04", b"")


def test_terms_keep_their_ids_from_one_run_to_the_next(database: Database) -> None:
    put(database, ["viber leaves facebook"])
    vocabulary = Vocabulary(database)
    ids = vocabulary.ids_of(count_terms([["facebook", "rakuten"]]))
    stored = dict(database.execute("SELECT term, id FROM terms").fetchall())
    assert ids.tolist() == [stored["facebook"], len(stored) + 1]


def test_small_update_writes_no_posting_list_and_is_found_all_the_same(database: Database) -> None:
    put(database, ["viber", "ads", "ads ads", "boycott"])
    assert database.execute("SELECT count(*) FROM postings").fetchone() == (0,)
    assert database.execute("SELECT sum(df) FROM terms").fetchone() == (0,)
    assert df(database) == {"viber": 1, "ads": 2, "boycott": 1}
    postings = postings_of(database, "ads")
    assert (postings.ids.tolist(), postings.frequencies.tolist()) == ([2, 3], [1, 2])


def test_its_posting_lists_are_written_when_it_is_folded(database: Database) -> None:
    put(database, ["viber", "ads", "ads ads", "boycott"])
    fold_all(database)
    assert database.execute("SELECT count(*) FROM postings").fetchone() == (3,)
    assert dict(database.execute("SELECT term, df FROM terms").fetchall()) == df(database)


@pytest.mark.usefixtures("at_once")
def test_rare_term_is_stored_as_the_slots_that_hold_it(database: Database) -> None:
    put(database, ["viber", "ads", "ads ads", "boycott"])
    postings = postings_of(database, "boycott")
    assert (postings.ids.tolist(), postings.frequencies.tolist()) == ([4], [1])
    assert not postings.columns


@pytest.mark.usefixtures("at_once")
def test_common_term_is_stored_as_a_column_over_all_slots(database: Database) -> None:
    put(database, ["viber", "ads", "ads ads", "boycott"])  # in half of the slots
    postings = postings_of(database, "ads")
    (column,) = postings.columns
    assert (column.base, column.frequencies.tolist()) == (1, [0, 1, 2, 0])
    assert not postings.ids.size


@pytest.mark.usefixtures("at_once")
def test_term_in_exactly_a_third_of_the_slots_is_still_sparse(database: Database) -> None:
    put(database, ["ads", "viber", "boycott"])
    assert not postings_of(database, "ads").columns


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("step", [1, 4, 7, 254, 255, 256, 511, 999])
def test_lists_of_any_density_come_back_as_they_were(database: Database, step: int) -> None:
    """Rare and frequent words, distances around the longest step, some words several times."""
    texts = ["x ads" + " ads" * (i % 5 // 4) if i % step == 0 else "x" for i in range(3_000)]
    put(database, texts)
    postings = postings_of(database, "ads")
    ids, frequencies = sparse(postings)
    expected = {i + 1: text.count("ads") for i, text in enumerate(texts) if "ads" in text}
    assert dict(zip(ids.tolist(), frequencies.tolist(), strict=True)) == expected


def test_unknown_term_has_no_postings(database: Database) -> None:
    put(database, ["viber"])
    assert postings_of(database, "rakuten") is None


@pytest.mark.usefixtures("at_once")
def test_each_update_is_a_segment_of_its_own(database: Database) -> None:
    put(database, ["viber"], ["ads"])
    put(database, ["viber"], ["ads"], ["facebook ads", "boycott"])
    bases = [(segment.base, len(segment.lengths)) for segment in read_segments(database)]
    assert bases == [(1, 2), (3, 2)]
    assert [column.base for column in postings_of(database, "ads").columns] == [1, 3]


@pytest.mark.usefixtures("at_once")
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
    assert sparse(postings_of(database, "a"))[0].tolist() == [1, 2, 7]


def test_counts_that_a_byte_cannot_hold_are_capped_but_sums_are_exact(
    database: Database, db: Path
) -> None:
    put(database, [" ".join(["ads"] * 70_000)])
    assert postings_of(database, "ads").frequencies.tolist() == [MOST_COUNTED]
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


def ids_by_text(database: Database) -> dict[str, int]:
    """Return the id of each paragraph by its text, in the order of the article."""
    rows = database.execute("SELECT text, id FROM paragraphs ORDER BY number").fetchall()
    return {inflate(text): paragraph_id for text, paragraph_id in rows}


def test_paragraph_that_stays_keeps_its_id_and_postings(database: Database) -> None:
    put(database, ["viber ads", "viber facebook"])
    before = ids_by_text(database)
    put(database, ["giphy", "viber facebook", "viber ads"])
    after = ids_by_text(database)
    assert {text: after[text] for text in before} == before
    assert [len(segment.lengths) for segment in read_segments(database)] == [2, 1]
    assert list(after) == ["giphy", "viber facebook", "viber ads"]


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


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    "damage",
    [
        "slots = x'ffff'",
        "slots = x''",
        "form = 0, slots = x'00'",
        "form = 1, slots = x'ffffff'",
        "form = 1, slots = x'10'",
        "form = 2, often = x'01'",
        "several = x'00', often = NULL",
        "several = x'07', often = x'02'",
        "several = x'00', often = x'0202'",
        "key = key + 1",
    ],
)
def test_posting_list_that_leaves_its_segment_is_damage(database: Database, damage: str) -> None:
    put(database, ["a", "b", "c", "d"])
    database.execute(f"UPDATE postings SET {damage}")
    with pytest.raises(DatabaseDamaged), read_transaction(database):
        postings_of(database, "a")


def test_segment_of_other_lengths_than_slots_is_damage(database: Database) -> None:
    put(database, ["a", "b", "c", "d"])
    database.execute("UPDATE segments SET lengths = x'01'")
    with pytest.raises(DatabaseDamaged), read_transaction(database):
        read_segments(database)
