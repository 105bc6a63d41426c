"""The values that travel through Verbatim: frozen, slotted, free of behaviour beyond reading them.

Offsets are code points, as Python counts them. Languages are ISO 639-1 codes ("fr", "en").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from retrieval.narrowing import EVERYTHING, Hint, Narrowing


class Span(NamedTuple):
    """A half-open range of code points in a text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a reader hands it over: its text untouched, and what its source says of it.

    `key` is the file's path inside the articles folder (with "/"), a JSON-lines article's `id`,
    or a page's address. `published` is an ISO 8601 date, or its beginning ("2017-10", "2017").
    """

    key: str
    text: str
    title: str | None = None
    lang: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of an article. `derived` names the fields that its source did not give."""

    key: str
    title: str
    lang: str
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    derived: frozenset[str] = frozenset()


class Block(NamedTuple):
    """A paragraph as segmentation finds it: its text, and the heading it stands under ("" if none).

    `text` is the source's own text with white space folded and nothing else changed.
    """

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stored paragraph. `number` counts from 1 in its article.

    `key` stays the same while article key and text do; `id` is the database's and never used again.
    """

    id: int
    key: str
    number: int
    text: str
    lang: str
    heading: str
    article: Article


class Hit(NamedTuple):
    """A paragraph that matches, and its BM25 score (above 0, no upper bound)."""

    paragraph_id: int
    score: float


class Clause(NamedTuple):
    """One word of a question with everything that counts as that word.

    `terms` are (term, weight in (0, 1]): 1 the word itself, from one half on its translations,
    below that related words. As in Pirkola's structured queries (SIGIR 1998) they share one term
    frequency and one document frequency. `boost` scales the clause's score.
    """

    terms: tuple[tuple[str, float], ...]
    boost: float = 1.0


class Correction(NamedTuple):
    """A word that the collection doesn't hold, as it was typed, and the terms it may stand for.

    `is_word`: people use the word as it was typed, so that it may have been meant.
    """

    typed: str
    terms: tuple[str, ...]
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question, analysed. `text` is what the person wrote, `lang` the language it is in.

    `plain` is the text without operators, with its shorthand spelt out. `narrowing` is what the
    operators ask for, and `hints` are remarks on those that make no sense. `corrections` are the
    words that were mended.
    """

    text: str
    lang: str
    clauses: tuple[Clause, ...] = ()
    plain: str = ""
    narrowing: Narrowing = EVERYTHING
    hints: tuple[Hint, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def leans(self) -> bool:
        """Whether it was read with the question before it, whose words count for less."""
        return any(clause.boost < 1 for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands."""

    article: str
    title: str
    paragraph: int
    paragraph_key: str
    outlet: str | None
    published: str | None
    lang: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Extract:
    """One or two whole sentences of a paragraph, quoted exactly. `score` is in [0, 1].

    `matched` are the words that the question asked for, as spans in the paragraph, in order.
    `also` holds the same story told by other sources. `corrected` are words of the question that
    were read as another, as (typed, what this paragraph writes), in the question's order.
    """

    paragraph: Paragraph
    span: Span
    score: float
    matched: Sequence[Span] = ()
    also: tuple["Extract", ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The quote: an exact substring of the stored paragraph."""
        return self.span.of(self.paragraph.text)

    @property
    def citation(self) -> Citation:
        """Where the quote stands."""
        article = self.paragraph.article
        return Citation(
            article=article.key,
            title=article.title,
            paragraph=self.paragraph.number,
            paragraph_key=self.paragraph.key,
            outlet=article.outlet,
            published=article.published,
            lang=self.paragraph.lang,
            url=article.url,
        )


class Reason(Enum):
    """Why a question got no answer."""

    NO_QUESTION = "no question"  # nothing to look for: empty, only emoji, only stop words
    SMALL_TALK = "small talk"  # thanks, a greeting, laughter
    NO_MATCH = "no match"  # no paragraph shares a word with the question
    NOT_SURE = "not sure"  # something matches, but it is unlikely to be the answer
    NO_ARTICLES = "no articles"  # the collection is empty


@dataclass(frozen=True, slots=True)
class Answer:
    """The articles' own words: one to three extracts, best first, from different paragraphs.

    `confidence` is the probability that the first extract answers, in [0, 1].
    """

    query: Query
    extracts: tuple[Extract, ...]
    confidence: float

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What the person should know about the operators in the question."""
        return self.query.hints


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The articles don't say. `extracts` holds what came closest; it is not an answer.

    To offer as a next step: `titles` are the closest articles, best first; `spellings` are words as
    the articles write them, near to words of the question that no article holds.
    """

    query: Query
    reason: Reason
    extracts: tuple[Extract, ...] = ()
    confidence: float = 0.0
    titles: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What the person should know about the operators in the question."""
        return self.query.hints


@dataclass(frozen=True, slots=True)
class Ranked:
    """A reply, and the paragraphs that suit its question, best first; none where none was found."""

    reply: Answer | NoAnswer
    paragraphs: tuple[Paragraph, ...] = ()
