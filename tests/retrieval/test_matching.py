"""Matching finds exactly the paragraphs that BM25 scores best, however postings are laid out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.bm25 import PositiveBM25, inverse_document_frequency
from retrieval.contenders import name_contenders
from retrieval.matching import Matcher, worth_reading
from retrieval.memory import MemoryCollection
from retrieval.model import Article, Clause, Hit, Paragraph, Query
from retrieval.preparation import PreparedArticle, PreparedParagraph
from retrieval.reading import Column, Postings, Segment, Snapshot, Statistics
from retrieval.top_k import best_hits, kth_best_bound

WORDS = ["harbour", "ferry", "lock", "barge", "mayor", "bread", "église"]
PARAGRAPHS = st.lists(st.lists(st.sampled_from(WORDS), max_size=9), max_size=12)
QUESTIONS = st.lists(st.sampled_from([*WORDS, "unknown"]), unique=True, max_size=6)


def query_of(*words: str) -> Query:
    return Query(" ".join(words), "en", tuple(Clause(((word, 1.0),)) for word in words))


def search(snapshot: Snapshot, query: Query, k: int) -> list[Hit]:
    """Match clause by clause, and see that all at once is the same."""
    hits = Matcher(few=0).search(snapshot, query, k)
    at_once = Matcher(few=1_000).search(snapshot, query, k)
    assert [hit.score for hit in at_once] == pytest.approx([hit.score for hit in hits], rel=1e-5)
    return hits


def pairs(hits: Sequence[Hit]) -> list[tuple[int, float]]:
    return [(hit.paragraph_id, hit.score) for hit in hits]


def collection_of(paragraphs: Iterable[Sequence[str]]) -> MemoryCollection:
    prepared = (PreparedParagraph(" ".join(t), "", "en", tuple(t)) for t in paragraphs)
    return MemoryCollection([PreparedArticle(Article("a", "A", "en"), tuple(prepared))])


@dataclass
class FakeSnapshot:
    """Paragraphs by id, laid out as the test says: segments, removed ids, dense postings."""

    texts: dict[int, list[str]]
    gone: tuple[int, ...] = ()
    segment_size: int = 4
    dense: bool = False
    version: int = 1
    breaks_at: str = ""
    asked_for: list[str] = field(default_factory=list)

    def _live(self) -> dict[int, list[str]]:
        return {i: terms for i, terms in self.texts.items() if i not in self.gone}

    def statistics(self) -> Statistics:
        return Statistics(len(self._live()), sum(map(len, self._live().values())))

    def segments(self) -> list[Segment]:
        bases = range(min(self.texts), max(self.texts) + 1, self.segment_size)
        return [
            Segment(base, np.array([len(self.texts.get(i, ())) for i in self._ids(base)], "u2"))
            for base in bases
        ]

    def _ids(self, base: int) -> range:
        return range(base, base + self.segment_size)

    def removed(self) -> tuple[int, ...]:
        return self.gone

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        counts = {term: sum(term in t for t in self._live().values()) for term in terms}
        return {term: df for term, df in counts.items() if df}

    def postings(self, terms: Iterable[str]) -> Mapping[str, Postings]:
        return {term: self._postings(term) for term in terms}

    def _postings(self, term: str) -> Postings:
        self.asked_for.append(term)
        if term == self.breaks_at:
            raise OSError("the disk went away")
        ids = np.arange(min(self.texts), max(self.texts) + self.segment_size)
        tf = np.array([self.texts.get(i, []).count(term) for i in ids.tolist()], np.uint8)
        if not self.dense:
            return Postings(ids[tf > 0], tf[tf > 0])
        parts = range(0, len(ids), self.segment_size)
        columns = [Column(int(ids[i]), tf[i : i + self.segment_size]) for i in parts[:-1]]
        left = parts[-1]  # one list beside the columns
        return Postings(ids[left:][tf[left:] > 0], tf[left:][tf[left:] > 0], columns)

    def paragraphs(self, ids: Sequence[int]) -> list[Paragraph]:
        raise AssertionError("matching needs no paragraphs")

    article_paragraphs = articles = vocabulary = paragraphs


# Equal to the oracle


@given(PARAGRAPHS, QUESTIONS)
@example([["harbour"] * 9], ["harbour"])
@example([[], []], ["harbour"])
def test_scores_are_rank_bm25s(paragraphs, words):
    oracle = PositiveBM25(paragraphs).get_scores(words)
    wanted = sorted((-score, i) for i, score in enumerate(oracle, start=1) if score > 0)
    hits = search(collection_of(paragraphs), query_of(*words), len(paragraphs) + 1)
    assert [hit.score for hit in hits] == pytest.approx([-score for score, _ in wanted], abs=1e-5)
    assert {hit.paragraph_id for hit in hits} == {i for _, i in wanted}


@given(
    st.dictionaries(st.integers(1, 30), st.lists(st.sampled_from(WORDS), max_size=6), min_size=1),
    QUESTIONS,
    st.integers(1, 9),
    st.data(),
)
def test_segments_density_and_removed_paragraphs_change_nothing(texts, words, size, data):
    gone = tuple(data.draw(st.sets(st.sampled_from(sorted(texts)))))
    live = [i for i in sorted(texts) if i not in gone]
    oracle = PositiveBM25([texts[i] for i in live]).get_scores(words)
    wanted = {i: score for i, score in zip(live, oracle, strict=True) if score > 0}
    for dense in (False, True):
        snapshot = FakeSnapshot(texts, gone, size, dense)
        hits = search(snapshot, query_of(*words), 99)
        assert dict(pairs(hits)) == pytest.approx(wanted, abs=1e-5)


@given(PARAGRAPHS, QUESTIONS, st.randoms())
def test_scores_do_not_depend_on_the_order_of_paragraphs(paragraphs, words, random):
    order = list(range(len(paragraphs)))
    random.shuffle(order)
    found = dict(pairs(search(collection_of(paragraphs), query_of(*words), 99)))
    shuffled = collection_of(paragraphs[i] for i in order)
    hits = search(shuffled, query_of(*words), 99)
    assert {order[h.paragraph_id - 1] + 1: h.score for h in hits} == pytest.approx(found, rel=1e-5)


# The best k


@given(PARAGRAPHS, QUESTIONS, st.integers(0, 12))
def test_the_best_k_begin_the_best_k_plus_1(paragraphs, words, k):
    collection, query = collection_of(paragraphs), query_of(*words)
    fewer, more = search(collection, query, k), search(collection, query, k + 1)
    assert fewer == more[:k]


def test_ties_are_in_the_order_of_ids():
    hits = search(collection_of([["ferry"]] * 9), query_of("ferry"), 5)
    assert [hit.paragraph_id for hit in hits] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("size", [1, 2_047, 2_048, 4_096, 5_001, 70_000, 200_003])
@pytest.mark.parametrize("k", [1, 3, 30, 1_000])
def test_the_best_of_many_slots_are_those_of_a_full_sort(size, k):
    rng = np.random.default_rng(size * 1_000 + k)
    scores = rng.choice(np.linspace(0, 9, 4_000), size).astype(np.float32)  # with many ties
    scores[rng.random(size) < 0.5] = 0
    order = np.lexsort((np.arange(size), -scores))[:k]
    wanted = [(int(i), float(scores[i])) for i in order if scores[i] > 0]
    assert pairs(best_hits(scores, k)) == wanted


@given(st.lists(st.floats(0, 9, width=32), min_size=1, max_size=40), st.integers(1, 45))
def test_the_bound_is_never_above_the_kth_best_score(values, k):
    scores = np.repeat(np.array(values, np.float32), 200)
    ranked = np.sort(scores)[::-1]
    assert kth_best_bound(scores, k) <= (ranked[k - 1] if k <= len(ranked) else 0)


@pytest.mark.parametrize("k", [1, 10, 30])
def test_the_bound_leaves_little_to_sort(k):
    scores = np.random.default_rng(k).random(200_003).astype(np.float32)
    assert k <= np.count_nonzero(scores >= kth_best_bound(scores, k)) <= 3 * k


@pytest.mark.parametrize("k", [0, -1])
def test_no_hits_are_found_where_none_are_wanted(k):
    assert search(collection_of([["ferry"]]), query_of("ferry"), k) == []


def test_a_word_that_no_paragraph_holds_finds_nothing():
    assert search(collection_of([["ferry"], []]), query_of("submarine"), 3) == []
    assert search(collection_of([]), query_of("ferry"), 3) == []
    assert search(collection_of([["ferry"]]), query_of(), 3) == []


# Contenders


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.booleans(), st.floats(0, 1))
def test_scoring_contenders_alone_changes_nothing(seed, k, dense, rare_share):
    """Rare words among frequent ones, so that the frequent ones can't bring anybody in."""
    generator = np.random.default_rng(seed)
    shares = np.array([0.9, 0.7, 0.5, 0.2, 0.02, 0.02 * rare_share])
    times = generator.integers(1, 4, (400, 6)) * (generator.random((400, 6)) < shares)
    texts = {
        i: [word for word, count in zip(WORDS, row, strict=False) for _ in range(count)]
        for i, row in enumerate(times.tolist(), start=1)
    }
    snapshot = FakeSnapshot(texts, segment_size=64, dense=dense)
    hits = Matcher(few=0).search(snapshot, query_of(*WORDS[:6]), k)
    with patch("retrieval.matching.name_contenders"):
        assert hits == search(snapshot, query_of(*WORDS[:6]), k)


def test_contenders_are_named_where_rare_words_decide():
    texts = {i: ["ferry", "lock"] for i in range(1, 200)} | {7: ["mayor"], 9: ["mayor", "ferry"]}
    named = []

    def remember(accumulator, to_come, k):
        name_contenders(accumulator, to_come, k)
        named.append(accumulator.contenders.tolist())

    with patch("retrieval.matching.name_contenders", remember):
        hits = search(FakeSnapshot(texts, segment_size=64), query_of("ferry", "lock", "mayor"), 2)
    assert named[0] == [7, 9]
    assert [hit.paragraph_id for hit in hits] == [7, 9]  # the shorter one first


# Clauses


def test_words_of_one_clause_share_their_frequencies():
    paragraphs = [["ship", "bateau", "quai"], ["ship", "ship", "quai"], ["quai"] * 3, ["ship"] * 3]
    together = Query("", "en", (Clause((("ship", 1.0), ("bateau", 1.0))),))
    as_one = [["ship" if term == "bateau" else term for term in p] for p in paragraphs]
    # The union's df is taken to be the sum of both: 3 + 1 paragraphs of 4.
    shared = PositiveBM25(as_one, idf={"ship": inverse_document_frequency(4, 4)})
    wanted = {i: s for i, s in enumerate(shared.get_scores(["ship"]), start=1) if s}
    assert dict(pairs(search(collection_of(paragraphs), together, 9))) == pytest.approx(wanted)


def test_a_weaker_word_counts_as_a_part_of_a_time():
    paragraphs = [["ship", "ship"], ["bateau", "bateau"], ["bateau", "bateau", "bateau", "bateau"]]
    clause = Clause((("ship", 1.0), ("bateau", 0.5)))
    scores = dict(pairs(search(collection_of(paragraphs), Query("", "en", (clause,)), 9)))
    assert scores[2] < scores[1]
    assert sorted(scores) == [1, 2, 3]


def test_a_common_translation_does_not_outweigh_the_word_itself():
    paragraphs = [["ship", "x"], *[["vessel", "x"]] * 8, ["x", "x"]]
    grouped = Query("", "en", (Clause((("ship", 1.0), ("vessel", 1.0))),))
    alone = search(collection_of(paragraphs), query_of("ship"), 1)[0].score
    assert search(collection_of(paragraphs), grouped, 1)[0].score < alone


@given(PARAGRAPHS, st.sampled_from(WORDS), st.floats(0.1, 3))
def test_a_boost_scales_a_clauses_score(paragraphs, word, boost):
    collection = collection_of(paragraphs)
    boosted = Query("", "en", (Clause(((word, 1.0),), boost),))
    once = dict(pairs(search(collection, query_of(word), 99)))
    assert dict(pairs(search(collection, boosted, 99))) == pytest.approx(
        {i: boost * score for i, score in once.items()}, rel=1e-4
    )


@given(PARAGRAPHS, st.permutations(WORDS))
def test_the_order_of_clauses_makes_no_difference(paragraphs, words):
    collection = collection_of(paragraphs)
    found = dict(pairs(search(collection, query_of(*WORDS), 99)))
    assert dict(pairs(search(collection, query_of(*words), 99))) == pytest.approx(found)


def test_a_word_in_every_paragraph_still_finds_them():
    hits = search(collection_of([["ferry"], ["ferry", "lock"]]), query_of("ferry"), 9)
    assert len(hits) == 2
    assert all(hit.score > 0 for hit in hits)


# What a matcher keeps between questions


def test_a_matcher_follows_the_collection_from_version_to_version():
    matcher = Matcher(few=0)
    before = FakeSnapshot({1: ["ferry", "lock", "lock"], 2: ["lock"]})
    after = FakeSnapshot({2: ["lock"], 9: ["ferry"], 10: ["ferry", "mayor"]}, (2,), version=2)
    for snapshot in (before, after, before):
        assert matcher.search(snapshot, query_of("ferry", "lock"), 9) == search(
            snapshot, query_of("ferry", "lock"), 9
        )


def test_one_question_leaves_nothing_behind_for_the_next():
    matcher, collection = Matcher(few=0), collection_of([["ferry", "lock"], ["barge"]])
    group = Query("", "en", (Clause((("ferry", 1.0), ("lock", 0.5))),))
    first = matcher.search(collection, group, 9)
    matcher.search(collection, query_of("barge"), 9)
    assert matcher.search(collection, group, 9) == first


def test_a_question_that_broke_off_leaves_nothing_behind_for_the_next():
    matcher = Matcher(few=0)
    group = Query("", "en", (Clause((("ferry", 1.0), ("lock", 0.5))),))
    texts = {1: ["ferry", "lock"], 2: ["barge", "lock"]}
    with pytest.raises(OSError, match="went away"):
        matcher.search(FakeSnapshot(texts, breaks_at="lock"), group, 9)
    again = FakeSnapshot(texts)
    assert matcher.search(again, group, 9) == search(again, group, 9)


def test_postings_are_read_once_a_word_and_only_of_known_words():
    snapshot = FakeSnapshot({1: ["ferry"], 2: ["lock", "ferry"]})
    Matcher().search(snapshot, query_of("ferry", "submarine", "lock"), 9)
    assert sorted(snapshot.asked_for) == ["ferry", "lock"]


def test_related_words_of_a_large_part_of_a_large_collection_are_not_read():
    df = {"lock": 90_000, "sluice": 9_000, "gate": 9_000, "way": 90_000}
    terms = [("lock", 1.0), ("sluice", 0.45), ("gate", 0.2), ("way", 0.45), ("unknown", 1.0)]
    assert worth_reading(terms, df, 200_000) == [("lock", 1.0), ("sluice", 0.45)]
    assert worth_reading(terms, df, 100_000) == [("lock", 1.0)]
    few = dict.fromkeys(df, 900)
    assert worth_reading(terms, few, 1_000) == terms[:4]


def test_related_words_are_read_where_nothing_else_is_known():
    assert worth_reading([("way", 0.45)], {"way": 90_000}, 100_000) == [("way", 0.45)]
