"""A folder, a database and a small stand-in for the analysis."""

import os
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.model import Article, RawArticle
from retrieval.preparation import PreparedArticle, PreparedParagraph
from storage.indexing import Summary, bring_up_to_date


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where a test's database goes."""
    return tmp_path / "verbatim.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty articles folder."""
    articles = tmp_path / "articles"
    articles.mkdir()
    return articles


@pytest.fixture
def prepare_simply() -> Callable[[RawArticle], PreparedArticle]:
    """Paragraphs are parted by blank lines, terms are lower case words: easy to foretell."""
    return _prepare_simply


@pytest.fixture
def index(db: Path, folder: Path) -> Callable[[], Summary]:
    """Bring the test's database up to date with its folder, by the simple analysis."""
    return lambda: bring_up_to_date(db, folder, prepare=_prepare_simply)


@pytest.fixture
def without_rights() -> Callable[[Callable[[], str]], str]:
    """Run something as a user who may not write what root may; return what it returned."""
    return _run_without_rights


def _prepare_simply(raw: RawArticle) -> PreparedArticle:
    article = Article(
        key=raw.key,
        title=raw.title or raw.key,
        lang=raw.lang or "en",
        outlet=raw.outlet,
        author=raw.author,
        published=raw.published,
        url=raw.url,
        derived=frozenset({"title"} if raw.title is None else ()),
    )
    texts = [" ".join(part.split()) for part in raw.text.split("\n\n")]
    title = (raw.title or "").lower().split()
    return PreparedArticle(
        article,
        tuple(
            PreparedParagraph(text, "", article.lang, (*title, *text.lower().split()))
            for text in texts
            if any(map(str.isalnum, text))
        ),
    )


def _run_without_rights(work: Callable[[], str]) -> str:
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child runs no other thread
        child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os.write(writer, work().encode())
        except BaseException as error:  # noqa: BLE001  # it is told to the parent, whatever it is
            os.write(writer, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as stream:
        return stream.read().decode()
