"""What a searcher remembers makes it faster, and changes no answer."""

import numpy as np

from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.preparation import prepare
from retrieval.query import read_question
from retrieval.searching import Searcher

ARTICLES = [
    RawArticle(
        "a", "Kerlann\n\nThe harbour closes its basins in spring. It keeps the ferries.", "K"
    ),
    RawArticle("b", "Vernay\n\nBread is sold on the quay. Morel bakes four hundred loaves.", "V"),
]
QUESTIONS = ["When does the harbour close?", "Who bakes the bread?", "Which ferries stay?"]


def test_a_memory_that_is_full_gives_way_and_changes_nothing(monkeypatch):
    collection = MemoryCollection(map(prepare, ARTICLES))
    remembering, forgetting = Searcher(), Searcher()
    for question in QUESTIONS:
        query = read_question(question, "", collection)
        kept = remembering.search(collection, query)
        monkeypatch.setattr("retrieval.searching.MOST_TERMS", 0)
        fresh = forgetting.search(collection, query)
        monkeypatch.undo()
        assert list(kept.features) == list(fresh.features)
        for name, values in kept.features.items():
            assert np.array_equal(values, fresh.features[name]), name


def test_what_was_read_is_read_once(monkeypatch):
    collection = MemoryCollection(map(prepare, ARTICLES))
    searcher = Searcher()
    query = read_question(QUESTIONS[0], "", collection)
    first = searcher.search(collection, query)
    monkeypatch.setattr(collection, "paragraphs", None)
    assert searcher.search(collection, query).pool.paragraphs == first.pool.paragraphs
