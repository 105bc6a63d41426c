"""What stands under a key in a text of thousands of lines, for few questions and for many.

Taking all lines apart takes longer than the few words of one question are worth: these are looked
for in the text as it is. Whoever answers many questions has an index before long.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MANY = 100  # searches after which an index is worth its making


class Lookup(Generic[K, V]):
    """Finds what is under a key: by `search` at first, then in what `index` returns.

    Both say the same; `nothing` is what there is under a key that the index doesn't have.
    """

    def __init__(
        self, search: Callable[[K], V], index: Callable[[], Mapping[K, V]], nothing: V
    ) -> None:
        self._search = search
        self._make_index = index
        self._nothing = nothing
        self._searches = 0

    def __getitem__(self, key: K) -> V:
        """Return what is under a key."""
        if self._searches < MANY:
            self._searches += 1
            return self._search(key)
        return self._index.get(key, self._nothing)

    @cached_property
    def _index(self) -> Mapping[K, V]:
        return self._make_index()
