"""Paragraphs are read as a pool once, for as long as nothing of them changes."""

import pytest

from retrieval.annotation import Annotator
from retrieval.encoder import TermVectors, load_encoder
from retrieval.errors import CollectionError
from retrieval.meaning import MeaningReader
from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.numbering import TermTable
from retrieval.pool import KEPT_POOLS
from retrieval.pools import PoolReader
from retrieval.preparation import prepare

TEXT = "Locks\n\nThe lock is shut.\n\nFerries sail at ten.\n\nBread is sold on the quay."
LOCKS = MemoryCollection([prepare(RawArticle("a", TEXT, lang="en"))])
IDS = [paragraph.id for paragraph in LOCKS.article_paragraphs("a")]


@pytest.fixture
def reader() -> PoolReader:
    table, encoder = TermTable(), load_encoder()
    meaning = MeaningReader(encoder, table, TermVectors(encoder))
    return PoolReader(Annotator(table), meaning)


def test_the_same_paragraphs_are_the_same_pool(reader):
    pool = reader.read(LOCKS, IDS)
    assert pool.paragraph_ids.tolist() == IDS
    assert len(pool.vectors) == pool.size + len(IDS)
    assert reader.read(LOCKS, list(IDS)) is pool
    assert reader.read(LOCKS, IDS[1:]).paragraph_ids.tolist() == IDS[1:]


def test_a_changed_collection_is_read_anew(reader, monkeypatch):
    pool = reader.read(LOCKS, IDS)
    monkeypatch.setattr(LOCKS, "version", LOCKS.version + 1)
    assert reader.read(LOCKS, IDS) is not pool


def test_only_the_last_pools_are_kept(reader):
    first, *_ = [reader.read(LOCKS, IDS[: count + 1]) for count in range(KEPT_POOLS + 1)]
    assert reader.read(LOCKS, IDS[:1]) is not first


def test_an_index_that_names_paragraphs_which_are_not_there_is_told_with_the_mending_step(reader):
    with pytest.raises(CollectionError, match="check --rebuild"):
        reader.read(LOCKS, [10**6])
