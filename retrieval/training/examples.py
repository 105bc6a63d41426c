"""Examples to learn from: the candidate sentences of each question of a set, told right from wrong.

A set is a folder with `articles.jsonl` and `questions.jsonl`, or both with `.gz`. `lessons` says
which collections its questions are asked of.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.model import RawArticle
from retrieval.question_sets import SetQuestion, find_file, read_articles, read_questions
from retrieval.reading import Snapshot
from retrieval.searching import Candidates, Searcher


@dataclass(frozen=True, slots=True)
class Example:
    """A question asked of a collection, with its candidates.

    `right` (S,) marks the sentences that answer; none where the collection doesn't hold the answer.
    `article` is the one that the question is about, or seems to be where none answers it; `story`
    is what splits keep together: all articles that tell the same.
    """

    set_name: str
    question: SetQuestion
    article: str
    story: str
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


def name_stories(sets: Iterable[QuestionSet]) -> dict[str, str]:
    """Return each article's story, by key.

    Articles of one title (of sets that overlap) tell one story, and those that answer one question.
    """
    story_of: dict[str, str] = {}
    together: list[list[str]] = []
    for question_set in sets:
        story_of |= {a.key: a.title or a.key for a in question_set.articles}
        together += [sorted(q.articles) for q in question_set.questions if len(q.articles) > 1]
    for first, *others in together:
        joined = {story_of[key] for key in others}
        story_of = {k: story_of[first] if s in joined else s for k, s in story_of.items()}
    return story_of


def ask_questions(
    set_name: str,
    questions: Iterable[SetQuestion],
    story_of: Mapping[str, str],
    searcher: Searcher,
    snapshot: Snapshot,
) -> Iterator[Example]:
    """Ask questions of one state of a collection; yield those that match anything."""
    for question in questions:
        query = searcher.read(snapshot, question.text, question.context)
        candidates = searcher.search(snapshot, query) if query.clauses else None
        if candidates:
            nearest = candidates.best_first[0].article.key
            article = min(question.articles, default=nearest)
            right = _mark_right(question, candidates)
            yield Example(set_name, question, article, story_of[article], candidates, right)


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
