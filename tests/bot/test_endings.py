"""Every way of ending has its exit code, and tells a person at most one line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from bot.endings import ending_on_sigterm, exit_code_of
from retrieval.errors import VerbatimError

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


def failing_with(error):
    def work():
        raise error

    return work


def test_work_that_returns_nothing_is_done():
    assert exit_code_of(lambda: None) == 0


def test_work_names_its_own_exit_code():
    assert exit_code_of(lambda: 3) == 3


def test_an_error_of_ours_is_one_line_and_exit_code_1(capsys):
    assert exit_code_of(failing_with(VerbatimError("x.db is damaged: move it away"))) == 1
    assert capsys.readouterr().err == "verbatim: x.db is damaged: move it away\n"


def test_wrong_usage_is_exit_code_2(capsys):
    assert exit_code_of(failing_with(click.UsageError("no such thing"))) == 2
    assert "no such thing" in capsys.readouterr().err


def test_ctrl_c_is_exit_code_130_and_quiet(capsys):
    assert exit_code_of(failing_with(click.Abort())) == 130
    assert capsys.readouterr().err == ""


def test_an_unforeseen_error_asks_for_a_report_in_one_line(capsys, monkeypatch):
    monkeypatch.delenv("VERBATIM_LOG_LEVEL", raising=False)
    assert exit_code_of(failing_with(ValueError("two\nlines"))) == 1
    told = capsys.readouterr().err
    assert told.startswith("verbatim: unexpected error (ValueError: two lines); please report it")
    assert told.count("\n") == 1


def test_debugging_shows_where_an_unforeseen_error_happened(capsys, monkeypatch):
    monkeypatch.setenv("VERBATIM_LOG_LEVEL", "debug")
    assert exit_code_of(failing_with(ValueError("oops"))) == 1
    told = capsys.readouterr().err
    assert told.startswith("Traceback (most recent call last):")
    assert "raise error" in told
    assert told.splitlines()[-1].startswith("verbatim: unexpected error (ValueError: oops)")


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_a_token_in_an_unforeseen_error_is_hidden(capsys, monkeypatch, level):
    monkeypatch.setenv("VERBATIM_LOG_LEVEL", level)
    exit_code_of(failing_with(ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")))
    told = capsys.readouterr().err
    assert TOKEN.split(":")[1] not in told
    assert "[token]" in told


def test_sigterm_unwinds_and_exits_with_143():
    ended = []

    def wait_to_be_told():
        with ending_on_sigterm():
            try:
                os.kill(os.getpid(), signal.SIGTERM)
                signal.pause()
            finally:
                ended.append("rolled back")

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as left:
        wait_to_be_told()
    assert left.value.code == 143
    assert ended == ["rolled back"]
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_one_line():
    script = (
        "import sys, click\n"
        "from bot.endings import exit_code_of\n"
        "sys.exit(exit_code_of(lambda: click.echo('text')))\n"
    )
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-c", script], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert run.returncode == 1
    assert run.stderr.decode().splitlines() == [
        "verbatim: reading or writing failed: No space left on device"
    ]
