"""Question sets: questions with the paragraphs and strings that answer them.

A line is a JSON object: `id`, `lang`, `question`; `kind`, `context` (the question before) where the
set has them; `answerable`; `answers`, strings of which any stands in a right sentence; and either
`gold`, a list of [article, paragraph number from 1], or `articles`, in any paragraph of which an
answer string counts. `split` tells the questions for tuning ("dev") from those kept ("held").
"""

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import InputError
from retrieval.model import Extract, Paragraph, RawArticle

SAMPLE_SEED = 17


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question of a set and what answers it."""

    id: str
    lang: str
    kind: str
    text: str
    context: str
    articles: frozenset[str]
    paragraphs: frozenset[tuple[str, int]]
    answers: tuple[str, ...]
    answerable: bool
    split: str

    def is_answered_by(self, extract: Extract) -> bool:
        """Tell whether an extract from a right place holds an answer string."""
        return self.is_right_place(extract.paragraph) and self.is_answered_in(extract.text)

    def is_answered_in(self, text: str) -> bool:
        """Tell whether a text holds an answer string, case and white space apart."""
        plain = plain_text(text)
        return any(answer in plain for answer in self.answers)

    def is_right_place(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph is gold, or, where none is named, of a right article."""
        if self.paragraphs:
            return (paragraph.article.key, paragraph.number) in self.paragraphs
        return paragraph.article.key in self.articles


def plain_text(text: str) -> str:
    """Return a text for comparison: lower case, straight apostrophes, white space folded."""
    return " ".join(text.casefold().replace("’", "'").split())


def read_questions(path: Path) -> list[SetQuestion]:
    """Return the questions of a .jsonl or .jsonl.gz file.

    :raises InputError: a line is not a question; the message names file and line.
    """
    return [_as_question(record, where) for where, record in read_records(path)]


def read_articles(path: Path) -> list[RawArticle]:
    """Return the articles of a .jsonl or .jsonl.gz file (`id`, `title`, `lang`, `text`).

    :raises InputError: a line is not an article; the message names file and line.
    """
    return [_as_article(record, where) for where, record in read_records(path)]


def read_records(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each line of a .jsonl or .jsonl.gz file, decoded, after its file and line number.

    Blank lines are passed over.

    :raises InputError: a line is not JSON; the message names file and line.
    """
    open_file = gzip.open if path.suffix == ".gz" else open
    with open_file(path, "rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            where = f"{path}, line {number}"
            try:
                yield where, json.loads(line)
            except ValueError as error:
                message = f"{where} is not JSON: {error}. Mend or remove the line."
                raise InputError(message) from error


def _as_article(record: Any, where: str) -> RawArticle:
    try:
        return RawArticle(
            str(record["id"]), record["text"], record.get("title"), record.get("lang")
        )
    except (AttributeError, KeyError, TypeError) as error:
        message = f"{where} is not an article of a set: {error!r}. It needs `id` and `text`."
        raise InputError(message) from error


def _as_question(record: Any, where: str) -> SetQuestion:
    try:
        gold = frozenset((str(article), int(number)) for article, number in record.get("gold", ()))
        articles = [*record.get("articles", ()), *record.get("source_articles", ())]
        return SetQuestion(
            id=str(record["id"]),
            lang=record["lang"],
            kind=record.get("kind", "fact" if record.get("answerable", True) else "none"),
            text=record["question"],
            context=record.get("context") or "",
            articles=frozenset(articles) or frozenset(article for article, _ in gold),
            paragraphs=gold,
            answers=tuple(plain_text(answer) for answer in _as_list(record.get("answers", []))),
            answerable=record.get("answerable", True),
            split=record.get("split", "dev"),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"{where} is not a question of a set: {error!r}. See the file's format."
        raise InputError(message) from error


def _as_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        message = f"a list is needed, not {value!r}"
        raise TypeError(message)
    return value


def known_places(questions: Iterable[SetQuestion], articles: AbstractSet[str]) -> list[SetQuestion]:
    """Return the questions whose answer stands in one of these articles, and the unanswerable.

    :raises InputError: none of them does: the questions are about another collection.
    """
    known = [q for q in questions if not q.answerable or q.articles & articles]
    if not any(question.answerable for question in known):
        message = "No question of this file is about an article of the index: index its folder."
        raise InputError(message)
    return known


def find_file(folder: Path, name: str) -> Path:
    """Return the file `name` of a set's folder, plain or compressed.

    :raises InputError: there is none.
    """
    for suffix in (".jsonl", ".jsonl.gz"):
        path = folder / f"{name}{suffix}"
        if path.is_file():
            return path
    message = f"{folder} holds no {name}.jsonl or {name}.jsonl.gz: it is not a question set."
    raise InputError(message)


def in_language(questions: Iterable[SetQuestion], lang: str) -> list[SetQuestion]:
    """Return the questions asked in one language."""
    return [question for question in questions if question.lang == lang]


def sample_questions(questions: Sequence[SetQuestion], size: int) -> list[SetQuestion]:
    """Return `size` of the questions, always the same ones, in their order; all if fewer."""
    if size >= len(questions):
        return list(questions)
    chosen = random.Random(SAMPLE_SEED).sample(range(len(questions)), size)  # noqa: S311 - no secret
    return [questions[place] for place in sorted(chosen)]


def in_split(questions: Iterable[SetQuestion], split: str) -> list[SetQuestion]:
    """Return the questions of one split, "dev" or "held"."""
    return [question for question in questions if question.split == split]
