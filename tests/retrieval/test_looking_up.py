"""A text says the same when it is searched, and when an index was made of it."""

import pytest

from retrieval import looking_up
from retrieval.concepts import load_concepts_with
from retrieval.lexicon import load_translations, translate
from retrieval.looking_up import Lookup


def test_the_index_is_made_after_many_searches(monkeypatch):
    monkeypatch.setattr(looking_up, "MANY", 2)
    searched: list[str] = []
    lookup = Lookup(lambda key: searched.append(key) or "searched", lambda: {"a": "index"}, "none")
    assert [lookup[key] for key in "aaab"] == ["searched", "searched", "index", "none"]
    assert searched == ["a", "a"]


@pytest.fixture(params=[0, 10**9])
def many(request, monkeypatch):
    monkeypatch.setattr(looking_up, "MANY", request.param)
    load_translations.cache_clear()
    yield
    load_translations.cache_clear()


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
