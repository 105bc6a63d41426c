"""`verbatim eval` measures a set, its peers beside it, and shows it to people and to machines."""

import gzip
import json
import os

import pytest
from click.testing import CliRunner

from bot.cli import program
from bot.quality.tables import lay_out, show_calibration, show_failures
from bot.wrapping import Screen
from retrieval.evaluation import Outcome
from retrieval.question_sets import SetQuestion

ARTICLES = [
    {
        "id": "lock",
        "title": "The lock of Vernay",
        "lang": "en",
        "text": "The lock of Vernay was rebuilt in nine weeks. It cost 274,100 euros.\n\n"
        "Barges wait for a longer quay, says the mayor, Lucie Abgrall.",
    },
    {
        "id": "phare",
        "title": "Le phare de Kermorvan",
        "lang": "fr",
        "text": "Le phare de Kermorvan s’est rallumé mardi.\n\nLa lanterne a coûté 420 000 euros.",
    },
]
QUESTIONS = [
    {
        "id": "q1", "lang": "en", "question": "How long was the lock of Vernay rebuilt?",
        "gold": [["lock", 1]], "answers": ["nine weeks"], "answerable": True,
    },
    {
        "id": "q2", "lang": "fr", "question": "Combien a coûté la lanterne du phare ?",
        "gold": [["phare", 2]], "answers": ["420 000"], "answerable": True,
    },
    {
        "id": "q3", "lang": "fr", "question": "Qui élève des lamas au Pérou ?",
        "gold": [], "answers": [], "answerable": False, "split": "held",
    },
]  # fmt: skip
ENGINES = ["Verbatim", "rank-bm25", "SQLite FTS5"]


@pytest.fixture(autouse=True)
def _alone(tmp_path, monkeypatch):
    """Run in an empty directory, without the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("VERBATIM_", "TELEGRAM_")):
            monkeypatch.delenv(name)


@pytest.fixture
def question_set(tmp_path):
    """A set's folder."""
    folder = tmp_path / "set"
    folder.mkdir()
    for name, records in (("articles", ARTICLES), ("questions", QUESTIONS)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.writelines(json.dumps(record) + "\n" for record in records)
    return str(folder)


def call(*args):
    return CliRunner().invoke(program, ["eval", *args])


def outcome(refused=False, confidence=0.5, answer_rank=0, **more):
    values = {"id": "q", "text": "Combien ?", "context": "", "answerable": True, **more}
    question = SetQuestion(
        lang="fr", kind="fact", articles=frozenset(), paragraphs=frozenset(), split="dev",
        answers=("274 100 euros",), **values,
    )  # fmt: skip
    return Outcome(question, refused, confidence, answer_rank, 0, False, "Il\x1b[2J est fermé.", 9)


def cells_of(output, row):
    """Return the cells of the first line that begins with `row`."""
    (line, *_) = [line for line in output.splitlines() if line.startswith(row)]
    return line.removeprefix(row).split()


def test_a_folder_is_measured_by_kind_language_and_half(question_set):
    shown = call(question_set)
    assert shown.exit_code == 0
    assert cells_of(shown.stdout, "fact")[:4] == ["2", "100.0", "100.0", "1.000"]
    for row in ("none", "in en", "in fr", "half dev", "half held", "all"):
        assert cells_of(shown.stdout, row)
    assert "rank-bm25" not in shown.stdout
    assert "ms a question: p50" in shown.stdout


def test_peers_stand_side_by_side_in_the_same_run(question_set):
    shown = call(question_set, "--peers", "--intervals").stdout
    assert "Verbatim  rank-bm25  SQLite FTS5" in shown
    assert cells_of(shown, "asked") == ["3", "3", "3"]
    assert len(cells_of(shown, "ms a question, p99")) == 3
    assert "above rank-bm25" in shown


def test_machines_get_everything_in_one_object(question_set):
    options = ("--json", "--peers", "--intervals", "--removal", "--failures")
    told = json.loads(call(question_set, *options).stdout)
    assert list(told["engines"]) == ENGINES
    for engine in told["engines"].values():
        assert engine["groups"]["all"]["questions"] == 3
        assert engine["groups"]["all"]["success_at_5"] == 100
        assert 0 < engine["ms"]["p50"] <= engine["ms"]["p99"]
        assert engine["intervals"]["answer_at_1"]["high"] <= 100
    assert list(told["differences"]) == ENGINES[1:]
    assert sum(one["questions"] for one in told["calibration"]["bins"]) == 3
    assert told["removal"]["questions"] == 2
    assert told["failures"] == []


def test_only_what_was_asked_for_is_in_it(question_set):
    told = json.loads(call(question_set, "--json").stdout)
    assert set(told) == {"engines", "calibration"}
    assert list(told["engines"]) == ["Verbatim"]
    assert set(told["engines"]["Verbatim"]) == {"groups", "ms"}


def test_removal_tells_what_is_said_without_the_articles(question_set):
    shown = call(question_set, "--removal").stdout
    assert "taken out (2 asked)" in shown
    assert cells_of(shown, "AUROC of the confidence, there or taken out") == ["1.000"]


def test_spoilt_questions_tell_how_many_points_they_lose(question_set):
    shown = call(question_set, "--typos", "1", "--plain-letters").stdout
    assert cells_of(shown, "points lost") == ["success@1", "answer@1", "answer@3"]
    assert len(cells_of(shown, "with typos (2 asked)")) == 3
    assert cells_of(shown, "with plain letters (2 asked)") == ["0.0", "0.0", "0.0"]


def test_machines_get_the_losses_that_were_asked_for(question_set):
    options = ("--json", "--plain-letters")
    told = json.loads(call(question_set, *options).stdout)
    loss = {"questions": 2, "success_at_1": 0, "answer_at_1": 0, "answer_at_3": 0}
    assert told["losses"] == {"plain letters": loss}


@pytest.mark.parametrize("share", ["0", "1.5", "-1", "many"])
def test_a_share_of_typos_is_above_0_and_at_most_1(question_set, share):
    assert call(question_set, "--typos", share).exit_code == 2


@pytest.mark.parametrize(
    ("options", "asked"),
    [(("--split", "held"), 1), (("--lang", "fr"), 2), (("--sample", "1"), 1), ((), 3)],
)
def test_fewer_questions_can_be_chosen(question_set, options, asked):
    assert cells_of(call(question_set, *options).stdout, "all")[0] == str(asked)


def test_a_choice_of_no_question_is_told(question_set):
    result = call(question_set, "--split", "held", "--lang", "en")
    assert result.exit_code == 1
    assert "holds no such question: leave --split or --lang out" in result.stderr


def test_a_bad_line_is_named(question_set):
    with gzip.open(f"{question_set}/questions.jsonl.gz", "at", encoding="utf-8") as stream:
        stream.write("{]\n")
    result = call(question_set)
    assert result.exit_code == 1
    assert "questions.jsonl.gz, line 4 is not JSON" in result.stderr
    assert result.stderr.count("\n") == 1


# What is shown


def test_columns_of_a_table_are_as_wide_as_their_widest_cell():
    assert lay_out(["", "ab"], [["row", "1"], ["r", "222"]]).splitlines() == [
        "      ab",
        "row    1",
        "r    222",
    ]


def test_the_diagram_has_a_bar_for_what_was_right_and_a_mark_for_the_confidence():
    lines = show_calibration([outcome(confidence=0.25, answer_rank=1)] * 2).splitlines()
    assert lines[3].split()[:6] == ["0.2", "to", "0.3", "2", "0.25", "1.00"]
    assert lines[3].endswith("█" * 10 + "|" + "█" * 29)
    assert lines[-1] == "expected calibration error: 0.750"


def test_failures_are_wrong_firsts_wrong_refusals_and_false_answers():
    shown = show_failures(
        [
            outcome(id="right", answer_rank=1),
            outcome(id="second", answer_rank=2),
            outcome(id="shy", answer_rank=1, refused=True),
            outcome(id="bold", answerable=False),
            outcome(id="modest", answerable=False, refused=True),
        ],
        Screen(),
    )
    assert [part.splitlines()[1] for part in shown.split("\n\n")] == [
        "answered at rank 2 (confidence 0.50)",
        "wrong refusal, answered at rank 1 (confidence 0.50)",
        "false answer (confidence 0.50)",
    ]


def test_failures_fit_the_screen_and_a_terminal_obeys_nothing_in_them():
    long = outcome(context="Qui a payé les travaux de l’écluse ?", text="Et combien " * 9 + "?")
    shown = show_failures([long], Screen(40))
    assert max(map(len, shown.splitlines())) <= 40
    assert "\x1b" not in shown
    assert "expected: 274 100 euros" in shown
