"""Words of the other language: the lexicon that retrieval/training/lexicon.py learned.

A line of data/lexicon.tsv is an English stem, and after each tab a French stem with the strength
of the pair in percent.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Translations = Mapping[str, Mapping[str, float]]


def translate(term: str, lang: str) -> Mapping[str, float]:
    """Return the other language's stems for a stem of `lang`, with strengths in (0, 1]."""
    return load_lexicon()[lang].get(term, {})


@cache
def load_lexicon() -> Mapping[str, Translations]:
    """Return the lexicon from each language to the other."""
    french_of: dict[str, dict[str, float]] = {}
    english_of: dict[str, dict[str, float]] = {}
    text = files("retrieval").joinpath("data", "lexicon.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        english, *translations = line.split("\t")
        for field in translations:
            french, percent = field.split(" ")
            strength = int(percent) / 100
            french_of.setdefault(english, {})[french] = strength
            english_of.setdefault(french, {})[english] = strength
    return {"en": french_of, "fr": english_of}
