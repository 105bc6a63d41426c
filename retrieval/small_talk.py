"""Messages that ask nothing of the articles: thanks, greetings, insults, what is asked of the bot.

Greetings and filler around a question are cut away too, since they dilute its words.
"""

import re
from enum import Enum
from functools import cache

from retrieval.analysis import fold, words_of
from retrieval.data_files import read_sections, read_words
from retrieval.stopwords import stop_words


class Talk(Enum):
    """What a message that asks nothing of the articles is. Some values name data's sections."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    OTHER = "other"  # assent, laughter, praise
    COMPLAINT = "complaint"  # insults, and that an answer was none
    ABOUT_ANSWER = "about_answer"  # its source, more of it, another one
    INVITATION = "invitation"  # a question is about to come
    ABOUT_ME = "about_me"
    ABOUT_ARTICLES = "about_articles"
    BEYOND = "beyond"  # what quotes can't do: a summary, a joke, the time


_BESIDE = {"demain", "tomorrow", "later", "soon", "bientot"}  # stand beside a goodbye
_LONGEST = 200  # code points; nobody is only courteous for longer
_MOST_WORDS = 14  # of what is said to the bot
_WORD = re.compile(r"\w+")
# By these words a courtesy is told from the others, the first that has one.
_TELLING = {
    Talk.THANKS: {"merci", "mercii", "mrc", "thanks", "thank", "thx", "ty", "cheers"},
    Talk.GOODBYE: {
        *("bye", "ciao", "adieu", "revoir", "tchao", "aurevoir", "goodbye", "see"),
        *("soiree", "journee", "nuit", "night"),
    },
    Talk.GREETING: {
        *("bonjour", "bonsoir", "salut", "coucou", "hello", "hi", "hey", "hola", "yo", "slt"),
        *("bjr", "bsr", "cc", "morning", "afternoon", "evening", "welcome", "bienvenue"),
    },
}
_AROUND = frozenset().union(*_TELLING.values(), ("stp", "svp", "please", "plz", "pls"))
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


def kind_of_talk(text: str) -> Talk | None:
    """Tell what a message is that asks nothing of the articles; None for a question."""
    if len(text) > _LONGEST:
        return None
    words = [fold(word) for word in _WORD.findall(text)]
    return _said_to_the_bot(words) or _courtesy(text)


def is_small_talk(text: str) -> bool:
    """Tell whether a message asks nothing of the articles."""
    return kind_of_talk(text) is not None


def _courtesy(text: str) -> Talk | None:
    """Tell which courtesy a message of nothing but those, and of function words, is."""
    words = words_of(text)
    courteous = {w for w in words if w in pleasantries() or _LAUGHTER.fullmatch(w)}
    others = set(words) - courteous - _BESIDE - stop_words("fr") - stop_words("en")
    asks = _QUESTION_WORD.search(text) and not _ABOUT_ME.search(text)
    if not courteous or others or asks:
        return None
    return next((kind for kind, telling in _TELLING.items() if courteous & telling), Talk.OTHER)


def _said_to_the_bot(words: list[str]) -> Talk | None:
    """Tell what a message is that speaks to the bot or of it, courtesies around that aside."""
    if not words or len(words) > _MOST_WORDS:
        return None
    inner = [place for place, word in enumerate(words) if word not in _AROUND]
    said = {" ".join(words)}
    if inner:
        said.add(" ".join(words[inner[0] : inner[-1] + 1]))
    for kind, pattern in _patterns():
        if any(map(pattern.fullmatch, said)):
            return kind
    return None


@cache
def _patterns() -> tuple[tuple[Talk, re.Pattern[str]], ...]:
    return tuple(
        (Talk(name), re.compile("|".join(lines)))
        for name, lines in read_sections("small_talk.txt").items()
    )
