"""Fewer looks for circles: whoever indexes makes millions of objects, and none that need them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

FEW = 100_000  # new objects between two looks


@contextmanager
def few_collections() -> Iterator[None]:
    """Let Python look for circles of garbage seldom."""
    before = gc.get_threshold()
    gc.set_threshold(FEW, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
