"""`verbatim add`, `remove`, `backup` and `restore`: what they do, say, and end with."""

import json

import pytest
from click.testing import CliRunner

from bot.cli import program


@pytest.fixture
def call(tmp_path, monkeypatch, website):
    """Run a command in a folder with one article, trusting the site on this machine."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "lock.txt").write_text("The lock opens at nine.\n")
    (tmp_path / "notes.txt").write_text("Notes on otters\n\nSeven otters were counted in March.\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERBATIM_TRUSTED_HOSTS", website.place)
    return lambda *arguments, **given: CliRunner().invoke(program, arguments, **given)


def test_added_page_and_document_are_listed_answered_and_removed(call, website):
    address = website.put_article("/gull", "A gull", "The gull of Tern Rock eats four herrings.")
    added = call("add", address)
    assert (added.exit_code, added.output) == (
        0,
        f"added: {address} (1 article, 1 paragraph)\n  A gull\n",
    )
    assert call("add", "notes.txt", "--name", "otters.txt").output.startswith("added: otters.txt")
    assert call("add", address).output.startswith("replaced: ")
    assert call("remove").output == f"1. otters.txt (1 article)\n2. {address} (1 article)\n"
    assert "eats four herrings" in call("ask", "What does the gull of Tern Rock eat?").output

    website.put("/gull", "", status=500)
    indexed = call("index").output
    assert "1 failed" in indexed
    assert "its site answered with an error (500). What was read from it before stays." in indexed
    assert "0 failed" in call("index", "--offline").output
    assert "an error (500)" in call("remove").output

    kept = call("remove", "2", input="n\n")
    assert (kept.exit_code, "A gull" in call("articles").output) == (130, True)
    assert call("remove", "2", "--yes").output == f"removed: {address} (1 article)\n"
    assert call("remove", "otters.txt", input="y\n").exit_code == 0
    assert call("remove").output == "nothing was added\n"
    assert "1 article" in call("index").output


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("nothing.txt", "There is no file nothing.txt"),
        ("https://ada:secret@tern.example/", "not the address of a web page"),
        ("http://127.0.0.1/", "leads to a machine that isn't public"),
    ],
)
def test_what_can_not_be_added_is_named_with_the_reason(call, source, told):
    failed = call("add", source)
    assert failed.exit_code == 1
    assert told in failed.output


def test_what_can_not_be_removed_is_told(call):
    call("index")
    assert "Nothing was added as “7”" in call("remove", "7").output
    assert call("remove", "lock.txt").exit_code == 1


def test_machines_are_told_in_events(call, website):
    address = website.put_article("/gull", "A gull", "The gull of Tern Rock eats four herrings.")
    events = [
        json.loads(line) for line in call("add", "--progress", "json", address).output.splitlines()
    ]
    assert events[-1] == {
        "event": "added",
        "name": address,
        "titles": ["A gull"],
        "articles": 1,
        "paragraphs": 1,
        "replaced": False,
    }
    refused = call("add", "--progress", "json", website.address("/none"))
    event = json.loads(refused.output)
    assert refused.exit_code == 1
    assert (event["kind"], event["refusal"], event["detail"]) == ("page", "status", "404")
    event = json.loads(call("add", "--progress", "json", "none.txt").output)
    assert (event["event"], event["kind"]) == ("error", "source")
    removed = call("remove", "--progress", "json", "--", address)
    assert json.loads(removed.output.splitlines()[-1])["removed"] == 1


def test_backup_is_named_after_the_date_and_restored_after_a_question(call, tmp_path):
    call("index")
    done = call("backup")
    assert done.exit_code == 0
    (copy,) = tmp_path.glob("verbatim-2*.zip")
    assert done.output.startswith(f"{copy.name}: ")
    assert call("backup", copy.name).exit_code == 2
    (tmp_path / "verbatim.db").unlink()
    assert call("articles").exit_code == 1
    assert "as it was on " in call("restore", copy.name).output
    assert "The lock opens at nine" in call("articles").output
    assert call("restore", copy.name, input="n\n").exit_code == 130
    assert "What was there before is in " in call("restore", copy.name, input="y\n").output
    (tmp_path / "verbatim.zip").write_text("no backup")
    assert "not a backup" in call("restore", "verbatim.zip", "--yes").output
