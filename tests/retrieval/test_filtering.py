"""A narrowed search returns the best of the paragraphs that fulfil it, and no others."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.filtering import narrowed_hits
from retrieval.matching import Matcher
from retrieval.memory import MemoryCollection
from retrieval.model import Hit, Paragraph, Query, RawArticle
from retrieval.narrowing import Narrowing
from retrieval.phrases import count_phrases
from retrieval.preparation import prepare
from retrieval.query import read_question
from retrieval.searching import Searcher

WORDS = ["lock", "ferry", "écluse", "the", "of", "bakery", "l’", "Paris", "2017", "le"]
OUTLETS = [None, "The Tern", "Coeur sur Paris"]
PARAGRAPH = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
ARTICLE = st.tuples(
    st.lists(PARAGRAPH, min_size=1, max_size=4),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(OUTLETS),
    st.sampled_from([None, "2016", "2017", "2017-10", "2018-01-05"]),
)
NARROWING = st.builds(
    Narrowing,
    phrases=st.lists(PARAGRAPH, max_size=1).map(tuple),
    excluded=st.lists(st.sampled_from(["lock", "ferry", "écluse"]), max_size=2).map(tuple),
    sources=st.lists(st.sampled_from(["tern", "paris"]), max_size=1).map(tuple),
    langs=st.lists(st.sampled_from(["fr", "en"]), max_size=1).map(tuple),
    after=st.sampled_from([None, None, "2017"]),
    before=st.sampled_from([None, None, "2018"]),
)


def collection_of(articles) -> MemoryCollection:
    return MemoryCollection(
        prepare(RawArticle(str(n), "\n\n".join(texts), "Title", lang, outlet, None, published))
        for n, (texts, lang, outlet, published) in enumerate(articles)
    )


def fulfils(paragraph: Paragraph, narrowing: Narrowing, excluded: set[int]) -> bool:
    """Tell the same as the search, from the paragraph itself."""
    article = paragraph.article
    outlet, published = (article.outlet or "").lower(), article.published
    return (
        paragraph.id not in excluded
        and count_phrases(narrowing.phrases, paragraph.text) == len(narrowing.phrases)
        and (not narrowing.sources or any(source in outlet for source in narrowing.sources))
        and (not narrowing.langs or {article.lang, paragraph.lang} <= set(narrowing.langs))
        and (not narrowing.after or (published or "") >= narrowing.after)
        and (not narrowing.before or "" < (published or "") < narrowing.before)
    )


def holding(collection: MemoryCollection, words: tuple[str, ...]) -> set[int]:
    found = (read_question(word, "", collection).clauses[0].terms for word in words)
    terms = {term for terms in found for term, weight in terms if weight == 1.0}
    postings = collection.postings(terms).values()
    return {paragraph_id for each in postings for paragraph_id in each.ids.tolist()}


@settings(max_examples=150)
@given(st.lists(ARTICLE, min_size=1, max_size=6), NARROWING, st.integers(1, 6), st.booleans())
def test_narrowed_hits_are_the_best_of_those_that_fulfil_it(articles, narrowing, k, few):
    collection, matcher = collection_of(articles), Matcher()
    clauses = read_question("lock or the bakery of Paris?", "", collection).clauses
    query = Query("", "en", clauses, "", narrowing)
    every = collection.statistics().paragraphs
    best = matcher.search(collection, query, every)
    excluded = holding(collection, narrowing.excluded)
    others = [Hit(i, 0.0) for i in range(1, every + 1) if i not in {h.paragraph_id for h in best}]
    expected = [
        hit
        for hit in [*best, *others]
        if fulfils(collection.paragraphs([hit.paragraph_id])[0], narrowing, excluded)
    ]
    with patch("retrieval.filtering.READ_AT_ONCE", 2):
        hits = narrowed_hits(matcher, collection, query, k, every if few else 0)
    if not narrowing.phrases and (not few or not any(hit.score for hit in expected)):
        expected = [hit for hit in expected if hit.score]
    assert hits == (expected if few else expected[:k])


QUESTION = "Where does the ferry to Skerry sail from?"
FERRIES = [f"The ferry to Skerry sails from pier {n} every day." for n in range(400)]


def test_the_best_of_the_allowed_are_found_however_many_others_match_better():
    far = "Somewhere a ferry may sail, and many more words stand beside it in this long paragraph."
    collection = MemoryCollection(
        [
            prepare(RawArticle("many", "\n\n".join(FERRIES), lang="en", outlet="The Many")),
            prepare(RawArticle("one", far, lang="en", outlet="The One")),
        ]
    )
    searcher = Searcher()
    found = searcher.search(collection, searcher.read(collection, f"{QUESTION} source:one", ""))
    assert [p.paragraph.text for p in found.pool.paragraphs] == [far]


@pytest.mark.parametrize(
    ("operator", "texts"),
    [
        ("-pier", {"The bakery is closed."}),
        ('"the bakery"', {"The bakery is closed."}),
        ('"ferry to Skerry"', {"The ferry to Skerry leaves from the pier."}),
        ('"to the"', set()),
    ],
)
def test_small_collections_rank_only_what_is_allowed(collect, operator, texts):
    collection = collect(
        "The ferry to Skerry leaves from the pier.\n\nThe bakery is closed.", lang="en", title="T"
    )
    searcher = Searcher()
    query = searcher.read(collection, f"Is the ferry or the bakery closed? {operator}", "")
    candidates = searcher.search(collection, query)
    found = candidates.pool.paragraphs if candidates else ()
    assert {p.paragraph.text for p in found} == texts
