"""From a file to its articles, whatever its format."""

import hashlib
from collections.abc import Callable, Iterator

from retrieval.errors import InputError
from storage.sources.html import read_html_file
from storage.sources.jsonlines import count_lines, read_json_lines
from storage.sources.markdown import read_markdown_file
from storage.sources.model import Found, Problem, SourceFile
from storage.sources.text import read_text_file

_READERS: dict[str, Callable[[SourceFile], Iterator[Found]]] = {
    ".txt": read_text_file,
    ".md": read_markdown_file,
    ".html": read_html_file,
    ".htm": read_html_file,
    ".jsonl": read_json_lines,
    ".jsonl.gz": read_json_lines,
}


def read_source(file: SourceFile) -> Iterator[Found]:
    """Yield what a file holds in order; what stops the reading is the last problem.

    Raises OSError where the file can't be read at the moment.
    """
    try:
        yield from _reader_of(file)(file)
    except InputError as error:
        yield Problem(str(error))


def expected_articles(file: SourceFile) -> int:
    """Return how many articles a file seems to hold, quickly."""
    return count_lines(file) if _reader_of(file) is read_json_lines else 1


def digest_of(file: SourceFile) -> str:
    """Return a digest of a file's bytes; raises OSError where it can't be read."""
    with file.path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _reader_of(file: SourceFile) -> Callable[[SourceFile], Iterator[Found]]:
    name = file.path.name.lower()  # a fetched page's own name is its address
    return next(reader for suffix, reader in _READERS.items() if name.endswith(suffix))
