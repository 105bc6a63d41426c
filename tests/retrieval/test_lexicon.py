"""Words of the other language: the lexicon that ships, and how one is learned."""

import gzip

import pytest

from retrieval.analysis import analyse
from retrieval.data_files import read_lines
from retrieval.lexicon import load_lexicon, translate
from retrieval.training.lexicon import (
    MOST_TRANSLATIONS,
    keep_strongest,
    learn_lexicon,
    read_pairs,
    write_lexicon,
)

PAIRS = [
    ("the harbour is closed", "le port est fermé"),
    ("the harbour is small", "le port est petit"),
    ("a small boat sank", "un petit bateau a coulé"),
    ("the boat is closed", "le bateau est fermé"),
    ("the old harbour", "le vieux port"),
    ("an old boat", "un vieux bateau"),
]


@pytest.mark.parametrize(
    ("english", "french"), [("water", "eau"), ("bread", "pain"), ("captain", "capitaine")]
)
def test_common_words_are_translated_both_ways(english, french):
    (english,), (french,) = analyse(english, "en"), analyse(french, "fr")
    assert translate(english, "en")[french] == translate(french, "fr")[english] > 0.5


def test_an_unknown_word_has_no_translation():
    assert translate("xyzzy", "en") == {}


def shipped_pairs() -> list[tuple[str, str, int]]:
    """Every English stem with each of its French ones and their strength in percent."""
    pairs = []
    for line in read_lines("lexicon.tsv"):
        english, *fields = line.split("\t")
        pairs += [(english, french, int(n)) for french, n in (f.split(" ") for f in fields)]
    return pairs


def test_every_strength_is_a_share_and_no_word_translates_itself():
    for english, french, percent in shipped_pairs():
        assert 0 < percent <= 100
        assert english != french


def test_no_number_translates_another_number():
    assert not [pair for pair in shipped_pairs() if pair[0][0].isdigit() or pair[1][0].isdigit()]


def test_every_pair_is_found_from_both_sides():
    for english, french, percent in shipped_pairs()[::97]:
        assert translate(english, "en")[french] == percent / 100
        assert translate(french, "fr")[english] == percent / 100


# Learning


def learned() -> dict[tuple[str, str], float]:
    return learn_lexicon([(analyse(en, "en"), analyse(fr, "fr")) for en, fr in PAIRS])


def test_words_that_keep_each_others_company_are_translations():
    strengths = learned()
    for words in [("harbour", "port"), ("boat", "bateau"), ("small", "petit")]:
        (english,), (french,) = analyse(words[0], "en"), analyse(words[1], "fr")
        best = max((s, f) for (e, f), s in strengths.items() if e == english)
        assert best == (strengths[english, french], french)
    assert all(0 < strength <= 1 for strength in strengths.values())


def test_words_seen_together_once_are_not_learned():
    assert not [pair for pair in learned() if "sank" in pair]


def test_only_the_strongest_translations_of_a_word_are_kept():
    pairs = {("set", f"mot{i}"): i / 100 for i in range(1, 30)}
    kept = keep_strongest(pairs)
    assert sorted(kept.values(), reverse=True) == sorted(pairs.values())[::-1][:MOST_TRANSLATIONS]


def test_what_is_written_is_what_is_read(tmp_path, monkeypatch):
    path = tmp_path / "lexicon.tsv"
    write_lexicon({("boat", "bateau"): 0.9, ("boat", "barqu"): 0.5, ("port", "port"): 1.0}, path)
    monkeypatch.setattr("retrieval.data_files.DATA", tmp_path)
    monkeypatch.setattr("retrieval.lexicon.load_lexicon", load_lexicon.__wrapped__)
    assert translate("boat", "en") == {"bateau": 0.9, "barqu": 0.5}
    assert translate("bateau", "fr") == {"boat": 0.9}
    assert translate("port", "en") == {}


def test_pairs_are_read_as_terms(tmp_path):
    path = tmp_path / "pairs.tsv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write("The harbour.\tLe port.\nIt is.\tC'est ça.\n" + "boat " * 99 + "\tbateau\n")
    assert list(read_pairs(path)) == [(analyse("harbour", "en"), analyse("port", "fr"))]
