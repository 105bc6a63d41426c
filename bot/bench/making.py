"""Collections for measuring, by seeded recipes: the same size gives the same articles again."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from bot.bench.pseudo_words import PseudoLanguage, as_sentence
from retrieval.model import RawArticle
from retrieval.question_sets import find_file, read_articles, read_questions, sample_questions
from retrieval.sentences import split_sentences

SEED = 20
ARTICLE_PARAGRAPHS = 20  # of a made article
_MADE_UP = 12  # of a spliced paragraph, about one word in so many is made up


class Recipe(Protocol):
    """A way to make articles and questions about them."""

    name: str

    def articles(self, paragraphs: int) -> Iterator[RawArticle]:
        """Yield articles of about so many paragraphs together."""

    def questions(self, count: int) -> list[str]:
        """Return at most `count` questions, always the same."""


class Generated:
    """Articles of made-up words, with the function words, lengths and rarities of English."""

    name = "made-up words"

    def __init__(self) -> None:
        self._language = PseudoLanguage()

    def articles(self, paragraphs: int) -> Iterator[RawArticle]:
        """Yield articles of 20 paragraphs, the last one of fewer."""
        generator = np.random.default_rng(SEED)
        for number, start in enumerate(range(0, paragraphs, ARTICLE_PARAGRAPHS)):
            size = min(ARTICLE_PARAGRAPHS, paragraphs - start)
            title = as_sentence(self._language.draw(generator, 5)).rstrip(".")
            texts = [self._paragraph(generator) for _ in range(size)]
            yield RawArticle(f"a{number:06}", "\n\n".join(texts), title, "en")

    def questions(self, count: int) -> list[str]:
        """Return questions of three to six rarer words among function words."""
        generator = np.random.default_rng(SEED + 1)
        return [self._question(generator) for _ in range(count)]

    def _paragraph(self, generator: np.random.Generator) -> str:
        lengths = generator.integers(8, 26, size=int(generator.integers(2, 7)))
        words = iter(self._language.draw(generator, int(lengths.sum())))
        return " ".join(as_sentence(list(islice(words, length))) for length in lengths.tolist())

    def _question(self, generator: np.random.Generator) -> str:
        first, *others = self._language.draw_rare(generator, int(generator.integers(3, 7)))
        return f"What is the {first} of the {' and '.join(others)} in this?"


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph of a set, cut into sentences."""

    title: str
    lang: str
    sentences: tuple[str, ...]


class Spliced:
    """A question set's own articles, then ones spliced from theirs, until there are enough.

    A spliced paragraph has the first sentences of one paragraph, the last ones of another, and a
    made-up word here and there: a larger collection has more words, and longer posting lists.
    """

    def __init__(self, folder: Path) -> None:
        self.name = f"{folder.name}, spliced"
        self._questions = find_file(folder, "questions")
        self._articles = read_articles(find_file(folder, "articles"))
        self._language = PseudoLanguage()

    def articles(self, paragraphs: int) -> Iterator[RawArticle]:
        """Yield the set's articles, then spliced ones of 20 paragraphs."""
        missing = paragraphs
        for article in self._articles:
            parts = article.text.split("\n\n")[: max(0, missing)]
            missing -= len(parts)
            if parts:
                yield RawArticle(article.key, "\n\n".join(parts), article.title, article.lang)
        yield from self._spliced(missing)

    def questions(self, count: int) -> list[str]:
        """Return questions of the set."""
        return [q.text for q in sample_questions(read_questions(self._questions), count)]

    def _spliced(self, paragraphs: int) -> Iterator[RawArticle]:
        generator = np.random.default_rng(SEED)
        sources = list(self._sources())
        for number, start in enumerate(range(0, paragraphs, ARTICLE_PARAGRAPHS)):
            size = min(ARTICLE_PARAGRAPHS, paragraphs - start)
            about = sources[int(generator.integers(len(sources)))]
            texts = [self._splice(generator, sources) for _ in range(size)]
            yield RawArticle(f"spliced{number:06}", "\n\n".join(texts), about.title, about.lang)

    def _sources(self) -> Iterator[Source]:
        for article in self._articles:
            for text in article.text.split("\n\n"):
                sentences = tuple(span.of(text) for span in split_sentences(text))
                yield Source(article.title or "", article.lang or "en", sentences)

    def _splice(self, generator: np.random.Generator, sources: list[Source]) -> str:
        first, second = (sources[i].sentences for i in generator.integers(len(sources), size=2))
        words = " ".join([*first[: -(-len(first) // 2)], *second[len(second) // 2 :]]).split(" ")
        made_up = 1 + len(words) // _MADE_UP
        places = generator.integers(len(words), size=made_up).tolist()
        for place, word in zip(places, self._language.draw_rare(generator, made_up), strict=True):
            words[place] = word
        return " ".join(words)


def recipe_for(folder: Path | None) -> Recipe:
    """Return how to make a collection: from a set's folder, or from nothing.

    :raises InputError: the folder is no question set.
    """
    return Spliced(folder) if folder else Generated()
