"""A text says the same when it is searched, and when an index was made of it."""

import pytest

from retrieval import looking_up
from retrieval.concepts import load_concepts_with
from retrieval.lexicon import load_lexicon, translate
from retrieval.looking_up import Lines

TEXT = "ferry: quay\nlock: quay, barge\nbarge: quay barge"


def lines() -> tuple[Lines[str], list[str]]:
    """Lines that stand under the words after their colons, and those that were taken apart."""
    taken_apart: list[str] = []

    def words_of(line: str) -> set[str]:
        taken_apart.append(line)
        return {word.strip(",") for word in line.split()[1:]}

    return Lines(TEXT, lambda word: f" {word}", words_of), taken_apart


def test_lines_are_found_in_order_once_each():
    found, _ = lines()
    assert found.under("quay") == TEXT.split("\n")
    assert found.under("barge") == ["lock: quay, barge", "barge: quay barge"]
    assert found.under("ferry") == []


def test_lines_are_taken_apart_after_many_searches(monkeypatch):
    monkeypatch.setattr(looking_up, "MANY", 2)
    found, taken_apart = lines()
    assert found.under("barge") == found.under("barge")
    assert taken_apart == []
    searched, looked_up = lines()[0].under("barge"), found.under("barge")
    assert searched == looked_up
    assert taken_apart == TEXT.split("\n")


def test_a_line_under_another_key_of_the_same_hash_is_left_out(monkeypatch):
    monkeypatch.setattr(looking_up, "MANY", 0)
    monkeypatch.setattr(looking_up, "hash", lambda _: 7, raising=False)
    assert lines()[0].under("barge") == ["lock: quay, barge", "barge: quay barge"]


def test_a_text_without_lines_has_none_under_any_key(monkeypatch):
    for many in (0, 9):
        monkeypatch.setattr(looking_up, "MANY", many)
        assert Lines("", lambda word: f" {word}", str.split).under("ferry") == []


@pytest.fixture(params=[0, 10**9])
def many(request, monkeypatch):
    monkeypatch.setattr(looking_up, "MANY", request.param)
    load_lexicon.cache_clear()
    yield
    load_lexicon.cache_clear()


@pytest.mark.usefixtures("many")
def test_translations_go_both_ways():
    assert translate("hous", "en")["maison"] > 0.2
    assert translate("maison", "fr")["hous"] > 0.2
    assert translate("xyzzy", "en") == {}


@pytest.mark.usefixtures("many")
def test_words_and_phrases_have_relatives(tmp_path):
    synonyms = tmp_path / "synonyms.txt"
    synonyms.write_text("| kerlann lock, sluice\n", "utf-8")
    concepts = load_concepts_with(synonyms)
    assert ("kerlann", "lock") in concepts
    assert ("kerlann", "sluic") not in concepts
    assert "sluic" in concepts.related(("kerlann", "lock"))
    assert concepts.related(("xyzzy",)) == {}
