"""Regular expressions kept as data: a section a name, an alternative a line."""

import re
from collections.abc import Sequence
from importlib.resources import files


def read_sections(name: str) -> dict[str, list[str]]:
    """Return the lines of each section of a file in retrieval/data, in the file's order."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in files("retrieval").joinpath("data", name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections


def compile_words(alternatives: Sequence[str]) -> re.Pattern[str]:
    """Compile an alternation of whole words; case counts."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")
