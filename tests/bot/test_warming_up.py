"""What is loaded before the first question."""

import gc

import pytest

from bot.warming_up import warm_up
from storage.errors import DatabaseMissing


@pytest.fixture(autouse=True)
def garbage_collection():
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


class Answers:
    def __init__(self, error=None):
        self.asked, self.error = [], error

    def answer(self, question):
        self.asked.append(question)
        if self.error:
            raise self.error


async def test_questions_in_both_languages_are_answered_before_anyone_asks():
    answers = Answers()
    await warm_up(answers)
    assert [question.split()[0] for question in answers.asked] == ["Qui", "Who"]
    assert gc.get_freeze_count() > 0


async def test_articles_that_cannot_be_searched_are_told_and_break_nothing(tmp_path, caplog):
    await warm_up(Answers(DatabaseMissing(tmp_path / "verbatim.db")))
    assert "can't be searched" in caplog.text
