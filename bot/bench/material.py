"""A collection laid out on disk for all engines: articles, analysed terms, questions.

Every engine gets the same terms. "content" are the terms that Verbatim indexes; "all" are the same
words with the function words kept in.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from bot.bench.making import SEED, Recipe
from retrieval.analysis import analyse, fold, stem_word
from retrieval.language import detect_language
from retrieval.model import RawArticle
from retrieval.preparation import terms_of_paragraph

KINDS = ("content", "all")
QUESTIONS = 500
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was laid out. `text_bytes` are those of the paragraphs' text alone, in UTF-8."""

    recipe: str
    seed: int
    asked_for: int
    paragraphs: int
    articles: int
    text_bytes: int


@dataclass(frozen=True, slots=True)
class Material:
    """Where a collection lies."""

    folder: Path

    @property
    def articles(self) -> Path:
        """The folder that `verbatim index` reads."""
        return self.folder / "articles"

    @property
    def facts(self) -> Facts:
        """What was laid out."""
        return Facts(**json.loads((self.folder / "facts.json").read_text("utf-8")))

    def terms(self, kind: str) -> Iterator[list[str]]:
        """Yield the terms of each paragraph, in order."""
        with (self.folder / f"{kind}.txt").open(encoding="utf-8") as lines:
            for line in lines:
                yield line.split()

    def questions(self) -> list[str]:
        """Return the questions as people would write them."""
        return [str(question["text"]) for question in self._questions()]

    def queries(self, kind: str) -> list[list[str]]:
        """Return the distinct terms of each question, in order; those without any are left out."""
        return [terms for question in self._questions() if (terms := question[kind])]

    def _questions(self) -> list[dict[str, Any]]:
        text = (self.folder / "questions.json").read_text("utf-8")
        found: list[dict[str, Any]] = json.loads(text)
        return found


def lay_out(recipe: Recipe, paragraphs: int, folder: Path) -> Material:
    """Make a collection in `folder`; one of the same recipe and size that lies there is kept."""
    material = Material(folder)
    if not _is_there(material, recipe, paragraphs):
        material.articles.mkdir(parents=True, exist_ok=True)
        questions = [_analysed(text) for text in recipe.questions(QUESTIONS)]
        (folder / "questions.json").write_text(json.dumps(questions), "utf-8")
        facts = _write_articles(recipe, paragraphs, folder)
        (folder / "facts.json").write_text(json.dumps(asdict(facts)), "utf-8")
    return material


def _is_there(material: Material, recipe: Recipe, paragraphs: int) -> bool:
    try:
        facts = material.facts
    except (OSError, ValueError, TypeError):
        return False
    return (facts.recipe, facts.seed, facts.asked_for) == (recipe.name, SEED, paragraphs)


def _write_articles(recipe: Recipe, asked_for: int, folder: Path) -> Facts:
    articles = paragraphs = size = 0
    with ExitStack() as stack:
        names = ("articles/articles.jsonl", *(f"{kind}.txt" for kind in KINDS))
        lines, *term_files = (
            stack.enter_context((folder / name).open("w", encoding="utf-8")) for name in names
        )
        for article in recipe.articles(asked_for):
            lines.write(json.dumps(_as_record(article), ensure_ascii=False) + "\n")
            texts = article.text.split("\n\n")
            _write_terms(article, texts, term_files)
            articles += 1
            paragraphs += len(texts)
            size += sum(len(text.encode()) for text in texts)
    return Facts(recipe.name, SEED, asked_for, paragraphs, articles, size)


def _as_record(article: RawArticle) -> dict[str, str | None]:
    return {
        "id": article.key,
        "title": article.title,
        "lang": article.lang,
        "text": article.text,
    }


def _write_terms(article: RawArticle, texts: Iterable[str], files: Iterable[TextIO]) -> None:
    title, lang = article.title or "", article.lang or "en"
    content, everything = files
    for text in texts:
        content.write(" ".join(terms_of_paragraph(title, "", text, lang)) + "\n")
        everything.write(" ".join(all_terms(f"{title} {text}", lang)) + "\n")


def _analysed(text: str) -> dict[str, Any]:
    lang = detect_language(text)
    return {
        "text": text,
        "content": list(dict.fromkeys(analyse(text, lang))),
        "all": list(dict.fromkeys(all_terms(text, lang))),
    }


def all_terms(text: str, lang: str) -> list[str]:
    """Return the terms of all words of a text, function words among them, in order."""
    stems = _stems(lang)
    return [term for word in _WORD.findall(text) if (term := stems[word])]


class _Stems(dict[str, str]):
    """From a word as written to its term; fills itself."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, word: str) -> str:
        folded = fold(word)
        term = self[word] = stem_word(folded, self._lang) if folded else ""
        return term


@cache
def _stems(lang: str) -> _Stems:
    return _Stems(lang)
