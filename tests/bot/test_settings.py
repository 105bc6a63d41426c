"""Settings: who outranks whom, what a wrong one says, and that the token stays unseen."""

from pathlib import Path

import pytest

from bot.settings import Settings, trace_settings
from retrieval.confidence import BALANCED, ENOUGH
from retrieval.errors import SettingsError

TOKEN = "123456:made-up-for-tests"


def load_settings(overrides, environ, folder):
    return trace_settings(overrides, environ, folder).settings


def write_toml(folder, text):
    (folder / "verbatim.toml").write_text(text, encoding="utf-8")


def write_token(folder, text=TOKEN, mode=0o600):
    path = folder / "token"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_nothing_set_gives_the_built_in_values(tmp_path):
    settings = load_settings({}, {}, tmp_path)

    assert settings.db == tmp_path / "verbatim.db"
    assert settings.articles == tmp_path / "seeds"
    assert settings.admins == frozenset()
    assert settings.token is None
    assert settings.allowed_chats is None
    assert settings.api_base == "https://api.telegram.org"
    assert (settings.concurrency, settings.log_level) == (16, "INFO")
    assert settings.caution == BALANCED
    assert settings.synonyms is None
    assert (settings.keep_questions, settings.trusted_hosts) == (False, frozenset())


def test_command_line_outranks_environment_outranks_file_outranks_default(tmp_path):
    write_toml(tmp_path, 'db = "file.db"\nconcurrency = 4\nlog_level = "warning"\n')

    traced = trace_settings(
        {"db": Path("line.db"), "articles": None},
        {"VERBATIM_DB": "variable.db", "VERBATIM_CONCURRENCY": "8"},
        tmp_path,
    )

    assert traced.settings.db == tmp_path / "line.db"
    assert traced.settings.concurrency == 8
    assert traced.settings.log_level == "WARNING"
    assert traced.origins["db"] == "--db"
    assert traced.origins["concurrency"] == "VERBATIM_CONCURRENCY"
    assert traced.origins["log_level"] == "verbatim.toml: log_level"
    assert traced.origins["articles"] == "default"


@pytest.mark.parametrize(("text", "kept"), [("yes", True), ("1", True), ("No", False)])
def test_whether_questions_are_kept_is_yes_or_no(tmp_path, text, kept):
    variable = {"VERBATIM_KEEP_QUESTIONS": text}
    assert load_settings({}, variable, tmp_path).keep_questions is kept
    write_toml(tmp_path, f"keep_questions = {str(kept).lower()}\n")
    assert load_settings({}, {}, tmp_path).keep_questions is kept


def test_trusted_hosts_are_read_from_a_variable_and_from_the_file(tmp_path):
    write_toml(tmp_path, 'trusted_hosts = ["Intra.example:80"]\n')
    assert load_settings({}, {}, tmp_path).trusted_hosts == {"intra.example:80"}
    variable = {"VERBATIM_TRUSTED_HOSTS": "[::1]:8080, 10.0.0.7:443"}
    assert load_settings({}, variable, tmp_path).trusted_hosts == {"::1:8080", "10.0.0.7:443"}


@pytest.mark.parametrize("caution", [*ENOUGH, "Strict"])
def test_caution_is_one_of_a_few_words(tmp_path, caution):
    assert load_settings({}, {"VERBATIM_CAUTION": caution}, tmp_path).caution == caution.lower()


def test_synonyms_are_a_file_that_is_there(tmp_path):
    (tmp_path / "ours.txt").write_text("")
    write_toml(tmp_path, 'synonyms = "ours.txt"\n')
    assert load_settings({}, {}, tmp_path).synonyms == tmp_path / "ours.txt"


@pytest.mark.parametrize("named", ["theirs.txt", "."])
def test_synonyms_that_are_no_file_are_an_error_naming_setting_and_path(tmp_path, named):
    with pytest.raises(SettingsError, match=r"^VERBATIM_SYNONYMS: there is no file ") as caught:
        load_settings({}, {"VERBATIM_SYNONYMS": named}, tmp_path)
    assert str(tmp_path / named) in str(caught.value)
    write_toml(tmp_path, f'synonyms = "{named}"\n')
    with pytest.raises(SettingsError, match=r"^verbatim\.toml: synonyms: there is no file "):
        load_settings({}, {}, tmp_path)


def test_an_absolute_path_stays_and_a_relative_one_starts_at_the_directory(tmp_path):
    environ = {"VERBATIM_DB": "/somewhere/v.db", "VERBATIM_ARTICLES": "texts"}
    settings = load_settings({}, environ, tmp_path)
    assert settings.db == Path("/somewhere/v.db")
    assert settings.articles == tmp_path / "texts"


def test_an_empty_variable_counts_as_not_set(tmp_path):
    environ = {"VERBATIM_DB": " ", "TELEGRAM_BOT_TOKEN": "", "VERBATIM_ALLOWED_CHATS": ""}
    settings = load_settings({}, environ, tmp_path)
    assert settings.db == tmp_path / "verbatim.db"
    assert settings.token is None
    assert settings.allowed_chats is None


def test_ids_are_read_from_a_variable_and_from_the_file(tmp_path):
    write_toml(tmp_path, "allowed_chats = [-1001, 7]\n")
    settings = load_settings({}, {"VERBATIM_ADMINS": "42, 43,"}, tmp_path)
    assert settings.admins == {42, 43}
    assert settings.allowed_chats == {-1001, 7}


def test_an_empty_list_of_allowed_chats_allows_none(tmp_path):
    write_toml(tmp_path, "allowed_chats = []\n")
    assert load_settings({}, {}, tmp_path).allowed_chats == frozenset()


def test_the_slash_at_the_end_of_the_api_address_goes(tmp_path):
    environ = {"TELEGRAM_API_BASE": "http://127.0.0.1:8081/"}
    assert load_settings({}, environ, tmp_path).api_base == "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ('database = "x.db"', "database: there is no such setting"),
        ("db = 5", "db: expected a path"),
        ('db = ""', "db: expected a path"),
        ('admins = "42"', "admins: expected a list"),
        ("admins = [true]", "admins: expected a list"),
        ("admins = [[1]]", "admins: expected a list"),
        ("admins = [0]", "admins: expected a list"),
        ("concurrency = true", "concurrency: expected a whole number"),
        ("concurrency = 0", "concurrency: expected a whole number"),
        ('concurrency = "16"', "concurrency: expected a whole number"),
        ("log_level = 10", "log_level: expected one of"),
        ("caution = 1", "caution: expected one of strict, balanced, eager"),
        ('caution = "bold"', "caution: expected one of strict, balanced, eager"),
        ('api_base = "api.telegram.org"', "api_base: expected an address"),
        ("token_file = 0", "token_file: expected a path"),
        ('db = "~nobody-of-this-name/x.db"', "db: there is no home folder for ~nobody"),
        ('token = "1:a"', "token: the token doesn't belong here"),
        ("db = ", "not valid TOML"),
        pytest.param("db = " + "[" * 5_000, "not valid TOML", id="deep brackets"),
    ],
)
def test_a_wrong_line_in_the_file_is_an_error_naming_file_and_key(tmp_path, toml, named):
    write_toml(tmp_path, toml)
    with pytest.raises(SettingsError) as caught:
        load_settings({}, {}, tmp_path)
    assert "verbatim.toml" in str(caught.value)
    assert named in str(caught.value)


def test_a_file_that_is_not_utf8_is_an_error_naming_it(tmp_path):
    (tmp_path / "verbatim.toml").write_bytes(b'db = "\xe9.db"')
    with pytest.raises(SettingsError, match=r"verbatim\.toml can't be read"):
        load_settings({}, {}, tmp_path)


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("VERBATIM_ADMINS", "alice"),
        ("VERBATIM_ADMINS", "-1001"),
        ("VERBATIM_ADMINS", "1087968824"),
        ("VERBATIM_ALLOWED_CHATS", "0"),
        ("VERBATIM_CONCURRENCY", "many"),
        ("VERBATIM_LOG_LEVEL", "loud"),
        ("VERBATIM_KEEP_QUESTIONS", "perhaps"),
        ("VERBATIM_DB", "~nobody-of-this-name/x.db"),
        ("VERBATIM_TRUSTED_HOSTS", "intranet.example"),
        ("VERBATIM_TRUSTED_HOSTS", "intranet.example:0"),
        ("VERBATIM_TRUSTED_HOSTS", "intranet.example:65536"),
        ("TELEGRAM_API_BASE", "ftp://example.org"),
        ("TELEGRAM_API_BASE", "https://"),
        ("TELEGRAM_API_BASE", "http://127.0.0.1:65536"),
        ("TELEGRAM_API_BASE", "http://[::1"),
        ("TELEGRAM_API_BASE", "http://one two"),
        ("TELEGRAM_API_BASE", "http://127.0.0.1:8081/?token="),
    ],
)
def test_a_wrong_variable_is_an_error_naming_it(tmp_path, variable, text):
    with pytest.raises(SettingsError, match=f"^{variable}: "):
        load_settings({}, {variable: text}, tmp_path)


def test_the_token_comes_from_its_variable(tmp_path):
    environ = {"TELEGRAM_BOT_TOKEN": f" {TOKEN}\n", "TELEGRAM_BOT_TOKEN_FILE": "/not/read"}
    assert load_settings({}, environ, tmp_path).token == TOKEN


def test_the_token_comes_from_a_file_only_its_owner_can_read(tmp_path):
    path = write_token(tmp_path, TOKEN + "\n")
    traced = trace_settings({}, {"TELEGRAM_BOT_TOKEN_FILE": str(path)}, tmp_path)
    assert traced.settings.token == TOKEN
    assert traced.origins["token"] == "TELEGRAM_BOT_TOKEN_FILE"


def test_verbatim_toml_can_name_the_token_file(tmp_path):
    write_token(tmp_path)
    write_toml(tmp_path, 'token_file = "token"\n')
    assert load_settings({}, {}, tmp_path).token == TOKEN


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_token_file_that_others_can_touch_is_refused_with_the_mending_step(tmp_path, mode):
    path = write_token(tmp_path, mode=mode)
    with pytest.raises(SettingsError, match=f"chmod 600 {path}"):
        load_settings({}, {"TELEGRAM_BOT_TOKEN_FILE": str(path)}, tmp_path)


@pytest.mark.parametrize(
    "text", ["", "   \n", f"token is {TOKEN}", f"{TOKEN}\n{TOKEN}", f"{TOKEN}/x", f"{TOKEN}é"]
)
def test_a_token_file_with_anything_but_a_token_is_refused_without_showing_it(tmp_path, text):
    path = write_token(tmp_path, text)
    with pytest.raises(SettingsError, match="nothing else") as caught:
        load_settings({}, {"TELEGRAM_BOT_TOKEN_FILE": str(path)}, tmp_path)
    assert TOKEN not in str(caught.value)


def test_a_missing_token_file_is_an_error_naming_variable_and_file(tmp_path):
    with pytest.raises(SettingsError, match=r"^TELEGRAM_BOT_TOKEN_FILE: .*nowhere.* can't be read"):
        load_settings({}, {"TELEGRAM_BOT_TOKEN_FILE": "nowhere"}, tmp_path)


def test_a_token_file_of_bytes_is_an_error(tmp_path):
    path = write_token(tmp_path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="isn't text"):
        load_settings({}, {"TELEGRAM_BOT_TOKEN_FILE": str(path)}, tmp_path)


def test_the_token_is_in_no_repr(tmp_path):
    settings = load_settings({}, {"TELEGRAM_BOT_TOKEN": TOKEN}, tmp_path)
    assert TOKEN not in repr(settings)
    assert TOKEN not in str(Settings(token=TOKEN))
