"""Pages are fetched from public addresses alone, within a size and a time."""

import gzip
import socket
import threading
import time
import zlib

import httpcore
import pytest

from storage.fetching import fetching
from storage.fetching.addresses import web_address
from storage.fetching.connecting import Deadline, PublicBackend
from storage.fetching.fetching import Fetched, fetch
from storage.fetching.networks import is_public
from storage.fetching.reasons import FetchError, Refusal
from storage.fetching.unpacking import MOST_BYTES, unpack

NOT_PUBLIC = """
    0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
    239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8
    64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2001:10::1 2002:7f00:1:: 3fff::1 fc00::1
    fd12::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 localhost 127.1 0x7f.1 2130706433 017700000001
"""
ODD_LOOPBACKS = [
    "http://127.1/",
    "http://0/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://localhost/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://１２７.０.０.１/",
]


def refusal_of(address, **given):
    with pytest.raises(FetchError) as caught:
        fetch(address, **given)
    return caught.value.refusal


@pytest.fixture
def trusted(website):
    """The site on this machine, as the operator's own."""
    return frozenset({website.place})


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_address_of_no_public_machine_is_known(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"])
def test_public_address_is_known(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ODD_LOOPBACKS)
def test_no_spelling_of_this_machine_is_connected_to(address):
    assert refusal_of(address) in (Refusal.PRIVATE, Refusal.ADDRESS)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "http:///path",
        "https://ada:secret@example.org/",
        "https://example.org/\n/x",
        "https://example.org/" + "x" * 1_000,
        "http://[::1/",
    ],
)
def test_what_is_no_web_address_is_refused_before_anything_is_asked(address):
    with pytest.raises(FetchError) as caught:
        web_address(address)
    assert caught.value.refusal is Refusal.ADDRESS


def test_unusual_port_is_refused():
    assert refusal_of("https://example.org:8443/") is Refusal.ADDRESS


def test_place_inside_the_page_is_no_part_of_its_address():
    assert web_address("https://Example.org/a?b=c#d") == "https://example.org/a?b=c"


def test_page_of_a_trusted_place_is_fetched(website, trusted):
    address = website.put("/a", "<p>déjà</p>")
    assert fetch(address, trusted) == Fetched("<p>déjà</p>".encode(), ".html", "utf-8")
    assert refusal_of(address) is Refusal.ADDRESS  # its port; the next one, its machine
    assert refusal_of("http://127.0.0.1/a") is Refusal.PRIVATE
    assert website.asked == ["/a"]


def test_name_with_one_private_address_among_public_ones_is_not_connected_to(website):
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return ["93.184.215.14", "127.0.0.1"]

    assert refusal_of("http://rebinding.example/", resolve=resolve) is Refusal.PRIVATE
    assert asked == [("rebinding.example", 80)]


def test_what_was_looked_up_is_what_is_connected_to():
    connected = []

    class Backend(httpcore.SyncBackend):
        def connect_tcp(self, host, port, **_):
            connected.append((host, port))
            raise httpcore.ConnectError

    looked_up = iter([["93.184.215.14"], ["127.0.0.1"]])
    backend = PublicBackend(Deadline(5), resolve=lambda *_: next(looked_up), backend=Backend())
    with pytest.raises(httpcore.ConnectError):
        backend.connect_tcp("rebinding.example", 80)
    assert connected == [("93.184.215.14", 80)]
    with pytest.raises(FetchError):
        backend.connect_tcp("rebinding.example", 80)
    assert len(connected) == 1


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ("http://127.0.0.1/secret", Refusal.PRIVATE),
        ("http://169.254.169.254/latest/meta-data/", Refusal.PRIVATE),
        ("file:///etc/passwd", Refusal.ADDRESS),
        ("http://127.0.0.1:22/", Refusal.ADDRESS),
        ("/loop", Refusal.REDIRECTS),
        ("", Refusal.REDIRECTS),
    ],
)
def test_redirect_is_checked_like_the_first_address(website, trusted, target, refusal):
    website.put("/loop", "", 302, Location=target or "/loop")
    assert refusal_of(website.address("/loop"), trusted=trusted) is refusal
    assert "/secret" not in website.asked


def test_redirect_leads_to_the_page(website, trusted):
    website.put("/old", "", 301, Location="/new")
    website.put("/new", "text", Content_Type="text/plain; charset=latin-1")
    assert fetch(website.address("/old"), trusted) == Fetched(b"text", ".txt", "latin-1")


@pytest.mark.parametrize(
    ("answer", "headers", "refusal"),
    [
        ((b"", 404), {}, Refusal.STATUS),
        ((b"", 204), {}, Refusal.STATUS),
        ((b"%PDF", 200), {"Content_Type": "application/pdf"}, Refusal.KIND),
        ((b"", 200), {"Content_Type": ""}, Refusal.KIND),
        ((b"x", 200), {"Content_Encoding": "br"}, Refusal.ENCODING),
        ((b"x", 200), {"Content_Encoding": "gzip"}, Refusal.ENCODING),
        ((b"x", 200), {"Content_Encoding": "gzip, gzip"}, Refusal.ENCODING),
        ((b"x" * (MOST_BYTES + 1), 200), {}, Refusal.TOO_LARGE),
    ],
)
def test_answer_that_is_no_page_is_refused(website, trusted, answer, headers, refusal):
    address = website.put("/a", *answer, **headers)
    assert refusal_of(address, trusted=trusted) is refusal


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_packed_page_is_unpacked(website, trusted, pack):
    encoding = "gzip" if pack is gzip.compress else "deflate"
    address = website.put("/a", pack(b"<p>words</p>"), Content_Encoding=encoding)
    assert fetch(address, trusted).body == b"<p>words</p>"


def test_bomb_is_given_up_as_soon_as_it_is_too_large():
    bomb = gzip.compress(bytes(50_000_000), 9)
    chunks = (bomb[at : at + 5_000] for at in range(0, len(bomb), 5_000))
    with pytest.raises(FetchError) as caught:
        unpack(chunks, "gzip")
    assert caught.value.refusal is Refusal.TOO_LARGE
    assert next(chunks, None) is not None


def test_site_that_drips_is_left_at_the_deadline(monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=_drip, args=[server], daemon=True)
        thread.start()
        begun = time.monotonic()
        refused = refusal_of(f"http://{place}/", trusted=frozenset({place}))
        assert (refused, time.monotonic() - begun < 3) == (Refusal.TIMEOUT, True)
    thread.join()


def test_name_that_takes_for_ever_to_look_up_is_left_at_the_deadline(monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    found = threading.Event()

    def resolve(*_):
        found.wait(5)
        return ["93.184.215.14"]

    assert refusal_of("http://slow.example/", resolve=resolve) is Refusal.TIMEOUT
    found.set()


@pytest.mark.parametrize("refusal", Refusal)
def test_reason_is_stored_in_a_line_and_comes_back(refusal):
    back = FetchError.restored(FetchError(refusal, "404 or so").stored())
    assert (back.refusal, back.detail) == (refusal, "404 or so")


def _drip(server):
    """Answer a byte every twentieth of a second: each is in time, and together they never end."""
    connection, _ = server.accept()
    with connection:
        try:
            for byte in b"HTTP/1.1 200 OK\r\n" + b"X" * 10_000:
                connection.sendall(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            pass
