"""What in a sentence must agree with another's for the two to tell the same thing.

Names, numbers and dates in one spelling for both languages, whether it denies or doubts, and words
of which one can't stand for another. Lists: data/facts.txt.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from retrieval.analysis import Token, stem_word, tokenise, words_of
from retrieval.data_files import read_sections
from retrieval.language import LANGUAGES

_REMEMBERED_SENTENCES = 2_048
_SPELT = ("numbers", "dates", "units", "parts", "names")  # sections whose lines are one word each
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
# What stands before a place or a date: such a phrase may open a sentence or close it.
_PLACING = re.compile(
    r"\b(?:(?:in|at|near|on|since|à|aux?|en|dans|depuis)\s+(?:the\s+|la\s+|le\s+|l['’])?"
    r"|le\s+(?=\d))\Z",
    re.IGNORECASE,
)
_LONGEST_PLACING = 12  # code points
_ENGLISH_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence as it is compared.

    `words` are its content words, folded, in one spelling for both languages where they are names,
    numbers or dates; `terms` run beside them. `names` are the places in them of capitalised words.
    `values` are its numbers and dates, `digits` those written in digits. `facts` are names and
    numbers in the order in which they come up, each once; `aside` are those that only say where or
    when ("in London"). `sides` are (line, side) of the words that facts.txt opposes to others.
    """

    lang: str
    words: tuple[str, ...]
    terms: tuple[str, ...]
    names: tuple[int, ...]
    values: frozenset[str]
    digits: frozenset[str]
    facts: tuple[str, ...]
    aside: frozenset[str]
    denies: bool
    doubts: bool
    sides: frozenset[tuple[int, int]]


@lru_cache(_REMEMBERED_SENTENCES)
def read_telling(sentence: str, lang: str) -> Telling:
    """Return a sentence, in one of LANGUAGES, as it is compared with others."""
    tokens = tokenise(sentence, lang)
    words = [_one_spelling(token.word) for token in tokens]
    values = {word for word in words if _is_value(word)}
    capital = [place for place, token in enumerate(tokens) if _is_capital(sentence, token)]
    names = tuple(place for place in capital if words[place] not in values)
    facts = [p for p, word in enumerate(words) if word in values or p in names]
    every = words_of(sentence)
    return Telling(
        lang=lang,
        words=tuple(words),
        terms=tuple(token.term for token in tokens),
        names=names,
        values=frozenset(values),
        digits=frozenset(w for w, t in zip(words, tokens, strict=True) if t.word[0].isdigit()),
        facts=tuple(dict.fromkeys(words[place] for place in facts)),
        aside=frozenset(words[p] for p in facts if _is_aside(sentence, tokens[p], words[p])),
        denies=_holds(every, f"negation.{lang}") or bool(_ENGLISH_NOT.search(sentence)),
        doubts=_holds(every, f"doubt.{lang}"),
        sides=frozenset(_sides_of(every, lang)),
    )


def _is_capital(sentence: str, token: Token) -> bool:
    return sentence[token.span.start].isupper()


def _is_aside(sentence: str, token: Token, word: str) -> bool:
    """Tell whether a name or number says where or when, and may stand anywhere."""
    start = token.span.start
    before = sentence[max(0, start - _LONGEST_PLACING) : start]
    return word in _movable() or _PLACING.search(before) is not None


def _one_spelling(word: str) -> str:
    """Return a folded word in the spelling that both languages share, as far as there is one."""
    if digits := _DIGITS.match(word):
        return digits[0]
    return _spellings().get(word, word)


def _is_value(word: str) -> bool:
    return word[0].isdigit() or word in _values()


def _holds(words: Sequence[str], section: str) -> bool:
    return not _words(section).isdisjoint(words)


def _sides_of(words: Iterable[str], lang: str) -> set[tuple[int, int]]:
    """Return (line of opposites, side) for each word that has one."""
    opposites = _opposites()
    return {side for word in words for side in opposites.get(stem_word(word, lang), ())}


@cache
def _spellings() -> dict[str, str]:
    sections = _sections()
    lines = [line.split() for name in _SPELT for line in sections[name]]
    return {word: line[0] for line in lines for word in line}


@cache
def _values() -> frozenset[str]:
    lines = [line for name in ("numbers", "dates") for line in _sections()[name]]
    return frozenset(line.split()[0] for line in lines) | time_units()


@cache
def _movable() -> frozenset[str]:
    """Return dates in words, and parts of names whose order the languages turn round."""
    lines = [line for name in ("dates", "units", "parts") for line in _sections()[name]]
    return frozenset(line.split()[0] for line in lines)


@cache
def time_units() -> frozenset[str]:
    """Return the units of time, as values."""
    return frozenset(line.split()[0] for line in _sections()["units"])


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(word for line in _sections().get(section, ()) for word in line.split())


@cache
def _opposites() -> dict[str, frozenset[tuple[int, int]]]:
    """Return, by stem of either language, the lines and sides of words opposed to others."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, line in enumerate(_sections()["opposites"]):
        for side, words in enumerate(line.split("|")):
            for stem in {stem_word(word, lang) for word in words.split() for lang in LANGUAGES}:
                found.setdefault(stem, set()).add((number, side))
    return {stem: frozenset(sides) for stem, sides in found.items()}


@cache
def _sections() -> dict[str, list[str]]:
    return read_sections("facts.txt")
