"""Pages and documents beside the folder: added, read again, kept while they fail, removed."""

from contextlib import closing
from dataclasses import replace

import pytest

from retrieval.errors import InputError
from storage.added import added_folder, document_name
from storage.adding import (
    NoArticleError,
    Place,
    UnknownFormatError,
    UnknownSourceError,
    add_document,
    add_page,
    remove_added,
)
from storage.collection import SqliteCollection
from storage.errors import IndexBusy
from storage.fetching.fetching import Fetched
from storage.fetching.reasons import FetchError, Refusal
from storage.indexing import bring_up_to_date, is_up_to_date
from storage.inventory import take_inventory
from storage.locking import index_lock

ADDRESS = "https://tern.example/a"


class Web:
    """What can be fetched, by address; an address that isn't here can't be reached."""

    def __init__(self):
        self.pages = {}

    def __call__(self, address):
        if address not in self.pages:
            raise FetchError(Refusal.UNREACHABLE)
        return Fetched(self.pages[address].encode(), ".txt", None)


@pytest.fixture
def web():
    return Web()


@pytest.fixture
def place(db, folder, prepare_simply):
    return Place(db, folder, prepare=prepare_simply)


@pytest.fixture
def reindex(place, web):
    return lambda: bring_up_to_date(place.db, place.folder, prepare=place.prepare, fetch=web)


@pytest.fixture
def texts(db):
    """Return the texts of all paragraphs, by article key."""

    def read():
        with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
            keys = [article.key for article in snapshot.articles()]
            return {key: [found.text for found in snapshot.article_paragraphs(key)] for key in keys}

    return read


def test_page_needs_no_folder_of_articles_beside_it(place, web, texts, db, folder):
    web.pages[ADDRESS] = "The ferry sails."
    added = add_page(place, f"{ADDRESS}#top", web)
    assert (added.name, added.paragraphs, added.replaced) == (ADDRESS, 1, False)
    assert texts() == {ADDRESS: ["The ferry sails."]}
    assert is_up_to_date(db, folder)
    (folder / "a.txt").write_text("A gull.")
    assert not is_up_to_date(db, folder)
    bring_up_to_date(db, folder, prepare=place.prepare)
    assert texts() == {"a.txt": ["A gull."], ADDRESS: ["The ferry sails."]}


def test_page_is_fetched_again_by_a_run_that_may(place, web, reindex, texts):
    web.pages[ADDRESS] = "The ferry sails."
    add_page(place, ADDRESS, web)
    web.pages[ADDRESS] = "The ferry sinks."
    assert reindex().changed == 1
    assert texts() == {ADDRESS: ["The ferry sinks."]}
    assert reindex().unchanged == 1


@pytest.mark.parametrize("now", [None, "", "\x00\u200b"])
def test_page_that_fails_or_empties_keeps_its_article_and_is_told(place, web, reindex, texts, now):
    web.pages[ADDRESS] = "The ferry sails."
    add_page(place, ADDRESS, web)
    web.pages = {} if now is None else {ADDRESS: now}
    for _ in range(2):
        summary = reindex()
        (failure,) = summary.failed
        assert failure.source == ADDRESS
        assert failure.reason.endswith("What was read from it before stays.")
        assert (summary.unchanged, texts()) == (1, {ADDRESS: ["The ferry sails."]})
        assert take_inventory(place.db).added[0].source.problem
    web.pages[ADDRESS] = "The ferry is back."
    assert reindex().failed == ()
    assert take_inventory(place.db).added[0].source.problem == ""


def test_page_that_can_not_be_read_is_not_remembered(place, web, db):
    for pages in ({}, {ADDRESS: ""}, {ADDRESS: "…!"}):
        web.pages = pages
        with pytest.raises(InputError):
            add_page(place, ADDRESS, web)
    bring = Place(db, place.folder, prepare=place.prepare)
    web.pages = {ADDRESS: "The ferry sails."}
    assert not add_page(bring, ADDRESS, web).replaced
    assert len(list((added_folder(db) / "pages").iterdir())) == 1


def test_document_is_kept_replaced_and_removed(place, texts, tmp_path, reindex, db):
    path = tmp_path / "notes.md"
    path.write_text("---\ntitle: Notes\n---\nThe ferry sails.")
    added = add_document(place, path)
    assert (added.titles, added.replaced) == (("Notes",), False)
    path.write_text("The ferry sinks.")
    assert add_document(place, path).replaced
    path.unlink()
    reindex()
    assert texts() == {".added/notes.md": ["The ferry sinks."]}
    remove_added(place, ".added/notes.md")
    assert texts() == {}
    assert take_inventory(db).added == ()
    assert list((added_folder(db) / "documents").iterdir()) == []
    with pytest.raises(UnknownSourceError):
        remove_added(place, ".added/notes.md")


def test_document_without_an_article_changes_nothing(place, tmp_path, texts):
    path = tmp_path / "notes.md"
    path.write_text("The ferry sails.")
    add_document(place, path)
    path.write_text("---\ntitle: [\n---\nText.")
    with pytest.raises(NoArticleError, match="front matter"):
        add_document(place, path)
    path.rename(tmp_path / "notes.exe")
    with pytest.raises(UnknownFormatError):
        add_document(place, tmp_path / "notes.exe")
    assert texts() == {".added/notes.md": ["The ferry sails."]}


def test_file_that_somebody_took_away_is_told_and_its_article_stays(
    place, tmp_path, reindex, texts, db
):
    path = tmp_path / "notes.txt"
    path.write_text("The ferry sails.")
    add_document(place, path)
    (added_folder(db) / "documents" / "notes.txt").unlink()
    (failure,) = reindex().failed
    assert failure.source == ".added/notes.txt"
    assert "its file is gone" in failure.reason
    assert texts() == {".added/notes.txt": ["The ferry sails."]}


def test_nothing_is_added_while_another_run_is_at_it(place, web, db, tmp_path):
    web.pages[ADDRESS] = "The ferry sails."
    with index_lock(db), pytest.raises(IndexBusy):
        add_page(place, ADDRESS, web)
    assert not added_folder(db).exists()


def test_what_can_not_be_indexed_is_taken_back(place, web, tmp_path, db):
    web.pages[ADDRESS] = "The ferry sails."
    with pytest.raises(InputError, match="no folder"):
        add_page(replace(place, folder=tmp_path / "none"), ADDRESS, web)
    (place.folder / "a.txt").write_text("A gull.")
    bring_up_to_date(db, place.folder, prepare=place.prepare)
    assert take_inventory(db).added == ()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("notes.md", "notes.md"),
        ("Notes.MD", "Notes.md"),
        ("../../etc/notes.txt", "notes.txt"),
        ("C:\\temp\\notes.txt", "notes.txt"),
        ("..\x00a\u202e b.html", "a b.html"),
        (".txt", "document.txt"),
        ("a.jsonl.gz", "a.jsonl.gz"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"),
    ],
)
def test_name_of_a_document_is_never_a_path(given, kept):
    assert document_name(given) == f".added/{kept}"


@pytest.mark.parametrize("given", ["", "notes", "notes.exe", "txt", ".md/"])
def test_document_of_another_format_has_no_name(given):
    assert document_name(given) is None
