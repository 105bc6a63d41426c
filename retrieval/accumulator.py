"""The accumulator of one question: what is known of each paragraph's score so far.

The scores of all paragraph ids lie in one dense array, which the next question uses again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from retrieval.posting_lists import Floats, Ids, Mask


@dataclass(slots=True)
class Accumulator:
    """The scores of one question as far as they are known, one a paragraph id.

    `touched` are the ids whose scores were changed, list by list; `everywhere` is true once a
    column was added to whole segments. `least` is a lower bound of the k-th best score; `fresh`
    are scores, as they were when a list was added, that may raise it.
    """

    scores: Floats
    frequencies: Floats
    is_contender: Mask
    touched: list[Ids] = field(default_factory=list)
    fresh: list[Floats] = field(default_factory=list)
    everywhere: bool = False
    least: float = 0.0
    contenders: Ids | None = None

    @classmethod
    def of_size(cls, size: int) -> "Accumulator":
        """Return one for ids below `size`."""
        scores, frequencies = np.zeros(size, np.float32), np.zeros(size, np.float32)
        return cls(scores, frequencies, np.zeros(size, np.bool_))

    @property
    def candidates(self) -> Sequence[Ids]:
        """Lists of ids that hold all that can be among the best, unless it's everywhere."""
        return self.touched if self.contenders is None else [self.contenders]

    def scores_of_candidates(self) -> list[Floats]:
        """Return the scores of each list of candidates."""
        return [self.scores.take(ids) for ids in self.candidates]

    def clear(self) -> None:
        """Forget the question; what was touched is zero again."""
        if self.everywhere:
            self.scores.fill(0.0)
        for ids in self.touched:
            self.scores[ids] = 0.0
        if self.contenders is not None:
            self.is_contender[self.contenders] = False
        self.touched, self.fresh = [], []
        self.everywhere, self.least, self.contenders = False, 0.0, None
