"""Groups of words that people use for one another lead from the word asked to its like."""

import re
from pathlib import Path

import pytest

from retrieval.analysis import analyse
from retrieval.answering import Answerer
from retrieval.concepts import (
    LONGEST_PHRASE,
    RELATED,
    Concepts,
    Phrase,
    find_phrases,
    format_group,
    load_concepts,
    load_concepts_with,
    parse_group,
    relate,
)
from retrieval.errors import InputError
from retrieval.memory import MemoryCollection
from retrieval.model import RawArticle
from retrieval.preparation import prepare
from retrieval.query import read_question
from retrieval.spelling import Speller
from retrieval.training.concepts import DATA, compile_concepts, read_groups


def concepts_of(*groups: str) -> Concepts:
    """Make concepts of groups of phrases parted by commas."""
    return Concepts("\n".join(format_group(group.split(", ")) for group in groups))


SHIPS = concepts_of("ship, boat, vessel", "vessel, blood duct, vein", "set sail, leav")


def test_words_of_a_group_are_related():
    assert SHIPS.related(("ship",)) == {"boat": RELATED, "vessel": RELATED}


def test_a_word_is_not_related_to_itself_nor_to_strangers():
    assert "ship" not in SHIPS.related(("ship",))
    assert SHIPS.related(("moon",)) == {}


def test_a_word_with_several_senses_is_less_related_to_each():
    related = SHIPS.related(("vessel",))
    assert set(related) == {"ship", "boat", "blood", "duct", "vein"}
    assert related["ship"] == related["vein"] < RELATED


def test_one_word_of_a_phrase_stands_for_half_of_it():
    assert SHIPS.related(("leav",)) == {"set": RELATED / 2, "sail": RELATED / 2}


def test_a_term_in_two_groups_counts_by_the_stronger():
    concepts = concepts_of("go, leav", "go, leav away")
    related = concepts.related(("go",))
    assert related["leav"] > related["away"]


def test_phrases_are_found_longest_first():
    found = find_phrases(["when", "set", "sail", "ship"], SHIPS)
    assert found == [(range(1, 3), ("set", "sail")), (range(3, 4), ("ship",))]


def test_what_a_phrase_is_related_to_counts_for_each_of_its_words():
    related = relate(["when", "set", "sail", "ship"], SHIPS)
    assert related[0] == {}
    assert related[1] == related[2] == {"leav": RELATED}
    assert set(related[3]) == {"boat", "vessel"}


def test_part_of_an_entry_is_no_entry():
    assert ("sail",) not in SHIPS
    assert ("set", "sail") in SHIPS
    assert ("shi",) not in SHIPS


def test_a_group_is_read_as_it_is_written():
    phrases = (("set", "sail"), ("leav",))
    assert parse_group(format_group(" ".join(phrase) for phrase in phrases)) == phrases


def test_a_phrase_whose_words_stand_apart_is_none():
    assert relate(["set", "the", "sail"], SHIPS) == [{}, {}, {}]


@pytest.mark.parametrize("terms", [[], ["moon"]])
def test_a_question_without_known_words_has_no_related_ones(terms):
    assert relate(terms, SHIPS) == [{} for _ in terms]


# The groups that ship


def test_the_compiled_groups_are_those_that_are_written():
    compiled = (DATA / "concepts.tsv").read_text(encoding="utf-8")
    assert compile_concepts(DATA / "concepts") == compiled, (
        "run python -m retrieval.training.concepts"
    )


def test_every_group_that_ships_has_entries_in_both_languages():
    empty = [(fr, en) for fr, en in read_groups(DATA / "concepts") if not fr or not en]
    assert empty == []


def test_every_phrase_that_ships_can_be_found():
    lines = (DATA / "concepts.tsv").read_text(encoding="utf-8").splitlines()
    phrases = {phrase for line in lines for phrase in parse_group(line)}
    assert {
        phrase for phrase in phrases if len(phrase) > LONGEST_PHRASE or not all(phrase)
    } == set()
    assert all(phrase in load_concepts() for phrase in sorted(phrases)[::200])


@pytest.mark.parametrize(
    ("asked", "lang", "said", "said_in"),
    [
        ("acheter", "fr", "acquérir", "fr"),
        ("acheter", "fr", "purchase", "en"),
        ("buy", "en", "purchase", "en"),
        ("expensive", "en", "coûteux", "fr"),
        ("owns", "en", "appartient", "fr"),
    ],
)
def test_people_who_say_it_otherwise_are_understood(asked, lang, said, said_in):
    (phrase,) = [tuple(analyse(asked, lang))]
    weight = load_concepts().related(phrase)[analyse(said, said_in)[0]]
    assert 0 < weight <= RELATED


@pytest.mark.xfail(reason="stems of both languages are looked up in one table", strict=True)
def test_a_french_word_is_not_taken_for_the_english_one_that_looks_alike():
    assert "suffer" not in load_concepts().related(tuple(analyse("pain", "fr")))


# Compiling


def write(folder: Path, text: str) -> Path:
    (folder / "trade.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_group_is_compiled_to_stems_of_its_languages(tmp_path):
    folder = write(tmp_path, "# trade\n\nla boulangerie, un fournil | the bakery, bakeries\n")
    stems = [*analyse("boulangerie fournil", "fr"), *analyse("bakery", "en")]
    assert compile_concepts(folder) == f",{','.join(stems)},\n"


def test_entries_without_content_words_and_groups_left_one_sided_are_left_out(tmp_path):
    folder = write(tmp_path, "le, la | the\navec, pain | bread\n")
    assert compile_concepts(folder) == ",pain,bread,\n"


@pytest.mark.parametrize("line", ["pain, bread", "pain | bread | Brot", "pain|bread"])
def test_a_line_that_is_no_group_is_named(tmp_path, line):
    folder = write(tmp_path, f"# trade\npain | bread\n{line}\n")
    with pytest.raises(InputError, match=r"trade\.txt, line 3"):
        compile_concepts(folder)


# The operator's synonyms


def synonyms(folder: Path, text: str) -> Path:
    path = folder / "synonyms.txt"
    path.write_text(text, encoding="utf-8")
    return path


def stems(entry: str, lang: str = "fr") -> Phrase:
    return tuple(analyse(entry, lang))


def test_synonyms_need_only_one_side(tmp_path):
    concepts = load_concepts_with(
        synonyms(tmp_path, "# ours\n\nPNR, plan national de relance |\n| HMO, harbour office\n")
    )
    assert concepts.related(("pnr",)) == dict.fromkeys(stems("plan national relance"), RELATED / 2)
    assert concepts.related(stems("plan national de relance")) == {"pnr": RELATED}
    assert set(concepts.related(("hmo",))) == set(stems("harbour office", "en"))


def test_synonyms_of_both_sides_lead_to_each_other(tmp_path):
    concepts = load_concepts_with(synonyms(tmp_path, "capitainerie | harbour office\n"))
    assert set(stems("capitainerie")) == set(concepts.related(stems("harbour office", "en")))


def test_synonyms_add_to_the_concepts_that_ship_and_weaken_none(tmp_path):
    concepts = load_concepts_with(synonyms(tmp_path, "acheter, zorbler |\n"))
    buy = stems("acheter")
    assert concepts.related(buy) == {**load_concepts().related(buy), "zorbl": RELATED}
    assert stems("payer") in concepts


def test_a_long_name_is_an_entry_too(tmp_path):
    long = "mutuelle lannionnaise des scaphandriers bretons et normands réunis"
    concepts = load_concepts_with(synonyms(tmp_path, f"MLS, {long} |\n"))
    assert len(stems(long)) > LONGEST_PHRASE
    assert relate(stems(long), concepts)[0][stems("MLS")[0]] == RELATED


def test_without_a_file_there_are_those_that_ship():
    assert load_concepts_with(None) is load_concepts()


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path):
    path = synonyms(tmp_path, "\ufeffPNR, relance |\n")
    assert set(load_concepts_with(path).related(("pnr",))) == set(stems("relance"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("PNR, plan national de relance", "write French entries, ' | ', English ones"),
        ("PNR |", "write at least two entries"),
        ("|", "write at least two entries"),
        ("informatique, électronique | IT", "“IT” has only words that are never looked for"),
    ],
)
def test_a_line_of_synonyms_that_says_nothing_is_named(tmp_path, line, told):
    path = synonyms(tmp_path, f"pain, miche |\n# ours\n{line}\n")
    with pytest.raises(InputError, match=rf"synonyms\.txt, line 3: {re.escape(told)}"):
        load_concepts_with(path)


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "synonyms.txt"
    path.write_bytes("relève, rel\xe8ve |".encode("latin-1"))
    with pytest.raises(InputError, match=r"synonyms\.txt is not UTF-8"):
        load_concepts_with(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(InputError, match=f"{tmp_path} can't be read"):
        load_concepts_with(tmp_path)


def test_a_synonym_finds_a_paragraph_that_is_not_found_without(tmp_path):
    text = "Le plan national de relance a versé neuf millions d'euros au port de Kerlann."
    collection = MemoryCollection([prepare(RawArticle("1", f"Kerlann\n\n{text}"))])
    question = "Qu'est-ce que le PNR ?"
    assert not Answerer(collection).rank(question).paragraphs
    concepts = load_concepts_with(synonyms(tmp_path, "PNR, plan national de relance |\n"))
    (found,) = Answerer(collection, concepts=concepts).rank(question).paragraphs
    assert found.text == text


def test_a_word_of_the_synonyms_is_not_taken_for_a_misspelt_one(tmp_path, collect):
    collection = collect("La goélette Kerlann est à quai.", lang="fr")
    concepts = load_concepts_with(synonyms(tmp_path, "Kerlnan, goélette |\n"))
    knows_none = Speller(lambda lang: frozenset())
    corrections = [
        read_question("Où est Kerlnan ?", "", collection, knows_none, known).corrections
        for known in (None, concepts)
    ]
    assert [len(found) for found in corrections] == [1, 0]
