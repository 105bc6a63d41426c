"""Words of the other language: the lexicon that retrieval/training/lexicon.py learned.

A line of data/lexicon.tsv is an English stem, and after each tab a French stem with the strength
of the pair in percent. See `retrieval.looking_up` for how a word is found there.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from retrieval.data_files import read_text
from retrieval.looking_up import Lookup

Word = tuple[str, str]  # a stem, and its language


def translate(term: str, lang: str) -> Mapping[str, float]:
    """Return the other language's stems for a stem of `lang`, with strengths in (0, 1]."""
    return load_translations()[term, lang]


@cache
def load_translations() -> Lookup[Word, Mapping[str, float]]:
    """Return what stands under each stem of a language."""
    return Lookup(_search, _index, {})


def _search(word: Word) -> Mapping[str, float]:
    term, lang = word
    found: dict[str, float] = {}
    for line in _lines_with(f"\n{term}\t" if lang == "en" else f"\t{term} "):
        for english, french, strength in _pairs(line):
            if term == (english if lang == "en" else french):
                found[french if lang == "en" else english] = strength
    return found


def _index() -> Mapping[Word, Mapping[str, float]]:
    index: dict[Word, dict[str, float]] = {}
    for line in load_lexicon().strip("\n").split("\n"):
        for english, french, strength in _pairs(line):
            index.setdefault((english, "en"), {})[french] = strength
            index.setdefault((french, "fr"), {})[english] = strength
    return index


def _pairs(line: str) -> Iterator[tuple[str, str, float]]:
    """Yield an English stem with each of its French ones, and the pair's strength."""
    english, *pairs = line.split("\t")
    for french, _, percent in (pair.partition(" ") for pair in pairs):
        yield english, french, int(percent) / 100


def _lines_with(mark: str) -> Iterator[str]:
    """Yield each line that holds a mark (which may begin with the line break before it)."""
    text = load_lexicon()
    place = text.find(mark)
    while place >= 0:
        start = text.rfind("\n", 0, place + 1) + 1
        end = text.find("\n", place + 1)
        yield text[start:end]
        place = text.find(mark, end)


@cache
def load_lexicon() -> str:
    """Return the lexicon's text; a line break stands before and after every line."""
    return "\n" + read_text("lexicon.tsv").rstrip("\n") + "\n"
