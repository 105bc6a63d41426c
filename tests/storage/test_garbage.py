"""Who indexes lets Python look for circles seldom, and then as often as before."""

import gc

from storage.garbage import FEW, few_collections


def test_collections_are_few_until_the_work_is_done():
    before = gc.get_threshold()
    with few_collections():
        assert gc.get_threshold()[0] == FEW
    assert gc.get_threshold() == before
