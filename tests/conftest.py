"""What holds for all tests, and a site of this machine's own to fetch pages from."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import settings

# A busy machine fails no test; what failed can be run again from its output.
settings.register_profile("steady", deadline=None, print_blob=True)
settings.load_profile("steady")

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Tern">
<meta name="author" content="Jo Example">
<meta property="article:published_time" content="2019-03-12T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>{title}</h1>{paragraphs}</article>
<footer>Share this on Facebook. Subscribe to our newsletter.</footer></body></html>"""


@dataclass
class Website:
    """A site on this machine: what it answers by path, and what it was asked."""

    place: str
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def address(self, path: str) -> str:
        """Return the address of a page here."""
        return f"http://{self.place}{path}"

    def put(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """Answer at `path` with these bytes; `Content_Type="…"` stands for Content-Type."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")
        self.answers[path] = (status, named, body.encode() if isinstance(body, str) else body)
        return self.address(path)

    def put_article(self, path: str, title: str, *paragraphs: str) -> str:
        """Answer at `path` with an article amid a menu and a footer; return its address."""
        told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return self.put(path, PAGE.format(title=title, paragraphs=told))


@pytest.fixture
def website() -> Iterator[Website]:
    """A site on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            status, headers, body = site.answers.get(self.path, (404, {}, b"nothing here"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Website(f"127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
