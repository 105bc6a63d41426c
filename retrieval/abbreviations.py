"""Does this full stop end an abbreviation or a sentence? Word evidence for French and English."""

import re
from dataclasses import dataclass
from functools import cache

from retrieval.data_files import read_sections

_WORD = re.compile(r"[^\W\d_]{2,24}['’]?|[^\W\d_]['’]?")
_NAME_AFTER = re.compile(r"[^\W\d_]{1,4}['’ ]\s?[^\W\d_]")
_VERSE = re.compile(r"\d{1,3}:\d")
_LONGEST_ACRONYM = 10  # code points of U.S, J.-C, Ph.D …


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The sections of data/abbreviations.txt."""

    titles: frozenset[str]
    before_numbers: frozenset[str]
    inside: frozenset[str]
    openers: frozenset[str]
    name_openers: frozenset[str]


def stop_ends_sentence(before: str, after: str) -> bool:
    """Tell whether a full stop between `before` and `after` may end a sentence.

    `before` is the end of the text up to the full stop (a few words are enough), `after` begins
    with the first letter or digit behind it. Only word evidence counts here: that `after` begins
    like a sentence is the caller's business.
    """
    token = _last_token(before)
    if token in _words().titles:
        return False
    if after[:1].isdigit():
        return not _counts(token, after)
    if len(token) == 1 and token.isalpha():
        return _letter_ends_sentence(before, token, after)
    if token.lower().rpartition("-")[-1] in _words().inside or token.lower() in _words().inside:
        return opens_sentence(after)
    return not _is_acronym(token) or (opens_sentence(after) and not _is_name(after))


def opens_sentence(after: str) -> bool:
    """Tell whether `after` begins with a word that opens sentences."""
    word = _first_word(after)
    if word in _words().openers:
        return True
    return word in _words().name_openers and after[len(word) :][:1] != "."


def _counts(token: str, number: str) -> bool:
    """Tell whether `token` is short for what the number counts: art. 17, No. 5, Ps. 31:5."""
    if token.lower() in _words().before_numbers:
        return True
    return token.istitle() and len(token) <= 5 and _VERSE.match(number) is not None


def _is_acronym(token: str) -> bool:
    """Tell whether stops stand inside a word, as in J.M.G. and Ph.D., but not in 3.5 or a.com."""
    return "." in token and len(token) <= _LONGEST_ACRONYM and not token[0].isdigit()


def _letter_ends_sentence(before: str, letter: str, after: str) -> bool:
    """Decide for a lone letter: an initial (J. K. Rowling) or the end (vitamine C. Le corps)."""
    if letter.islower() or _last_token(before[:-1].rstrip())[:1].islower():
        return opens_sentence(after)
    return _first_word(after) in _words().openers


def _last_token(before: str) -> str:
    """Return what stands between the last space, bracket, quote or apostrophe and the end."""
    pieces = before[-24:].replace("’", " ").replace("'", " ").split(" ")
    return pieces[-1].lstrip('([{«“”"‘*_—–-')


def _first_word(after: str) -> str:
    match = _WORD.match(after)
    if match is None:
        return ""
    word = match.group().replace("’", "'")
    return word if word in _words().openers or word == "L'" else word.rstrip("'")


def _is_name(after: str) -> bool:
    """Tell "Le Clézio" and "La Fontaine" from "Le temple": a second capital behind the first."""
    match = _NAME_AFTER.match(after)
    return match is not None and match.group()[-1].isupper()


@cache
def _words() -> _Words:
    sections = read_sections("abbreviations.txt")
    sets = {name: frozenset(" ".join(lines).split()) for name, lines in sections.items()}
    return _Words(
        titles=sets["titles"],
        before_numbers=sets["before numbers"],
        inside=sets["inside"],
        openers=sets["openers"],
        name_openers=sets["name openers"],
    )
