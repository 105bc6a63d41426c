"""The commands as a person or a script calls them, over a real index in a temporary folder."""

import asyncio
import json
import os

import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, program
from bot.playground.server import LocalBotApi
from retrieval.answering import Answerer

LIGHTHOUSE = """\
---
title: Le phare de Kermorvan se rallume
outlet: La Gazette du large
date: 2017-10-03
lang: fr
---

Le phare de Kermorvan s’est rallumé mardi soir, après onze ans de silence. Des dizaines de
promeneurs s’étaient massés sur la digue.

La municipalité a payé 420 000 euros pour réparer la lanterne. Le maire, Yann Le Bihan, parle d’une
dette envers les marins.
"""
ORCHARD = """\
The orchard at Winsley

The orchard at Winsley grows forty kinds of pear. Its owner, Margaret Hale, planted the first tree
in 1968.

Visitors are welcome on Sundays. The cider press was built by a blacksmith from Bath.
"""


@pytest.fixture(autouse=True)
def _alone(tmp_path, monkeypatch):
    """Run in an empty directory, without the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("VERBATIM_", "TELEGRAM_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def folder(tmp_path):
    """Two articles, one in each language, in the default folder."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "phare.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (folder / "orchard.txt").write_text(ORCHARD, encoding="utf-8")
    return folder


@pytest.fixture
def indexed(folder):
    """The same, indexed."""
    assert call("index").exit_code == 0
    return folder


def call(*args, stdin=None):
    return CliRunner().invoke(program, args, input=stdin)


def test_help_names_every_command_with_what_the_command_says_of_itself():
    shown = call("--help").output
    for name, short in COMMANDS.items():
        assert f"  {name} " in shown
        assert short in shown
        told = call(name, "--help")
        assert told.exit_code == 0
        assert told.output.startswith(f"Usage: program {name} ")
        assert ("--db PATH" in told.output) == (name != "bench")  # it makes an index of its own


def test_an_unknown_command_is_wrong_usage():
    assert call("tell").exit_code == 2


def test_version_is_told():
    assert call("--version").output.split()[-1][0].isdigit()


# verify


def test_verify_finds_the_very_words(indexed):
    result = call("verify", "planted the first tree", "in 1968.")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "Verbatim: these very words stand in the articles.",
        "",
        "«\xa0planted the first tree in 1968.\xa0»",
        "— The orchard at Winsley · §\xa01 · EN",
    ]


def test_verify_marks_what_was_altered_and_exits_with_3(indexed):
    result = call("verify", "La municipalité a payé 240 000 euros pour réparer la lanterne")
    assert result.exit_code == 3
    assert "a payé [-420 000-] {+240 000+} euros" in result.output


def test_verify_says_what_is_absent_and_exits_with_3(indexed):
    result = call("verify", "Dragons guard the gates of Reykjavik")
    assert result.exit_code == 3
    assert result.output == "Absent: these words don’t stand in the articles.\n"


def test_verify_needs_a_quote_with_words_in_it(indexed):
    for words in ((), ("",), ("?!",), ("a" * 5_000,)):
        assert call("verify", *words).exit_code == 2


def test_verify_indexes_a_folder_that_is_named(folder):
    assert call("verify", "forty kinds of pear", "--articles", str(folder)).exit_code == 0


# ask


def test_ask_prints_the_exact_quote_and_where_it_stands(indexed):
    result = call("ask", "Combien la municipalité a-t-elle payé pour la lanterne ?")
    assert result.exit_code == 0
    first, source = result.output.splitlines()[:2]
    assert first == "«\xa0La municipalité a payé 420 000 euros pour réparer la lanterne.\xa0»"
    assert source == (
        "— Le phare de Kermorvan se rallume · §\xa02 · La Gazette du large · 2017-10-03 · FR"
    )


def test_ask_takes_a_question_in_several_words(indexed):
    assert call("ask", "Who", "built", "the", "cider", "press?").exit_code == 0


def test_ask_says_so_when_the_articles_do_not_and_exits_with_3(indexed):
    result = call("ask", "Quelle est la recette du cassoulet de Castelnaudary ?")
    assert result.exit_code == 3
    assert "«" not in result.output
    assert result.output.strip()


def test_ask_as_json_gives_one_object_of_the_batch_format(indexed):
    result = call("ask", "--json", "When was the first tree planted?")
    assert result.exit_code == 0
    (line,) = result.output.splitlines()
    answer = json.loads(line)
    assert answer["id"] is None
    assert answer["refused"] is False
    assert answer["lang"] == "en"
    first = answer["extracts"][0]
    assert first["article"] == "orchard.txt"
    assert "1968" in first["text"]


def test_ask_as_json_exits_with_3_when_refused(indexed):
    result = call("ask", "--json", "Quelle est la recette du cassoulet ?")
    assert result.exit_code == 3
    assert json.loads(result.output)["extracts"] == []


@pytest.mark.parametrize(
    "question",
    [
        "",
        "a",
        "?",
        "👍🎉",
        "the of and le la de",
        "phare " * 8_334,
        "x" * 50_000,
        "'; DROP TABLE articles; --",
        "<b>phare</b><script>alert(1)</script>",
        '"unclosed AND (NEAR *',
        "\x00\x1b[2J",
    ],
)
def test_any_text_is_a_fine_question(indexed, question):
    result = call("ask", "--json", "--all", "--", question)
    assert result.exit_code in {0, 3}
    assert set(json.loads(result.output)) - {"hints", "corrected"} == {
        "id",
        "refused",
        "confidence",
        "lang",
        "ms",
        "extracts",
    }


@pytest.mark.parametrize("question", ["", "👍🎉", "the of and"])
def test_a_question_that_asks_nothing_is_refused_in_a_friendly_line(indexed, question):
    result = call("ask", question)
    assert result.exit_code == 3
    assert len(result.output.splitlines()) == 1


def test_ask_needs_a_question_or_a_batch_and_not_both(indexed, tmp_path):
    assert call("ask").exit_code == 2
    (tmp_path / "batch.jsonl").write_text("")
    assert call("ask", "Why?", "--batch", "batch.jsonl").exit_code == 2


def test_ask_without_an_index_says_how_to_make_one(tmp_path):
    result = call("ask", "Why?")
    assert result.exit_code == 1
    assert "verbatim index" in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_ask_indexes_a_folder_that_it_is_given_first(folder):
    question = "How many kinds of pear are there?"
    assert call("ask", "--articles", "seeds", question).exit_code == 0
    (folder / "orchard.txt").write_text(ORCHARD.replace("forty kinds", "fifty kinds"))
    assert "forty kinds" in call("ask", question).stdout
    result = call("ask", "--articles", "seeds", question)
    assert "fifty kinds" in result.stdout
    assert "new" not in result.stdout


def test_ask_tells_of_a_file_that_could_not_be_indexed_and_answers(folder):
    (folder / "broken.md").write_text("---\ntitle: [\n---\n\nText.\n")
    result = call("ask", "--articles", "seeds", "How many kinds of pear are there?")
    assert result.exit_code == 0
    assert "broken.md" in result.stderr
    assert "forty kinds" in result.stdout


def test_a_database_that_is_none_is_an_error_of_one_line(tmp_path):
    (tmp_path / "verbatim.db").write_bytes(b"This is not a database. " * 100)
    result = call("ask", "Why?")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "verbatim.db" in result.stderr


# ask --batch


@pytest.mark.parametrize("option", ["--db", "--articles"])
def test_an_empty_path_is_wrong_usage_and_not_the_working_folder(option):
    result = call("ask", option, "", "Who planted it?")
    assert result.exit_code == 2
    assert f"Invalid value for '{option}'" in result.stderr


def test_batch_answers_each_line_in_order_and_exits_with_0(indexed, tmp_path):
    lines = [
        {"id": "a", "question": "Who planted the first tree?"},
        {"id": "b", "question": "Quelle est la recette du cassoulet ?"},
        {"id": "c", "question": "And when?", "context": "Who planted the first tree?"},
    ]
    text = "\n".join(json.dumps(line) for line in lines)
    (tmp_path / "batch.jsonl").write_text(text + "\nnot json\n")
    result = call("ask", "--batch", "batch.jsonl")
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c", None]
    assert [answer.get("refused") for answer in answers] == [False, True, False, None]
    assert "1968" in answers[2]["extracts"][0]["text"]
    assert "not JSON" in answers[3]["error"]


def test_batch_reads_standard_input(indexed):
    stdin = '{"id": 1, "question": "Who built the cider press?"}\n'
    result = call("ask", "--batch", "-", stdin=stdin)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["extracts"][0]["article"] == "orchard.txt"


def test_an_empty_batch_gives_nothing(indexed):
    result = call("ask", "--batch", "-", stdin="")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_batch_file_that_is_not_there_is_wrong_usage(indexed):
    assert call("ask", "--batch", "nowhere.jsonl").exit_code == 2


# index


def test_index_tells_what_changed(folder):
    first = call("index")
    assert first.exit_code == 0
    assert "2 new, 0 changed, 0 removed, 0 unchanged, 0 failed" in first.stdout
    assert "2 articles" in first.stdout
    (folder / "phare.md").unlink()
    (folder / "orchard.txt").write_text(ORCHARD.replace("forty", "fifty"))
    again = call("index")
    assert "0 new, 1 changed, 1 removed, 0 unchanged, 0 failed" in again.stdout
    assert "1 article," in again.stdout


def test_index_names_a_file_that_fails_with_the_reason_and_takes_in_the_rest(folder):
    (folder / "broken.md").write_text("---\ntitle: [\n---\n\nText.\n")
    result = call("index")
    assert result.exit_code == 0
    assert "2 new" in result.stdout
    assert "1 failed" in result.stdout
    assert "failed: broken.md: " in result.stdout


def test_index_of_a_folder_that_is_not_there_fails_with_one_line():
    result = call("index", "--articles", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
    assert result.stderr.count("\n") == 1


def test_index_for_a_parent_process_writes_events(folder):
    (folder / "broken.md").write_text("---\ntitle: [\n---\n\nText.\n")
    result = call("index", "--progress", "json")
    assert result.exit_code == 0
    events = [json.loads(line) for line in result.stdout.splitlines()]
    *progress, summary = events
    assert progress
    assert all(set(event) == {"event", "stage", "done", "total", "seconds"} for event in progress)
    assert {event["event"] for event in progress} == {"progress"}
    assert summary.pop("seconds") >= 0
    (failure,) = summary.pop("failed")
    assert failure["source"] == "broken.md"
    assert failure["reason"]
    paragraphs = summary.pop("paragraphs")
    assert paragraphs >= 4
    assert summary == {
        "event": "summary",
        "new": 2,
        "changed": 0,
        "removed": 0,
        "unchanged": 0,
        "articles": 2,
    }


def test_index_for_a_parent_process_tells_an_error_as_an_event():
    result = call("index", "--articles", "nowhere", "--progress", "json")
    assert result.exit_code == 1
    (event,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (event["event"], event["kind"]) == ("error", "failed")
    assert "nowhere" in event["message"]


# articles


def test_articles_lists_what_is_indexed(indexed):
    result = call("articles")
    assert result.exit_code == 0
    assert "Le phare de Kermorvan se rallume" in result.stdout
    about = "La Gazette du large · 2017-10-03 · FR · 2 paragraphs · phare.md"
    assert about in result.stdout


def test_articles_speaks_the_language_of_the_locale(indexed, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "2017-10-03 · FR · 2 paragraphes" in call("articles").stdout


def test_articles_as_json_gives_one_object_a_line(indexed):
    lines = [json.loads(line) for line in call("articles", "--json").stdout.splitlines()]
    lighthouse = next(line for line in lines if line["article"] == "phare.md")
    assert lighthouse["title"] == "Le phare de Kermorvan se rallume"
    assert lighthouse["published"] == "2017-10-03"
    assert lighthouse["paragraphs"] == 2


# chat


def test_chat_answers_line_after_line_without_prompt_noise_in_a_pipe(indexed):
    result = call("chat", stdin="Who built the cider press?\n\nQui est le maire ?\n")
    assert result.exit_code == 0
    assert result.stdout.startswith("«\xa0The cider press was built by a blacksmith from Bath.")
    assert "Yann Le Bihan" in result.stdout
    assert ">" not in result.stdout
    assert result.stderr == ""


def test_chat_reads_a_short_question_together_with_the_one_before(indexed):
    result = call("chat", stdin="Who planted the first tree?\nAnd when?\n")
    assert result.stdout.count("1968") >= 2


def test_chat_obeys_its_few_commands(indexed):
    result = call("chat", stdin="/articles\n/help\n/jump\n/quit\nWho built the press?\n")
    assert result.exit_code == 0
    assert "phare.md" in result.stdout
    assert "/quit " in result.stdout
    assert "I don’t know /jump" in result.stdout
    assert "cider press was built" not in result.stdout


def test_chat_speaks_the_language_of_the_locale(indexed, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    assert "Je ne connais pas /saute" in call("chat", stdin="/saute\n").stdout


# run


def test_run_without_a_token_says_how_to_get_one_step_by_step():
    result = call("run")
    assert result.exit_code == 1
    for named in ("@BotFather", "/newbot", "TELEGRAM_BOT_TOKEN", "verbatim chat", "playground"):
        assert named in result.stderr
    assert result.stdout == ""


# check


def test_check_shows_where_settings_come_from_and_finds_nothing_broken(indexed, tmp_path):
    (tmp_path / "verbatim.toml").write_text("admins = [42]\n")
    result = call("check")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert any(line.split() == ["admins", "42", "(verbatim.toml:", "admins)"] for line in lines)
    assert any(line.startswith("ok       database") for line in lines)
    assert any(line.startswith("warning  token") for line in lines)


def test_check_names_a_missing_database_and_folder_and_exits_with_1():
    result = call("check")
    assert result.exit_code == 1
    assert "problem  articles" in result.stdout
    assert "problem  database" in result.stdout
    assert "verbatim index" in result.stdout


def test_check_tells_that_the_folder_changed_since_it_was_indexed(indexed):
    (indexed / "new.txt").write_text("A new article\n\nIt has one paragraph of its own.\n")
    result = call("check")
    assert result.exit_code == 0
    assert "warning  index" in result.stdout


def test_check_tells_a_wrong_setting_as_a_problem(tmp_path):
    (tmp_path / "verbatim.toml").write_text("databse = 'x.db'\n")
    result = call("check")
    assert result.exit_code == 1
    assert "databse" in result.stdout


def test_check_never_shows_the_token(indexed, monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:made-up-for-tests")
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:9")
    result = call("check")
    assert result.exit_code == 1
    assert "problem  Bot API" in result.stdout
    assert "set, not shown" in result.stdout
    assert "made-up-for-tests" not in result.output


async def test_check_asks_the_bot_api_with_the_token(indexed, monkeypatch):
    async with LocalBotApi(username="quotes_bot") as api:
        monkeypatch.setenv("TELEGRAM_API_BASE", api.url)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
        fine = await asyncio.to_thread(call, "check")
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:nobody-knows-this-token-at-all-0000")
        unknown = await asyncio.to_thread(call, "check")
    assert fine.exit_code == 0
    assert "ok       token         @quotes_bot at http://127.0.0.1:" in fine.stdout
    assert "ok       webhook" in fine.stdout
    assert unknown.exit_code == 1
    assert "problem  token" in unknown.stdout
    assert "@BotFather" in unknown.stdout


# settings


def test_a_wrong_key_in_the_file_ends_any_command_with_one_line(tmp_path):
    (tmp_path / "verbatim.toml").write_text("databse = 'x.db'\n")
    result = call("ask", "Why?")
    assert result.exit_code == 1
    assert result.stderr.startswith("verbatim: verbatim.toml: databse: there is no such setting")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["ask", "chat", "eval", "run", "playground"])
def test_a_caution_that_is_none_ends_a_command_with_one_line(command, tmp_path):
    argument = {"ask": ["Why?"], "eval": [str(tmp_path)]}.get(command, [])
    result = call(command, *argument, "--caution", "bold")
    assert result.exit_code == 1
    assert result.stderr == "verbatim: --caution: expected one of strict, balanced, eager\n"


def test_how_sure_an_answer_must_be_is_set_by_option_or_variable(indexed, monkeypatch):
    told = []

    class Noting(Answerer):
        def __init__(self, collection, caution, concepts):
            told.append(caution)
            super().__init__(collection, caution, concepts)

    monkeypatch.setattr("bot.commands.ask.Answerer", Noting)
    call("ask", "Why?", "--caution", "strict")
    monkeypatch.setenv("VERBATIM_CAUTION", "eager")
    call("ask", "Why?")
    assert told == ["strict", "eager"]


def test_a_synonym_of_ones_own_finds_an_answer_that_was_not_found(indexed, tmp_path, monkeypatch):
    assert call("ask", "Qui est le sénéchal ?").exit_code == 3
    (tmp_path / "ours.txt").write_text("sénéchal, maire |\n", encoding="utf-8")
    monkeypatch.setenv("VERBATIM_SYNONYMS", "ours.txt")
    found = call("ask", "Qui est le sénéchal ?")
    assert found.exit_code == 0
    assert "Le maire, Yann Le Bihan" in found.output


@pytest.mark.parametrize("command", ["ask", "chat", "eval", "run"])
def test_a_bad_line_of_synonyms_ends_a_command_with_one_line(command, tmp_path, monkeypatch):
    (tmp_path / "ours.txt").write_text("SIVOM, municipalité |\nSIVOM\n", encoding="utf-8")
    monkeypatch.setenv("VERBATIM_SYNONYMS", "ours.txt")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:made-up-for-tests")
    result = call(command, *{"ask": ["Why?"], "eval": [str(tmp_path)]}.get(command, []))
    assert result.exit_code == 1
    assert (
        result.stderr == "verbatim: ours.txt, line 2: write French entries, ' | ', English ones.\n"
    )


def test_check_tells_of_synonyms_whether_they_can_be_read(indexed, tmp_path, monkeypatch):
    monkeypatch.setenv("VERBATIM_SYNONYMS", "ours.txt")
    (tmp_path / "ours.txt").write_text("SIVOM, municipalité |\n", encoding="utf-8")
    assert "synonyms      ours.txt, 1 groups" in call("check").output
    (tmp_path / "ours.txt").write_text("SIVOM |\n", encoding="utf-8")
    result = call("check")
    assert result.exit_code == 1
    assert "ours.txt, line 1: write at least two entries" in result.output


def test_the_database_can_be_named_by_option_or_variable(folder, tmp_path, monkeypatch):
    assert call("index", "--db", "one.db").exit_code == 0
    assert (tmp_path / "one.db").exists()
    monkeypatch.setenv("VERBATIM_DB", "two.db")
    assert call("index").exit_code == 0
    assert (tmp_path / "two.db").exists()
