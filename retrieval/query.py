"""From a question as a person wrote it to a `Query`: its language, its words, the one before it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.analysis import Token, fold, stem_word, tokenise, words_of
from retrieval.bm25 import SAME_WORD
from retrieval.concepts import Concepts, load_concepts, relate
from retrieval.language import LANGUAGES, detect_language
from retrieval.lexicon import translate
from retrieval.model import Clause, Correction, Query
from retrieval.narrowing import Hint, HintKind
from retrieval.operators import Operators, read_operators
from retrieval.reading import Snapshot
from retrieval.small_talk import filler
from retrieval.spelling import Speller, spell_out

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
_FEW_WORDS = 1  # content words up to which a question can't stand alone when one came before
_LEANING_WORDS = 4  # the same, when it begins by leaning
_SHORT = 12  # words, function words among them, up to which a question can lean
_NAME = re.compile(r"(?<=[\w’'] )[A-ZÀ-Ý]\w|\w[A-Z]")  # a capital inside: it names what it is about
_PRONOUN_WORDS = 3  # the same, when it holds a pronoun
_CONTEXT_BOOST = 0.6
_TRANSLATED = 0.9  # how far the best translation of a word stands for it


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A content word of a question, folded, in its language; `boost` is lower for context."""

    word: str
    lang: str
    boost: float

    @property
    def term(self) -> str:
        """The word's term in its own language."""
        return stem_word(self.word, self.lang)


def read_question(
    text: str,
    context: str,
    snapshot: Snapshot,
    speller: Speller | None = None,
    concepts: Concepts | None = None,
) -> Query:
    """Return the question as clauses, in its own order; none where it holds no content word.

    Words of `context`, the question before, join when the question leans on it. With a speller,
    words that nobody knows, the concepts neither, are read as the collection's nearest. Operators
    are no words of the question, exact phrases aside; those of `context` count for nothing.
    `concepts` are those that ship where none are given.
    """
    operators = read_operators(text[:LONGEST_QUESTION])
    context = read_operators(context[:LONGEST_QUESTION]).text
    plain = spell_out(operators.text)
    lang = detect_language(plain, default=detect_language(context) if context else "fr")
    words = [AskedWord(token.word, lang, 1.0) for token in content_words(plain, lang)]
    words = words or words_of_phrases(operators, lang)
    words = join_words(words, snapshot)
    if context and leans_on_context(plain, len(words)):
        words += context_words(context, lang)
    distinct = first_of_each_term(words)
    related = relate([word.term for word in distinct], concepts or load_concepts())
    clauses = [as_clause(*asked) for asked in zip(distinct, related, strict=True)]
    corrections: tuple[Correction, ...] = ()
    if speller:
        mended = [
            clause if like else mend(clause, snapshot, speller)
            for clause, like in zip(clauses, related, strict=True)
        ]
        corrections = tuple(find_corrections(distinct, clauses, mended, plain))
        clauses = mended
    clauses_read = known_first(clauses, snapshot)[:MOST_CLAUSES]
    hints = hints_on(operators, clauses_read)
    return Query(text, lang, clauses_read, plain, operators.narrowing, hints, corrections)


def words_of_phrases(operators: Operators, lang: str) -> list[AskedWord]:
    """Return the words of the exact phrases, for a question that has no content word."""
    phrases = " ".join(operators.narrowing.phrases)
    return [AskedWord(word, lang, 1.0) for word in words_of(phrases)]


def hints_on(operators: Operators, clauses: tuple[Clause, ...]) -> tuple[Hint, ...]:
    """Return the hints on the operators; one more where there is nothing to look for with them."""
    narrowing = operators.narrowing
    if clauses or not (narrowing.bare and narrowing.concerns_anything):
        return operators.hints
    return (*operators.hints, Hint(HintKind.NO_WORDS, narrowing.written))


def join_words(words: list[AskedWord], snapshot: Snapshot) -> list[AskedWord]:
    """Join neighbours that the collection writes as one word ("tik tok"), if it knows not both."""
    pairs = [replace(a, word=a.word + b.word) for a, b in pairwise(words)]
    known = snapshot.document_frequencies({word.term for word in words + pairs})
    joined: list[AskedWord] = []
    skip = False
    for place, word in enumerate(words):
        pair = pairs[place] if place < len(pairs) else None
        if skip:
            skip = False
        elif pair and pair.term in known and not {word.term, words[place + 1].term} <= known.keys():
            joined.append(pair)
            skip = True
        else:
            joined.append(word)
    return joined


def first_of_each_term(words: list[AskedWord]) -> list[AskedWord]:
    """Return the words in order, of those that have one term only the first."""
    by_term: dict[str, AskedWord] = {}
    for word in words:
        by_term.setdefault(word.term, word)
    return list(by_term.values())


def context_words(context: str, default: str) -> list[AskedWord]:
    """Return the content words of the question before."""
    plain = spell_out(context)
    lang = detect_language(plain, default)
    return [AskedWord(token.word, lang, _CONTEXT_BOOST) for token in content_words(plain, lang)]


def content_words(text: str, lang: str) -> list[Token]:
    """Return the words that say what is asked; those of courtesy only if there are no others."""
    tokens = tokenise(text, lang)
    return [token for token in tokens if token.word not in filler()] or tokens


def leans_on_context(text: str, content_words: int) -> bool:
    """Tell whether a question needs the one before it to be understood."""
    if _LEANING.match(text):
        return content_words <= _LEANING_WORDS and len(words_of(text)) <= _SHORT
    if content_words <= _FEW_WORDS and len(words_of(text)) <= _SHORT:
        return content_words == 0 or not _NAME.search(text)
    return content_words <= _PRONOUN_WORDS and bool(_PRONOUN.search(text))


def as_clause(asked: AskedWord, related: Mapping[str, float]) -> Clause:
    """Return a word as a clause: its stems, those of its translations, and related terms.

    A name is stemmed by the rules of the text that it stands in, so the stems that either language
    gives it are the same word.
    """
    own = asked.term
    terms = {own: 1.0} | {stem_word(asked.word, other): 1.0 for other in LANGUAGES}
    translations = translate(own, asked.lang)
    for term, strength in translations.items():
        terms.setdefault(term, min(_TRANSLATED, SAME_WORD + strength))
    for term, weight in related.items():
        terms[term] = max(weight, terms.get(term, 0.0))
    return Clause(tuple(terms.items()), asked.boost)


def mend(clause: Clause, snapshot: Snapshot, speller: Speller) -> Clause:
    """Add what was probably meant to a clause whose word nobody knows."""
    own = clause.terms[0][0]
    same = [term for term, weight in clause.terms if weight >= SAME_WORD]
    if speller.is_word(own) or snapshot.document_frequencies(same):
        return clause
    terms = {**dict(clause.terms), **speller.nearest(snapshot, own)}
    return Clause(tuple(terms.items()), clause.boost)


def find_corrections(
    asked: list[AskedWord], clauses: list[Clause], mended: list[Clause], plain: str
) -> Iterator[Correction]:
    """Yield each word of the question (not of the one before it) to which `mend` added terms."""
    for word, before, after in zip(asked, clauses, mended, strict=True):
        if after != before and word.boost == 1:
            typed = next((t for t in as_written(plain) if fold(t) == word.word), word.word)
            known = dict(before.terms)
            yield Correction(typed, tuple(t for t, _ in after.terms if t not in known))


def as_written(text: str) -> list[str]:
    """Return the words of a text as they stand there."""
    return re.findall(r"\w+", text)


def known_first(clauses: list[Clause], snapshot: Snapshot) -> tuple[Clause, ...]:
    """Return the clauses; where there are too many, those that the collection knows."""
    if len(clauses) <= MOST_CLAUSES:
        return tuple(clauses)
    df = snapshot.document_frequencies({term for clause in clauses for term, _ in clause.terms})
    known = [clause for clause in clauses if any(term in df for term, _ in clause.terms)]
    return tuple(known or clauses)
