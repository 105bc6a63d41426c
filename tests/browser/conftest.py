"""A headless Chromium, the playground with Verbatim in it, and one with another bot.

With SCREENSHOTS=FOLDER in the environment, the tests leave the pictures of the README there.
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import small_bot
from PIL import Image
from webdriver import Browser, Element, programs

ROOT = Path(__file__).parents[2]
READERS = iter(range(1, 1000))


class Page:
    """The playground's page, as somebody uses it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.http = httpx.Client(base_url=address, timeout=10, verify=False)

    def new_person(self, language: str = "en") -> str:
        """Make up a person; return what names their private chat on the page."""
        name = f"Reader {next(READERS)}"
        person = {"first_name": name, "language_code": language}
        self.http.post("/control/users", json=person).raise_for_status()
        return name

    def open(self, title: str) -> None:
        """Open the page at a conversation."""
        self.browser.open(self.address)
        self.go(title)

    def go(self, title: str) -> None:
        """Choose a conversation from the list."""
        self.browser.find(".place-title", title).click()
        self.browser.find(".title", title)

    def write(self, text: str, *, send: bool = True) -> None:
        """Type into the input line."""
        self.browser.find("#input").send(text)
        if send:
            self.browser.press("Enter")

    def message(self, text: str, of: str = "theirs") -> Element:
        """Return the last message that holds a text, waiting for it."""
        return self.browser.find(f".message.{of}", text)

    def ask(self, text: str) -> Element:
        """Write, and return the bot's answer."""
        before = self.browser.count(".message.theirs")
        self.write(text)
        return self.answer_after(before)

    def answer_after(self, before: int) -> Element:
        """Return the last message of others once there are more than so many."""
        self.browser.until(lambda: self.browser.count(".message.theirs") > before, "an answer")
        return self.browser.find(".message.theirs")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if programs() is None:
        pytest.skip("needs Chromium: Debian's packages chromium and chromium-driver")
    with Browser(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture(scope="session")
def verbatim(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`verbatim playground` on the seed articles, as anybody starts it; its address."""
    database = tmp_path_factory.mktemp("playground") / "verbatim.db"
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "playground", "--port", "0", "--db", str(database)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "VERBATIM_LOG_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found, "the playground did not start"
        yield found.group()
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def small(browser: Browser) -> Iterator[str]:
    with small_bot.running() as address:
        yield address


def used(browser: Browser, address: str) -> Iterator[Page]:
    browser.resize(1000, 640)
    browser.prefer("light")
    browser.errors()
    using = Page(browser, address)
    yield using
    using.http.close()
    browser.run("localStorage.clear()")
    assert browser.errors() == []


@pytest.fixture
def page(browser: Browser, verbatim: str) -> Iterator[Page]:
    """The page with Verbatim; it has complained of nothing when the test ends."""
    yield from used(browser, verbatim)


@pytest.fixture
def small_page(browser: Browser, small: str) -> Iterator[Page]:
    """The page with the other bot."""
    yield from used(browser, small)


@pytest.fixture
def picture(browser: Browser) -> Callable[[str], Any]:
    """Keep what is shown as a picture, if pictures are asked for."""

    def keep(name: str) -> None:
        if folder := os.environ.get("SCREENSHOTS"):
            browser.run("document.activeElement.blur()")
            Path(folder).mkdir(parents=True, exist_ok=True)
            shown = Image.open(io.BytesIO(browser.picture()))
            # A picture of the README in 256 colours is half as large and looks the same.
            palette = shown.convert("RGB").quantize(256, Image.Quantize.FASTOCTREE)
            small = shown.convert("RGB").quantize(palette=palette)
            small.save(Path(folder) / f"{name}.png", optimize=True)

    return keep
