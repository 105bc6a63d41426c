"""Questions spoilt as people write them: with typos, or without accents and capitals.

The same question asked spoilt tells what a slip of the hand costs. A typo is one of four slips, as
likely one as another: two neighbouring letters swapped, a letter left out, a letter doubled, or a
letter replaced by a neighbour on the keyboard (AZERTY for French, QWERTY for English). What is
drawn depends on the text and on nothing else, so that a question has the same typos in any sample.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from retrieval.analysis import fold, tokenise
from retrieval.evaluation import Outcome, measure
from retrieval.keyboards import neighbours
from retrieval.question_sets import SetQuestion

SHORTEST = 4  # letters of a word that typos are made in
_SEED = 29
_LETTERS = re.compile(r"[^\W\d_]+")

Spoil = Callable[[SetQuestion], SetQuestion]


@dataclass(frozen=True, slots=True)
class Loss:
    """What answerable questions lose when they are asked spoilt: points of percent, above 0 lost.

    None where nothing was asked.
    """

    questions: int
    success_at_1: float | None
    answer_at_1: float | None
    answer_at_3: float | None


def spoil_with_typos(share: float) -> Spoil:
    """Return what misspells `share` of the longer content words of a question and its context."""
    return partial(_spoil_both, lambda text, lang: misspell(text, lang, share))


def spoil_to_plain_letters() -> Spoil:
    """Return what takes accents and capitals from a question and its context."""
    return partial(_spoil_both, lambda text, _: to_plain_letters(text))


def _spoil_both(change: Callable[[str, str], str], question: SetQuestion) -> SetQuestion:
    text, context = (change(one, question.lang) for one in (question.text, question.context))
    return replace(question, text=text, context=context)


def misspell(text: str, lang: str, share: float) -> str:
    """Return a text with typos, the same ones each time.

    Each content word of SHORTEST letters or more gets one with the probability `share`; words with
    digits in them stay as they are.
    """
    rng = random.Random(f"{_SEED} {text}")  # noqa: S311 - no secret
    parts, done = [], 0
    for span in (token.span for token in tokenise(text, lang)):
        word = span.of(text)
        if len(word) >= SHORTEST and word.isalpha() and rng.random() < share:
            parts += [text[done : span.start], slip(word, lang, rng)]
            done = span.end
    return "".join([*parts, text[done:]])


def slip(word: str, lang: str, rng: random.Random) -> str:
    """Return a word of two letters or more with one typo in it: never the word itself."""
    made = rng.choice((_swap, _leave_out, _double, _strike_beside))(word, lang, rng)
    return made if fold(made) != fold(word) else _double(word, lang, rng)


def _swap(word: str, _lang: str, rng: random.Random) -> str:
    place = rng.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _leave_out(word: str, _lang: str, rng: random.Random) -> str:
    place = rng.randrange(len(word))
    return word[:place] + word[place + 1 :]


def _double(word: str, _lang: str, rng: random.Random) -> str:
    place = rng.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def _strike_beside(word: str, lang: str, rng: random.Random) -> str:
    place = rng.randrange(len(word))
    letter = word[place]
    struck = rng.choice(neighbours(lang).get(fold(letter), letter))
    return word[:place] + (struck.upper() if letter.isupper() else struck) + word[place + 1 :]


def to_plain_letters(text: str) -> str:
    """Return a text in lower case, without accents and ligatures; all else stays as it is."""
    composed = unicodedata.normalize("NFC", text)
    return _LETTERS.sub(lambda word: fold(word[0]), composed)


def measure_loss(before: Sequence[Outcome], after: Sequence[Outcome]) -> Loss:
    """Compare questions as they were asked with the answerable among them asked spoilt."""
    there, spoilt = measure(before), measure(after)
    return Loss(
        questions=len(after),
        success_at_1=_difference(there.success_at_1, spoilt.success_at_1),
        answer_at_1=_difference(there.answer_at_1, spoilt.answer_at_1),
        answer_at_3=_difference(there.answer_at_3, spoilt.answer_at_3),
    )


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else before - after
