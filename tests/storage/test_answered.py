"""Which message answers which is known for some days, by numbers alone."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.answered import DAYS_KEPT, Answered, Pair, Shown


@pytest.fixture
def answered(db: Path) -> Iterator[Answered]:
    with closing(Answered(db)) as opened:
        yield opened


def test_answers_are_found_by_their_question_in_the_same_chat(answered: Answered) -> None:
    answered.note([Pair(-1, 10, 11, "key"), Pair(-1, 12, 13), Pair(-2, 10, 20)])
    assert [answered.answer_to(-1, question) for question in (10, 12, 11)] == [11, 13, None]
    assert answered.answer_to(-2, 10) == 20
    assert [answered.paragraph_of(-1, answer) for answer in (11, 13, 10)] == ["key", None, None]


def test_answer_quotes_what_it_was_last_seen_to_quote(answered: Answered) -> None:
    answered.note([Pair(-1, 10, 11, "one"), Shown(-1, 11, "two"), Shown(-1, 99, "none")])
    assert answered.paragraph_of(-1, 11) == "two"
    answered.note([Pair(-1, 10, 11)])
    assert answered.paragraph_of(-1, 11) is None
    assert answered.paragraph_of(-1, 99) is None


def test_old_answers_are_forgotten(answered: Answered, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000_000.0
    monkeypatch.setattr("storage.answered.time.time", lambda: now)
    answered.note([Pair(-1, 10, 11)])
    now += DAYS_KEPT * 86_400 + 1
    answered.note([Pair(-1, 12, 13)])
    assert [answered.answer_to(-1, question) for question in (10, 12)] == [None, 13]
