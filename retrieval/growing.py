"""Arrays that grow."""

from typing import Any

import numpy as np
import numpy.typing as npt


def grown(rows: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
    """Return so many rows, the first of which are these; what isn't written yet takes no memory."""
    room = np.empty((count, *rows.shape[1:]), rows.dtype)
    room[: len(rows)] = rows
    return room
