"""Which language a text is in, by the function words and letters that only one language has.

Two languages need no model: on whole sentences the words of one stop list outnumber those of the
other. Measured by tests/retrieval/test_language.py and, on question sets, by the README's command.
"""

import re
from functools import cache

from retrieval.latin import as_latin, split_words
from retrieval.stopwords import stop_words

LANGUAGES = ("fr", "en")

_WORD = re.compile(r"\w+")
_FRENCH_LETTERS = re.compile(r"[àâæçèéêëîïôùûœ]|\b(?:[cdjlmnst]|qu)['’](?=\w)")
# Words with a capital may be names, and French has borrowed some that end like English.
_ENGLISH_LETTERS = re.compile(
    r"['’](?:s|t|re|ve|ll)\b|\bw[a-z]|\b(?!marketing|parking|streaming|shopping|casting|meeting|"
    r"planning|camping|lobbying|briefing|coaching|leasing|jogging|footing|pressing)[a-z]+(?:ing|th)\b"
)
# A text is told by its beginning: past this many characters nothing changes any more.
_ENOUGH = 600
_LETTERS_WEIGHT = 0.7
_PLENTY = 6  # function words' balance that letters wouldn't turn


def detect_language(text: str, default: str = "fr") -> str:
    """Return "fr" or "en"; `default` where the text gives next to no evidence either way."""
    balance = french_evidence(text)
    if abs(balance) <= _LETTERS_WEIGHT:  # a name or a borrowed word ("Elizabeth", "marketing")
        return default
    return "fr" if balance > 0 else "en"


def french_evidence(text: str) -> float:
    """Return how many marks of French outnumber those of English (below 0: English)."""
    text = text[:_ENOUGH]
    lower = text.lower()
    latin = as_latin(lower)
    found = _WORD.findall(lower) if latin is None else split_words(latin)
    words = sum(filter(None, map(_sides().get, found)))
    if abs(words) >= _PLENTY:
        return words
    letters = len(_FRENCH_LETTERS.findall(lower)) - len(_ENGLISH_LETTERS.findall(text))
    return words + _LETTERS_WEIGHT * letters


@cache
def _sides() -> dict[str, int]:
    """Return 1 for each word that is a function word in French alone, -1 in English alone."""
    french = stop_words("fr") | {"où", "été", "même", "très", "à", "être", "après", "déjà"}
    english = stop_words("en")
    return dict.fromkeys(french - english, 1) | dict.fromkeys(english - french, -1)
