"""From a raw article to what is stored: its description, its paragraphs and their terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.analysis import TermsOfText, analyse
from retrieval.language import LANGUAGES, detect_language, french_evidence
from retrieval.model import Article, RawArticle
from retrieval.segmentation import split_article

# Stored beside every article: raise it when segmentation or analysis changes what is indexed.
ANALYSIS_VERSION = 1

# A paragraph is in another language than its article only on clear evidence (see french_evidence).
_CLEAR_EVIDENCE = 4.0
_LONGEST_TITLE = 120  # code points of a first line that serves as the title


@dataclass(frozen=True, slots=True)
class PreparedParagraph:
    """A paragraph ready to be stored.

    `terms` are those of the article's title, the heading and the text: a paragraph is found by the
    words that it stands under too. Their number is the paragraph's length in the index.
    """

    text: str
    heading: str
    lang: str
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article ready to be stored; `paragraphs` is empty when its text holds none."""

    article: Article
    paragraphs: tuple[PreparedParagraph, ...]


def prepare(raw: RawArticle) -> PreparedArticle:
    """Split an article into paragraphs, derive what its source doesn't say, and analyse it."""
    given = (raw.title or "").strip() or None
    split = split_article(raw.text, given)
    first = split.blocks[0].text if split.blocks else ""
    lang = _known_language(raw.lang)
    derived = set() if given else {"title"}
    derived |= {"lang"} if lang is None else set()
    article = Article(
        key=raw.key,
        title=split.title or _shorten(first) or raw.key,
        lang=lang or detect_language(raw.text),
        outlet=raw.outlet,
        author=raw.author,
        published=raw.published,
        url=raw.url,
        derived=frozenset(derived),
    )
    paragraphs = tuple(_prepare_paragraph(article, b.heading, b.text) for b in split.blocks)
    return PreparedArticle(article, paragraphs)


def _prepare_paragraph(article: Article, heading: str, text: str) -> PreparedParagraph:
    lang = _language_inside(article.lang, text)
    return PreparedParagraph(
        text, heading, lang, TermsOfText(_with_headings(article.title, heading, text), lang)
    )


def terms_of_paragraph(title: str, heading: str, text: str, lang: str) -> list[str]:
    """Return the terms by which a paragraph is found: its article's title's, heading's and own."""
    return analyse(_with_headings(title, heading, text), lang)


def _with_headings(title: str, heading: str, text: str) -> str:
    """Return all by which a paragraph is found; no word or number goes on in another line."""
    return f"{title}\n{heading}\n{text}"


def _language_inside(article_lang: str, text: str) -> str:
    evidence = french_evidence(text)
    if abs(evidence) < _CLEAR_EVIDENCE:
        return article_lang
    return "fr" if evidence > 0 else "en"


def _known_language(lang: str | None) -> str | None:
    """Return "fr" for "fr", "FR" or "fr-CA"; None for a language that has no analyser."""
    short = (lang or "").strip().lower()[:2]
    return short if short in LANGUAGES else None


def _shorten(text: str) -> str:
    """Return the beginning of a text as a title, cut between words."""
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
