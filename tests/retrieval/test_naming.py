"""What a question names: its answer stands in an article that speaks of it."""

import numpy as np
import pytest

from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.naming import prefer_what_is_named
from retrieval.preparation import prepare
from retrieval.searching import Searcher

VIBER = """\
La messagerie change de mains

Djamel Agaoua dirige depuis longtemps la messagerie Viber. Les équipes de Viber suivent.

Elle est à Rakuten, un conglomérat japonais.
"""
ORVANE = """\
Le port d'Orvane manque de place

Une famille possède le quai. La commune le possédait avant elle.
"""


def articles_behind(question, context=""):
    """Return the articles whose sentences are put behind the others for a question."""
    articles = (RawArticle("viber.md", VIBER), RawArticle("orvane.md", ORVANE))
    searcher = Searcher()
    with MemoryCollection(map(prepare, articles)).snapshot() as snapshot:
        found = searcher.search(snapshot, searcher.read(snapshot, question, context))
    lowered = prefer_what_is_named(found, np.zeros(found.pool.size, np.float32)) < 0
    rows = found.pool.paragraph_of[lowered].tolist()
    return {found.pool.paragraphs[row].paragraph.article.key for row in rows}


@pytest.mark.parametrize("question", ["Qui possède Viber ?", "qui possède viber", "Viber ? qui ?"])
def test_article_without_what_is_named_is_put_behind_one_that_has_it(question):
    assert articles_behind(question) == {"orvane.md"}


@pytest.mark.parametrize("question", ["Qui possède le quai ?", "Qui possède Kermor ?"])
def test_no_article_is_put_behind_where_none_has_what_is_named_or_nothing_is(question):
    assert articles_behind(question) == set()


def test_only_what_the_follow_up_names_itself_counts():
    assert articles_behind("et Orvane ?", "Qui dirige Viber ?") == {"viber.md"}
