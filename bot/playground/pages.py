"""The page in which one plays the people: its files, and the files that messages hold."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornado.web import RequestHandler

from bot.playground.same_site import is_from_here, is_local_name
from bot.playground.stage import Stage

FOLDER = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


class _Plain(RequestHandler):
    """Says what is wrong in one line, and logs nothing."""

    def set_default_headers(self) -> None:
        """Let nothing be guessed, framed or told to other sites."""
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "no-cache")

    def refuse(self, status: int, text: str) -> None:
        """Answer with a line of text."""
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{text}\n")

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer an unforeseen failure."""
        self.refuse(status_code, self._reason)


class PageHandler(_Plain):
    """GET / and /page/<file>."""

    def get(self, name: str = "index.html") -> None:
        """Send a file of the page."""
        path = FOLDER / name
        if not is_local_name(self.request.host):
            self.refuse(403, "This page answers to localhost and to addresses in numbers alone.")
        elif path.suffix not in _TYPES or not path.is_file():
            self.refuse(404, "There is no such file.")
        else:
            self.set_header("Content-Type", _TYPES[path.suffix])
            self.set_header("Content-Security-Policy", _POLICY)
            self.finish(path.read_bytes())


class SentFileHandler(_Plain):
    """GET /control/files/<file_id>: what somebody sent, to look at if it is a picture."""

    def initialize(self, stage: Stage) -> None:
        """Remember what this server holds."""
        self.stage = stage

    def get(self, file_id: str) -> None:
        """Send a file under its own name; nothing in it can run here."""
        stored = self.stage.world.files.by_id(file_id)
        if not is_from_here(self.request.host, self.request.headers):
            self.refuse(403, "Files are for pages of this server alone.")
        elif stored is None:
            self.refuse(404, "There is no such file.")
        else:
            is_picture = stored.mime in _PICTURES
            how = "inline" if is_picture else "attachment"
            name = quote(stored.name or "file", safe="")
            self.set_header(
                "Content-Type", stored.mime if is_picture else "application/octet-stream"
            )
            self.set_header("Content-Disposition", f"{how}; filename*=UTF-8''{name}")
            self.set_header("Content-Security-Policy", "sandbox; default-src 'none'")
            self.finish(stored.data)
