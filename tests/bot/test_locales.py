"""The catalogues: complete, used, and written as each language is."""

import ast
import re
from pathlib import Path

import pytest
from fluent.syntax import ast as fluent
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor
from telegram.constants import BotDescriptionLimit

import bot
from bot.locales import LANGUAGES, Catalogue, catalogue_for, sources_of
from bot.menus import EVERYWHERE, FOR_ADMINS, FOR_CHAT_ADMINISTRATORS, IN_PRIVATE

BOT = Path(bot.__file__).parent
# Beginnings of ids that are put together: menu-ask, menu-help …; reasons are in test_reasons.py.
COMPOSED = ("menu-", "flaw-", "refusal-", "trouble-")


def messages(lang):
    """Return id -> message of a language, whose every line must parse, each id once."""
    body = [
        entry for path in sources_of(lang) for entry in parse(path.read_text(encoding="utf-8")).body
    ]
    assert not [entry for entry in body if isinstance(entry, fluent.Junk)]
    found = [entry for entry in body if isinstance(entry, fluent.Message)]
    assert len({entry.id.name for entry in found}) == len(found)
    return {entry.id.name: entry for entry in found}


class Collector(Visitor):
    """Gathers the values that a message asks for, and the text that it says."""

    def __init__(self):
        self.values = set()
        self.texts = []

    def visit_VariableReference(self, node):  # noqa: N802 - the visitor's own naming
        self.values.add(node.id.name)

    def visit_TextElement(self, node):  # noqa: N802 - the same
        self.texts.append(node.value)


def collect(message):
    collector = Collector()
    collector.visit(message)
    return collector


def strings_in_code():
    for path in BOT.rglob("*.py"):
        if "playground" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def ids_asked_for():
    """Yield each id that the code says: the first argument of say(...) and says(...)."""
    for path in BOT.rglob("*.py"):
        if "playground" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                if name in ("say", "says") and isinstance(first, ast.Constant):
                    yield first.value


def test_catalogues_hold_the_same_messages_with_the_same_values():
    english = {name: collect(message).values for name, message in messages("en").items()}
    for lang in LANGUAGES:
        other = {name: collect(message).values for name, message in messages(lang).items()}
        assert other.keys() == english.keys()
        for name, values in other.items():
            # A plural form may leave out the number ("One article"), so either may ask for less.
            assert values <= english[name] or english[name] <= values, name


def test_every_message_that_the_code_says_exists():
    missing = set(ids_asked_for()) - messages("en").keys()
    assert not missing


def test_every_message_that_the_code_names_in_passing_exists():
    known = messages("en").keys()
    beginnings = {name.split("-")[0] + "-" for name in known if "-" in name}
    ids = {text for text in strings_in_code() if re.fullmatch("[a-z]+(-[a-z]+)+", text)}
    named = {text for text in ids if text.startswith(tuple(beginnings))}
    assert named - known == set()


def test_every_command_of_a_menu_is_described():
    commands = {*EVERYWHERE, *IN_PRIVATE, *FOR_ADMINS, *FOR_CHAT_ADMINISTRATORS}
    described = {name for name in messages("en") if name.startswith("menu-")}
    assert described == {f"menu-{command}" for command in commands}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_descriptions_fit_into_what_telegram_shows(lang):
    say = catalogue_for(lang).say
    assert len(say("bot-description")) <= BotDescriptionLimit.MAX_DESCRIPTION_LENGTH
    assert len(say("bot-short-description")) <= BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH


def test_another_language_is_one_more_file_and_english_where_that_is_silent(tmp_path, monkeypatch):
    (tmp_path / "en.ftl").write_text("also-in = Also in\nnot-sure = No.\nhelp =\n    A\n    B\n")
    (tmp_path / "de.ftl").write_text("also-in = Auch in\ntoo-many = { NUMBER($n) } zu viel\n")
    monkeypatch.setattr("bot.locales._FOLDER", tmp_path)
    monkeypatch.setattr("bot.locales._catalogue", Catalogue)
    german = Catalogue("de")
    assert german.say("also-in") == "Auch in"
    assert german.say("too-many", n=1234.5) == "1.234,5 zu viel"
    assert [german.say(name) for name in ("not-sure", "help")] == ["No.", "A\nB"]


@pytest.mark.parametrize(
    ("lang", "progress", "confidence", "rate"),
    [
        ("en", "Reading: 1,234 of 5,678 (21%)", "Confidence: 45%.", "1.5 a second"),
        (
            "fr",
            "Reading\u00a0: 1 234 sur 5 678 (21\u00a0%)",
            "Confiance\u00a0: 45\u00a0%.",
            "1,5 par",
        ),
    ],
)
def test_figures_are_written_as_each_language_writes_them(lang, progress, confidence, rate):
    say = catalogue_for(lang).say
    said = say("reindex-progress", stage="Reading", done=1234, total=5678, percent=21)
    assert said.replace("\u202f", " ") == progress
    assert say("why-unsure", percent=45).startswith(confidence)
    assert say("reindex-rate", rate=1.5, left="x").startswith(rate)


def test_every_message_is_said_somewhere():
    used = set(strings_in_code())
    unused = {name for name in messages("en") if name not in used}
    assert not {name for name in unused if not name.startswith(COMPOSED)}


@pytest.mark.parametrize(
    ("tag", "lang"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("FR_be", "fr"),
        ("en-GB", "en"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
        ("f", "en"),
    ],
)
def test_language_tag_finds_its_catalogue_or_english(tag, lang):
    assert catalogue_for(tag).lang == lang


def test_missing_message_or_value_is_an_error_and_not_an_odd_sentence():
    with pytest.raises(LookupError):
        catalogue_for("en").say("no-such-message")
    with pytest.raises(LookupError):
        catalogue_for("en").say("button-next", number=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_without_fluent_is_what_fluent_says(lang):
    catalogue, plain = Catalogue(lang), 0
    for name, message in messages(lang).items():
        values = {value: f"<{value}>" for value in collect(message).values}
        said = catalogue.say_plainly(name, **values)
        if said is not None:
            plain += 1
            pattern = catalogue._bundle.get_message(name).value
            assert (said, []) == catalogue._bundle.format_pattern(pattern, values)
    assert plain > 10
    assert catalogue.say_plainly("also-in")


def test_numbers_are_written_as_each_language_writes_them():
    counts = {"articles": 1234, "paragraphs": 1}
    assert catalogue_for("en").say("reindex-collection", **counts) == (
        "1,234 articles, one paragraph."
    )
    said = catalogue_for("fr").say("reindex-collection", **counts)
    assert re.fullmatch(r"1[\u00a0\u202f]234 articles, un paragraphe\.", said)


def test_plural_forms_agree_with_nothing_one_and_many():
    say = catalogue_for("fr").say
    assert "Il n’y a pas encore d’article." in say("welcome", articles=0)
    assert "Il y a un article à interroger." in say("welcome", articles=1)
    assert "Il y a 2 articles à interroger." in say("welcome", articles=2)
    say = catalogue_for("en").say
    assert "There are no articles yet." in say("welcome", articles=0)
    assert "There is one article to ask about." in say("welcome", articles=1)


def test_texts_use_typographic_apostrophes_and_no_brackets():
    for lang in LANGUAGES:
        for name, message in messages(lang).items():
            for text in collect(message).texts:
                assert not re.search("['\"<>]", text), (lang, name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_to_whoever_presses_a_button_fits_into_a_notice(lang):
    notices = ("passage-gone", "passage-skipped", "article-gone", "why-forgotten", "apology")
    said = [catalogue_for(lang).say(name) for name in notices]
    votes = ("vote-counted", "vote-changed", "vote-same")
    said += [catalogue_for(lang).say(name, vote="👍") for name in votes]
    assert max(map(len, said)) <= 200


def test_french_puts_its_narrow_spaces_where_they_belong():
    spoken = {n: m for n, m in messages("fr").items() if not n.startswith("terminal-")}
    for name, message in spoken.items():
        text = "".join(collect(message).texts)
        assert not re.search("[^\u202f][;!?]", text), name
        assert not re.search("[^\u00a0] ?:", text.replace("\u00a0:", "")), name
        assert not re.search("«[^\u00a0]|[^\u00a0]»", text), name
