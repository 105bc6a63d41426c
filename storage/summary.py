"""What a run of the indexing tells while it goes on, and after."""

from collections.abc import Callable
from dataclasses import dataclass

from storage.reasons import Reason


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in pages while `stage` is "fetching", then in articles.

    After "fetching", which may be missing, comes "reading", then "indexing". Before them all, an
    index that an older Verbatim made is brought up to date: "upgrading", in paragraphs; the same
    goes for "reading" and "indexing" while it is made anew.
    """

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read as it is: a file or folder by its name in the folder, and why."""

    source: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `articles` and `paragraphs` are what the index holds after it."""

    new: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    articles: int
    paragraphs: int
    seconds: float


Report = Callable[[Progress], None]
