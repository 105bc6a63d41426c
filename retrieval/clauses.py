"""From a question's words to its clauses: each word with all that counts as that word.

A word that neither the collection nor anybody else knows is mended: it counts as what was probably
meant. A word that people use, but not the articles ("vibre"), may be meant as it is; then what it
may have been instead ("Viber") only counts as related.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from retrieval.analysis import stem_word
from retrieval.bm25 import SAME_WORD
from retrieval.concepts import RELATED, Concepts, relate
from retrieval.language import LANGUAGES
from retrieval.lexicon import translate
from retrieval.model import Clause
from retrieval.reading import Snapshot
from retrieval.spelling import Meant, Speller

_TRANSLATED = 0.9  # how far the best translation of a word stands for it
_REMEMBERED_WORDS = 10_000
_stem = lru_cache(_REMEMBERED_WORDS)(stem_word)  # asked for several times a question


class AskedWord(NamedTuple):
    """A content word of a question, folded, in its language; `boost` is lower for context."""

    word: str
    lang: str
    boost: float

    @property
    def term(self) -> str:
        """The word's term in its own language."""
        return _stem(self.word, self.lang)


class Mended(NamedTuple):
    """A word that the collection doesn't hold, and what was meant by it, the likeliest first.

    `is_word`: people use it, so that it may well be meant as it is.
    """

    word: AskedWord
    meant: tuple[Meant, ...]
    is_word: bool

    @property
    def read_as(self) -> AskedWord:
        """The word that its clause is made from."""
        return self.word if self.is_word else self.word._replace(word=self.meant[0].word)


def as_clauses(words: Sequence[AskedWord], concepts: Concepts) -> list[Clause]:
    """Return each word as a clause."""
    related = relate([word.term for word in words], concepts)
    return [as_clause(*each) for each in zip(words, related, strict=True)]


def as_clause(asked: AskedWord, related: Mapping[str, float]) -> Clause:
    """Return a word as a clause: its stems, those of its translations, and related terms.

    A name is stemmed by the rules of the text that it stands in, so the stems that either language
    gives it are the same word.
    """
    terms = dict(_in_both_languages(asked.word, asked.lang))
    for term, weight in related.items():
        terms[term] = max(weight, terms.get(term, 0.0))
    return Clause(tuple(terms.items()), asked.boost)


@lru_cache(_REMEMBERED_WORDS)
def _in_both_languages(word: str, lang: str) -> Mapping[str, float]:
    """Return a word's term in its own language, those in any other, and its translations."""
    own = stem_word(word, lang)
    terms = {own: 1.0} | {stem_word(word, other): 1.0 for other in LANGUAGES}
    for term, strength in translate(own, lang).items():
        terms.setdefault(term, min(_TRANSLATED, SAME_WORD + strength))
    return terms


def find_mended(
    words: Sequence[AskedWord], clauses: Sequence[Clause], snapshot: Snapshot, speller: Speller
) -> Iterator[Mended]:
    """Yield the words that are to be mended; the clauses are what they would be otherwise."""
    held = snapshot.document_frequencies({term for clause in clauses for term, _ in clause.terms})
    for word, clause in zip(words, clauses, strict=True):
        weights = [weight for term, weight in clause.terms if term in held]
        if max(weights, default=0.0) >= SAME_WORD:
            continue
        has_relatives = any(weight < SAME_WORD for _, weight in clause.terms)
        is_word = has_relatives or speller.is_word(word.word, word.lang)
        if is_word and weights:
            continue
        meant = speller.meant(snapshot, word.word, word.lang)
        if meant and not (is_word and _is_word_too(meant[0], word.lang, speller)):
            yield Mended(word, tuple(meant), is_word)


def _is_word_too(meant: Meant, lang: str, speller: Speller) -> bool:
    """Tell whether people use what may have been meant: in the form guessed, or as it is held.

    What is held by its stem alone may be guessed in a form that nobody writes ("wheats").
    """
    return any(speller.is_word(word, lang) for word in (meant.word, meant.term))


def mend_clauses(
    words: Sequence[AskedWord], mended: Sequence[Mended], concepts: Concepts
) -> list[Clause]:
    """Return each word as a clause, those that are to be mended with what was meant by them."""
    by_word = {each.word: each for each in mended}
    read_as = [by_word[word].read_as if word in by_word else word for word in words]
    clauses = as_clauses(read_as, concepts)
    return [
        _with_meant(clause, by_word[word]) if word in by_word else clause
        for word, clause in zip(words, clauses, strict=True)
    ]


def _with_meant(clause: Clause, mended: Mended) -> Clause:
    """Return the clause of what a word was read as, with everything that it may stand for."""
    if mended.is_word:
        known = dict(clause.terms)  # the word itself stays the first term, whose meaning counts
        for each in mended.meant:
            known.setdefault(each.term, RELATED * each.share)
        return clause._replace(terms=tuple(known.items()))
    best, *others = mended.meant
    terms = {best.term: best.share}
    for term, weight in clause.terms:
        terms.setdefault(term, weight * best.share)
    for other in others:
        terms[other.term] = max(other.share, terms.get(other.term, 0.0))
    for lang in LANGUAGES:
        terms[stem_word(mended.word.word, lang)] = 1.0
    return clause._replace(terms=tuple(terms.items()))
