"""Files to read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.sources.folder import list_sources
from storage.sources.model import SourceFile

Write = Callable[[str, str | bytes], SourceFile]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of this name and content into a folder; return it as the folder lists it."""

    def write_file(name: str, content: str | bytes) -> SourceFile:
        path = tmp_path / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        files = list_sources(tmp_path / "articles").files
        return next(file for file in files if file.name == name)

    return write_file
