"""Plain text: one article a file, its name the article's key, which may be a page's address."""

from collections.abc import Iterator

from retrieval.errors import InputError
from retrieval.model import RawArticle
from storage.sources.encoding import decode
from storage.sources.fields import is_web_address
from storage.sources.model import Found, SourceFile

MOST_BYTES = 50_000_000  # of a file that holds one article


def read_text_file(file: SourceFile) -> Iterator[Found]:
    """Yield the one article of a .txt file; its title is left to be derived.

    Raises InputError for a file that is empty, too large, or in an unclear encoding.
    """
    url = file.name if is_web_address(file.name) else None
    yield RawArticle(key=file.name, text=load_text(file), url=url)


def load_text(file: SourceFile) -> str:
    """Return the text of a file; raises InputError as `read_text_file` does."""
    if file.size > MOST_BYTES:
        raise InputError(
            f"{file.size / 1e6:,.0f} MB are too much for one article (at most "
            f"{MOST_BYTES / 1e6:,.0f} MB): split it, or make it a .jsonl with an article a line."
        )
    with file.path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError("it grew while it was read: index again when it is complete.")
    text = decode(data)
    if not text.strip():
        raise InputError("the file is empty: put text in it, or take it away.")
    return text
