"""Where words are met that a question asks for: few of them, so they are kept by their places.

Shapes: Q clauses, R runs of words laid end to end (sentences, titles), N words that are met.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.runs import begins_run

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Words that are met: their places (N,), ascending, the runs that they stand in (N,), and how
    far each meets each clause, `values` (Q, N) in [0, 1]; all of a word's may be 0.
    """

    places: Ints
    runs: Ints
    values: Floats

    @property
    def best(self) -> Floats:
        """How far each word (N,) meets the clause that it meets best."""
        best: Floats = self.values.max(axis=0, initial=0)
        return best

    @property
    def firsts(self) -> Ints:
        """Which words are the first to be met in their runs, ascending."""
        return begins_run(self.runs).nonzero()[0]

    def at_least(self, least: float, runs: int) -> "Matches":
        """Return the words of the first so many runs that meet a clause so far.

        What they meet less counts as nothing.
        """
        end = int(self.runs.searchsorted(runs))
        strong = Matches(self.places[:end], self.runs[:end], self.values[:, :end])
        strong = strong.where(strong.best >= least)
        strong.values[strong.values < least] = 0
        return strong

    def where(self, kept: npt.NDArray[np.bool_]) -> "Matches":
        """Return the words (N,) that are kept."""
        return Matches(self.places[kept], self.runs[kept], self.values[:, kept])

    def best_of_runs(self, runs: int) -> Floats:
        """Return (Q, R) how far the best word of each of so many runs meets each clause."""
        best = np.zeros((len(self.values), runs), np.float32)
        if len(self.runs):
            starts = self.firsts
            best[:, self.runs[starts]] = np.maximum.reduceat(self.values, starts, axis=1)
        return best

    def sums_of_runs(self, weights: npt.NDArray[np.number], runs: int) -> Floats:
        """Return (R,) the sums over the words of each of so many runs, of a weight (N,) each."""
        return np.bincount(self.runs, weights, runs).astype(np.float32)


def find_matches(matched: Floats, numbers: Ints, bounds: Ints) -> Matches:
    """Return the words that meet anything, of words given by the numbers (W,) of distinct ones.

    `matched` (Q, D) says how far each distinct word meets each clause; `bounds` (R + 1,) are those
    of the runs among the words.
    """
    (places,) = matched.max(axis=0, initial=0)[numbers].nonzero()
    runs = bounds.searchsorted(places, "right") - 1
    return Matches(places, runs, matched[:, numbers[places]])
