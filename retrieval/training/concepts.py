"""Turn the concept groups that we write into the stems that questions are looked up by.

    python -m retrieval.training.concepts

Reads retrieval/data/concepts/*.txt (a group a line: French entries, " | ", English entries, each
parted by commas) and writes retrieval/data/concepts.tsv.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from retrieval.analysis import analyse
from retrieval.concepts import format_group
from retrieval.errors import InputError

DATA = Path(__file__).parents[1] / "data"


def read_groups(folder: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield each group's French and English entries as they are written.

    :raises InputError: a line is not a group; the message names file and line.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            sides = line.split(" | ")
            if len(sides) != 2:
                message = f"{path.name}, line {number}: write French entries, ' | ', English ones."
                raise InputError(message)
            french, english = ([e.strip() for e in side.split(",") if e.strip()] for side in sides)
            yield french, english


def stem_entries(entries: list[str], lang: str) -> list[str]:
    """Return the entries as stems parted by spaces; those without content words are left out."""
    stems = (" ".join(analyse(entry, lang)) for entry in entries)
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
