"""A database that an older Verbatim made is brought up to date, and says the same."""

from contextlib import closing
from pathlib import Path

from storage.articles import paragraph_keys
from storage.collection import SqliteCollection
from storage.database import connect_writer, transaction
from storage.schema import INDEX, Schema
from storage.verifying import verify

TEXTS = ["The ferry left at nine.", "Il était tard, à l’église.", "Ferries, ferries!"]


def test_texts_are_kept_and_the_index_is_made_anew(db: Path) -> None:
    with closing(connect_writer(db, Schema(INDEX.name, INDEX.steps))) as database:
        article = (1, "a", "a.txt", "", "Boats", "en", None, None, None, None, "title")
        with transaction(database):
            database["articles"].insert(
                dict(zip(database["articles"].columns_dict, article, strict=True))
            )
            for n, (key, text) in enumerate(zip(paragraph_keys("a", TEXTS), TEXTS, strict=True), 1):
                database["paragraphs"].insert(
                    {"id": 10 + n, "key": key, "article_id": 1, "number": n}
                    | {"lang": "en", "heading": "", "text": text}
                )
            database.execute("UPDATE sqlite_sequence SET seq = 99 WHERE name = 'paragraphs'")
    told = []
    connect_writer(db, report=told.append).close()
    assert [(each.stage, each.done, each.total) for each in told] == [
        ("upgrading", 3, 3),
        ("reading", 3, 3),
        ("indexing", 3, 3),
    ]
    assert verify(db) == []
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        paragraphs = snapshot.article_paragraphs("a")
        assert [(p.id, p.text) for p in paragraphs] == list(enumerate(TEXTS, 11))
        assert snapshot.document_frequencies(["ferri", "boat"]) == {"ferri": 2, "boat": 3}
    with closing(connect_writer(db)) as database:  # ids that were given away stay so
        rows = database.execute("SELECT * FROM sqlite_sequence WHERE name = 'paragraphs'")
        assert rows.fetchall() == [("paragraphs", 99)]


def test_a_database_without_articles_is_brought_up_to_date_too(db: Path) -> None:
    connect_writer(db, Schema(INDEX.name, INDEX.steps)).close()
    connect_writer(db).close()
    assert verify(db) == []
