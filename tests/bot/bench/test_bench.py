"""`verbatim bench`: every figure is measured, shown and drawn."""

import json
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from bot.bench import reindexing, running, whole
from bot.bench.chart import draw
from bot.bench.clock import Outside, percentile, time_each
from bot.bench.engines import NAMES, ORACLE, OURS
from bot.bench.making import Generated
from bot.bench.material import lay_out
from bot.bench.table import show_ms, show_ratio, show_run
from bot.bench.worker import TASKS
from bot.commands import bench


@pytest.fixture
def in_this_process(monkeypatch):
    """Workers' tasks without the start of a process each, with a few updates."""
    monkeypatch.setattr(
        running, "run_worker", lambda task, folder, *rest: TASKS[task](folder, *rest)
    )
    monkeypatch.setattr(running, "_start_cold", lambda _: {"p50": 400.0})
    monkeypatch.setattr(whole, "_UPDATES", 3)
    monkeypatch.setattr(whole, "_BUDGET", 0.0)
    monkeypatch.setattr(reindexing, "_QUESTIONS", 5)
    monkeypatch.setattr(reindexing, "_FEWEST", 2)
    monkeypatch.setattr("bot.bench.material.QUESTIONS", 60)


@pytest.fixture
def run(in_this_process, tmp_path):
    """What a small run without peers gave, as JSON; what it printed; its chart."""
    files = {"--json": tmp_path / "run.json", "--chart": tmp_path / "run.svg"}
    arguments = [str(part) for pair in files.items() for part in pair]
    done = CliRunner().invoke(bench.command, ["--paragraphs", "100", *arguments])
    assert done.exception is None, done.output
    return json.loads(files["--json"].read_text()), done, files["--chart"].read_text()


def test_a_run_measures_shows_and_draws(run):
    figures, done, chart = run
    assert list(figures["engines"]) == [OURS, ORACLE]
    assert figures["exactness"] == {"content": "", "all": ""}
    assert figures["collection"]["paragraphs"] == figures["whole"]["index"]["paragraphs"] == 100
    assert figures["whole"]["update"]["updates"] >= 3
    assert figures["whole"]["reindex"]["paragraphs"] == 100
    assert set(figures["left_out"]) == {*NAMES} - {OURS, ORACLE}
    for told in (
        "match the best 10",
        "first answer of a fresh process",
        "answers during a reindex of 100 paragraphs, p99",
        "tantivy is left out: not asked for.",
        "The best 10 are those of rank-bm25's model",
    ):
        assert told in done.stdout
    ET.fromstring(chart)
    assert "rank-bm25" in chart


def test_a_run_in_pieces_keeps_what_was_measured_before(in_this_process, tmp_path):
    figures, work = tmp_path / "run.json", tmp_path / "work"
    arguments = ["--paragraphs", "100", "--work", str(work), "--json", str(figures)]
    runner = CliRunner()
    for piece in (["--only", ORACLE, "--only", "index"], ["--only", OURS, "--only", "update"]):
        done = runner.invoke(bench.command, [*arguments, *piece])
        assert done.exception is None, done.output
    assert set(json.loads(figures.read_text())["engines"]) == {OURS, ORACLE}
    for told in ("index from text", "replace an article", "The best 10 are those of rank-bm25's"):
        assert told in done.stdout
    assert "whole answer" not in done.stdout


def a_run(paragraphs=1_000, **engines):
    """Figures as a run gives them; an engine's are its two medians."""
    return {
        "machine": {"cores": 2, "processor": "x86_64", "python": "3.11.7", "system": "Linux"},
        "collection": {
            "paragraphs": paragraphs,
            "articles": 50,
            "recipe": "made-up words",
            "text_bytes": 400_000,
        },
        "whole": {
            "index": {
                "seconds": 2,
                "paragraphs": paragraphs,
                "memory": 90e6,
                "disk": 8e5,
                "processor": 3,
            },
            "answer": {"asked": 100, "p50": 4.0, "p99": 9.0, "memory": 80e6},
            "cold": {"p50": 432.1},
            "update": {
                "updates": 100,
                "p50": 7.7,
                "worst": 31.0,
                "worst_fold": 55.0,
                "processor": 7.0,
            },
            "reindex": {
                "paragraphs": paragraphs,
                "idle": {"p50": 4.0, "p99": 8.0},
                "during": {"p50": 4.0, "p99": 12.0},
            },
        },
        "engines": {
            name: {
                kind: {
                    "build": {"seconds": 4.0, "disk": 1e6},
                    "search": {"first": 300.0, "p50": p50, "p99": 2 * p50, "memory": 5e7},
                }
                for kind, p50 in zip(("content", "all"), medians, strict=True)
            }
            for name, medians in engines.items()
        },
        "exactness": {},
        "left_out": {},
    }


def row_of(table, name):
    return next(line for line in table.splitlines() if line.startswith(name)).split("  ")


def test_ratios_are_by_verbatims_own_time_and_come_first():
    shown = show_run(a_run(Verbatim=(2.0, 4.0), tantivy=(1.0, 60.0)))
    cells = [cell.strip() for cell in row_of(shown, "tantivy") if cell.strip()]
    assert cells[1:4] == ["0.50", "1.00", "2.00"]
    assert cells[4:7] == ["15", "60.0", "120"]
    assert "2.00 ×" in shown


def test_an_inexact_run_says_so():
    figures = a_run(Verbatim=(2.0, 4.0)) | {"exactness": {"content": "question 3", "all": ""}}
    assert "NOT EXACT, content words: question 3" in show_run(figures)


def test_runs_of_several_sizes_are_drawn_side_by_side():
    chart = draw([a_run(1_000_000, Verbatim=(2.0, 4.0)), a_run(tantivy=(1, 2), Verbatim=(1, 2))])
    texts = [element.text for element in ET.fromstring(chart) if element.tag.endswith("text")]
    assert texts.index("1,000 paragraphs") < texts.index("1,000,000 paragraphs")
    assert "–" in texts  # no tantivy in the larger one


def test_figures_are_short():
    assert [show_ms(x) for x in (0.0123, 4.56, 45.6, 1234.5)] == ["0.01", "4.56", "45.6", "1,234"]
    assert [show_ratio(x) for x in (0.05, 1.25, 333.3)] == ["0.05", "1.2", "333"]


def test_time_outside_an_engine_is_told_apart():
    values = Outside(iter("abc"))
    assert list(values) == ["a", "b", "c"]
    assert values.seconds >= 0


def test_asking_ends_with_the_budget_but_not_before_the_fewest():
    assert len(time_each(str, list("abcdef"), at_least=3, budget=0.0)) == 3
    assert len(time_each(str, list("abcdef"), at_least=3, budget=60.0)) == 6
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0


def without(name):
    """Return a stand-in for workers: those of this engine break off."""

    def run_worker(task, folder, *rest):
        if name in rest:
            raise running.WorkerError("it broke off")
        return {"p50": 1.0, "seconds": 1.0, "top": []}

    return run_worker


@pytest.mark.usefixtures("in_this_process")
def test_a_peer_that_breaks_off_is_left_out(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "run_worker", without(ORACLE))
    figures = running.measure(lay_out(Generated(), 100, tmp_path), peers=False, tell=str)
    assert figures["left_out"][ORACLE] == "it broke off"
    assert figures["exactness"] == {}


@pytest.mark.usefixtures("in_this_process")
def test_a_run_without_verbatim_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "run_worker", without(OURS))
    with pytest.raises(running.WorkerError):
        running.measure(lay_out(Generated(), 100, tmp_path), peers=False, tell=str)


def test_a_worker_that_fails_tells_its_last_words(tmp_path):
    with pytest.raises(running.WorkerError, match=r"exit 1.*questions.json"):
        running.run_worker("answer", tmp_path)
