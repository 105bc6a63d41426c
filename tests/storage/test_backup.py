"""A backup holds one state of everything, and brings it back; what isn't one changes nothing."""

import json
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.errors import InputError
from storage.added import added_folder
from storage.adding import Place, add_document
from storage.backup import back_up
from storage.collection import SqliteCollection
from storage.errors import DatabaseMissing
from storage.inbox import Inbox
from storage.preferences import Preferences
from storage.restoring import restore


@pytest.fixture
def full(db, folder, prepare_simply, tmp_path):
    """An index with an article in the folder, one added, a preference, a message that waits."""
    (folder / "a.txt").write_text("A gull.")
    (tmp_path / "notes.txt").write_text("The ferry sails.")
    add_document(Place(db, folder, prepare=prepare_simply), tmp_path / "notes.txt")
    with closing(Preferences(db)) as preferences, closing(Inbox(db)) as inbox:
        preferences.set_language(7, "fr")
        inbox.keep([(1, '{"text": "a secret question"}')])
    return db


def keys(db):
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        return [article.key for article in snapshot.articles()]


def test_everything_comes_back_and_what_it_replaces_is_kept(full, tmp_path):
    copy = tmp_path / "copy.zip"
    with closing(Preferences(full)) as writing:  # others go on meanwhile
        assert back_up(full, copy) == copy.stat().st_size
        writing.set_language(7, "en")
    assert b"secret" not in zipfile.ZipFile(copy).read("verbatim-chats.db")
    assert copy.stat().st_mode & 0o077 == 0
    (added_folder(full) / "documents" / "notes.txt").unlink()

    restored = restore(full, copy)
    assert keys(full) == [".added/notes.txt", "a.txt"]
    assert (added_folder(full) / "documents" / "notes.txt").read_text() == "The ferry sails."
    with closing(Preferences(full)) as preferences:
        assert preferences.language_of(7) == "fr"
    assert (restored.replaced / full.name).exists()


def test_backup_is_restored_where_nothing_was(full, tmp_path):
    back_up(full, tmp_path / "copy.zip")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    restored = restore(elsewhere / "v.db", tmp_path / "copy.zip")
    assert restored.replaced is None
    assert keys(elsewhere / "v.db") == [".added/notes.txt", "a.txt"]


def test_nothing_to_back_up_is_told_and_leaves_nothing(db, tmp_path):
    with pytest.raises(DatabaseMissing):
        back_up(db, tmp_path / "copy.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("spoil", ["text", "empty", "cut", "no index", "index", "newer"])
def test_what_is_no_whole_backup_changes_nothing(full, tmp_path, spoil):
    copy = tmp_path / "copy.zip"
    back_up(full, copy)
    with zipfile.ZipFile(copy) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if spoil == "no index":
        del files["verbatim.db"]
    elif spoil == "index":
        files["verbatim.db"] = files["verbatim.db"][:30_000] + bytes(60_000)
    elif spoil == "newer":
        files["verbatim.json"] = json.dumps({"format": 2}).encode()
    with zipfile.ZipFile(copy, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    whole = copy.read_bytes()
    copy.write_bytes({"text": b"words", "empty": b"", "cut": whole[:-100]}.get(spoil, whole))
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(InputError):
        restore(full, copy)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert keys(full) == [".added/notes.txt", "a.txt"]


def test_file_that_leads_out_of_its_place_is_left_out(full, tmp_path):
    copy = tmp_path / "copy.zip"
    back_up(full, copy)
    with zipfile.ZipFile(copy, "a") as archive:
        for name in ("../evil.txt", "added/../../evil.txt", "/tmp/evil.txt", "added/x/evil.txt"):
            archive.writestr(name, "evil")
    restore(full, copy)
    assert list(tmp_path.rglob("evil.txt")) == []


def test_a_device_without_an_end_is_not_read_as_a_backup(full):
    with pytest.raises(InputError, match="not a file"):
        restore(full, Path("/dev/zero"))
