"""Which questions are asked of which collections, so that what is learned holds in all of them.

Idf and scores differ between a handful of articles and hundreds, and so does how near something
else lies to an answer that isn't there. Every question is asked of its whole set, and of the small
collection that holds its article: once each, also where no article answers it. Some are asked
without their article: of the whole set while the article is hidden, and of a small collection that
it isn't in.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from retrieval.hiding import HidingCollection
from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.preparation import prepare
from retrieval.question_sets import SetQuestion
from retrieval.searching import Searcher
from retrieval.training.examples import Example, QuestionSet, ask_questions, name_stories

SEED = 11
MOST_QUESTIONS = 1_200  # of a set; a public set's further questions teach nothing new
FEW_ARTICLES = 6  # of a small collection
REMOVED = "removed"  # kind of a question that is asked without its article
REMOVED_SHARE = 1 / 3  # of the answerable questions


def give_lessons(sets: Sequence[QuestionSet]) -> Iterator[Example]:
    """Yield every set's examples."""
    rng = random.Random(SEED)  # noqa: S311 - not for secrets
    story_of = name_stories(sets)
    for question_set in sets:
        if len(question_set.questions) > MOST_QUESTIONS:
            chosen = rng.sample(question_set.questions, MOST_QUESTIONS)
            question_set = replace(question_set, questions=tuple(chosen))  # noqa: PLW2901 - fewer
        yield from Lesson(question_set, story_of, rng).examples()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A set whose questions are to be asked."""

    question_set: QuestionSet
    story_of: Mapping[str, str]
    rng: random.Random

    def examples(self) -> Iterator[Example]:
        """Ask all that is to be asked."""
        questions, articles = self.question_set.questions, self.question_set.articles
        # A question that no article answers is one about the article that it seems to be about.
        about = {question.id: min(question.articles, default="") for question in questions}
        for example in self._ask(questions, articles):
            about[example.question.id] = example.article
            yield example
        yield from self._ask_without(self._some(), articles)
        if len(articles) > 2 * FEW_ARTICLES:
            away = self._some()
            for few in deal_articles(articles, FEW_ARTICLES, self.rng):
                keys = {article.key for article in few}
                inside = [q for q in questions if about[q.id] in keys]
                outside = [q for q in away if not q.articles & keys]
                outside = outside[: round(REMOVED_SHARE * len(inside))]
                away = [question for question in away if question not in outside]
                yield from self._ask([*inside, *map(without_answer, outside)], few)

    def _some(self) -> list[SetQuestion]:
        """Return answerable questions that are to be asked without their article."""
        answerable = [q for q in self.question_set.questions if q.answerable]
        return self.rng.sample(answerable, round(REMOVED_SHARE * len(answerable)))

    def _ask(
        self, questions: Sequence[SetQuestion], articles: Sequence[RawArticle]
    ) -> Iterator[Example]:
        """Ask questions of a collection of articles."""
        collection, name = MemoryCollection(map(prepare, articles)), self.question_set.name
        yield from ask_questions(name, questions, self.story_of, Searcher(), collection)

    def _ask_without(
        self, questions: Sequence[SetQuestion], articles: Sequence[RawArticle]
    ) -> Iterator[Example]:
        """Ask questions of a collection of which the articles that answer them are hidden."""
        hiding, searcher = HidingCollection(MemoryCollection(map(prepare, articles))), Searcher()
        name = self.question_set.name
        for keys, group in groupby(sorted(questions, key=_articles_of), _articles_of):
            hiding.hide(keys)
            asked = map(without_answer, group)
            with hiding.snapshot() as snapshot:
                yield from ask_questions(name, asked, self.story_of, searcher, snapshot)


def without_answer(question: SetQuestion) -> SetQuestion:
    """Return a question as one that the collection that it is asked of doesn't answer."""
    return replace(question, answerable=False, kind=REMOVED)


def _articles_of(question: SetQuestion) -> list[str]:
    return sorted(question.articles)


def deal_articles(
    articles: Sequence[RawArticle], size: int, rng: random.Random
) -> Iterator[list[RawArticle]]:
    """Yield the articles, shuffled, in collections of about `size`."""
    shuffled = rng.sample(articles, len(articles))
    count = max(1, len(shuffled) // size)
    for start in range(count):
        yield shuffled[start::count]
