"""Every engine finds what matches best; Verbatim exactly as rank-bm25 does."""

from contextlib import closing

import pytest

from bot.bench.engines import NAMES, ORACLE, OURS, load_engine, missing_for
from bot.bench.exactness import first_difference
from bot.bench.making import Generated
from bot.bench.material import lay_out

PARAGRAPHS = [
    ["ferry", "lock", "ferry", "3.5"],
    ["lock", "barge", "harbour"],
    ["barge", "barge", "l'eau", "mayor"],
    ["bread"],
]


def ask(name, folder, paragraphs, queries):
    """Build, open and ask an engine."""
    engine = load_engine(name)
    engine.build(paragraphs, folder)
    with closing(engine.open(folder)) as index:
        return [index.top(terms, 10) for terms in queries]


@pytest.mark.parametrize(
    "name",
    [
        # What numba compiles takes longer than all other tests together.
        pytest.param(name, marks=pytest.mark.skipif(name.endswith("numba"), reason="slow"))
        for name in NAMES
    ],
)
def test_an_engine_ranks_the_paragraphs_that_match(name, tmp_path):
    if missing_for(name):
        pytest.skip(f"{name} is not installed")
    paragraphs = [[word for word in terms if "'" not in word] for terms in PARAGRAPHS]
    ferry, both, number = ask(name, tmp_path, paragraphs, [["ferry"], ["barge", "mayor"], ["3.5"]])
    assert [i for i, score in ferry if score > 0] == [0]
    assert [i for i, score in both if score > 0] == [2, 1]
    assert [i for i, score in number if score > 0] == [0]


@pytest.mark.parametrize("kind", ["content", "all"])
def test_our_best_ten_are_rank_bm25s(kind, tmp_path):
    material = lay_out(Generated(), 300, tmp_path)
    queries = material.queries(kind)
    ours, oracle = (ask(name, tmp_path, material.terms(kind), queries) for name in (OURS, ORACLE))
    assert any(len(top) == 10 for top in oracle)
    assert first_difference(ours, oracle) == ""


@pytest.mark.parametrize(
    ("ours", "differs"),
    [
        ([(1, 2.0), (2, 1.0)], False),
        ([(1, 2.000001), (2, 1.0)], False),
        ([(1, 2.0), (3, 1.0)], False),  # ties with the last one that is named
        ([(2, 2.0), (1, 1.0)], True),
        ([(1, 2.1), (2, 1.0)], True),
        ([(3, 2.0), (2, 1.0)], True),
        ([(1, 2.0)], True),
        ([], True),
    ],
)
def test_a_difference_is_named_and_a_tie_is_none(ours, differs):
    found = first_difference([[], ours], [[], [(1, 2.0), (2, 1.0)]])
    assert bool(found) == differs
    assert found == "" or found.startswith("question 2, place ")


def test_a_package_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr("bot.bench.engines.find_spec", lambda _: None)
    assert missing_for("bm25s, numba") == ["bm25s", "numba"]
    assert missing_for(OURS) == []
