"""SQLite FTS5 alone answers from the same paragraphs."""

from contextlib import closing

import pytest

from retrieval.memory import MemoryCollection
from retrieval.model import Answer, NoAnswer, RawArticle
from retrieval.peers import all_paragraphs
from retrieval.preparation import prepare
from storage.peers import Fts5

TEXTS = [
    "Vernay\n\nL'écluse a rouvert en neuf semaines. La nouvelle écluse a coûté 274 100 euros.",
    "Carrick\n\nMaeve Donnelly garde le phare. Elle compte 47 phoques au printemps.",
]


@pytest.fixture(scope="module")
def peer():
    """FTS5 over two articles."""
    articles = [RawArticle(str(n), text, lang="fr") for n, text in enumerate(TEXTS)]
    with closing(Fts5(all_paragraphs(MemoryCollection(map(prepare, articles))))) as made:
        yield made


def test_it_finds_words_whatever_their_accents_and_quotes_the_best_sentence(peer):
    found = peer.rank("Combien a coute l'ecluse ?")
    assert isinstance(found.reply, Answer)
    assert found.reply.extracts[0].text == "La nouvelle écluse a coûté 274 100 euros."
    assert found.reply.confidence > 0


def test_the_best_paragraph_comes_first(peer):
    keys = [p.article.key for p in peer.rank("Qui garde le phare de Carrick ?").paragraphs]
    assert keys[0] == "1"


def test_the_question_before_is_a_part_of_the_question(peer):
    assert peer.rank("Qui ?", "Et les phoques ?").paragraphs[0].article.key == "1"


@pytest.mark.parametrize("question", ["", "?!", "🙂", "moon"])
def test_it_refuses_where_nothing_matches(peer, question):
    assert isinstance(peer.rank(question).reply, NoAnswer)


@pytest.mark.parametrize(
    "question", ['phare" OR "', "phare NEAR(", "title:phare", "phare*", "a_b _"]
)
def test_no_question_is_taken_for_syntax(peer, question):
    peer.rank(question)
