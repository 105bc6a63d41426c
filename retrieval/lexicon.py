"""Words of the other language: the lexicon that retrieval/training/lexicon.py learned.

A line of data/lexicon.tsv is an English stem, and after each tab a French stem with the strength
of the pair in percent. See `retrieval.looking_up` for how a word is found there.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from retrieval.data_files import read_text
from retrieval.looking_up import Lines

Word = tuple[str, str]  # a stem, and its language


def translate(term: str, lang: str) -> Mapping[str, float]:
    """Return the other language's stems for a stem of `lang`, with strengths in (0, 1]."""
    found: dict[str, float] = {}
    for line in load_lexicon().under((term, lang)):
        for english, french, strength in pairs_of(line):
            if term == (english if lang == "en" else french):
                found[french if lang == "en" else english] = strength
    return found


def pairs_of(line: str) -> Iterator[tuple[str, str, float]]:
    """Yield an English stem with each of its French ones, and the pair's strength."""
    english, *pairs = line.split("\t")
    for french, _, percent in (pair.partition(" ") for pair in pairs):
        yield english, french, int(percent) / 100


@cache
def load_lexicon() -> Lines[Word]:
    """Return the lexicon, in which lines stand under the words of both languages."""
    return Lines(read_text("lexicon.tsv").rstrip("\n"), _mark_of, _words_of)


def _mark_of(word: Word) -> str:
    term, lang = word
    return f"\n{term}\t" if lang == "en" else f"\t{term} "


def _words_of(line: str) -> set[Word]:
    return {word for one, other, _ in pairs_of(line) for word in ((one, "en"), (other, "fr"))}
