"""`verbatim playground`: the real bot over real HTTP on this machine, as its own lines describe."""

import json
import re
import signal
import socket
import time
import urllib.parse
import urllib.request
from itertools import islice

import pytest

TEXT = "The lamp of Tern Rock\n\nThe lamp of Tern Rock was lit again in 1954 by Ada Moss.\n"


@pytest.fixture
def play(tmp_path, start):
    """Start a playground in a temporary folder with one article; it is ended afterwards."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "lamp.txt").write_text(TEXT, encoding="utf-8")
    return lambda *args: start("playground", *args)


def call(url, **form):
    body = urllib.parse.urlencode(form).encode() if form else None
    with urllib.request.urlopen(url, body, timeout=30) as response:
        return json.load(response)["result"]


def hear(address, user):
    """Return the first message of the bot to a person."""
    after = 0
    for _ in range(4):
        heard = call(f"{address}/control/messages?user={user}&after={after}&wait=20")
        after = heard["sequence"]
        for message in heard["messages"]:
            if message["is_from_bot"]:
                return message
    raise AssertionError("the bot said nothing")


def test_the_bot_answers_people_who_write_to_it_over_http(play):
    process = play("--port", "0")
    lines = iter(process.stdout.readline, "")
    address = re.match(r"Open (http://127\.0\.0\.1:\d+)/ in a browser", next(lines)).group(1)
    told = "".join(islice(lines, 4))
    assert f"{address}/control/messages -d user=101" in told

    call(f"{address}/control/messages", user=101, text="Who lit the lamp of Tern Rock?")
    assert "1954 by Ada Moss" in hear(address, 101)["text"]
    call(f"{address}/control/messages", user=104, text="/reindex")
    assert hear(address, 104)["text"]

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0


def test_a_playground_that_is_started_again_answers_again(play):
    """The bot remembers which updates it has handled; a new server's are others."""
    for _ in range(2):
        process = play("--port", "0")
        address = re.search(r"http://[\d.:]+", process.stdout.readline()).group()
        call(f"{address}/control/messages", user=101, text="Who lit the lamp of Tern Rock?")
        assert "1954 by Ada Moss" in hear(address, 101)["text"]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        time.sleep(1)  # ids begin with the second in which a server starts


def test_a_port_that_is_taken_is_one_clear_line(play):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = play("--port", str(port))
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert err.startswith(f"verbatim: --port {port}: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [("--port", "70000", 2), ("--port", "-1", 2), ("--host", "", 2), ("--host", "nope.invalid", 1)],
)
def test_an_address_that_is_none_ends_it_with_one_line_that_names_the_option(
    play, option, value, code
):
    process = play(option, value)
    _, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert option in err.splitlines()[-1]
    assert "Traceback" not in err
