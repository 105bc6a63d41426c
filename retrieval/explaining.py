"""Why a quote was chosen: the words that it shares with the question, and how rare each is."""

from dataclasses import dataclass

from retrieval.analysis import tokenise
from retrieval.model import Extract
from retrieval.reading import Snapshot

MOST_WORDS = 6  # that an explanation names


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word as the quote writes it, and how many paragraphs hold it in any of its forms."""

    word: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The shared words, rarest first; how many paragraphs there are; how likely it answers, 0-1."""

    words: tuple[SharedWord, ...]
    paragraphs: int
    chance: float


def explain(extract: Extract, snapshot: Snapshot) -> Explanation:
    """Return why `extract` was quoted: its rarest matched words, of equally rare ones the first.

    Forms of one word count once. A paragraph holds the words of its title and headings too.
    """
    words = _matched_terms(extract)
    held = snapshot.document_frequencies(words)
    shared = [SharedWord(word, held.get(term, 1)) for term, word in words.items()]
    shared.sort(key=lambda word: word.paragraphs)
    total = snapshot.statistics().paragraphs
    return Explanation(tuple(shared[:MOST_WORDS]), total, extract.score)


def _matched_terms(extract: Extract) -> dict[str, str]:
    """Return the first matched word of each term, by term."""
    words: dict[str, str] = {}
    for span in extract.matched:
        word = span.of(extract.paragraph.text)
        for token in tokenise(word, extract.paragraph.lang):
            words.setdefault(token.term, word)
    return words
