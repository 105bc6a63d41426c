"""Does a question stand alone, or does it need the one before it to be understood?

It leans on that one where it begins by going on ("et", "and what about"), has next to no words, or
holds a pronoun that stands for nothing in the question itself.
"""

import re
from collections.abc import Callable, Sequence

from retrieval.analysis import Token, words_of

# A question that goes on from the one before starts with one of these.
_OPENING = re.compile(
    r"\s*(?:et|mais|alors|and|but|so|what about|how about|qu['’]en est-il|c['’]est|pour quoi|"
    r"il|elle|ils|elles|he|she|they|it|là|ça|cela|ce|celui|celle|lequel|laquelle|that|this)\b",
    re.IGNORECASE,
)
# These open a question of its own as well: "c'est quoi TikTok", "il y a combien de bancs place X".
_NEUTRAL_OPENING = re.compile(r"\s*(?:c['’]est|il y a|il y avait)\b", re.IGNORECASE)
# "En" is a pronoun after an apostrophe and before what one does with it, else a preposition.
_PRONOUN = re.compile(
    r"(?<!-)(?<!-t )\b(?:ils?|elles?|celui-ci|celle-ci|ceux-ci|y(?! a)|(?<=['’])en|"
    r"en(?= (?:ai|as|a|avons|avez|ont|avaient|avait|aura|auront|est|sont|était|étaient|dit|disent|"
    r"fait|font|pens\w+|parl\w+|rest\w+|existe\w*)\b)|"
    r"lui|leurs?|he|she|they|them|him|her|his|its?|their|this|those|"
    r"that(?= *(?:$|[.,!?]))|(?:about|did|does|is|of|was) that)\b(?! y a)",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"(?<!\by )\b[\w’']+-(?:t-)?(?:ils?|elles?)\b", re.IGNORECASE)
# What is asked for is no subject: "quel prix a-t-il payé", "combien d'abonnés a-t-il".
_ASKED_FOR = re.compile(r"\b(?:quel\w* |combien d(?:e |['’]))\w+", re.IGNORECASE)
# A capital inside: the question names what it is about.
_NAME = re.compile(r"(?<=[\w’',] )[A-ZÀ-Ý]\w|\w[A-Z]")
_FEW_WORDS = 1  # content words up to which a question can't stand alone when one came before
_OPENING_WORDS = 4  # the same, when it begins by going on
_PRONOUN_WORDS = 3  # the same, when it holds a pronoun
_SHORT = 12  # words, function words among them, up to which a question can lean


def leans_on_context(
    text: str, content: Sequence[Token], is_name: Callable[[str], bool] = lambda _: False
) -> bool:
    """Tell whether a question needs the one before it, given its content words in order.

    `is_name` tells of a term whether the collection writes it as a name: "qui est ada" may be
    typed in small letters.
    """

    def names_something() -> bool:
        return bool(_NAME.search(text)) or any(is_name(token.term) for token in content)

    is_short = len(words_of(text)) <= _SHORT
    if _OPENING.match(text):
        leans = len(content) <= _OPENING_WORDS and is_short
        neutral = content and _NEUTRAL_OPENING.match(text)
        return leans and not (neutral and names_something())
    if len(content) <= _FEW_WORDS and is_short:
        return not content or not names_something()
    return len(content) <= _PRONOUN_WORDS and _has_open_pronoun(text, content)


def _has_open_pronoun(text: str, content: Sequence[Token]) -> bool:
    """Whether a pronoun stands for something that isn't named before it in the question.

    In "combien le pont a-t-il coûté" the bridge is; in "combien a-t-il coûté" nothing is.
    """
    inverted = _INVERTED.search(text)
    if inverted:
        return not _has_subject(text[: inverted.start()], content)
    pronoun = _PRONOUN.search(text)
    return pronoun is not None and not _NAME.search(text[: pronoun.start() + 1])


def _has_subject(before: str, content: Sequence[Token]) -> bool:
    """Whether a content word stands before an inverted verb that isn't just what is asked for."""
    asked_for = [found.span() for found in _ASKED_FOR.finditer(before)]
    return any(
        token.span.end <= len(before)
        and not any(start <= token.span.start < end for start, end in asked_for)
        for token in content
    )
