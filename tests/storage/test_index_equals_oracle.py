"""After any adds, replacements, removals and folds, the index scores as rank-bm25 does."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.bm25 import PositiveBM25
from retrieval.matching import Matcher
from retrieval.model import Article, Clause, Query
from retrieval.preparation import PreparedArticle, PreparedParagraph
from storage.collection import SqliteCollection
from storage.database import connect_writer, transaction
from storage.draft import Draft
from storage.folding import fold
from storage.publishing import publish
from storage.verifying import verify

WORDS = ["viber", "facebook", "boycott", "july", "ads", "giphy", "rakuten", "été"]
TERMS = st.lists(st.sampled_from(WORDS), max_size=12)
ARTICLE = st.lists(TERMS, min_size=1, max_size=5)
# An update replaces or adds (terms of each paragraph) and drops (None) some of six articles.
UPDATE = st.dictionaries(st.sampled_from("abcdef"), st.none() | ARTICLE, max_size=4)


@dataclass
class Library:
    """An index, and beside it the plain lists that it has to agree with."""

    db: Path
    articles: dict[str, list[list[str]]] = field(default_factory=dict)

    def update(self, changes: dict[str, list[list[str]] | None]) -> None:
        with closing(connect_writer(self.db)) as database:
            database.execute("PRAGMA synchronous = OFF")  # no power cut is expected
            draft = Draft(database)
            for key, paragraphs in changes.items():
                if paragraphs is not None:
                    draft.put(prepared(key, paragraphs), "source", "fingerprint")
                    self.articles[key] = paragraphs
            dropped = [key for key, new in changes.items() if new is None and key in self.articles]
            draft.drop(dropped)
            for key in dropped:
                del self.articles[key]
            with transaction(database):
                for _ in publish(draft):
                    pass
            fold(database)

    def paragraphs(self) -> list[tuple[str, int, list[str]]]:
        return [
            (key, number, terms)
            for key, article in self.articles.items()
            for number, terms in enumerate(article, 1)
        ]


def prepared(key: str, paragraphs: list[list[str]]) -> PreparedArticle:
    """Texts are the same more often than terms: as if a title or the analysis had changed."""
    return PreparedArticle(
        Article(key, key, "en"),
        tuple(PreparedParagraph(str(len(terms)), "", "en", tuple(terms)) for terms in paragraphs),
    )


def assert_scores_are_rank_bm25s(library: Library) -> None:
    """Compare the scores of every single word and of all words together."""
    live = library.paragraphs()
    oracle = PositiveBM25([terms for _, _, terms in live])
    with closing(SqliteCollection(library.db)) as collection, collection.snapshot() as snapshot:
        for words in [*([word] for word in WORDS), WORDS]:
            query = Query("", "en", tuple(Clause(((word, 1.0),)) for word in words))
            hits = Matcher(few=0).search(snapshot, query, 1000)
            found = snapshot.paragraphs([hit.paragraph_id for hit in hits])
            scores = {
                (p.article.key, p.number): hit.score for p, hit in zip(found, hits, strict=True)
            }
            expected = oracle.get_scores(words)
            for (key, number, _), score in zip(live, expected, strict=True):
                assert np.isclose(scores.pop((key, number), 0.0), score, rtol=1e-5, atol=1e-5)
            assert not scores, "paragraphs that are not in the collection"


@contextmanager
def tiny_segments() -> Iterator[None]:
    """Everything that takes thousands of paragraphs happens with a handful."""
    with (
        patch("storage.postings.SEGMENT_SLOTS", 8),
        patch("storage.publishing.SEGMENT_SLOTS", 8),
        patch("storage.folding.SEGMENT_SLOTS", 8),
        patch("storage.postings.RECENT_SLOTS", 4),
        patch("storage.folding.MOST_RECENT", 2),
        patch("storage.folding.MOST_RECENT_SLOTS", 6),
        patch("storage.folding.MOST_REMOVED", 2),
        patch("storage.folding.SMALL", 4),
        patch("storage.folding.MOST_SMALL", 3),
        patch("storage.folding.FOLDED_TOGETHER", 2),
    ):
        yield


@settings(max_examples=40, deadline=None)
@given(updates=st.lists(UPDATE, min_size=1, max_size=8))
def test_scores_equal_rank_bm25s_after_any_updates(
    updates: list[dict[str, list[list[str]] | None]],
) -> None:
    with tempfile.TemporaryDirectory() as directory, tiny_segments():
        library = Library(Path(directory) / "verbatim.db")
        for update in updates:
            library.update(update)
        assert verify(library.db) == []
        assert_scores_are_rank_bm25s(library)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_scores_equal_rank_bm25s_on_a_larger_collection(seed: int) -> None:
    generator = np.random.default_rng(seed)
    vocabulary = [*WORDS, *(f"word{i}" for i in range(300))]
    shares = 1.0 / np.arange(1, len(vocabulary) + 1)  # Zipf: the first words are dense

    def article() -> list[list[str]]:
        lengths = generator.integers(0, 60, size=generator.integers(1, 12))
        return [
            list(generator.choice(vocabulary, length, p=shares / shares.sum()))
            for length in lengths
        ]

    some_recent = patch("storage.postings.RECENT_SLOTS", 20)
    with tempfile.TemporaryDirectory() as directory, some_recent:
        library = Library(Path(directory) / "verbatim.db")
        library.update({str(i): article() for i in range(40)})
        for _ in range(5):
            changed = generator.integers(0, 50, size=6)
            library.update({str(i): None if i % 3 == 0 else article() for i in changed.tolist()})
        assert verify(library.db) == []
        assert_scores_are_rank_bm25s(library)


def test_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    articles = {key: [["viber", "ads"], ["ads", key]] for key in "abc"}
    forwards, backwards = Library(tmp_path / "f.db"), Library(tmp_path / "b.db")
    for key in "abc":
        forwards.update({key: articles[key]})
    for key in "cba":
        backwards.update({key: articles[key]})
    query = Query("", "en", (Clause((("ads", 1.0),)),))
    scores = []
    for library in (forwards, backwards):
        with closing(SqliteCollection(library.db)) as collection, collection.snapshot() as snapshot:
            hits = Matcher(few=0).search(snapshot, query, 10)
            found = snapshot.paragraphs([hit.paragraph_id for hit in hits])
            scores.append({p.key: round(h.score, 6) for p, h in zip(found, hits, strict=True)})
    assert scores[0] == scores[1]
