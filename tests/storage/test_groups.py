"""Groups are remembered with what their administrators set, also when they get another number."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.groups import Group, Groups


@pytest.fixture
def groups(db: Path) -> Iterator[Groups]:
    with closing(Groups(db)) as opened:
        yield opened


def test_unknown_group_is_none(groups: Groups) -> None:
    assert groups.group(-1) is None


def test_what_is_changed_stays_and_the_rest_as_well(db: Path, groups: Groups) -> None:
    groups.change(-1, lang="fr", outlets=("L’Écho", 'a "b"'))
    groups.change(-1, is_in=False, since=7)
    expected = Group(is_in=False, since=7, lang="fr", outlets=("L’Écho", 'a "b"'))
    assert groups.group(-1) == expected
    groups.close()
    with closing(Groups(db)) as again:
        assert again.group(-1) == expected
        assert again.group(-2) is None


@pytest.mark.parametrize("is_known", [True, False])
def test_group_that_moves_takes_its_settings_along_once(groups: Groups, *, is_known: bool) -> None:
    groups.change(-1, lang="fr", length="b")
    if is_known:  # Telegram may tell that the bot is in the new one before it tells of the move
        groups.change(-2, since=5)
    moved = groups.move(-1, -2)
    assert (moved.lang, moved.length, moved.moved_from, moved.is_in) == ("fr", "b", -1, True)
    groups.change(-2, lang="en")
    assert groups.move(-1, -2).lang == "en"
    assert groups.group(-1) is None
