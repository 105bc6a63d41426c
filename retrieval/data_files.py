"""The word lists and learned values that stand in retrieval/data, as they are written there.

Plain paths, not importlib.resources: loading those
takes a hundredth of a second, which a first answer feels.
"""

from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_text(name: str) -> str:
    """Return the text of a file in retrieval/data."""
    return (DATA / name).read_text(encoding="utf-8")


def read_lines(name: str) -> list[str]:
    """Return the lines of a file without blank ones and comments, which start with #."""
    lines = (line.strip() for line in read_text(name).splitlines())
    return [line for line in lines if line and line[0] != "#"]


def read_words(name: str) -> frozenset[str]:
    """Return the words of a file."""
    return frozenset(word for line in read_lines(name) for word in line.split())


def read_sections(name: str) -> dict[str, list[str]]:
    """Return the lines of each section of a file, in the file's order."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in read_lines(name):
        if line[0] == "[":
            lines = sections.setdefault(line.strip("[]"), [])
        else:
            lines.append(line)
    return sections
