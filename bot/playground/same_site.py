"""Who may look behind the scenes: pages of this very server, and programs, which have no pages."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from tornado.httputil import HTTPHeaders


def is_from_here(host: str, headers: HTTPHeaders) -> bool:
    """Tell whether a request may come from a page of ours, or from no page at all.

    Browsers name the page behind a request in Origin, or its distance in Sec-Fetch-Site where
    there is no Origin. A name that DNS could point at this machine is no name of ours.
    """
    if headers.get("Origin", f"http://{host}") != f"http://{host}":
        return False
    distance = headers.get("Sec-Fetch-Site", "none")
    return is_local_name(host) and distance in ("none", "same-origin")


def is_local_name(host: str) -> bool:
    """Tell whether a Host header is an address or localhost, not a name that DNS could rebind."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ip_address(name)
    except ValueError:
        return name == "localhost"
    return True
