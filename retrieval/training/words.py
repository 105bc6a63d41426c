"""List the words that people use, so that a word which is none of them can be told to be misspelt.

    python -m retrieval.training.words PAIRS.tsv.gz ANSWERS.tsv.gz

PAIRS has an English and a French sentence a line, ANSWERS English questions and sentences, parted
by tabs. Of the answers, which nobody proofread, words that were seen twice count; those of the
pairs, of data/concepts, of data/everyday.LANG.txt and of the irregular forms always do.
Writes data/words.LANG.txt: folded, a line for each first letter.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from retrieval.analysis import irregular_forms, words_of
from retrieval.data_files import DATA, read_lines
from retrieval.language import LANGUAGES
from retrieval.training.concepts import read_groups
from retrieval.training.teacher import read_tsv

LEAST_SEEN = 2
SHORTEST = 3  # letters; shorter words are never mended


def list_words(texts: Iterable[str], sure: Iterable[str]) -> list[str]:
    """Return the words of texts that were seen often enough, and those of `sure`, in order."""
    seen = Counter(word for text in texts for word in words_of(text))
    words = {word for word, times in seen.items() if times >= LEAST_SEEN}
    words.update(word for text in sure for word in words_of(text))
    return sorted(word for word in words if len(word) >= SHORTEST and word.isalpha())


def format_words(words: Iterable[str]) -> str:
    """Return ordered words as a file keeps them."""
    lines = (" ".join(group) for _, group in groupby(words, lambda word: word[0]))
    return "\n".join(lines) + "\n"


def main() -> None:
    """List the words of both languages and write them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("answers", type=Path)
    options = parser.parse_args()
    pairs, groups = list(read_tsv(options.pairs)), list(read_groups(DATA / "concepts"))
    answers = [text for both in read_tsv(options.answers) for text in both]
    unsure: dict[str, list[str]] = {"en": answers, "fr": []}
    sure = {
        "en": [english for english, _ in pairs] + [e for _, english in groups for e in english],
        "fr": [french for _, french in pairs] + [f for french, _ in groups for f in french],
    }
    for lang in LANGUAGES:
        everyday = read_lines(f"everyday.{lang}.txt")
        words = list_words(unsure[lang], [*sure[lang], *everyday, *irregular_forms(lang)])
        (DATA / f"words.{lang}.txt").write_text(format_words(words), encoding="utf-8")


if __name__ == "__main__":
    main()
