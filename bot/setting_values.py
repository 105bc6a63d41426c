"""How one setting's value is read: from text (a variable), and checked whatever it came from.

A reader turns a variable's text into what verbatim.toml would hold; a check turns that into the
setting's own type. Both raise ValueError with what was expected, for the caller to say where.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

# Accounts in whose name anybody may speak: anonymous group administrators, channels, Telegram.
SHARED_ACCOUNTS = frozenset({1087968824, 136817688, 777000})
_HOST = re.compile(r"([\w.-]{1,253}|\[[\da-fA-F:.]+\]):(\d{1,5})", re.ASCII)
_ADDRESS = re.compile(r"[^\s?#\x00-\x1f\ud800-\udfff]+")  # no query: a path is put behind it


def read_text(text: str) -> object:
    """Return `text` itself, without the white space around it."""
    return text.strip()


def read_number(text: str) -> object:
    """Return the whole number that `text` spells."""
    try:
        return int(text)
    except ValueError:
        raise ValueError("expected a whole number") from None


def read_numbers(text: str) -> object:
    """Return the whole numbers that `text` lists between commas."""
    try:
        return [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise ValueError("expected numeric ids, separated by commas") from None


def read_words(text: str) -> object:
    """Return the words that `text` lists between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def read_flag(text: str) -> object:
    """Return whether `text` says yes."""
    known = {"1": True, "true": True, "yes": True, "on": True}
    known |= {"0": False, "false": False, "no": False, "off": False}
    if text.lower() not in known:
        raise ValueError("expected yes or no")
    return known[text.lower()]


def check_flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError("expected true or false")  # noqa: TRY004 - as every check says it
    return value


def check_hosts(value: object) -> frozenset[str]:
    """Return hosts with their ports, "name:port" in lower case."""
    given = value if isinstance(value, list | tuple | frozenset) else [None]
    hosts = [_HOST.fullmatch(item) if isinstance(item, str) else None for item in given]
    if not all(host and 1 <= int(host[2]) <= 65_535 for host in hosts):
        raise ValueError("expected hosts with their ports, such as intranet.example:80")
    return frozenset(f"{host[1].strip('[]').lower()}:{host[2]}" for host in hosts if host)


def check_path(value: object) -> Path:
    """Return a path, with a leading "~" resolved. `Path("")`, which is ".", is taken as that."""
    if not isinstance(value, str | Path) or value == "" or "\0" in str(value):
        raise ValueError("expected a path, as a string")
    try:
        return Path(value).expanduser()
    except RuntimeError:
        raise ValueError(f"there is no home folder for {value}; write the path in full") from None


def check_ids(value: object) -> frozenset[int]:
    """Return a set of Telegram ids, which are whole numbers other than 0."""
    given = value if isinstance(value, list | tuple | frozenset) else [None]
    ids = [item for item in given if isinstance(item, int) and not isinstance(item, bool) and item]
    if len(ids) != len(given):
        raise ValueError("expected a list of numeric Telegram ids")
    return frozenset(ids)


def check_admins(value: object) -> frozenset[int]:
    """Return ids of people: positive, and none of the accounts that many people share."""
    ids = check_ids(value)
    if any(one < 0 for one in ids):
        raise ValueError("an admin is a person: their id is above 0")
    if shared := sorted(ids & SHARED_ACCOUNTS):
        raise ValueError(f"{shared[0]} is an account that many share, it can't be an admin")
    return ids


def check_concurrency(value: object) -> int:
    """Return how many updates are handled at once, from 1 to 256."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 256:
        raise ValueError("expected a whole number from 1 to 256")
    return value


def check_log_level(value: object) -> str:
    """Return a level of Python's logging, in capitals."""
    if not isinstance(value, str) or value.upper() not in LOG_LEVELS:
        raise ValueError("expected one of " + ", ".join(LOG_LEVELS))
    return value.upper()


def check_caution(value: object) -> str:
    """Return how sure an answer must be to be given, one of retrieval.confidence.ENOUGH."""
    from retrieval.confidence import ENOUGH  # noqa: PLC0415 - most runs go by the default

    if not isinstance(value, str) or value.lower() not in ENOUGH:
        raise ValueError("expected one of " + ", ".join(ENOUGH))
    return value.lower()


def check_address(value: object) -> str:
    """Return a web address without the slash at its end."""
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        raise ValueError("expected an address that starts with https:// or http://")
    if not _ADDRESS.fullmatch(value) or not _names_a_host(value):
        raise ValueError("expected an address such as https://api.example.org:8081")
    return value.rstrip("/")


def _names_a_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port above 65535, an address of IPv6 that is none
        return False
