"""Messages that ask nothing: thanks, greetings, laughter.

Greetings and filler around a question are cut away too, since they dilute its words.
"""

import re
from functools import cache

from retrieval.analysis import words_of
from retrieval.data_files import read_words
from retrieval.stopwords import stop_words

_BESIDE = {"demain", "tomorrow", "later", "soon", "bientot"}  # stand beside a goodbye
_LONGEST = 200  # code points; nobody is only courteous for longer
_LAUGHTER = re.compile(r"(?:ha|he|hi|ah|eh){2,}h?|l+o+l+(?:o+l+)*|(?:mdr+)+|x+d+|ptdr+|rofl")
_QUESTION_WORD = re.compile(
    r"\b(?:how|who|what|when|where|why|which|qui|que|quoi|quand|où|pourquoi|comment|combien|quel\w*)\b",
    re.IGNORECASE,
)

_ABOUT_ME = re.compile(
    r"how are you|how do you do|comment (?:ça |ca )?(?:va|allez|vas)", re.IGNORECASE
)


@cache
def pleasantries() -> frozenset[str]:
    """Return the words that make small talk, folded, of both languages."""
    return read_words("pleasantries.txt")


@cache
def filler() -> frozenset[str]:
    """Return the words of a request that say nothing of its subject ("tell", "savoir", "svp")."""
    return read_words("filler.txt")


def is_small_talk(text: str) -> bool:
    """Tell whether a message is nothing but thanks, greetings or laughter, and function words."""
    words = words_of(text[:_LONGEST])
    courteous = {w for w in words if w in pleasantries() or _LAUGHTER.fullmatch(w)}
    others = set(words) - courteous - _BESIDE - stop_words("fr") - stop_words("en")
    asks = _QUESTION_WORD.search(text) and not _ABOUT_ME.search(text)
    return bool(courteous) and not others and not asks and len(text) <= _LONGEST
