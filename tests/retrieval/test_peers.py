"""Peers answer from the same paragraphs, in the way that is said of them."""

import pytest
from rank_bm25 import BM25Okapi

from retrieval.memory import MemoryCollection
from retrieval.model import Answer, NoAnswer, RawArticle
from retrieval.peers import RankBM25, all_paragraphs, most_alike
from retrieval.preparation import prepare

TEXTS = [
    "Vernay\n\nThe lock was rebuilt in nine weeks. The new lock cost 274,100 euros.\n\nBarges.",
    "Carrick\n\nMaeve Donnelly keeps the lighthouse. She counts 47 seals in spring.",
    "Kerlann\n\nMorel bakes bread. A camion leaves for Brussels.",
]


@pytest.fixture(scope="module")
def paragraphs():
    """Return the paragraphs of three articles."""
    articles = [RawArticle(str(n), text, lang="en") for n, text in enumerate(TEXTS)]
    return all_paragraphs(MemoryCollection(map(prepare, articles)))


def test_every_paragraph_is_there_in_order(paragraphs):
    assert [(p.article.key, p.number) for p in paragraphs] == [
        ("0", 1), ("0", 2), ("1", 1), ("2", 1),
    ]  # fmt: skip


def test_paragraphs_come_in_the_order_of_the_package(paragraphs):
    found = RankBM25(paragraphs).rank("How much did the lock of Vernay cost?")
    model = BM25Okapi(
        [
            ["vernay", "lock", "rebuilt", "nine", "week", "new", "lock", "cost", "274100", "euro"],
            ["vernay", "barg"],
            ["carrick", "maev", "donnelli", "keep", "lighthous", "count", "47", "seal", "spring"],
            ["kerlann", "morel", "bake", "bread", "camion", "leav", "brussel"],
        ]
    )
    scores = model.get_scores(["lock", "vernay", "cost"])
    assert found.paragraphs[0] == paragraphs[scores.argmax()]
    assert found.reply.confidence == pytest.approx(scores.max())


def test_it_quotes_the_sentence_that_shares_most_words(paragraphs):
    reply = RankBM25(paragraphs).rank("How much did the lock cost?").reply
    assert isinstance(reply, Answer)
    assert reply.extracts[0].text == "The new lock cost 274,100 euros."
    assert len(reply.extracts) == 3


def test_the_first_of_equal_sentences_is_quoted(paragraphs):
    assert most_alike(paragraphs[2], ["moon"]).text == "Maeve Donnelly keeps the lighthouse."


def test_the_question_before_is_a_part_of_the_question(paragraphs):
    peer = RankBM25(paragraphs)
    assert isinstance(peer.rank("Who is that?").reply, NoAnswer)
    assert peer.rank("Who is that?", "Who keeps the lighthouse?").paragraphs[0] == paragraphs[2]


def test_it_refuses_only_where_no_word_is_shared(paragraphs):
    assert isinstance(RankBM25(paragraphs).rank("Does the moon shine?").reply, NoAnswer)
    assert isinstance(RankBM25(paragraphs).rank("").reply, NoAnswer)
    assert isinstance(RankBM25([]).rank("How much did the lock cost?").reply, NoAnswer)
