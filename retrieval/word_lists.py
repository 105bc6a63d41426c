"""Word lists kept as text beside the code: sections in brackets, comments before the first one."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def read_sections(name: str) -> dict[str, list[str]]:
    """Return the lines of each section of `data/<name>.txt`, in order, without blank lines."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []  # of the section being read; those before the first one are comments
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if text.startswith("["):
            lines = sections.setdefault(text.strip("[]"), [])
        elif text:
            lines.append(text)
    return sections
