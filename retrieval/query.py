"""From a question as a person wrote it to a `Query`: its language, its words, the one before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.analysis import Token, fold, tokenise, words_of
from retrieval.clauses import AskedWord, Mended, as_clauses, find_mended, mend_clauses
from retrieval.concepts import Concepts, load_concepts
from retrieval.language import LANGUAGES, detect_language
from retrieval.leaning import leans_on_context
from retrieval.model import Clause, Correction, Query
from retrieval.narrowing import Hint, HintKind, Narrowing
from retrieval.operators import Operators, read_bounds, read_operators
from retrieval.reading import Snapshot
from retrieval.small_talk import filler
from retrieval.spelling import Speller, dictionary, spell_out
from retrieval.suggesting import is_name

LONGEST_QUESTION = 2_000  # code points that are read; nobody asks in more
MOST_CLAUSES = 48

_CONTEXT_BOOST = 0.6


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
    are no words of the question, exact phrases aside. What leans on `context` and has none keeps to
    the articles that `context` keeps to.
    `context` may hold several, a line each, the last one first.
    `concepts` are those that ship where none are given.
    """
    operators = read_operators(text[:LONGEST_QUESTION])
    before = context[:LONGEST_QUESTION]
    context = read_operators(before).text
    plain = spell_out(operators.text)
    lang = language_of(plain, default=detect_language(context) if context else "fr")
    content = content_words(plain, lang)
    words = [AskedWord(token.word, lang, 1.0) for token in content]
    words = words or words_of_phrases(operators, lang)
    words = join_words(words, snapshot)
    if context and leans_on_context(plain, content, lambda term: is_name(snapshot, term)):
        words += context_words(context, lang)
        if not operators.narrowing.concerns_anything:
            operators = replace(operators, narrowing=bounds_before(before))
    distinct = first_of_each_term(words)
    known = concepts or load_concepts()
    clauses = as_clauses(distinct, known)
    mended = list(find_mended(distinct, clauses, snapshot, speller)) if speller else []
    if mended:
        clauses = mend_clauses(distinct, mended, known)
    clauses_read = known_first(clauses, snapshot)[:MOST_CLAUSES]
    hints = hints_on(operators, clauses_read)
    corrections = tuple(read_as(mended, plain))
    return Query(text, lang, clauses_read, plain, operators.narrowing, hints, corrections)


def language_of(text: str, default: str) -> str:
    """Return a question's language; where it has no function words, by whose words it has more."""
    found = detect_language(text, default="")
    if found:
        return found
    words = words_of(text)
    known = {lang: sum(word in dictionary(lang) for word in words) for lang in LANGUAGES}
    most = max(known.values())
    best = [lang for lang in LANGUAGES if known[lang] == most]
    return best[0] if len(best) == 1 else default


def bounds_before(context: str) -> Narrowing:
    """Return which articles the questions before keep to, a line each: the last that says so."""
    bounds = map(read_bounds, context.splitlines())
    return next((each for each in bounds if each.concerns_anything), Narrowing())


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
    known = snapshot.document_frequencies({word.term for word in words})
    pairs = {
        place: one._replace(word=one.word + other.word)
        for place, (one, other) in enumerate(pairwise(words))
        if not (one.term in known and other.term in known)
    }
    written = snapshot.document_frequencies({pair.term for pair in pairs.values()})
    joined: list[AskedWord] = []
    skip = False
    for place, word in enumerate(words):
        pair = pairs.get(place)
        if skip:
            skip = False
        elif pair and pair.term in written:
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


def read_as(mended: Sequence[Mended], plain: str) -> Iterator[Correction]:
    """Yield what was mended of the question's own words (not of the one before it)."""
    for each in mended:
        if each.word.boost == 1:
            typed = next(
                (t for t in as_written(plain) if fold(t) == each.word.word), each.word.word
            )
            yield Correction(typed, tuple(m.term for m in each.meant), each.is_word)


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
