"""Examples to learn from: the candidate sentences of each question of a set, told right from wrong.

A set is a folder with `articles.jsonl` and `questions.jsonl`, or both with `.gz`. Its articles are
dealt into collections of several sizes, since idf and scores differ between a handful of articles
and hundreds, and what is learned has to hold in both.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.preparation import prepare
from retrieval.question_sets import SetQuestion, find_file, read_articles, read_questions
from retrieval.searching import Candidates, Searcher

FEW_ARTICLES = 6  # of a small collection


@dataclass(frozen=True, slots=True)
class Example:
    """A question asked of a collection, with its candidates.

    `right` (S,) marks the sentences that answer; none where the collection doesn't hold the answer.
    `article` is what splits keep together: the article that the question is about.
    """

    question: SetQuestion
    article: str
    candidates: Candidates
    right: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The articles and questions of a folder."""

    name: str
    articles: tuple[RawArticle, ...]
    questions: tuple[SetQuestion, ...]


def read_set(place: str) -> QuestionSet:
    """Read a set from its folder; "QUESTIONS@ARTICLES" names two where its files lie apart.

    :raises InputError: a file is not there, or a line can't be read.
    """
    asked, _, told = place.partition("@")
    articles = read_articles(find_file(Path(told or asked), "articles"))
    questions = read_questions(find_file(Path(asked), "questions"))
    return QuestionSet(Path(asked).name, tuple(articles), tuple(questions))


def deal_articles(
    articles: Sequence[RawArticle], size: int, rng: random.Random
) -> Iterator[list[RawArticle]]:
    """Yield the articles, shuffled, in collections of about `size`."""
    shuffled = rng.sample(articles, len(articles))
    count = max(1, len(shuffled) // size)
    for start in range(count):
        yield shuffled[start::count]


def collect_examples(
    questions: Sequence[SetQuestion], articles: Sequence[RawArticle]
) -> Iterator[Example]:
    """Ask every question of one collection; yield those that match anything."""
    collection = MemoryCollection(prepare(article) for article in articles)
    searcher = Searcher()
    for question in questions:
        query = searcher.read(collection, question.text, question.context)
        candidates = searcher.search(collection, query) if query.clauses else None
        if candidates:
            article = min(question.articles, default=question.id)
            yield Example(question, article, candidates, _mark_right(question, candidates))


def _mark_right(question: SetQuestion, candidates: Candidates) -> npt.NDArray[np.bool_]:
    right = np.zeros(candidates.pool.size, np.bool_)
    for row, paragraph in enumerate(candidates.pool.paragraphs):
        place = (paragraph.paragraph.article.key, paragraph.paragraph.number)
        if place in question.paragraphs:
            first = candidates.pool.first_sentence[row]
            for offset, span in enumerate(paragraph.sentences):
                text = span.of(paragraph.paragraph.text)
                right[first + offset] = question.is_answered_in(text)
    return right
