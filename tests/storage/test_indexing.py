"""The index follows the folder: what is new, changed, removed, unchanged, and what failed."""

import gzip
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from retrieval.errors import InputError
from retrieval.model import RawArticle
from retrieval.preparation import PreparedArticle
from storage.collection import SqliteCollection
from storage.database import connect_writer
from storage.errors import DatabaseReadOnly, IndexBusy
from storage.indexing import Failure, Progress, Summary, bring_up_to_date, is_up_to_date
from storage.locking import index_lock
from storage.reasons import Reason
from storage.sources.flaws import Flaw
from storage.verifying import verify

Index = Callable[[], Summary]
Prepare = Callable[[RawArticle], PreparedArticle]

KEPT = "What was indexed from it before stays."


def counts(summary: Summary) -> tuple[int, int, int, int]:
    """Return new, changed, removed and unchanged."""
    return summary.new, summary.changed, summary.removed, summary.unchanged


def texts(db: Path, article: str) -> list[str]:
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        return [paragraph.text for paragraph in snapshot.article_paragraphs(article)]


def keys(db: Path) -> list[str]:
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        return [article.key for article in snapshot.articles()]


def line(key: str, text: str, **fields: object) -> str:
    return json.dumps({"id": key, "text": text, **fields})


def make_old(*files: Path) -> None:
    """Date files back, so that their times are trusted."""
    for file in files:
        os.utime(file, (1_600_000_000, 1_600_000_000))


# What a run tells


def test_new_changed_removed_and_unchanged_articles_are_told_apart(
    db: Path, folder: Path, index: Index
) -> None:
    for name in ("kept", "changed", "removed"):
        (folder / f"{name}.txt").write_text(f"The text of {name}.")
    assert counts(index()) == (3, 0, 0, 0)
    (folder / "changed.txt").write_text("Another text.")
    (folder / "removed.txt").unlink()
    (folder / "new.txt").write_text("A new text.")
    summary = index()
    assert counts(summary) == (1, 1, 1, 1)
    assert (summary.articles, summary.paragraphs, summary.failed) == (3, 3, ())
    assert keys(db) == ["changed.txt", "kept.txt", "new.txt"]
    assert texts(db, "changed.txt") == ["Another text."]
    assert verify(db) == []


def test_second_run_changes_nothing_but_when_it_was(
    db: Path, folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(time=lambda: 1_700_000_000.0, monotonic=time.monotonic)
    monkeypatch.setattr("storage.indexing.time", clock)
    file = folder / "a.txt"
    file.write_text("The ferry left at nine.")
    make_old(file)
    index()
    before = db.read_bytes()
    assert counts(index()) == (0, 0, 0, 1)
    assert db.read_bytes() == before


def test_unchanged_files_are_not_even_opened(
    folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "a.txt"
    file.write_text("The ferry left at nine.")
    make_old(file)
    index()

    def refuse(_: object) -> str:
        raise AssertionError

    monkeypatch.setattr("storage.survey.digest_of", refuse)
    assert counts(index()) == (0, 0, 0, 1)


def test_file_touched_but_not_changed_is_not_analysed_again(
    db: Path, folder: Path, prepare_simply: Prepare
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    bring_up_to_date(db, folder, prepare=prepare_simply)
    make_old(folder / "a.txt")

    def refuse(_: RawArticle) -> PreparedArticle:
        raise AssertionError

    assert bring_up_to_date(db, folder, prepare=refuse).unchanged == 1


def test_change_within_the_same_tick_and_of_the_same_size_is_noticed(
    db: Path, folder: Path, index: Index
) -> None:
    file = folder / "a.txt"
    file.write_text("The ferry left at nine.")
    stamp = file.stat()
    index()
    file.write_text("The ferry left at five.")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert counts(index()) == (0, 1, 0, 0)
    assert texts(db, "a.txt") == ["The ferry left at five."]


def test_one_article_of_a_thousand_changed_is_analysed_alone(
    db: Path, folder: Path, prepare_simply: Prepare
) -> None:
    lines = [line(str(i), f"Article {i}.") for i in range(1000)]
    dump = folder / "dump.jsonl"
    dump.write_text("\n".join(lines))
    bring_up_to_date(db, folder, prepare=prepare_simply)
    lines[500] = line("500", "Something else.")
    dump.write_text("\n".join(lines))
    analysed = []

    def prepare(raw: RawArticle) -> PreparedArticle:
        analysed.append(raw.key)
        return prepare_simply(raw)

    assert counts(bring_up_to_date(db, folder, prepare=prepare)) == (0, 1, 0, 999)
    assert analysed == ["500"]


def test_new_analysis_reads_everything_again(
    db: Path, folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    make_old(folder / "a.txt")
    index()
    assert is_up_to_date(db, folder)
    for module in ("run", "indexing"):
        monkeypatch.setattr(f"storage.{module}.ANALYSIS_VERSION", 2)
    assert not is_up_to_date(db, folder)
    assert counts(index()) == (0, 1, 0, 0)


def test_paragraphs_that_stay_keep_their_keys(db: Path, folder: Path, index: Index) -> None:
    def key_of(text: str) -> str:
        with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
            return next(p.key for p in snapshot.article_paragraphs("a.md") if p.text == text)

    (folder / "a.md").write_text("The ferry left at nine.\n\nIt was late.")
    index()
    before = key_of("It was late.")
    (folder / "a.md").write_text("---\ntitle: Ferries\n---\nNobody came.\n\nIt was late.")
    index()  # the title adds to every paragraph's terms
    assert key_of("It was late.") == before
    assert verify(db) == []


def test_article_with_another_title_is_found_by_the_new_one_alone(
    db: Path, folder: Path, index: Index
) -> None:
    for title in ("Ferries", "Trains"):
        (folder / "a.md").write_text(f"---\ntitle: {title}\n---\nIt was late.")
        index()
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        assert snapshot.document_frequencies(["ferries", "trains", "late."]) == {
            "trains": 1,
            "late.": 1,
        }
    assert verify(db) == []


def test_article_that_moved_to_another_file_is_unchanged(
    db: Path, folder: Path, index: Index
) -> None:
    (folder / "a.jsonl").write_text(line("one", "First.") + "\n" + line("two", "Second."))
    index()
    (folder / "a.jsonl").write_text(line("one", "First."))
    (folder / "b.jsonl").write_text(line("two", "Second."))
    assert counts(index()) == (0, 0, 0, 2)
    (folder / "a.jsonl").unlink()
    assert counts(index()) == (0, 0, 1, 1)
    assert keys(db) == ["two"]


def test_progress_counts_articles_up_to_the_end_of_each_stage(
    db: Path, folder: Path, prepare_simply: Prepare
) -> None:
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"The text of {name}.")
    with gzip.open(folder / "dump.jsonl.gz", "wt") as dump:
        dump.write(line("one", "First.") + "\n" + line("two", "Second.") + "\n")
    seen: list[Progress] = []
    bring_up_to_date(db, folder, seen.append, prepare_simply)
    reading = [each for each in seen if each.stage == "reading"]
    assert [(each.done, each.total) for each in reading] == [(i, 5) for i in range(1, 6)]
    assert seen[-1] == Progress("indexing", 5, 5)
    assert [each.stage for each in seen] == sorted((each.stage for each in seen), reverse=True)


# What can't be read


def test_failed_file_is_named_and_the_rest_goes_in(db: Path, folder: Path, index: Index) -> None:
    (folder / "bad.txt").write_bytes(b"")
    (folder / "good.txt").write_text("The ferry left at nine.")
    summary = index()
    assert counts(summary) == (1, 0, 0, 0)
    assert [failure.source for failure in summary.failed] == ["bad.txt"]
    assert summary.failed[0].reason == Reason(Flaw.EMPTY)


def test_failures_are_named_again_by_runs_that_skip_the_file(
    db: Path, folder: Path, index: Index
) -> None:
    (folder / "bad.txt").write_bytes(b"")
    (folder / "bad.jsonl").write_text("{broken\n" + line("one", "First."))
    first = index()
    make_old(folder / "bad.txt", folder / "bad.jsonl")
    index()
    assert index().failed == first.failed
    assert is_up_to_date(db, folder)


def test_file_that_fails_now_keeps_what_was_indexed(db: Path, folder: Path, index: Index) -> None:
    file = folder / "a.txt"
    file.write_text("The ferry left at nine.")
    index()
    file.write_text("")
    for _ in range(2):
        summary = index()
        assert counts(summary) == (0, 0, 0, 1)
        assert [failure.reason for failure in summary.failed] == [Reason(Flaw.EMPTY).keeping()]
    assert texts(db, "a.txt") == ["The ferry left at nine."]
    file.write_text("It left at ten.")
    assert counts(index()) == (0, 1, 0, 0)


def test_bad_line_keeps_what_was_indexed_from_it_before(
    db: Path, folder: Path, index: Index
) -> None:
    dump = folder / "dump.jsonl"
    dump.write_text(line("one", "First.") + "\n" + line("two", "Second."))
    index()
    dump.write_text(line("one", "First, changed.") + '\n{"id": "two", "text": broken')
    summary = index()
    assert counts(summary) == (0, 1, 0, 1)
    (failure,) = summary.failed
    assert failure.source == "dump.jsonl"
    assert str(failure.reason).startswith("line 2: not JSON")
    assert failure.reason.kept
    assert keys(db) == ["one", "two"]
    dump.write_text(line("one", "First, changed."))
    assert counts(index()) == (0, 0, 1, 1)


def test_article_without_any_text_is_a_failure(db: Path, folder: Path, index: Index) -> None:
    (folder / "dump.jsonl").write_text(line("one", "* * *") + "\n" + line("two", "Second."))
    summary = index()
    assert summary.failed == (Failure("dump.jsonl", Reason(Flaw.NO_TEXT_IN, {"article": "one"})),)
    assert keys(db) == ["two"]


def test_a_million_bad_lines_are_summed_up(db: Path, folder: Path, index: Index) -> None:
    (folder / "dump.jsonl").write_text("nonsense\n" * 250 + line("one", "First."))
    summary = index()
    assert len(summary.failed) == 101
    assert str(summary.failed[-1].reason) == "and 150 more like these."


def test_first_of_two_articles_with_one_id_wins(db: Path, folder: Path, index: Index) -> None:
    (folder / "a.jsonl").write_text(line("one", "From a.") + "\n" + line("one", "Again."))
    (folder / "b.jsonl").write_text(line("one", "From b.") + "\n" + line("two", "Also b."))
    summary = index()
    assert counts(summary) == (2, 0, 0, 0)
    assert [(failure.source, str(failure.reason)) for failure in summary.failed] == [
        ("a.jsonl", "the id “one” was given in this file before: only the first one counts."),
        ("b.jsonl", "the id “one” was given in “a.jsonl” before: only the first one counts."),
    ]
    assert texts(db, "one") == ["From a."]


def test_second_of_two_comes_in_when_the_first_goes(db: Path, folder: Path, index: Index) -> None:
    (folder / "a.jsonl").write_text(line("one", "From a."))
    (folder / "b.jsonl").write_text(line("one", "From b.") + "\n" + line("two", "Also b."))
    make_old(folder / "a.jsonl", folder / "b.jsonl")
    index()
    (folder / "a.jsonl").unlink()
    summary = index()
    assert counts(summary) == (0, 1, 0, 1)
    assert summary.failed == ()
    assert texts(db, "one") == ["From b."]


def test_first_in_order_wins_even_when_it_comes_later(db: Path, folder: Path, index: Index) -> None:
    (folder / "b.jsonl").write_text(line("one", "From b."))
    make_old(folder / "b.jsonl")
    index()
    (folder / "a.jsonl").write_text(line("one", "From a."))
    summary = index()
    assert [failure.source for failure in summary.failed] == ["b.jsonl"]
    assert texts(db, "one") == ["From a."]


def test_missing_folder_says_what_to_do_and_leaves_nothing_behind(db: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no folder .*nowhere: make it and put articles in it"):
        bring_up_to_date(db, tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_file_in_the_place_of_the_folder_is_refused(db: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("The ferry left at nine.")
    with pytest.raises(InputError, match="is not a folder"):
        bring_up_to_date(db, tmp_path / "article.txt")


def test_empty_folder_says_what_belongs_there(db: Path, folder: Path, index: Index) -> None:
    (folder / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(InputError, match=r"no articles in .*\.txt, \.md, \.jsonl"):
        index()
    assert not db.exists()


def test_folder_that_became_empty_wipes_nothing(db: Path, folder: Path, index: Index) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    (folder / "a.txt").unlink()
    with pytest.raises(InputError, match=r"Nothing was changed: the 1 articles indexed before"):
        index()
    assert texts(db, "a.txt") == ["The ferry left at nine."]


def test_file_and_folder_without_permission_keep_what_was_indexed(
    without_rights: Callable[[Callable[[], str]], str], prepare_simply: Prepare
) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own is closed to other users
        room = Path(name)
        db, folder = room / "data" / "verbatim.db", room / "articles"
        for path in (room, db.parent, folder, folder / "sub"):
            path.mkdir(exist_ok=True)
            path.chmod(0o777)
        for file in ("a.txt", "b.txt", "sub/c.txt"):
            (folder / file).write_text(f"The text of {file}.")

        def run() -> str:
            summary = bring_up_to_date(db, folder, prepare=prepare_simply)
            reasons = [f"{each.source} {each.reason}" for each in summary.failed]
            return "\n".join([repr(counts(summary)), *reasons])

        assert without_rights(run) == "(3, 0, 0, 0)"
        (folder / "a.txt").chmod(0)
        (folder / "sub").chmod(0)
        assert without_rights(run).splitlines() == [
            "(0, 0, 0, 3)",
            f"a.txt can't be read: Permission denied. {KEPT}",
            f"sub can't be read: Permission denied. {KEPT}",
        ]
        (folder / "a.txt").chmod(0o644)
        (folder / "sub").chmod(0o777)
        assert without_rights(run) == "(0, 0, 0, 3)"


# Where it is written


def test_second_run_at_the_same_time_is_told_at_once(db: Path, folder: Path, index: Index) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    with index_lock(db), pytest.raises(IndexBusy, match="Another run"):
        index()
    assert counts(index()) == (1, 0, 0, 0)


def test_second_run_is_refused_while_the_first_one_reads(
    db: Path, folder: Path, prepare_simply: Prepare
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    reading, refused = threading.Event(), threading.Event()

    def slowly(raw: RawArticle) -> PreparedArticle:
        reading.set()
        assert refused.wait(10)
        return prepare_simply(raw)

    first = threading.Thread(target=bring_up_to_date, args=(db, folder), kwargs={"prepare": slowly})
    first.start()
    assert reading.wait(10)
    with pytest.raises(IndexBusy):
        bring_up_to_date(db, folder, prepare=prepare_simply)
    refused.set()
    first.join()
    assert texts(db, "a.txt") == ["The ferry left at nine."]


def test_without_file_locks_the_later_writer_finds_out(
    db: Path, folder: Path, prepare_simply: Prepare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.locking.fcntl", None)
    (folder / "a.txt").write_text("The ferry left at nine.")

    def overtaken(raw: RawArticle) -> PreparedArticle:
        bring_up_to_date(db, folder, prepare=prepare_simply)
        return prepare_simply(raw)

    with pytest.raises(IndexBusy):
        bring_up_to_date(db, folder, prepare=overtaken)
    assert texts(db, "a.txt") == ["The ferry left at nine."]
    assert verify(db) == []


def test_database_in_a_read_only_folder_is_a_clear_error(
    folder: Path, without_rights: Callable[[Callable[[], str]], str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        articles = shutil.copytree(folder, room / "articles")
        (articles / "a.txt").write_text("The ferry left at nine.")
        room.chmod(0o555)

        def run() -> str:
            bring_up_to_date(room / "verbatim.db", articles)
            return "indexed"

        told = without_rights(run)
        assert told.startswith(DatabaseReadOnly.__name__)
        assert "make the file and its folder writable" in told
        room.chmod(0o755)


def test_failed_analysis_leaves_the_old_index(
    db: Path, folder: Path, index: Index, prepare_simply: Prepare
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    (folder / "a.txt").write_text("It left at ten.")

    def fail(_: RawArticle) -> PreparedArticle:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        bring_up_to_date(db, folder, prepare=fail)
    assert texts(db, "a.txt") == ["The ferry left at nine."]
    assert counts(index()) == (0, 1, 0, 0)


def test_full_disk_leaves_the_old_index(
    db: Path, folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    for i in range(300):
        (folder / f"{i}.txt").write_text(f"Text number {i}. " * 100)

    def connect_to_full_disk(path: Path, **options: Callable[[Progress], None]) -> object:
        database = connect_writer(path, **options)
        database.execute("PRAGMA max_page_count = 35")
        return database

    monkeypatch.setattr("storage.indexing.connect_writer", connect_to_full_disk)
    with pytest.raises(Exception, match=r"is full\. Nothing was changed"):
        index()
    assert keys(db) == ["a.txt"]
    assert verify(db) == []
    monkeypatch.undo()
    assert index().articles == 301


# Whether there is anything to do


@pytest.fixture
def indexed(folder: Path, index: Index) -> Path:
    """A folder of one article, indexed."""
    (folder / "a.txt").write_text("The ferry left at nine.")
    index()
    return folder


def test_folder_is_up_to_date_after_a_run(db: Path, indexed: Path) -> None:
    assert is_up_to_date(db, indexed)


def test_touched_file_is_up_to_date(db: Path, indexed: Path) -> None:
    make_old(indexed / "a.txt")
    assert is_up_to_date(db, indexed)


def test_new_changed_or_missing_file_is_not_up_to_date(db: Path, indexed: Path) -> None:
    (indexed / "b.txt").write_text("Another one.")
    assert not is_up_to_date(db, indexed)
    (indexed / "b.txt").unlink()
    assert is_up_to_date(db, indexed)
    (indexed / "a.txt").write_text("The ferry left at five.")
    assert not is_up_to_date(db, indexed)
    (indexed / "a.txt").unlink()
    assert not is_up_to_date(db, indexed)


def test_nothing_is_up_to_date_before_the_first_run(db: Path, folder: Path) -> None:
    (folder / "a.txt").write_text("The ferry left at nine.")
    assert not is_up_to_date(db, folder)
    assert not db.exists()


def test_asking_about_a_missing_folder_is_an_error(db: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        is_up_to_date(db, tmp_path / "nowhere")


def test_real_analysis_indexes_a_real_article(db: Path, folder: Path) -> None:
    (folder / "a.md").write_text(
        "---\ntitle: Les bacs de la Loire\nlang: fr\n---\n"
        "Le bac quitte Le Pellerin à neuf heures.\n\nIl est gratuit depuis 1900."
    )
    summary = bring_up_to_date(db, folder)
    assert (summary.articles, summary.paragraphs) == (1, 2)
    assert texts(db, "a.md")[1] == "Il est gratuit depuis 1900."
    with closing(SqliteCollection(db)) as collection, collection.snapshot() as snapshot:
        assert list(snapshot.vocabulary().values()).count(2) >= 2  # the title's terms
    assert verify(db) == []
