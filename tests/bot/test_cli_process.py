"""The program as a process: streams, signals, pipes and what it loads."""

import json
import os
import signal
import subprocess
import sys

import pytest

from storage.locking import index_lock

HEAVY = ("telegram", "httpx", "aiohttp", "tornado", "fluent", "babel", "yaml", "charset_normalizer")


@pytest.fixture
def indexed(tmp_path, start):
    """One article, indexed in seeds/."""
    (tmp_path / "seeds").mkdir()
    text = "The lamp of Tern Rock\n\nThe lamp of Tern Rock was lit again in 1954 by Ada Moss.\n"
    (tmp_path / "seeds" / "lamp.txt").write_text(text, encoding="utf-8")
    assert finish(start("index"))[0] == 0


def finish(process, stdin=None):
    """Return exit code, standard output and standard error."""
    out, err = process.communicate(stdin, timeout=60)
    return process.returncode, out, err


def test_the_module_is_the_program(start):
    code, out, _ = finish(start("--version"))
    assert code == 0
    assert out.startswith("verbatim ")


def test_a_batch_is_answered_line_by_line_as_it_comes(indexed, start):
    process = start("ask", "--batch", "-", stdin=subprocess.PIPE)
    for number in range(2):
        process.stdin.write(f'{{"id": {number}, "question": "Who lit the lamp?"}}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number  # before the input ends
    assert finish(process)[0] == 0


def test_output_is_utf8_whatever_the_locale(indexed, start, environment):
    environment |= {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    code, out, err = finish(start("ask", "--json", "Qui a rallumé « the lamp » ?"))
    assert json.loads(out)["lang"]
    assert err == ""
    code, out, err = finish(start("ask", "Who lit the lamp of Tern Rock?"))
    assert code == 0
    assert "1954" in out
    assert err == ""


def test_ctrl_c_ends_a_conversation_quietly_with_130(indexed, start):
    process = start("chat", stdin=subprocess.PIPE)
    process.stdin.write("Who lit the lamp?\n")
    process.stdin.flush()
    assert "1954" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    code, _, err = finish(process)
    assert code == 130
    assert err.strip() == ""


def test_a_reader_that_leaves_early_is_no_complaint(indexed, start):
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = start("articles", stdout=write_end)
    os.close(write_end)
    _, _, err = finish(process)
    assert err == ""


def test_sigterm_ends_indexing_and_leaves_the_old_index_whole(indexed, start, tmp_path):
    paragraphs = "\n\n".join(
        f"Paragraph {number} speaks of thing number {number}." for number in range(200)
    )
    with (tmp_path / "seeds" / "many.jsonl").open("w") as file:
        for number in range(100):
            file.write(json.dumps({"id": f"a{number}", "title": "T", "text": paragraphs}) + "\n")
    process = start("index", "--progress", "json")
    assert json.loads(process.stdout.readline())["event"] == "progress"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 143
    assert finish(start("ask", "Who lit the lamp?"))[0] == 0
    _, out, _ = finish(start("articles", "--json"))
    assert [json.loads(line)["article"] for line in out.splitlines()] == ["lamp.txt"]


def test_two_at_once_the_second_is_told_so_at_once(indexed, start, tmp_path):
    with index_lock(tmp_path / "verbatim.db"):
        code, out, _ = finish(start("index", "--progress", "json"))
    event = json.loads(out)
    assert code == 1
    assert (event["event"], event["kind"]) == ("error", "busy")


def test_asking_loads_nothing_that_it_does_not_need(indexed, tmp_path, environment):
    script = (
        "import sys\n"
        "sys.argv = ['verbatim', 'ask', '--json', 'Who lit the lamp?']\n"
        "from bot.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        f"    print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0
    assert run.stderr.strip() == "[]"


@pytest.mark.parametrize("command", ["ask Who lit the lamp of Tern Rock?", "chat", "ask --batch -"])
@pytest.mark.parametrize("closed", [0, 1])
def test_a_stream_that_is_closed_counts_as_empty(indexed, start, command, closed):
    process = start(*command.split(), preexec_fn=lambda: os.close(closed))
    code, _, err = finish(process)
    assert (code, err) == (0, "")
