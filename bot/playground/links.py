"""Which addresses Telegram takes as a link, and how it writes them."""

import re
from urllib.parse import urlsplit

_USER_LINK = re.compile(r"tg://user\?(?:.*&)?id=(\d{1,19})(?:&|$)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_HOST = re.compile(r"[^\s<>\"'`{}|\\^\[\]]+")


def user_of_link(url: str) -> str:
    """Return the user id that a tg://user link names, "" for any other link."""
    match = _USER_LINK.match(url.strip())
    return match.group(1) if match else ""


def checked_link(url: str) -> str:
    """Return the link as Telegram stores it; raise ValueError, saying why, if it isn't one."""
    url = url.strip()
    scheme = _scheme_of(url)
    if scheme in ("tg", "ton", "tonsite"):
        return url
    if scheme not in ("", "http", "https"):
        raise ValueError("Unsupported URL protocol")
    return _web_address(url if scheme else f"http://{url}")


def link_or_nothing(url: str) -> str:
    """Return the link as Telegram stores it, "" if it isn't one."""
    try:
        return checked_link(url)
    except ValueError:
        return ""


def _scheme_of(url: str) -> str:
    match = _SCHEME.match(url)
    if match is None:
        return ""
    rest = url[match.end() + 1 :]
    is_port = "." in match.group() and rest[:1].isdigit()
    return "" if is_port else match.group().lower()


def _web_address(url: str) -> str:
    wrong = "Wrong HTTP URL"
    parts = urlsplit(url)  # ValueError of its own for a broken IPv6 host
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(wrong) from None
    is_ipv6 = ":" in host
    if not host or not (is_ipv6 or ("." in host.strip(".") and _HOST.fullmatch(host))):
        raise ValueError(wrong)
    written = f"[{host}]" if is_ipv6 else host
    user = f"{parts.netloc.rsplit('@', 1)[0]}@" if "@" in parts.netloc else ""
    tail = url[url.index("://") + 3 + len(parts.netloc) :]
    slash = "" if tail.startswith("/") else "/"
    return f"{parts.scheme.lower()}://{user}{written}{f':{port}' if port else ''}{slash}{tail}"
