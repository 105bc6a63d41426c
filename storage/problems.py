"""What goes wrong in a run, and what follows from it for the articles indexed before."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from storage.reasons import Reason
from storage.sources.flaws import Flaw
from storage.sources.model import Problem
from storage.summary import Failure

MOST_FAILURES = 100  # named of one file; a dump in the wrong format would give a million


class Problems:
    """What went wrong, by file or folder.

    `kept` are those for which articles of an earlier run stay; `unsettled` are others that have to
    be read again whatever they look like.
    """

    def __init__(self) -> None:
        self.kept: set[str] = set()
        self.unsettled: set[str] = set()
        self._noted: dict[str, list[Problem]] = defaultdict(list)
        self._unnamed: dict[str, int] = defaultdict(int)
        self._losing: set[str] = set()

    def note(self, source: str, problem: Problem) -> None:
        """Remember a problem; of one file, so many as a person would read."""
        if problem.loses:
            self._losing.add(source)
        if len(self._noted[source]) < MOST_FAILURES:
            self._noted[source].append(problem)
        else:
            self._unnamed[source] += 1

    def hider_of(self, source: str) -> str | None:
        """Return what may hide a file's articles: itself or a folder above that can't be read."""
        above = (str(folder) for folder in PurePosixPath(source).parents)
        return next((name for name in (source, *above) if name in self._losing), None)

    def is_settled(self, source: str) -> bool:
        """Tell whether the same bytes would give the same outcome again."""
        return source not in self.kept and source not in self.unsettled

    def reasons(self, source: str) -> Iterator[Reason]:
        """Yield what a person should know about a file."""
        keeping = source in self.kept
        for problem in self._noted.get(source, ()):
            yield problem.reason.keeping() if keeping and problem.loses else problem.reason
            keeping = keeping and not problem.loses  # said once
        if self._unnamed[source]:
            yield Reason(Flaw.MORE, {"number": self._unnamed[source]})

    def failures(self) -> Iterator[Failure]:
        """Yield every problem, by file."""
        for source in sorted(self._noted):
            for reason in self.reasons(source):
                yield Failure(source, reason)
