"""Plain text: one article a file, its name the article's key, which may be a page's address."""

from collections.abc import Iterator

from retrieval.model import RawArticle
from storage.reasons import ReasonedError
from storage.sources.encoding import decode
from storage.sources.fields import is_web_address
from storage.sources.flaws import Flaw
from storage.sources.model import Found, SourceFile

MOST_BYTES = 50_000_000  # of a file that holds one article


def read_text_file(file: SourceFile) -> Iterator[Found]:
    """Yield the one article of a .txt file; its title is left to be derived.

    Raises ReasonedError for a file that is empty, too large, or in an unclear encoding.
    """
    url = file.name if is_web_address(file.name) else None
    yield RawArticle(key=file.name, text=load_text(file), url=url)


def load_text(file: SourceFile) -> str:
    """Return the text of a file; raises ReasonedError as `read_text_file` does."""
    if file.size > MOST_BYTES:
        size, most = round(file.size / 1e6), round(MOST_BYTES / 1e6)
        raise ReasonedError(Flaw.TOO_LARGE, size=size, most=most)
    with file.path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReasonedError(Flaw.GREW)
    text = decode(data)
    if not text.strip():
        raise ReasonedError(Flaw.EMPTY)
    return text
