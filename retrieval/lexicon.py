"""Words of the other language: the lexicon that retrieval/training/lexicon.py learned.

A line of data/lexicon.tsv is an English stem, and after each tab a French stem with the strength
of the pair in percent. Thousands of lines are not taken apart for the few words of a question: its
words are looked up in the text as it is.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from retrieval.data_files import read_text

_REMEMBERED_WORDS = 10_000


@lru_cache(_REMEMBERED_WORDS)
def translate(term: str, lang: str) -> Mapping[str, float]:
    """Return the other language's stems for a stem of `lang`, with strengths in (0, 1]."""
    found: dict[str, float] = {}
    for line in _lines_with(f"\n{term}\t" if lang == "en" else f"\t{term} "):
        english, *pairs = line.split("\t")
        for french, _, percent in (pair.partition(" ") for pair in pairs):
            if term == (english if lang == "en" else french):
                found[french if lang == "en" else english] = int(percent) / 100
    return found


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
