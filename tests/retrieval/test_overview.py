"""Of a collection that isn't large, what is near in meaning is found where no word is shared."""

import numpy as np
import pytest

from retrieval.choosing import OF_MEDIUM
from retrieval.encoder import load_encoder
from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.overview import Overview
from retrieval.preparation import prepare
from retrieval.searching import Searcher

OTHERS = "\n\n".join(f"The harbour of quay {n} is open to ships on day {n}." for n in range(120))
ANSWER = "Physicians treat patients who suffer from influenza."


def kerlann(text: str) -> MemoryCollection:
    return MemoryCollection([prepare(RawArticle("a", f"Kerlann\n\n{text}", lang="en"))])


KERLANN = kerlann(f"{OTHERS}\n\n{ANSWER}")


@pytest.fixture
def overview() -> Overview:
    return Overview(load_encoder())


def every_id(collection: MemoryCollection) -> np.ndarray:
    return np.array([paragraph.id for paragraph in collection.article_paragraphs("a")])


def question(*terms: str) -> np.ndarray:
    return load_encoder().encode(terms)


def nearest(overview: Overview, collection: MemoryCollection, *terms: str) -> str:
    """The text of the paragraph that is nearest to these terms."""
    ids = every_id(collection)
    likeness = overview.likeness(collection, question(*terms), ids)
    return collection.paragraphs([ids[likeness.argmax()]])[0].text


@pytest.fixture
def newly_read(monkeypatch) -> list[int]:
    """The ids of the paragraphs that were read since this was cleared."""
    read: list[int] = []
    bags = KERLANN.bags
    monkeypatch.setattr(KERLANN, "bags", lambda ids: read.extend(ids) or bags(ids))
    return read


def test_the_nearest_paragraph_is_found(overview):
    assert nearest(overview, KERLANN, "doctor", "ill") == ANSWER


def test_likeness_is_the_cosine_with_the_paragraph_and_its_title(overview):
    harbour = MemoryCollection([prepare(RawArticle("a", "Boats\n\nA ferry, a ferry.", lang="en"))])
    (likeness,) = overview.likeness(harbour, question("ship"), every_id(harbour))
    told = question("boat", "ferri", "ferri")
    assert likeness == pytest.approx(told @ question("ship"), abs=1e-5)


def test_only_the_paragraphs_in_question_are_looked_at(overview):
    ids = every_id(KERLANN)
    asked = question("doctor", "ill")
    every = overview.likeness(KERLANN, asked, ids)
    assert overview.likeness(KERLANN, asked, ids[5:9]).tolist() == every[5:9].tolist()
    assert overview.likeness(KERLANN, asked, ids[:0]).tolist() == []


def test_another_collection_is_read_anew(overview):
    for version, text in ((10**9, f"{OTHERS}\n\n{ANSWER}"), (1, f"{ANSWER}\n\n{OTHERS}")):
        other = kerlann(text)
        other.version = version
        assert nearest(overview, other, "doctor", "ill") == ANSWER


def test_of_a_changed_collection_only_the_new_paragraphs_are_read(
    overview, newly_read, monkeypatch
):
    ids = every_id(KERLANN)
    overview.likeness(KERLANN, question("doctor"), ids[:-1])
    newly_read.clear()
    monkeypatch.setattr(KERLANN, "version", KERLANN.version + 1)
    overview.likeness(KERLANN, question("doctor"), ids)
    assert newly_read == [ids[-1]]


def test_what_was_read_is_kept_until_it_is_too_much(overview, newly_read, monkeypatch):
    monkeypatch.setattr("retrieval.overview.MOST_KNOWN", 50)
    every = every_id(KERLANN)
    for ids, new in ((every[:40], 40), (every[:3], 0), (every[:60], 20), (every[:40], 0)):
        newly_read.clear()
        overview.likeness(KERLANN, question("doctor"), ids)
        assert len(newly_read) == new
    overview.likeness(KERLANN, question("doctor"), every[:60])
    assert len(newly_read) == 20  # they were not asked for when there was too much


def test_what_is_near_is_a_candidate_beside_what_matches():
    searcher = Searcher()
    candidates = searcher.search(KERLANN, searcher.read(KERLANN, "Is a doctor in the harbour?", ""))
    texts = [annotated.paragraph.text for annotated in candidates.pool.paragraphs]
    assert len(texts) == OF_MEDIUM.best + OF_MEDIUM.nearest
    assert ANSWER in texts
    assert np.count_nonzero(candidates.scores) >= OF_MEDIUM.best
