"""Exact phrases: words that follow one another, whatever their case, accents and punctuation."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from retrieval.analysis import analyse, words_of
from retrieval.pool import Floats, Pool

_BEHIND = np.float32(0.001)  # how far a sentence without the phrase stays behind one with it


def stand_in(words: Sequence[str], text: Sequence[str]) -> bool:
    """Tell whether some words follow one another in a text, given by its words; never for none."""
    if not words:
        return False
    starts = (place for place, word in enumerate(text) if word == words[0])
    return any(list(text[start : start + len(words)]) == list(words) for start in starts)


def count_phrases(phrases: Sequence[str], text: str) -> int:
    """Return how many of the phrases a text holds.

    Function words count; l'écluse, l’ECLUSE and l’ écluse are the same, and so are 22 000 and
    22,000.
    """
    words = words_of(text)
    return sum(stand_in(words_of(phrase), words) for phrase in phrases)


def terms_of_phrase(phrase: str, lang: str) -> frozenset[str]:
    """Return terms that every paragraph in `lang` has whose text holds the phrase.

    None for a phrase of function words alone. A word that may be an elided article where it stands
    in the text ("l'", "qu'") has no term there, so each is analysed as if an apostrophe followed.
    """
    return frozenset(term for word in words_of(phrase) for term in analyse(f"{word}’", lang))


def prefer_phrases(phrases: Sequence[str], pool: Pool, scores: Floats) -> Floats:
    """Return the scores (S,) with the sentence of each paragraph that holds most phrases first.

    The best of them keeps its score; those of the paragraph's other sentences are brought down
    behind it. A phrase that runs across two sentences prefers neither.
    """
    if not phrases:
        return scores
    held = np.array([count_phrases(phrases, text) for text in _sentences(pool)])
    preferred = scores.copy()
    for first, end in pairwise(pool.first_sentence.tolist()):
        most = held[first:end] == held[first:end].max(initial=0)
        if not most.all():
            own = preferred[first:end]
            own[~most] = np.minimum(own[~most], own[most].max() - _BEHIND)
    return preferred


def _sentences(pool: Pool) -> list[str]:
    return [span.of(p.paragraph.text) for p in pool.paragraphs for span in p.sentences]
