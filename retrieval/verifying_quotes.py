"""Are these words in the articles? Verbatim, altered, or not at all.

BM25 finds the paragraphs that a quote may come from; those alone are read. A quote that runs over
several paragraphs of an article is looked for there, too.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, islice

import numpy as np

from retrieval.analysis import analyse
from retrieval.differences import Comparison, Piece, compare
from retrieval.filtering import READ_AT_ONCE, in_order
from retrieval.language import LANGUAGES
from retrieval.matching import Matcher
from retrieval.model import Citation, Clause, Extract, Paragraph, Query, Span
from retrieval.phrases import terms_of_phrase
from retrieval.posting_lists import Mask, mark_holders
from retrieval.reading import Snapshot
from retrieval.sentences import split_sentences
from retrieval.wording import Wanted, Worded, read_quote, read_units, shaped

LONGEST_QUOTE = 4_096  # code points; no message is longer
MOST_PLACES = 3  # that are named of a quote which stands in several
MOST_CLAUSES = 24  # of a quote's rarest words, by which its paragraphs are looked for
MOST_RARE = 4  # of these, words that a paragraph must hold to be read
MOST_READ = 500  # paragraphs that are looked into; only common words are in so many
MOST_COMPARED = 3  # of the nearest paragraphs, with those around them
ALTERED = 0.6  # likeness from which on a quote is taken for an altered one
NEAR = 0.3  # likeness from which on the nearest passage is worth showing
_ENDING_MARKS = frozenset(",;:.!?…)]»”")
_BREAK = "\n\n"  # between paragraphs that are read as one


class Standing(Enum):
    """What a quote is to the articles."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    ABSENT = "absent"
    NO_WORDS = "no words"
    TOO_LONG = "too long"
    TOO_COMMON = "too common"  # not found, and not every paragraph that may hold it was read


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: the paragraph that it begins in, and its own words, exactly as they stand there.

    A passage over several paragraphs has an empty line between them.
    """

    paragraph: Paragraph
    text: str

    @property
    def citation(self) -> Citation:
        """Where the passage begins."""
        return Extract(self.paragraph, Span(0, 0), score=1.0).citation


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a quote is, and where: every place of a verbatim one (at most `MOST_PLACES`), otherwise
    the nearest passage, if one is near. `pieces` are an altered quote's differences from it.
    """

    standing: Standing
    places: tuple[Place, ...] = ()
    pieces: tuple[Piece, ...] = ()


NOWHERE = Verdict(Standing.ABSENT)


class QuoteVerifier:
    """Tells what quotes are; keeps what can be used again. Threads may share it."""

    def __init__(self) -> None:
        self._matcher = Matcher()

    def verify(self, snapshot: Snapshot, text: str) -> Verdict:
        """Return what a quote is to the articles. Any text is a fine quote."""
        if len(text) > LONGEST_QUOTE:
            return Verdict(Standing.TOO_LONG)
        quote = read_quote(text)
        if not any(unit.is_word for unit in quote.units):
            return Verdict(Standing.NO_WORDS)
        query = as_query(snapshot, text)
        wanted = Wanted.of(quote)
        places, all_read = self._find(snapshot, query, wanted)
        if places:
            return Verdict(Standing.VERBATIM, places)
        verdict = self._nearest(snapshot, query, quote, wanted)
        if verdict.standing is Standing.VERBATIM or all_read:
            return verdict
        return Verdict(Standing.TOO_COMMON)

    def _find(
        self, snapshot: Snapshot, query: Query, wanted: Wanted
    ) -> tuple[tuple[Place, ...], bool]:
        """Return where the quote stands, and whether every paragraph that may hold it was read."""
        places: list[Place] = []
        for read, paragraph in enumerate(self._may_hold(snapshot, query)):
            if read == MOST_READ or len(places) == MOST_PLACES:
                return tuple(places), False
            if place := find_in(paragraph, wanted):
                places.append(place)
        return tuple(places), True

    def _may_hold(self, snapshot: Snapshot, query: Query) -> Iterator[Paragraph]:
        """Yield the paragraphs that hold a quote's rarest words, the best first."""
        allowed = perhaps_holding(snapshot, query.text, self._matcher.live(snapshot))
        hits = in_order(self._matcher, snapshot, query, allowed, READ_AT_ONCE)
        while batch := list(islice(hits, READ_AT_ONCE)):
            yield from snapshot.paragraphs([hit.paragraph_id for hit in batch])

    def _nearest(self, snapshot: Snapshot, query: Query, quote: Worded, wanted: Wanted) -> Verdict:
        """Compare the quote with the paragraphs that share most with it."""
        hits = self._matcher.search(snapshot, query, MOST_COMPARED)
        paragraphs = snapshot.paragraphs([hit.paragraph_id for hit in hits])
        passages = [passage_around(snapshot, one, len(quote.text)) for one in paragraphs]
        for passage in passages:
            if units := wanted.find_in(passage.worded):
                return Verdict(Standing.VERBATIM, (passage.place_of(units),))
        compared = [(compare(quote, passage.worded), passage) for passage in passages]
        near = [(found, passage) for found, passage in compared if found]
        return judge(*max(near, key=lambda pair: pair[0].likeness)) if near else NOWHERE


def as_query(snapshot: Snapshot, text: str) -> Query:
    """Return a quote as a query: its rarest words, as either language reads them."""
    plain = shaped(text)
    terms = {term for lang in LANGUAGES for term in analyse(plain, lang)}
    df = snapshot.document_frequencies(terms)
    rarest = sorted(df, key=lambda term: (df[term], term))[:MOST_CLAUSES]
    clauses = tuple(Clause(((term, 1.0),)) for term in rarest)
    return Query(plain, LANGUAGES[0], clauses, plain)


def perhaps_holding(snapshot: Snapshot, text: str, live: Mask) -> Mask:
    """Return the paragraphs that hold the rarest words of a quote, as one language has them.

    No paragraph that holds the quote is left out. One of function words alone may be anywhere.
    """
    holding = np.zeros_like(live)
    for lang in LANGUAGES:
        terms = terms_of_phrase(text, lang)
        df = snapshot.document_frequencies(terms)
        with_all = live
        rarest = sorted(terms, key=lambda term: (df.get(term, 0), term))[:MOST_RARE]
        postings = snapshot.postings(rarest)
        for term in rarest:
            with_all = with_all & mark_holders(postings.get(term), live.size)
        holding |= with_all
    return holding


def find_in(paragraph: Paragraph, wanted: Wanted) -> Place | None:
    """Return where a paragraph holds a quote's words, letter for letter; None where it doesn't."""
    if not wanted.may_stand_in(paragraph.text):
        return None
    worded = read_units(paragraph.text)
    units = wanted.find_in(worded)
    return Place(paragraph, worded.text_of(units)) if units else None


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring paragraphs read as one text, and where in it each begins."""

    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]
    worded: Worded

    def place_of(self, units: Span) -> Place:
        """Return a span of units as a place."""
        span = self.worded.span_of(units)
        return Place(self._paragraph_at(span.start)[0], span.of(self.worded.text))

    def place_around(self, units: Span) -> Place:
        """Return the sentences of a paragraph that a span of units begins in, whole, as a place."""
        span = self.worded.span_of(units)
        paragraph, start = self._paragraph_at(span.start)
        touched = [
            sentence.of(paragraph.text)
            for sentence in split_sentences(paragraph.text)
            if sentence.start + start < span.end and span.start < sentence.end + start
        ]
        return Place(paragraph, " ".join(touched))

    def _paragraph_at(self, at: int) -> tuple[Paragraph, int]:
        """Return the paragraph that holds a code point of the text, and where it begins."""
        place = bisect_right(self.starts, at) - 1
        return self.paragraphs[place], self.starts[place]


def passage_around(snapshot: Snapshot, paragraph: Paragraph, size: int) -> Passage:
    """Return a paragraph with those around it, `size` code points or a little more on each side."""
    whole = snapshot.article_paragraphs(paragraph.article.key)
    at = next(place for place, one in enumerate(whole) if one.key == paragraph.key)
    before = _up_to(size, reversed(whole[:at]))
    after = _up_to(size, whole[at + 1 :])
    paragraphs = (*reversed(before), paragraph, *after)
    lengths = [len(one.text) + len(_BREAK) for one in paragraphs]
    text = _BREAK.join(one.text for one in paragraphs)
    starts = tuple(accumulate(lengths[:-1], initial=0))
    return Passage(paragraphs, starts, read_units(text))


def _up_to(size: int, paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    taken: list[Paragraph] = []
    for paragraph in paragraphs:
        if size <= 0:
            break
        taken.append(paragraph)
        size -= len(paragraph.text)
    return taken


def judge(found: Comparison, passage: Passage) -> Verdict:
    """Return what a quote is by how near it comes to a passage."""
    if found.is_exact:
        return Verdict(Standing.VERBATIM, (passage.place_of(found.stretch),))
    if found.likeness >= ALTERED:
        place = passage.place_of(_from_a_word(passage.worded, found.stretch))
        return Verdict(Standing.ALTERED, (place,), found.pieces)
    if found.likeness >= NEAR:
        return Verdict(Standing.ABSENT, (passage.place_around(found.stretch),))
    return NOWHERE


def _from_a_word(worded: Worded, units: Span) -> Span:
    """Return a stretch without the marks that only end what stands before it."""
    start = units.start
    while start < units.end - 1 and worded.units[start].exact in _ENDING_MARKS:
        start += 1
    return Span(start, units.end)
