"""Addresses of web pages, in one form each."""

from storage.fetching.reasons import FetchError, Refusal

MOST_OF_AN_ADDRESS = 1_000  # characters
PORTS = {"http": 80, "https": 443}


def web_address(text: str) -> str:
    """Return the address of a page in its usual form, without the place inside it (#…).

    :raises FetchError: it isn't one.
    """
    import httpx  # noqa: PLC0415 - slow to import

    if len(text) > MOST_OF_AN_ADDRESS or not text.isprintable():
        raise FetchError(Refusal.ADDRESS)
    try:
        url = httpx.URL(text.strip())
        host = url.host
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(Refusal.ADDRESS) from error
    if url.scheme not in PORTS or not host or url.userinfo:
        raise FetchError(Refusal.ADDRESS)
    return str(url.copy_with(fragment=None))
