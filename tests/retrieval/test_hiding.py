"""Hiding articles is the same as never having indexed them."""

import pytest

from retrieval.answering import Answerer
from retrieval.hiding import HidingCollection
from retrieval.matching import Matcher
from retrieval.memory import MemoryCollection
from retrieval.model import NoAnswer, RawArticle, Reason
from retrieval.narrowing import EVERYTHING
from retrieval.preparation import prepare
from retrieval.query import read_question

TEXTS = {
    "lock": "Vernay\n\nThe lock of Vernay was rebuilt in nine weeks. It cost 274,100 euros.\n\n"
    "Barges wait for a longer quay, says the mayor, Lucie Abgrall.",
    "light": "Carrick\n\nMaeve Donnelly keeps the lighthouse. She counts 47 seals.\n\nThe lamp of "
    "the lighthouse was rebuilt in 1998.",
    "bread": "Kerlann\n\nMorel bakes bread in nine ovens. The lock of his bakery is broken.",
}
PREPARED = {key: prepare(RawArticle(key, text, lang="en")) for key, text in TEXTS.items()}
WHOLE = MemoryCollection(PREPARED.values())
QUESTIONS = ["Who rebuilt the lock?", "What did the lock of Vernay cost?", "How many seals?"]


def without(key: str) -> MemoryCollection:
    return MemoryCollection(prepared for name, prepared in PREPARED.items() if name != key)


@pytest.fixture(params=list(TEXTS))
def pair(request):
    """A collection with an article hidden, and one made without it."""
    hiding = HidingCollection(WHOLE)
    hiding.hide([request.param])
    return hiding, without(request.param)


def test_numbers_are_those_of_a_collection_made_without_it(pair):
    hiding, made = pair
    with hiding.snapshot() as seen:
        assert seen.statistics() == made.statistics()
        assert seen.vocabulary() == made.vocabulary()
        terms = ["lock", "vernay", "nine", "lighthous", "moon"]
        assert seen.document_frequencies(terms) == made.document_frequencies(terms)
        assert seen.articles() == made.articles()
        assert len(seen.bags(range(1, 99)).ids) == made.statistics().paragraphs


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_are_those_of_a_collection_made_without_it(pair, question):
    hiding, made = pair
    with hiding.snapshot() as seen:
        hits = Matcher(few=0).search(seen, read_question(question, "", seen), 10)
        keys = [p.key for p in seen.paragraphs([hit.paragraph_id for hit in hits])]
    expected = Matcher(few=0).search(made, read_question(question, "", made), 10)
    assert keys == [p.key for p in made.paragraphs([hit.paragraph_id for hit in expected])]
    assert [h.score for h in hits] == pytest.approx([h.score for h in expected], rel=1e-5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_of_a_collection_made_without_it(pair, question):
    found, expected = (Answerer(collection).answer(question) for collection in pair)
    assert [extract.text for extract in found.extracts] == [e.text for e in expected.extracts]
    assert found.confidence == pytest.approx(expected.confidence, rel=1e-4)


def test_one_answerer_notices_that_something_else_is_hidden():
    hiding = HidingCollection(WHOLE)
    answerer = Answerer(hiding)
    firsts = []
    for hidden in ([], ["lock"], []):
        hiding.hide(hidden)
        firsts.append(answerer.answer("What did the lock of Vernay cost?").extracts[0])
    keys = [extract.paragraph.article.key for extract in firsts]
    assert keys[0] == keys[2] == "lock"
    assert keys[1] != "lock"


def test_hidden_paragraphs_can_not_be_read():
    hiding = HidingCollection(WHOLE)
    hiding.hide(["lock", "unknown"])
    with hiding.snapshot() as seen:
        assert seen.article_paragraphs("lock") == []
        assert [p.article.key for p in seen.paragraphs([1, 2, 3])] == ["light"]
        assert list(seen.removed()) == [1, 2]
        assert seen.paragraph_ids(EVERYTHING).tolist() == [3, 4, 5]


def test_with_everything_hidden_there_are_no_articles():
    hiding = HidingCollection(WHOLE)
    hiding.hide(TEXTS)
    reply = Answerer(hiding).answer("What did the lock cost?")
    assert isinstance(reply, NoAnswer)
    assert reply.reason is Reason.NO_ARTICLES
