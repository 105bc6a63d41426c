"""Articles prepared by other processes come back as they would from this one."""

import multiprocessing
import os
import signal
from contextlib import closing

import pytest

from retrieval.model import RawArticle
from retrieval.preparation import prepare
from storage import preparations
from storage.indexing import bring_up_to_date
from storage.parcels import Packer, Put
from storage.preparations import LARGE, Preparations, workers_for

ARTICLES = [
    Put(RawArticle(f"{n}.txt", f"La marée {n} monte.\n\n" + f"Le port {n} ferme. " * 200), "f", "")
    for n in range(120)
]


def articles_of(parcels):
    return [put for puts, _ in parcels for put in puts]


def kill_workers():
    for child in multiprocessing.active_children():
        os.kill(child.pid, signal.SIGKILL)


@pytest.mark.parametrize("workers", [0, 2])
def test_articles_come_back_in_order_and_whole(workers):
    with closing(Preparations(prepare, workers)) as work:
        back = [done for article in ARTICLES for done in work.put(article)]
        back += work.finish()
    assert articles_of(back) == ARTICLES
    for puts, parcel in back:
        expected = Packer().prepare(prepare, [put.raw for put in puts])
        assert parcel.articles == expected.articles
        for name in ("lengths", "sizes", "frequencies"):
            assert list(getattr(parcel.counts, name)) == list(getattr(expected.counts, name))


def test_only_so_many_articles_are_under_way():
    with closing(Preparations(prepare, 1)) as work:
        returned = most = 0
        for put, article in enumerate(ARTICLES * 9, start=1):
            returned += len(articles_of(work.put(article)))
            most = max(most, put - returned)
    assert most < 900


def test_a_killed_worker_costs_nothing():
    with closing(Preparations(prepare, 1)) as work:
        back = []
        for n, article in enumerate(ARTICLES):
            if n == 60:
                kill_workers()
            back += work.put(article)
        back += work.finish()
    assert articles_of(back) == ARTICLES


def test_a_small_folder_is_prepared_without_workers():
    assert workers_for(LARGE - 1) == 0


def test_an_index_is_the_same_with_workers_and_without(tmp_path, monkeypatch):
    folder = tmp_path / "articles"
    folder.mkdir()
    for article in ARTICLES:
        (folder / article.raw.key).write_text(article.raw.text)
    (folder / "empty.txt").write_text("\n")
    alone = bring_up_to_date(tmp_path / "alone.db", folder)
    monkeypatch.setattr(preparations, "LARGE", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    helped = bring_up_to_date(tmp_path / "helped.db", folder)
    assert (helped.new, helped.paragraphs, helped.failed) == (
        alone.new,
        alone.paragraphs,
        alone.failed,
    )
    assert helped.new == 120
