"""Turn the concept groups that we write into the stems that questions are looked up by.

    python -m retrieval.training.concepts

Reads retrieval/data/concepts/*.txt (their format is told in retrieval/concepts.py) and writes
retrieval/data/concepts.tsv.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from retrieval.concepts import format_group, read_group_file, stem_entry
from retrieval.data_files import DATA


def read_groups(folder: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield each group's French and English entries as they are written.

    :raises InputError: a line is not a group; the message names file and line.
    """
    for path in sorted(folder.glob("*.txt")):
        for group in read_group_file(path):
            yield group.french, group.english


def stem_entries(entries: Iterable[str], lang: str) -> list[str]:
    """Return the entries as stems parted by spaces; those without content words are left out."""
    stems = (stem_entry(entry, lang) for entry in entries)
    return [entry for entry in dict.fromkeys(stems) if entry]


def compile_concepts(folder: Path) -> str:
    """Return the text of concepts.tsv."""
    lines = []
    for french, english in read_groups(folder):
        sides = stem_entries(french, "fr"), stem_entries(english, "en")
        if all(sides):
            lines.append(format_group(dict.fromkeys(sides[0] + sides[1])))
    return "\n".join(dict.fromkeys(lines)) + "\n"


def main() -> None:
    """Write concepts.tsv."""
    text = compile_concepts(DATA / "concepts")
    (DATA / "concepts.tsv").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{text.count(chr(10))} groups\n")


if __name__ == "__main__":
    main()
