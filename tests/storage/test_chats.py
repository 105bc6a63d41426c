"""What the bot remembers: updates until they are answered, and people's wishes."""

import json
import os
import signal
import sqlite3
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.chats import CHATS, chats_path
from storage.database import connect_writer, transaction
from storage.inbox import Inbox
from storage.preferences import Preferences
from storage.schema import Schema
from storage.votes import Vote, Votes


@pytest.fixture
def inbox(db: Path) -> Iterator[Inbox]:
    with closing(Inbox(db)) as opened:
        yield opened


@pytest.fixture
def preferences(db: Path) -> Iterator[Preferences]:
    with closing(Preferences(db)) as opened:
        yield opened


def test_chats_stand_beside_the_index(db: Path, inbox: Inbox) -> None:
    assert chats_path(Path("data/verbatim.db")) == Path("data/verbatim-chats.db")
    assert chats_path(Path("data/verbatim-chats.db")) == Path("data/verbatim-chats.db")
    assert db.with_name("verbatim-chats.db").exists()
    assert not db.exists()


def test_updates_come_back_by_id_until_they_are_handled(inbox: Inbox) -> None:
    inbox.keep([(12, '{"b": 2}'), (11, '{"a": 1}')])
    assert inbox.open_updates() == [(11, '{"a": 1}'), (12, '{"b": 2}')]
    inbox.mark_handled(11)
    assert inbox.open_updates() == [(12, '{"b": 2}')]
    assert inbox.is_handled(11)
    assert not inbox.is_handled(12)
    assert not inbox.is_handled(13)


def test_update_that_comes_again_is_not_opened_again(inbox: Inbox) -> None:
    inbox.keep([(11, "first")])
    inbox.keep([(11, "again"), (12, "new")])
    assert inbox.open_updates() == [(11, "first"), (12, "new")]
    inbox.mark_handled(11)
    inbox.keep([(11, "and again")])
    assert inbox.open_updates() == [(12, "new")]


def test_update_handled_without_being_kept_is_known_too(inbox: Inbox) -> None:
    inbox.mark_handled(11)
    inbox.keep([(11, "late")])
    assert inbox.is_handled(11)
    assert inbox.open_updates() == []


def test_nothing_of_an_answered_question_stays_in_the_file(db: Path, inbox: Inbox) -> None:
    secret = "who-betrayed-the-baker"
    inbox.keep([(11, json.dumps({"text": secret}))])
    inbox.mark_handled(11)
    inbox.close()
    assert secret.encode() not in chats_path(db).read_bytes()


def test_what_is_kept_outlives_a_crash(db: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child runs no other thread
        child = os.fork()
    if child == 0:
        Inbox(db).keep([(11, "question")])
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with closing(Inbox(db)) as inbox:
        assert inbox.open_updates() == [(11, "question")]


def test_old_updates_are_forgotten_open_ones_too(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr("storage.inbox.time.time", lambda: now - 3 * 86_400)
    inbox.keep([(11, "open"), (12, "answered")])
    inbox.mark_handled(12)
    monkeypatch.setattr("storage.inbox.time.time", lambda: now)
    inbox.keep([(13, "new")])
    assert inbox.forget_before(days=4) == 0
    assert inbox.forget_before(days=2) == 2
    assert inbox.open_updates() == [(13, "new")]
    assert not inbox.is_handled(12)


def test_half_a_character_is_kept_as_the_same_json(inbox: Inbox) -> None:
    inbox.keep([(11, '{"text": "\ud83d and é"}')])
    ((_, body),) = inbox.open_updates()
    assert json.loads(body) == {"text": "\ud83d and é"}


def test_nothing_to_keep_is_fine(inbox: Inbox) -> None:
    inbox.keep([])
    assert inbox.open_updates() == []


def test_threads_share_an_inbox(inbox: Inbox) -> None:
    def work(first: int) -> None:
        for update_id in range(first, first + 20):
            inbox.keep([(update_id, "question")])
            inbox.mark_handled(update_id)

    threads = [threading.Thread(target=work, args=(100 * i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inbox.open_updates() == []
    assert all(inbox.is_handled(100 * i + j) for i in range(4) for j in range(20))


def test_message_does_not_wait_for_a_reindex(db: Path, inbox: Inbox) -> None:
    with closing(connect_writer(db)) as database, transaction(database):
        inbox._database.execute("PRAGMA busy_timeout = 1")
        inbox.keep([(11, "question")])
    assert inbox.open_updates() == [(11, "question")]


def test_language_is_remembered_changed_and_forgotten(preferences: Preferences) -> None:
    assert preferences.language_of(7) is None
    preferences.set_language(7, "fr")
    preferences.set_language(8, "en")
    assert preferences.language_of(7) == "fr"
    preferences.set_language(7, "en")
    assert preferences.language_of(7) == "en"
    preferences.forget(7)
    assert preferences.language_of(7) is None
    assert preferences.language_of(8) == "en"


@pytest.fixture
def votes(db: Path) -> Iterator[Votes]:
    with closing(Votes(db)) as opened:
        yield opened


def test_a_person_has_one_vote_on_an_answer_and_can_change_it(votes: Votes) -> None:
    assert votes.cast(Vote(-100, 50, 7, "first", helpful=True)) is None
    assert votes.cast(Vote(-100, 50, 7, "second", helpful=False)) is True
    assert votes.cast(Vote(-100, 50, 7, "second", helpful=False)) is False
    assert votes.all_votes() == [Vote(-100, 50, 7, "second", helpful=False)]


def test_votes_of_other_people_and_on_other_answers_stand_beside_it(votes: Votes) -> None:
    cast = [Vote(c, m, u, "key", helpful=h) for c, m, u, h in ((1, 1, 7, True), (1, 1, 8, False))]
    cast += [Vote(1, 2, 7, "key", helpful=False), Vote(2, 1, 7, "key", helpful=True)]
    assert [votes.cast(vote) for vote in cast] == [None] * 4
    assert votes.all_votes() == cast


def test_forgetting_a_person_erases_their_votes_and_no_others(votes: Votes) -> None:
    kept = Vote(1, 1, 8, "key", helpful=True)
    for vote in (Vote(1, 1, 7, "key", helpful=True), kept, Vote(2, 9, 7, "key", helpful=False)):
        votes.cast(vote)
    votes.forget(7)
    assert votes.all_votes() == [kept]


def test_chats_file_of_an_older_version_is_brought_up_to_date(db: Path) -> None:
    old = Schema(CHATS.name, CHATS.steps[:2])
    with closing(connect_writer(chats_path(db), old)) as database:
        database["preferences"].insert({"user_id": 7, "lang": "fr"})
        database.conn.commit()
    with closing(Votes(db)) as votes, closing(Preferences(db)) as preferences:
        assert votes.all_votes() == []
        assert preferences.language_of(7) == "fr"


def test_inbox_and_preferences_share_a_file(db: Path, inbox: Inbox) -> None:
    with closing(Preferences(db)) as preferences:
        preferences.set_language(7, "fr")
        inbox.keep([(11, "question")])
        assert preferences.language_of(7) == "fr"


def test_steps_of_the_chats_are_recorded_under_their_own_name(db: Path, inbox: Inbox) -> None:
    with closing(sqlite3.connect(inbox.path)) as connection:
        rows = connection.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall()
    assert rows == [(CHATS.name, step.__name__) for step in CHATS.steps]
