"""The best paragraphs of those that a question's operators allow: these, whatever else matches.

What the index knows (sources, languages, dates, words) is settled before anything is scored; exact
phrases are looked up in the texts, of the best paragraphs first, until there are enough.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

import numpy as np

from retrieval.analysis import analyse
from retrieval.language import LANGUAGES
from retrieval.matching import Matcher
from retrieval.model import Hit, Paragraph, Query
from retrieval.narrowing import Narrowing
from retrieval.phrases import count_phrases, terms_of_phrase
from retrieval.posting_lists import Mask, mark_holders
from retrieval.reading import Snapshot

READ_AT_ONCE = 64  # paragraphs whose texts are looked into
# Texts that one question may have looked into. Words that the index knows leave far fewer: only a
# phrase of function words alone ("il y a"), where hardly a paragraph holds it, comes near.
MOST_READ = 10_000


def narrowed_hits(
    matcher: Matcher, snapshot: Snapshot, query: Query, most: int, small: int
) -> list[Hit]:
    """Return the best `most` hits that the query's narrowing allows, best first, ties by id.

    Of at most `small` allowed paragraphs all are returned where one matches, as of a collection so
    small; those without any of the question's words have score 0. What holds the exact phrases is a
    match even so.
    """
    narrowing = query.narrowing
    allowed = allowed_paragraphs(matcher, snapshot, narrowing)
    few = np.count_nonzero(allowed) <= small
    ordered = in_order(matcher, snapshot, query, allowed, most)
    if not (few or narrowing.phrases):
        ordered = takewhile(_matches, ordered)
    hits = list(islice(confirmed(snapshot, narrowing, ordered), small if few else most))
    return hits if narrowing.phrases or any(map(_matches, hits)) else []


def allowed_paragraphs(matcher: Matcher, snapshot: Snapshot, narrowing: Narrowing) -> Mask:
    """Tell of each paragraph id whether all that the index knows allows it.

    Of exact phrases the index knows the content words; of languages, those of the articles.
    """
    live = matcher.live(snapshot)
    allowed = live
    if narrowing.concerns_articles:
        allowed = np.zeros_like(live)
        allowed[snapshot.paragraph_ids(narrowing)] = True
    for word in narrowing.excluded:
        allowed = allowed & ~_holding_word(snapshot, word, live)
    for phrase in narrowing.phrases:
        allowed = allowed & _perhaps_holding(snapshot, phrase, live)
    return allowed & live


def _holding_word(snapshot: Snapshot, word: str, live: Mask) -> Mask:
    """Return the paragraphs that hold all terms of a word, as either language has them."""
    holding = np.zeros_like(live)
    for lang in LANGUAGES:
        terms = analyse(word, lang)
        if terms:
            holding |= _holding_all(snapshot, terms, live)
    return holding


def _perhaps_holding(snapshot: Snapshot, phrase: str, live: Mask) -> Mask:
    """Return the paragraphs that hold a phrase's terms, as one of the languages has them."""
    holding = np.zeros_like(live)
    for lang in LANGUAGES:
        holding |= _holding_all(snapshot, terms_of_phrase(phrase, lang), live)
    return holding


def _holding_all(snapshot: Snapshot, terms: Iterable[str], live: Mask) -> Mask:
    """Return the paragraphs that hold each of the terms; all of them where there are no terms."""
    holding, terms = live, list(terms)
    postings = snapshot.postings(terms)
    for term in terms:
        holding = holding & mark_holders(postings.get(term), live.size)
    return holding


def in_order(
    matcher: Matcher, snapshot: Snapshot, query: Query, allowed: Mask, first: int
) -> Iterator[Hit]:
    """Yield the allowed paragraphs: those that match, best first, then the others, by id.

    About the `first` best are looked for at first, more of them only where these aren't enough.
    """
    reach, seen, left = max(first, READ_AT_ONCE), 0, allowed.copy()
    while len(hits := matcher.search(snapshot, query, reach, allowed)) > seen:
        yield from hits[seen:]
        left[[hit.paragraph_id for hit in hits[seen:]]] = False
        seen, reach = len(hits), 8 * reach
    for paragraph_id in np.flatnonzero(left):
        yield Hit(int(paragraph_id), 0.0)


def confirmed(snapshot: Snapshot, narrowing: Narrowing, hits: Iterator[Hit]) -> Iterator[Hit]:
    """Yield those of the hits whose text and language are as they are wanted."""
    if not (narrowing.phrases or narrowing.langs):
        yield from hits
        return
    hits = islice(hits, MOST_READ)
    while batch := list(islice(hits, READ_AT_ONCE)):
        paragraphs = snapshot.paragraphs([hit.paragraph_id for hit in batch])
        holding = {paragraph.id for paragraph in paragraphs if _holds(narrowing, paragraph)}
        yield from (hit for hit in batch if hit.paragraph_id in holding)


def _holds(narrowing: Narrowing, paragraph: Paragraph) -> bool:
    if narrowing.langs and paragraph.lang not in narrowing.langs:
        return False
    return count_phrases(narrowing.phrases, paragraph.text) == len(narrowing.phrases)


def _matches(hit: Hit) -> bool:
    return hit.score > 0.0
