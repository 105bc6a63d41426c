"""`verbatim index --compact` and `verbatim check --rebuild`."""

from contextlib import closing

import pytest
from click.testing import CliRunner

from bot.cli import program
from storage.collection import SqliteCollection
from storage.database import connect_writer
from storage.verifying import verify


@pytest.fixture
def place(tmp_path):
    """The options that name an index and its folder, with an article in it."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "lock.txt").write_text("The lock opens at nine.\n\n" + "lock " * 9_000)
    return ["--db", str(tmp_path / "v.db"), "--articles", str(tmp_path / "articles")]


def call(*arguments):
    return CliRunner().invoke(program, arguments)


def test_index_with_compact_says_what_was_given_back(place, tmp_path):
    call("index", *place)
    (tmp_path / "articles" / "lock.txt").write_text("The lock opens at ten.")
    done = call("index", "--compact", *place)
    assert done.exit_code == 0
    assert "1 changed" in done.output
    assert done.output.rstrip().endswith(" MB given back")


def test_index_for_machines_compacts_too(place, tmp_path):
    (tmp_path / "articles" / "barge.txt").write_text("A barge passes.")
    call("index", *place)
    (tmp_path / "articles" / "barge.txt").unlink()
    done = call("index", "--compact", "--progress", "json", *place)
    assert done.exit_code == 0
    with closing(SqliteCollection(tmp_path / "v.db")) as index, index.snapshot() as snapshot:
        assert list(snapshot.removed()) == []


def test_check_finds_damage_names_the_mending_and_rebuild_mends_it(place, tmp_path):
    call("index", *place)
    with closing(connect_writer(tmp_path / "v.db")) as database:
        database.execute("UPDATE terms SET df = df + 1")
    assert "Run `verbatim check --rebuild`" in call("check", *place).output
    shown = call("check", "--rebuild", *place).output
    assert "the index of 2 paragraphs was made anew" in shown
    assert "Run `verbatim check --rebuild`" not in shown
    assert verify(tmp_path / "v.db") == []


def test_rebuilding_nothing_is_told_in_a_line(place):
    done = call("check", "--rebuild", *place)
    assert done.exit_code == 1
    assert "run `verbatim index` to make it" in done.output
