"""The function words of each language, read from data/stopwords.LANG.txt."""

from functools import cache

from retrieval.data_files import read_words


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Return the stop words of a language, lower case, without accents."""
    return read_words(f"stopwords.{lang}.txt")
