"""The function words of each language, read from data/stopwords.LANG.txt."""

from functools import cache
from importlib.resources import files


def read_words(name: str) -> frozenset[str]:
    """Return the words of a file in retrieval/data; lines that start with # are comments."""
    text = files("retrieval").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Return the stop words of a language, lower case, without accents."""
    return read_words(f"stopwords.{lang}.txt")
