"""From a question as a person wrote it to a `Query`: its language, its words, the one before it."""

import re
from collections.abc import Mapping

from retrieval.analysis import Token, stem_word, tokenise, words_of
from retrieval.concepts import load_concepts, relate
from retrieval.language import LANGUAGES, detect_language
from retrieval.lexicon import translate
from retrieval.model import Clause, Query
from retrieval.reading import Snapshot
from retrieval.small_talk import filler

LONGEST_QUESTION = 2_000  # code points that are read; nobody asks in more
MOST_CLAUSES = 48

# A question that leans on the one before it starts with one of these, or has next to no words.
_LEANING = re.compile(
    r"\s*(?:et|mais|alors|and|but|so|what about|how about|qu['’]en est-il|c['’]est|pour quoi|"
    r"il|elle|ils|elles|he|she|they|it|là|ça|cela|ce|celui|celle|lequel|laquelle|that|this)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:ils?|elles?|celui-ci|celle-ci|ceux-ci|y|en|lui|leurs?|he|she|they|them|him|her|his|its?|"
    r"their|this|that|those)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 2  # content words up to which a question can't stand alone when one came before
_PRONOUN_WORDS = 3  # the same, when it holds a pronoun
_CONTEXT_BOOST = 0.6
_TRANSLATED = 0.9  # how far the best translation of a word stands for it


def read_question(text: str, context: str, snapshot: Snapshot) -> Query:
    """Return the question as clauses, in its own order; none where it holds no content word.

    Words of `context`, the question before, join when the question leans on it.
    """
    text = text[:LONGEST_QUESTION]
    lang = detect_language(text, default=detect_language(context) if context else "fr")
    tokens = content_words(text, lang)
    boosts = dict.fromkeys((token.word for token in tokens), 1.0)
    if context and leans_on_context(text, len(tokens)):
        context = context[:LONGEST_QUESTION]
        for token in content_words(context, detect_language(context, default=lang)):
            boosts.setdefault(token.word, _CONTEXT_BOOST)
    related = relate([stem_word(word, lang) for word in boosts], load_concepts())
    clauses = [
        as_clause(word, lang, boost, others)
        for (word, boost), others in zip(boosts.items(), related, strict=True)
    ]
    return Query(text, lang, known_first(clauses, snapshot)[:MOST_CLAUSES])


def content_words(text: str, lang: str) -> list[Token]:
    """Return the words that say what is asked; those of courtesy only if there are no others."""
    tokens = tokenise(text, lang)
    return [token for token in tokens if token.word not in filler()] or tokens


def leans_on_context(text: str, content_words: int) -> bool:
    """Tell whether a question needs the one before it to be understood."""
    if content_words <= _FEW_WORDS or (_LEANING.match(text) and content_words <= 2 * _FEW_WORDS):
        return len(words_of(text)) <= 12
    return content_words <= _PRONOUN_WORDS and bool(_PRONOUN.search(text))


def as_clause(word: str, lang: str, boost: float, related: Mapping[str, float]) -> Clause:
    """Return a word as a clause: its stems, those of its translations, and related terms.

    A name is stemmed by the rules of the text that it stands in, so the stems that either language
    gives it are the same word.
    """
    own = stem_word(word, lang)
    terms = {own: 1.0} | {stem_word(word, other): 1.0 for other in LANGUAGES}
    translations = translate(own, lang)
    strongest = max(translations.values(), default=1.0)
    for term, strength in translations.items():
        terms.setdefault(term, _TRANSLATED * strength / strongest)
    for term, weight in related.items():
        terms[term] = max(weight, terms.get(term, 0.0))
    return Clause(tuple(terms.items()), boost)


def known_first(clauses: list[Clause], snapshot: Snapshot) -> tuple[Clause, ...]:
    """Return at most `MOST_CLAUSES`; where there are more, those that the collection knows."""
    if len(clauses) <= MOST_CLAUSES:
        return tuple(clauses)
    df = snapshot.document_frequencies({term for clause in clauses for term, _ in clause.terms})
    known = [clause for clause in clauses if any(term in df for term, _ in clause.terms)]
    return tuple(known or clauses)
