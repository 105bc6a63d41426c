"""Every setting of Verbatim, read once into one frozen value.

The command line outranks the environment, which outranks verbatim.toml, which outranks what is
built in. The bot's token comes from the environment or from a file only its owner can read.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import setting_values as values
from retrieval.errors import SettingsError

FILE_NAME = "verbatim.toml"
TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the variable's name, not a token
TOKEN_FILE_VARIABLE = "TELEGRAM_BOT_TOKEN_FILE"  # noqa: S105 - the variable's name
TOKEN_FILE_KEY = "token_file"  # noqa: S105 - the key's name
_TOKEN = re.compile(r"\d{1,20}:[\w-]{1,200}", re.ASCII)  # it stands in the address of every request


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can set. `allowed_chats` None allows every chat; `token` is never shown.

    `trusted_hosts` are the only ones that pages are fetched from though they aren't public.
    """

    db: Path = Path("verbatim.db")
    articles: Path = Path("seeds")
    admins: frozenset[int] = frozenset()
    token: str | None = field(default=None, repr=False)
    api_base: str = "https://api.telegram.org"
    allowed_chats: frozenset[int] | None = None
    concurrency: int = 16
    log_level: str = "INFO"
    caution: str = "balanced"
    synonyms: Path | None = None
    keep_questions: bool = False
    trusted_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TracedSettings:
    """Settings, and where each came from: "--db", a variable, verbatim.toml or "default"."""

    settings: Settings
    origins: Mapping[str, str]

    @property
    def articles_given(self) -> bool:
        """Whether the command line named the articles folder."""
        return self.origins["articles"] == "--articles"


@dataclass(frozen=True, slots=True)
class _Setting:
    """One setting: its environment variable, and how a value of it is read and checked."""

    variable: str
    read: Callable[[str], object]
    check: Callable[[object], object]


# Keys of verbatim.toml are the names of Settings' fields; the token itself has no key.
_SETTINGS: Mapping[str, _Setting] = {
    "db": _Setting("VERBATIM_DB", values.read_text, values.check_path),
    "articles": _Setting("VERBATIM_ARTICLES", values.read_text, values.check_path),
    "admins": _Setting("VERBATIM_ADMINS", values.read_numbers, values.check_admins),
    "api_base": _Setting("TELEGRAM_API_BASE", values.read_text, values.check_address),
    "allowed_chats": _Setting("VERBATIM_ALLOWED_CHATS", values.read_numbers, values.check_ids),
    "concurrency": _Setting("VERBATIM_CONCURRENCY", values.read_number, values.check_concurrency),
    "log_level": _Setting("VERBATIM_LOG_LEVEL", values.read_text, values.check_log_level),
    "caution": _Setting("VERBATIM_CAUTION", values.read_text, values.check_caution),
    "synonyms": _Setting("VERBATIM_SYNONYMS", values.read_text, values.check_path),
    "keep_questions": _Setting("VERBATIM_KEEP_QUESTIONS", values.read_flag, values.check_flag),
    "trusted_hosts": _Setting("VERBATIM_TRUSTED_HOSTS", values.read_words, values.check_hosts),
}


def trace_settings(
    overrides: Mapping[str, Any], environ: Mapping[str, str], directory: Path
) -> TracedSettings:
    """Return the settings in force for a command started in `directory`, and where each came from.

    `overrides` are the command line's, by field name; a None among them counts as not given, an
    empty variable as not set. Relative paths start from `directory`, where verbatim.toml lies too.

    :raises SettingsError: names the option, variable or file and key that is wrong.
    """
    file = _read_file(directory / FILE_NAME)
    found: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, setting in _SETTINGS.items():
        for origin, value in _candidates(name, setting, overrides, environ, file):
            found[name], origins[name] = _checked(setting, origin, value), origin
            break
    for name in ("db", "articles"):
        if name in found:
            found[name] = directory / found[name]
        else:
            found[name] = directory / getattr(Settings(), name)
    if "synonyms" in found:
        found["synonyms"] = _existing(origins["synonyms"], directory / found["synonyms"])
    found["token"], origins["token"] = _read_token(environ, file, directory)
    complete = {name: origins.get(name, "default") for name in (*_SETTINGS, "token")}
    return TracedSettings(Settings(**found), complete)


def _candidates(
    name: str,
    setting: _Setting,
    overrides: Mapping[str, Any],
    environ: Mapping[str, str],
    file: Mapping[str, Any],
) -> Iterator[tuple[str, object]]:
    """Yield (origin, value) of a setting, the one that counts first; values are as they came."""
    if overrides.get(name) is not None:
        yield "--" + name.replace("_", "-"), overrides[name]
    if text := environ.get(setting.variable, "").strip():
        yield setting.variable, _read(setting, text)
    if name in file:
        yield f"{FILE_NAME}: {name}", file[name]


def _read(setting: _Setting, text: str) -> object:
    """Return what a variable's text spells, or raise naming the variable."""
    try:
        return setting.read(text)
    except ValueError as error:
        raise SettingsError(f"{setting.variable}: {error}") from error


def _checked(setting: _Setting, origin: str, value: object) -> object:
    """Return the value in the setting's own type, or raise naming where it came from."""
    try:
        return setting.check(value)
    except ValueError as error:
        raise SettingsError(f"{origin}: {error}") from error


def _existing(origin: str, path: Path) -> Path:
    """Return the path of a file that is there, or raise naming where it came from."""
    if not path.is_file():
        raise SettingsError(
            f"{origin}: there is no file {path}; write it, or leave the setting out"
        )
    return path


def _read_file(path: Path) -> Mapping[str, Any]:
    """Return verbatim.toml's keys; none if there is no such file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} can't be read: {error}. Mend it or remove it.") from error
    keys = _parse(path, text)
    for key in keys:
        _refuse_unknown(path, key)
    return keys


def _parse(path: Path, text: str) -> dict[str, Any]:
    """Return the keys of a TOML text, or raise naming the file and the line."""
    import tomllib  # noqa: PLC0415 - most runs have no file to parse, and each counts milliseconds

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{path} is not valid TOML: its brackets are too deep") from error


def _refuse_unknown(path: Path, key: str) -> None:
    """Raise for a key that is no setting, and for a token, which doesn't belong in this file."""
    if key == "token":
        raise SettingsError(
            f"{path}: token: the token doesn't belong here; set {TOKEN_VARIABLE}, or put it in a "
            f"file only you can read and name that as {TOKEN_FILE_KEY}"
        )
    if key not in _SETTINGS and key != TOKEN_FILE_KEY:
        known = ", ".join((*_SETTINGS, TOKEN_FILE_KEY))
        raise SettingsError(f"{path}: {key}: there is no such setting; there are {known}")


def _read_token(
    environ: Mapping[str, str], file: Mapping[str, Any], directory: Path
) -> tuple[str | None, str]:
    """Return the token and where it came from; None and "default" where none is set."""
    if token := environ.get(TOKEN_VARIABLE, "").strip():
        return _one_token(TOKEN_VARIABLE, token), TOKEN_VARIABLE
    if named := environ.get(TOKEN_FILE_VARIABLE, "").strip():
        return _read_token_file(TOKEN_FILE_VARIABLE, directory, named), TOKEN_FILE_VARIABLE
    if TOKEN_FILE_KEY in file:
        origin = f"{FILE_NAME}: {TOKEN_FILE_KEY}"
        return _read_token_file(origin, directory, file[TOKEN_FILE_KEY]), origin
    return None, "default"


def _read_token_file(origin: str, directory: Path, named: object) -> str:
    """Return the token in a file that its owner alone can read."""
    try:
        path = directory / values.check_path(named)
        with path.open(encoding="utf-8") as file:
            _refuse_shared(origin, path, os.fstat(file.fileno()).st_mode)
            token = file.read(4096).strip()
    except OSError as error:
        raise SettingsError(f"{origin}: {path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{origin}: {path} holds no token, it isn't text") from error
    except ValueError as error:
        raise SettingsError(f"{origin}: {error}") from error
    return _one_token(f"{origin}: {path}", token)


def _refuse_shared(origin: str, path: Path, mode: int) -> None:
    """Raise for a file that its group or everybody may touch."""
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(f"{origin}: others can read {path}; run: chmod 600 {path}")


def _one_token(origin: str, token: str) -> str:
    """Return `token` if it looks like one, or raise without showing it."""
    if not _TOKEN.fullmatch(token):
        raise SettingsError(
            f"{origin} must hold the token from @BotFather and nothing else: "
            "digits, a colon, then letters, digits, - and _"
        )
    return token
