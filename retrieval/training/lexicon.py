"""Learn the English-French lexicon from sentence pairs.

    python -m retrieval.training.lexicon PAIRS.tsv.gz [-o retrieval/data/lexicon.tsv]

PAIRS has an English and a French sentence a line, parted by a tab. IBM Model 1 (Brown et al., "The
Mathematics of Statistical Machine Translation", 1993) is learned in both directions; two stems are
translations as far as both directions say so: sqrt(t(f|e) * t(e|f)).
"""

import argparse
import gzip
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.analysis import analyse

ITERATIONS = 6
LONGEST_SENTENCE = 40  # terms; longer pairs align badly
LEAST = 0.06  # weaker translations are noise
LEAST_SEEN = 2  # pairs in which both words stand
MOST_TRANSLATIONS = 8  # a word and direction

NULL = "<null>"  # the empty word that IBM Model 1 lets unaligned words come from

Pair = tuple[list[str], list[str]]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Alignments:
    """Every word pair that could be aligned: a row each of source, target and target position."""

    sources: Ints
    targets: Ints
    positions: Ints


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the terms of each English and French sentence; pairs without terms are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            english, french = line.rstrip("\n").split("\t")[:2]
            pair = analyse(english, "en"), analyse(french, "fr")
            if all(0 < len(terms) <= LONGEST_SENTENCE for terms in pair):
                yield pair


def learn_lexicon(pairs: list[Pair]) -> dict[tuple[str, str], float]:
    """Return the strength, in (0, 1], of each English-French pair of stems."""
    french_of = translation_table(pairs)
    english_of = translation_table((french, english) for english, french in pairs)
    strengths = {
        (english, french): (probability * english_of.get((french, english), 0.0)) ** 0.5
        for (english, french), probability in french_of.items()
    }
    return keep_strongest(
        {pair: s for pair, s in strengths.items() if s >= LEAST and not any(map(_is_number, pair))}
    )


def translation_table(pairs: Iterable[Pair]) -> dict[tuple[str, str], float]:
    """Return t(target | source) of IBM Model 1 for word pairs seen together often enough."""
    sources: dict[str, int] = {NULL: 0}
    targets: dict[str, int] = {}
    alignments = _enumerate(pairs, sources, targets)
    cells, cell_of = np.unique(
        alignments.sources * len(targets) + alignments.targets, return_inverse=True
    )
    source_of = cells // len(targets)
    seen = np.bincount(cell_of)
    table = np.ones(len(cells))
    for _ in range(ITERATIONS):
        likelihood = table[cell_of]
        total = np.bincount(alignments.positions, likelihood)
        expected = np.bincount(cell_of, likelihood / total[alignments.positions])
        table = expected / np.bincount(source_of, expected)[source_of]
    kept = np.flatnonzero((table > LEAST**2) & (seen >= LEAST_SEEN) & (source_of > 0))
    source_words, target_words = list(sources), list(targets)
    return {
        (source_words[source_of[i]], target_words[cells[i] % len(targets)]): float(table[i])
        for i in kept
    }


def _enumerate(
    pairs: Iterable[Pair], sources: dict[str, int], targets: dict[str, int]
) -> Alignments:
    """Number the words and list every source word (and NULL) beside every target word."""
    rows: list[tuple[int, int, int]] = []
    position = 0
    for source, target in pairs:
        numbers = [0, *(sources.setdefault(word, len(sources)) for word in source)]
        for word in target:
            number = targets.setdefault(word, len(targets))
            rows.extend((source_number, number, position) for source_number in numbers)
            position += 1
    columns = np.array(rows, np.int64).T
    return Alignments(*columns)


def _is_number(term: str) -> bool:
    """Tell whether a term is a figure: it is the same in both languages, and no other one."""
    return term[0].isdigit()


def keep_strongest(strengths: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Keep the pairs that are among the strongest of their English and of their French word."""
    for side in (0, 1):
        by_word: dict[str, list[tuple[float, tuple[str, str]]]] = {}
        for pair, strength in strengths.items():
            by_word.setdefault(pair[side], []).append((strength, pair))
        best = (sorted(ranked, reverse=True)[:MOST_TRANSLATIONS] for ranked in by_word.values())
        strengths = {pair: strength for ranked in best for strength, pair in ranked}
    return strengths


def write_lexicon(strengths: dict[tuple[str, str], float], path: Path) -> None:
    """Write an English stem a line, each followed by its French stems and strengths in percent."""
    lines: dict[str, list[str]] = {}
    for (english, french), strength in sorted(strengths.items(), key=lambda p: (p[0][0], -p[1])):
        if english != french:
            lines.setdefault(english, [english]).append(f"{french} {round(100 * strength)}")
    text = "\n".join("\t".join(fields) for fields in lines.values())
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Learn the lexicon and write it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("retrieval/data/lexicon.tsv"))
    options = parser.parse_args()
    strengths = learn_lexicon(list(read_pairs(options.pairs)))
    write_lexicon(strengths, options.output)
    sys.stdout.write(f"{len(strengths)} pairs of stems in {options.output}\n")


if __name__ == "__main__":
    main()
