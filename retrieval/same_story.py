"""Do two sentences of different articles tell the same thing?

In one language: nearly the same words in the same order. Across languages: near in meaning, word by
word both ways, and the same names and numbers, as those stay what they are. Two facts that differ
must never count as one, so whatever speaks against it decides: a number or a name that the other
replaces, another order of names, a "not" more, an opposite.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from retrieval.encoder import Floats, load_encoder
from retrieval.telling import Telling, read_telling, time_units

# Across languages: the least cosine of the sentences, the least share of either's meaning that the
# other's words meet, and the least that both shares add up to.
LEAST_COSINE = 0.7
LEAST_MET, LEAST_MET_TOGETHER = 0.55, 1.25
LEAST_AT_A_GLANCE = 0.65  # cosine as it was read with the paragraphs, whose words differ a little
LEAST_ALIKE = 0.6  # from this likeness on, a word stands for a name of the other language
# Where all words but one are met as well as this, the one below LEAST_NEWS is the news.
LITERAL, LEAST_NEWS = 0.85, 0.45
LEAST_SHARE = 0.75  # in one language: of the longer sentence's words
LEAST_SHARED = 0.65  # of the larger set of words: with fewer, the above can't be reached
MOST_RESPELT = 2  # numbers in words on one side, in digits on the other
MOST_WORDS = 100  # content words; longer ones across languages are no sentences to compare
FEWEST_WORDS = 4  # content words; of shorter sentences all have to agree
_REMEMBERED_SENTENCES = 512  # some 8 kB each


class Told(NamedTuple):
    """A sentence in one of LANGUAGES, and the key of the article that it stands in."""

    article: str
    text: str
    lang: str


def group_stories(
    sentences: Sequence[Told], likeness: Floats, terms: Callable[[int], AbstractSet[int]]
) -> list[list[int]]:
    """Return the places of N sentences, those of one story together, all in order.

    A story is told once an article, and every sentence of it tells the same as its first.
    `likeness` (N, N) are the sentences' cosines in meaning, `terms` gives the distinct terms of the
    sentence in a place, by number.
    """
    near = np.triu(likeness >= LEAST_AT_A_GLANCE, 1)
    for one, other in np.argwhere(near).tolist():
        ours, theirs = sentences[one], sentences[other]
        near[one, other] = ours.article != theirs.article and (
            ours.lang != theirs.lang or _share_words(terms(one), terms(other))
        )
    is_near = near.tolist()  # read one by one, for which numpy is slow
    stories: list[list[int]] = []
    for place, told in enumerate(sentences):
        for story in stories:
            first = story[0]
            if (
                is_near[first][place]
                and told.article not in {sentences[other].article for other in story}
                and _tell_the_same(sentences[first], told)
            ):
                story.append(place)
                break
        else:
            stories.append([place])
    return stories


def _share_words(ours: AbstractSet[int], theirs: AbstractSet[int]) -> bool:
    """Tell whether two sentences of one language have enough words in common to be one story.

    All of the shorter one's, but for numbers, which one may write in words and the other in digits.
    """
    shared = len(ours & theirs)
    missing, extra = sorted((len(ours) - shared, len(theirs) - shared))
    is_part = missing == 0 or missing == extra <= MOST_RESPELT
    return is_part and shared >= max(1, LEAST_SHARED * (shared + extra))


def _tell_the_same(one: Told, other: Told) -> bool:
    """Compare two sentences closely that a glance doesn't tell apart."""
    if one.text == other.text and one.lang == other.lang:
        return True
    return tell_the_same(*(read_telling(told.text, told.lang) for told in (one, other)))


def may_stand_for(one: Told, other: Told, lang: str) -> bool:
    """Tell whether `one` is in `lang` and holds every name and number of `other`."""
    if one.lang != lang:
        return False
    facts = read_telling(other.text, other.lang).facts
    return set(facts) <= set(read_telling(one.text, one.lang).words)


def tell_the_same(one: Telling, other: Telling) -> bool:
    """Tell whether two sentences tell the same thing; where in doubt, they don't."""
    if not one.terms or not other.terms or _contradict(one, other):
        return False
    if one.lang == other.lang:
        return _nearly_the_same_words(one, other)
    if max(len(one.terms), len(other.terms)) > MOST_WORDS:
        return False
    return _speak_of_the_same(one, other) and _mean_the_same(one, other)


def _contradict(one: Telling, other: Telling) -> bool:
    """Tell whether a negation, a doubt, numbers, dates or opposites tell two sentences apart."""
    if (one.denies, one.doubts) != (other.denies, other.doubts):
        return True
    if not one.digits <= other.values or not other.digits <= one.values:
        return True
    if one.values - other.values and other.values - one.values:
        return True
    lines = {line for line, _ in one.sides} & {line for line, _ in other.sides}
    shared = {line for line, _ in one.sides & other.sides}
    return not lines <= shared


# In one language


def _nearly_the_same_words(one: Telling, other: Telling) -> bool:
    """Tell whether one sentence is the other with a few words left out, none of them telling."""
    short, long = sorted((one, other), key=lambda telling: len(telling.terms))
    if short.words == long.words:
        return True
    if len(short.terms) < max(FEWEST_WORDS, LEAST_SHARE * len(long.terms)):
        return False
    return short.facts == long.facts and _is_subsequence(short.terms, long.terms)


def _is_subsequence(short: Iterable[str], long: Iterable[str]) -> bool:
    rest = iter(long)
    return all(term in rest for term in short)


# Across languages


def _speak_of_the_same(one: Telling, other: Telling) -> bool:
    """Tell whether two sentences share a name or a number, and all that they share in one order."""
    both = set(one.facts) & set(other.facts)
    ordered = both - (one.aside & other.aside)
    order = [word for word in one.facts if word in ordered]
    return bool(both - time_units()) and order == [word for word in other.facts if word in ordered]


def _mean_the_same(one: Telling, other: Telling) -> bool:
    """Tell whether each word of either sentence is met by one of the other, names surely."""
    ours, theirs = _vectors(one.terms), _vectors(other.terms)
    if _cosine(ours.sum(axis=0), theirs.sum(axis=0)) < LEAST_COSINE:
        return False
    weights, weights_back = np.linalg.norm(ours, axis=1), np.linalg.norm(theirs, axis=1)
    likeness = _likeness(one, other, ours, theirs)
    met, met_back = likeness.max(axis=1), likeness.max(axis=0)
    if _misses_a_name(one, met) and _misses_a_name(other, met_back):
        return False
    if _misses_one_word(weights, met) and _misses_one_word(weights_back, met_back):
        return False
    shares = _share(weights, met), _share(weights_back, met_back)
    return min(shares) >= LEAST_MET and sum(shares) >= LEAST_MET_TOGETHER


def _likeness(one: Telling, other: Telling, ours: Floats, theirs: Floats) -> Floats:
    """Return the cosine of each word of one sentence with each of the other; 1 for the same."""
    lengths = np.linalg.norm(ours, axis=1)[:, None] * np.linalg.norm(theirs, axis=1)
    likeness: Floats = np.einsum("id,jd->ij", ours, theirs) / np.maximum(lengths, 1e-9)
    same = np.array([[a == b for b in other.words] for a in one.words])
    return np.where(same, np.float32(1), np.clip(likeness, 0, 1))


def _misses_a_name(telling: Telling, met: Floats) -> bool:
    return any(met[place] < LEAST_ALIKE for place in telling.names)


def _misses_one_word(weights: Floats, met: Floats) -> bool:
    """Tell whether the other sentence says the same word by word, but for one word."""
    worst = int((weights * (1 - met)).argmax())
    others = np.arange(len(met)) != worst
    return bool(met[worst] < LEAST_NEWS) and _share(weights[others], met[others]) >= LITERAL


def _share(weights: Floats, met: Floats) -> float:
    """Return the share of a sentence's meaning that is met; `weights` are its words'."""
    return float((weights * met).sum() / max(float(weights.sum()), 1e-9))


def _cosine(one: Floats, other: Floats) -> float:
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(np.einsum("d,d->", one, other)) / max(lengths, 1e-9)


@lru_cache(_REMEMBERED_SENTENCES)
def _vectors(terms: tuple[str, ...]) -> Floats:
    return load_encoder().vectors(list(terms))
