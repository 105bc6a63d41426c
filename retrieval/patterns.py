"""Regular expressions kept as data: a section a name, an alternative a line."""

import re
from importlib.resources import files


def read_patterns(name: str) -> dict[str, str]:
    """Return each section of a file in retrieval/data as one alternation, in the file's order."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in files("retrieval").joinpath("data", name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return {section: "|".join(lines) for section, lines in sections.items()}


def compile_words(alternatives: str) -> re.Pattern[str]:
    """Compile an alternation of whole words; case counts."""
    return re.compile(rf"\b(?:{alternatives})\b")
