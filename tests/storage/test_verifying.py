"""What contradicts itself is found, and nothing else."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import connect_writer
from storage.errors import DatabaseMissing
from storage.indexing import Summary
from storage.verifying import verify

Index = Callable[[], Summary]


@pytest.fixture
def indexed(db: Path, folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of a few articles, with a removed and a recent paragraph in it."""
    monkeypatch.setattr("storage.postings.RECENT_SLOTS", 4)
    for name in "abcd":
        (folder / f"{name}.txt").write_text(f"The ferry {name} left at nine.\n\nIt was late.")
    index()
    (folder / "a.txt").write_text("The ferry a left at ten.\n\nIt was late.")
    index()
    return db


def test_whole_index_has_no_problems(indexed: Path) -> None:
    assert verify(indexed) == []


def test_missing_database_is_an_error_of_its_own(db: Path) -> None:
    with pytest.raises(DatabaseMissing):
        verify(db)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("UPDATE collection SET paragraphs = 9", "claims 9 paragraphs"),
        ("UPDATE collection SET terms = 9", "paragraphs of 9 terms together"),
        ("UPDATE terms SET df = df + 1 WHERE term = 'ferry'", "claims to be in 5 paragraphs"),
        ("DELETE FROM terms WHERE term = 'late.'", "claims to be in 0 paragraphs, but is in 4"),
        ("DELETE FROM postings WHERE key % 3 = 0", "say different things"),
        ("UPDATE postings SET several = x'00', often = x'07' WHERE form = 1", "different"),
        ("UPDATE segments SET lengths = zeroblob(2 * size)", "other lengths than its bags"),
        ("UPDATE segments SET size = size + 1", "damaged"),
        ("UPDATE segments SET base = 2 WHERE id = 2", "overlaps"),
        ("DELETE FROM segments WHERE id = 2", "is in no segment"),
        ("DELETE FROM removed", "isn't marked as removed"),
        ("DELETE FROM bags WHERE paragraph_id = 3", "paragraph 3 has no bag"),
        ("DELETE FROM bags WHERE paragraph_id = 1", "removed paragraph 1 has no bag"),
        ("INSERT INTO removed VALUES (3, 0)", "paragraph 3 is removed and still there"),
        ("UPDATE paragraphs SET text = x'0300' WHERE id = 3", "is not what it was"),
        ("UPDATE paragraphs SET text = x'ff' WHERE id = 3", "can't be inflated"),
        ("UPDATE bags SET terms = x'80' WHERE paragraph_id = 3", "are cut off"),
        ("UPDATE bags SET terms = x'02' WHERE paragraph_id = 3", "different things"),
        ("UPDATE removed SET counted = 1", "claims to be in 4 paragraphs, but is in 3"),
        ("UPDATE paragraphs SET number = 7 WHERE id = 3", "are not numbered from 1"),
        ("UPDATE paragraphs SET article_id = 99 WHERE id = 3", "of table paragraphs points"),
        ("INSERT INTO articles SELECT 9, 'x', '', '', '', '', '', '', '', '', ''", "“x” has no"),
    ],
)
def test_each_contradiction_is_found(indexed: Path, damage: str, problem: str) -> None:
    with closing(connect_writer(indexed)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(damage)
    found = verify(indexed)
    assert any(problem in line for line in found), found


def test_swapped_postings_are_found_though_all_counts_agree(indexed: Path) -> None:
    with closing(connect_writer(indexed)) as database:
        ids = dict(database.execute("SELECT term, id FROM terms WHERE df = 1").fetchall())
        b, c = (ids[name] << 20 | 1 for name in "bc")
        for old, new in ((b, -1), (c, b), (-1, c)):
            database.execute("UPDATE postings SET key = ? WHERE key = ?", [new, old])
    assert verify(indexed) == ["the posting lists and the bags of terms say different things"]


def test_overwritten_bytes_are_a_problem_and_no_crash(indexed: Path) -> None:
    with closing(connect_writer(indexed)) as database:
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'bags'"
        ).fetchone()
    content = bytearray(indexed.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    indexed.write_bytes(content)
    assert verify(indexed) != []
