"""Made-up words, as frequent as words are: a few are everywhere, most are rare."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

WORDS = 300_000  # distinct ones; how many of them a collection has depends on its size
# The most frequent ranks are English function words, as often as they are in English.
FUNCTION_WORDS = (
    *("the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "be"),
    *("by", "on", "not", "he", "his", "but", "at", "are", "this", "have", "from", "or", "had"),
    *("an", "they", "which", "you", "were", "all", "her", "she", "there", "would", "their", "we"),
    *("him", "been", "has", "when", "who", "will", "no", "if", "out", "so", "what", "up", "its"),
    *("about", "into", "than", "them", "can", "only", "other"),
)

# Mandelbrot's variant of Zipf's law: the word of rank r is as frequent as 1 / (r + shift) ** power.
_SHIFT = 0.7
_POWER = 1.05

_CONSONANTS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "tr")
_VOWELS = ("a", "o", "u", "ai", "i")
_SYLLABLES = tuple(consonant + vowel for vowel in _VOWELS for consonant in _CONSONANTS)


class PseudoLanguage:
    """A vocabulary by rank, the most frequent word first, and draws from it."""

    def __init__(self, words: int = WORDS) -> None:
        made_up = words - len(FUNCTION_WORDS)
        self.words = [*FUNCTION_WORDS, *(word_of(number) for number in range(made_up))]
        shares = 1.0 / (np.arange(1, words + 1) + _SHIFT) ** _POWER
        self._bounds = np.cumsum(shares / shares.sum())

    def draw(self, generator: np.random.Generator, count: int) -> list[str]:
        """Return `count` words, each drawn by its frequency."""
        return self._spell(np.searchsorted(self._bounds, generator.random(count)))

    def draw_rare(self, generator: np.random.Generator, count: int) -> list[str]:
        """Return `count` words that a text is about: none of the thousand most frequent."""
        start = float(self._bounds[min(1_000, len(self.words) // 2)])
        draws = start + (1.0 - start) * generator.random(count)
        return self._spell(np.searchsorted(self._bounds, draws))

    def _spell(self, ranks: npt.NDArray[np.intp]) -> list[str]:
        last = len(self.words) - 1
        return [self.words[min(rank, last)] for rank in ranks.tolist()]


def word_of(number: int) -> str:
    """Return the made-up word with this number: at least two syllables, all words distinct."""
    syllables = [_SYLLABLES[number % len(_SYLLABLES)]]
    number //= len(_SYLLABLES)
    while True:
        syllables.append(_SYLLABLES[number % len(_SYLLABLES)])
        number //= len(_SYLLABLES)
        if not number:
            return "".join(syllables) + "x"  # no stemmer takes an x for an ending


def as_sentence(words: Sequence[str]) -> str:
    """Return words as a sentence."""
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."
