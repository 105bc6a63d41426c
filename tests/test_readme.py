"""What README.md and docs/ say of commands, settings and files is so, and nothing is left out."""

import re
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from bot import endings, menus, settings
from bot.cli import COMMANDS, program
from bot.composition import assemble
from bot.settings import Settings
from bot.stock import Stock
from storage.sources.folder import SUFFIXES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
DOCS = "\n\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def code_in(text):
    """Return the lines of code blocks and the code within sentences, in no order."""
    fence = re.compile(r"^```.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
    blocks = "\n".join(fence.findall(text)).splitlines()
    return [*blocks, *re.findall(r"`([^`\n]+)`", fence.sub("", text))]


def named_after(word):
    """Return what follows `word` where it begins a line of code: {"run"} for "make run"."""
    start = re.compile(rf"(?:\$ )?(?:\.venv/bin/)?{re.escape(word)} ([a-z][\w.-]*)")
    return {match[1] for line in code_in(DOCS) if (match := start.match(line))}


def table_under(first_heading):
    """Return the rows, as lists of cells, of the table whose first column has this heading."""
    _, _, rest = DOCS.partition(f"\n| {first_heading} |")
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def bare(cell):
    return cell.strip("`")


def command_of(row):
    """Return "ask" for a row of the command table that begins with `verbatim ask QUESTION`."""
    return bare(row[0]).split()[1]


def test_the_table_of_commands_has_every_command_in_the_order_of_help():
    told = [command_of(row) for row in table_under("command")]
    assert list(dict.fromkeys(told)) == list(COMMANDS)


def test_every_command_named_anywhere_is_one():
    assert named_after("verbatim") <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_the_options_that_its_row_names(command):
    rows = [row for row in table_under("command") if command_of(row) == command]
    context = click.Context(program)
    known = {name for one in program.get_command(context, command).params for name in one.opts}
    assert set(re.findall(r"--[a-z-]+", str(rows))) <= known


def test_the_options_of_measuring_are_all_told():
    options = {
        name
        for one in program.get_command(click.Context(program), "eval").params
        for name in one.opts
        if name.startswith("--")
    }
    told = re.findall(
        r"--[a-z-]+", str([row[0] for row in table_under("option of `verbatim eval`")])
    )
    assert set(told) == options - {"--db", "--articles", "--caution"}


def test_modules_to_be_run_are_there():
    modules = named_after("python -m")
    assert modules
    assert [name for name in modules if find_spec(name) is None] == []


def test_make_has_the_targets_that_are_named():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert {"run", "test"} <= named_after("make") <= set(targets)


def test_the_table_of_settings_has_every_variable_beside_its_key():
    told = {bare(variable): bare(key) for variable, key, *_ in table_under("environment")}
    assert told == {
        **{setting.variable: key for key, setting in settings._SETTINGS.items()},
        settings.TOKEN_VARIABLE: "",
        settings.TOKEN_FILE_VARIABLE: settings.TOKEN_FILE_KEY,
    }


def test_every_variable_named_anywhere_stands_in_the_table():
    listed = {bare(row[0]) for row in table_under("environment")}
    assert set(re.findall(r"\b(?:VERBATIM|TELEGRAM)_[A-Z_]+", DOCS)) == listed


def test_defaults_are_what_the_settings_begin_with():
    told = {bare(key): bare(default) for _, key, default, *_ in table_under("environment")}
    for key in ("db", "articles", "concurrency", "log_level", "caution"):
        assert told[key] == str(getattr(Settings(), key))
    assert (told["admins"], Settings().admins) == ("nobody", frozenset())
    assert (told["allowed_chats"], Settings().allowed_chats) == ("all", None)
    assert (told["synonyms"], Settings().synonyms) == ("none", None)


def test_exit_codes_are_those_that_commands_end_with():
    sentence = re.search(r"^Exit codes: .*\.$", README, re.MULTILINE)[0]
    assert dict(re.findall(r"(\d+) ([a-z ]+)", sentence)) == {
        str(endings.DONE): "done",
        str(endings.FAILED): "failed",
        str(click.UsageError.exit_code): "wrong usage",
        str(endings.NOTHING_FOUND): "nothing found",
    }
    assert sentence in program.help


def commands_for(who):
    """Return the bot's commands, without slashes, in the row of the table for `who`."""
    (cell,) = [commands for name, commands in table_under("who") if name.startswith(who)]
    return set(re.findall(r"`/([a-z]+)", cell))


def test_the_bot_answers_every_command_of_its_table_and_no_other(tmp_path):
    # Putting the parts together starts nothing: none of them needs anything behind it yet.
    stock, me = Stock(*[None] * 8), SimpleNamespace(supports_inline_queries=True)
    bot = SimpleNamespace(bot=me, username="")
    skin = assemble(Settings(db=tmp_path / "verbatim.db"), stock, bot)
    handled = set(skin.reception._commands)
    skin.close()
    assert commands_for("everyone") | commands_for("admins") | commands_for("a group") == handled


def test_menus_offer_commands_of_the_table_to_those_who_may_use_them():
    assert {*menus.EVERYWHERE, *menus.IN_PRIVATE} <= commands_for("everyone")
    assert set(menus.FOR_ADMINS) == commands_for("admins")


def test_every_kind_of_file_that_is_read_is_told():
    told = re.findall(r"`(\.[a-z.]+)`", str([row[0] for row in table_under("format")]))
    assert sorted(told) == sorted(SUFFIXES)


@pytest.mark.parametrize("row", table_under("file"), ids=lambda row: row[0])
def test_what_was_learned_lies_in_data_and_its_script_in_training(row):
    files, _, origin = row
    for name in re.findall(r"`([^`]+)`", files):
        assert list((ROOT / "retrieval/data").glob(name)), f"there is no {name}"
    for scripts in re.findall(r"\((`[^)]+)\)", origin):
        for script in re.findall(r"`([^`]+)`", scripts):
            assert (ROOT / f"retrieval/training/{script}.py").is_file()


def anchors_of(text):
    """Return what a link may name after "#": each heading, as GitHub writes it."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_folders_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for path, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)]*)\)", text):
        target = page.parent / path if path else page
        assert target.exists(), path
        if anchor:
            assert anchor in anchors_of(target.read_text(encoding="utf-8"))
    folders = [code for code in code_in(text) if re.fullmatch(r"[\w./-]+/", code)]
    assert [path for path in folders if not (ROOT / path).exists()] == []
