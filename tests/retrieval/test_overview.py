"""Of a small collection, what is near in meaning is found where no word is shared."""

import numpy as np
import pytest

from retrieval.encoder import TermVectors, load_encoder
from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.numbering import TermTable
from retrieval.overview import Overview
from retrieval.preparation import prepare
from retrieval.searching import BEST_MATCHES, NEAREST, Searcher

OTHERS = "\n\n".join(f"The harbour of quay {n} is open to ships on day {n}." for n in range(120))
ANSWER = "Physicians treat patients who suffer from influenza."


def kerlann(text: str) -> MemoryCollection:
    return MemoryCollection([prepare(RawArticle("a", f"Kerlann\n\n{text}", lang="en"))])


KERLANN = kerlann(f"{OTHERS}\n\n{ANSWER}")


@pytest.fixture
def overview() -> Overview:
    return Overview(TermVectors(load_encoder()), TermTable())


def every_id(collection: MemoryCollection) -> np.ndarray:
    return np.array([paragraph.id for paragraph in collection.article_paragraphs("a")])


def question(*terms: str) -> np.ndarray:
    return load_encoder().encode(terms)


def test_the_nearest_paragraph_is_found(overview):
    (nearest,) = overview.nearest(KERLANN, question("doctor", "ill"), every_id(KERLANN), 1)
    assert KERLANN.paragraphs([nearest])[0].text == ANSWER


def test_only_the_paragraphs_in_question_are_looked_at(overview):
    ids = every_id(KERLANN)
    assert overview.nearest(KERLANN, question("doctor"), ids[:5], 9) == ids[:5].tolist()
    assert overview.nearest(KERLANN, question("doctor"), ids[:0], 9) == []
    (nearest,) = overview.nearest(KERLANN, question("doctor", "ill"), ids, 1)  # beside those known
    assert KERLANN.paragraphs([nearest])[0].text == ANSWER


def test_another_collection_is_read_anew(overview):
    for version, text in ((10**9, f"{OTHERS}\n\n{ANSWER}"), (1, f"{ANSWER}\n\n{OTHERS}")):
        other = kerlann(text)
        other.version = version
        (nearest,) = overview.nearest(other, question("doctor", "ill"), every_id(other), 1)
        assert other.paragraphs([nearest])[0].text == ANSWER


def test_of_a_changed_collection_only_the_new_paragraphs_are_read(overview, monkeypatch):
    ids = every_id(KERLANN)
    overview.nearest(KERLANN, question("doctor"), ids[:-1], 1)
    read: list[int] = []
    paragraphs = KERLANN.paragraphs
    monkeypatch.setattr(KERLANN, "version", KERLANN.version + 1)
    monkeypatch.setattr(KERLANN, "paragraphs", lambda ids: read.extend(ids) or paragraphs(ids))
    overview.nearest(KERLANN, question("doctor"), ids, 1)
    assert read == [ids[-1]]


def test_what_was_read_is_kept_until_it_is_too_much(overview, monkeypatch):
    monkeypatch.setattr("retrieval.overview.MOST_KNOWN", 50)
    read: list[int] = []
    paragraphs = KERLANN.paragraphs
    monkeypatch.setattr(KERLANN, "paragraphs", lambda ids: read.extend(ids) or paragraphs(ids))
    every = every_id(KERLANN)
    for ids, newly_read in ((every[:40], 40), (every[:3], 0), (every[:60], 20), (every[:40], 0)):
        read.clear()
        overview.nearest(KERLANN, question("doctor"), ids, 1)
        assert len(read) == newly_read
    overview.nearest(KERLANN, question("doctor"), every[:60], 1)
    assert len(read) == 20  # they were not asked for when there was too much


def test_what_is_near_is_a_candidate_beside_what_matches():
    searcher = Searcher()
    candidates = searcher.search(KERLANN, searcher.read(KERLANN, "Is a doctor in the harbour?", ""))
    texts = [annotated.paragraph.text for annotated in candidates.pool.paragraphs]
    assert len(texts) == BEST_MATCHES + NEAREST
    assert ANSWER in texts
    assert np.count_nonzero(candidates.scores) >= BEST_MATCHES
