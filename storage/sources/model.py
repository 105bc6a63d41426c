"""What readers are given, and what they hand over."""

from dataclasses import dataclass
from pathlib import Path

from retrieval.model import RawArticle


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of articles. `name` is its path inside the articles folder, with "/".

    Of a source that was added it is the page's address, or the document's name behind ".added/";
    `path` then has an ending that tells the format.
    """

    path: Path
    name: str
    size: int  # bytes
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file that a person should know, with the line where there is one.

    `loses` tells that an article could not be read; otherwise it was read without some detail.
    """

    reason: str
    loses: bool = True


Found = RawArticle | Problem
