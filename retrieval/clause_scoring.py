"""Adding clauses to an accumulator: weight * tf / (tf + norm) for each paragraph that matches.

See `retrieval.bm25` for the formula; `norms` are its k1 * (1 - b + b * dl / avgdl), one a paragraph
id, and `weight` is all that doesn't depend on the paragraph.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.accumulator import Accumulator
from retrieval.posting_lists import Floats, Frequencies, Ids, sparse, sparse_among
from retrieval.reading import Postings

# Lists up to this length are merged: a call of numpy costs more than their postings do.
SHORT = 2_000


def add_term(accumulator: Accumulator, norms: Floats, postings: Postings, weight: float) -> None:
    """Add weight * tf / (tf + norm) to the score of every paragraph that holds the term."""
    tf: Frequencies
    if accumulator.contenders is None:
        for column in postings.columns:
            accumulator.everywhere = True
            span = slice(column.base, column.base + len(column.frequencies))
            accumulator.scores[span] += saturate(column.frequencies, norms[span], weight)
        ids, tf = postings.ids, postings.frequencies
    else:
        ids, tf = holders(accumulator, postings)
    add_scores(accumulator, norms, ids, tf, weight)


def add_group(
    accumulator: Accumulator, norms: Floats, lists: Sequence[tuple[float, Postings]], weight: float
) -> None:
    """Add a clause whose terms share one term frequency (Pirkola's structured query)."""
    frequencies = accumulator.frequencies
    found = [(share, *holders(accumulator, postings)) for share, postings in lists]
    long = [each for each in found if len(each[1]) > SHORT]
    if len(found) > len(long) + 1:
        short = [each for each in found if len(each[1]) <= SHORT]
        found = [*long, (1.0, *merged(frequencies, short))]
    if len(found) == 1:
        add_scores(accumulator, norms, found[0][1], np.float32(found[0][0]) * found[0][2], weight)
        return
    longest, *others = sorted(found, key=lambda each: -len(each[1]))
    for share, ids, tf in others:
        frequencies[ids] = frequencies.take(ids) + np.float32(share) * tf
    share, ids, tf = longest  # its own frequencies needn't be laid down to be read again
    add_scores(accumulator, norms, ids, frequencies.take(ids) + np.float32(share) * tf, weight)
    frequencies[ids] = 0.0  # what one list has scored is 0 for the next
    for _, ids, _ in others:
        add_scores(accumulator, norms, ids, frequencies.take(ids), weight)
        frequencies[ids] = 0.0


def add_scores(
    accumulator: Accumulator, norms: Floats, ids: Ids, tf: Frequencies, weight: float
) -> None:
    """Add weight * tf / (tf + norm) to the scores of some paragraphs."""
    if ids.size:
        scores = accumulator.scores.take(ids)
        scores += saturate(tf, norms.take(ids), weight)
        accumulator.scores[ids] = scores
        accumulator.fresh.append(scores)
        if accumulator.contenders is None:
            accumulator.touched.append(ids)


def merged(
    frequencies: Floats, lists: Sequence[tuple[float, Ids, Frequencies]]
) -> tuple[Ids, Floats]:
    """Return the ids of all lists, each once, and the sums of their frequencies by their shares.

    `frequencies`, one an id, are 0 before and after.
    """
    ids = np.concatenate([ids for _, ids, _ in lists])
    shares = np.array([share for share, _, _ in lists], np.float32)
    tf = np.concatenate([tf for _, _, tf in lists]) * shares.repeat([len(i) for _, i, _ in lists])
    np.add.at(frequencies, ids, tf)
    sums = frequencies[ids]
    order = np.arange(len(ids), dtype=np.float32)
    frequencies[ids] = order  # where an id stands several times, its last place stays
    is_last = frequencies[ids] == order
    frequencies[ids] = 0.0
    return ids[is_last], sums[is_last]


def saturate(tf: npt.NDArray[np.number], norms: Floats, weight: float) -> Floats:
    """Return weight * tf / (tf + norm), 0.0 where the norm is infinite."""
    times = tf.astype(np.float32)
    below = times + norms
    times /= below
    times *= np.float32(weight)
    return times


def holders(accumulator: Accumulator, postings: Postings) -> tuple[Ids, Frequencies]:
    """Return the paragraphs that hold a term, of contenders alone once there are any, and tf."""
    if accumulator.contenders is None:
        return sparse(postings)
    return sparse_among(postings, accumulator.contenders, accumulator.is_contender)
