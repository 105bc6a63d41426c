"""Which files of a folder are articles."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.errors import InputError
from storage.reasons import Reason
from storage.sources.flaws import Flaw
from storage.sources.folder import list_sources


def names(folder: Path) -> list[str]:
    return [file.name for file in list_sources(folder).files]


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("text")


def test_files_are_listed_by_name_with_those_of_subfolders(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a.md", "sub/c.jsonl", "sub/deep/d.jsonl.gz", "B.TXT")
    assert names(tmp_path) == ["B.TXT", "a.md", "b.txt", "sub/c.jsonl", "sub/deep/d.jsonl.gz"]


def test_hidden_files_and_readmes_are_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, ".a.txt", ".git/b.txt", "README.md", "sub/readme.txt", "Readme", "article.txt")
    listing = list_sources(tmp_path)
    assert [file.name for file in listing.files] == ["article.txt"]
    assert listing.ignored == ()


def test_other_kinds_of_files_are_named_and_no_failure(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "picture.png", "sub/data.json", "archive.txt.gz", "nothing")
    listing = list_sources(tmp_path)
    assert listing.ignored == ("archive.txt.gz", "nothing", "picture.png", "sub/data.json")
    assert listing.unreadable == ()


def test_size_and_time_are_the_files(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(1, 1_500_000_000_000_000_001))
    (file,) = list_sources(tmp_path).files
    assert (file.size, file.mtime_ns) == (4, 1_500_000_000_000_000_001)


def test_links_inside_the_folder_are_read_and_those_out_of_it_are_not(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    fill(tmp_path, "secret.txt", "outside/b.txt", "articles/a.txt", "articles/sub/c.txt")
    (articles / "inside.txt").symlink_to(articles / "a.txt")
    (articles / "out.txt").symlink_to(tmp_path / "secret.txt")
    (articles / "broken.txt").symlink_to(articles / "gone.txt")
    (articles / "round.txt").symlink_to(articles / "round.txt")
    (articles / "round").symlink_to(articles / "round")
    (articles / "outfolder").symlink_to(tmp_path / "outside")
    (articles / "circle").symlink_to(articles)
    listing = list_sources(articles)
    assert [file.name for file in listing.files] == ["a.txt", "inside.txt", "sub/c.txt"]
    assert listing.unreadable == (
        ("broken.txt", Reason(Flaw.LINK_NOWHERE)),
        ("out.txt", Reason(Flaw.LINK_OUT)),
        ("round.txt", Reason(Flaw.LINK_NOWHERE)),
    )


def test_articles_folder_may_be_a_link_itself(tmp_path: Path) -> None:
    fill(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path / "link") == ["a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_pipe_with_the_name_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    fill(tmp_path, "a.txt")
    listing = list_sources(tmp_path)
    assert [file.name for file in listing.files] == ["a.txt"]
    assert listing.unreadable == (("pipe.txt", Reason(Flaw.NOT_A_FILE)),)


def test_name_that_is_no_text_is_named_as_far_as_possible(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("text")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 alone")
    ((name, reason),) = list_sources(tmp_path).unreadable
    assert name == "caf\\udce9.txt"
    assert reason == Reason(Flaw.NAME)


def test_missing_folder_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make it and put articles in it"):
        list_sources(tmp_path / "nowhere")


def test_folder_that_may_not_be_read_is_an_error(
    without_rights: Callable[[Callable[[], str]], str],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0)
        told = without_rights(lambda: str(list_sources(Path(name))))
        assert told.startswith("ReasonedError")
        assert "can't be read" in told
        Path(name).chmod(0o755)
