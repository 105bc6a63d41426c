"""A small WebDriver client: what these tests need of a browser, over plain HTTP."""

import base64
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en-US",
)  # fmt: skip
KEYS = {
    "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Up": "\ue013", "Down": "\ue015",
    "Home": "\ue011", "End": "\ue010", "Backspace": "\ue003",
}  # fmt: skip
SHIFT = "\ue008"
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PATIENCE = 8.0  # seconds
_LAST_SHOWN = """
    const [selector, text] = arguments;
    const isShown = (e) => e.checkVisibility({ visibilityProperty: true });
    return [...document.querySelectorAll(selector)]
        .findLast((e) => (isShown(e) || e.type === "file") && (e.innerText ?? "").includes(text));
"""


def programs() -> tuple[str, str] | None:
    """Return where Chromium and its driver are, None if either is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


class Browser:
    """A headless Chromium with one window."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile

    def __enter__(self) -> Self:
        found = programs()
        assert found, "Chromium is not installed"
        self._process = subprocess.Popen(
            [found[1], "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._http = httpx.Client(base_url=self._address(), timeout=30, verify=False)
        options = {
            "binary": found[0],
            "args": [*FLAGS, f"--user-data-dir={self._profile}"],
            "prefs": {"profile.default_content_setting_values.clipboard": 1},
        }
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = self._call("POST", "/session", capabilities={"alwaysMatch": wanted})
        self._session = f"/session/{answer['sessionId']}"
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        try:
            self._call("DELETE", self._session)
        finally:
            self._http.close()
            self._process.terminate()
            self._process.communicate(timeout=10)

    def _address(self) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                return f"http://127.0.0.1:{found[1]}"
        raise AssertionError("chromedriver did not start")

    def _call(self, method: str, path: str, **body: Any) -> Any:
        answer = self._http.request(method, path, json=body if method == "POST" else None)
        value = answer.json()["value"]
        assert answer.status_code == 200, value
        return value

    def _do(self, method: str, path: str, **body: Any) -> Any:
        return self._call(method, self._session + path, **body)

    def devtools(self, command: str, **parameters: Any) -> None:
        """Send a command of Chromium's own protocol."""
        self._do("POST", "/goog/cdp/execute", cmd=command, params=parameters)

    def resize(self, width: int, height: int) -> None:
        """Give the page this many pixels."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    def prefer(self, scheme: str) -> None:
        """Have the system prefer "light" or "dark", and no movement."""
        wanted = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in wanted.items()]
        self.devtools("Emulation.setEmulatedMedia", features=features)

    def open(self, address: str) -> None:
        """Go to a page, even if it is there already."""
        self._do("POST", "/url", url=address)

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a piece of JavaScript returns; it has `arguments`."""
        return self._do("POST", "/execute/sync", script=script, args=list(arguments))

    def all(self, selector: str) -> list["Element"]:
        """Return the elements that a CSS selector finds."""
        found = self._do("POST", "/elements", using="css selector", value=selector)
        return [Element(self, element[_ELEMENT]) for element in found]

    def until(self, look: Callable[[], Any], what: str) -> Any:
        """Return the first true value of `look`, waiting for it."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                if value := look():
                    return value
            except AssertionError as error:
                if "stale element" not in str(error):
                    raise
            if time.monotonic() > deadline:
                shown = self.run("return document.querySelector('.chat').innerText")
                raise AssertionError(f"waited in vain for {what}; the conversation:\n{shown}")
            time.sleep(0.03)

    def find(self, selector: str, text: str = "") -> "Element":
        """Return the last element of a selector that is shown and holds a text, waiting for it."""

        def look() -> "Element | None":
            found = self.run(_LAST_SHOWN, selector, text)
            return Element(self, found[_ELEMENT]) if found else None

        found: Element = self.until(look, f"{selector} with {text!r}")
        return found

    def gone(self, selector: str) -> None:
        """Wait until nothing that is shown fits a selector."""
        self.until(lambda: not self.run(_LAST_SHOWN, selector, ""), f"no {selector}")

    def count(self, selector: str) -> int:
        """Return how many elements a selector finds."""
        return int(self.run("return document.querySelectorAll(arguments[0]).length", selector))

    def press(self, *keys: str) -> None:
        """Press keys one by one where the focus is: characters, names of `KEYS`, "Shift+Tab"."""
        actions = []
        for key in keys:
            name = key.removeprefix("Shift+")
            value = KEYS.get(name, name)
            stroke = [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
            if name != key:
                down, up = ({"type": kind, "value": SHIFT} for kind in ("keyDown", "keyUp"))
                stroke = [down, *stroke, up]
            actions += stroke
        self._do("POST", "/actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.press(*text)

    def errors(self) -> list[str]:
        """Return what the page has complained of since this was last asked."""
        entries = self._do("POST", "/se/log", type="browser")
        return [e["message"] for e in entries if e["level"] in ("SEVERE", "WARNING")]

    def picture(self) -> bytes:
        """Return a PNG of what is shown."""
        return base64.b64decode(self._do("GET", "/screenshot"))


class Element:
    """Something on the page."""

    def __init__(self, browser: Browser, element_id: str) -> None:
        self._browser = browser
        self._path = f"/element/{element_id}"
        self.reference = {_ELEMENT: element_id}

    def _do(self, method: str, path: str, **body: Any) -> Any:
        return self._browser._do(method, self._path + path, **body)

    @property
    def text(self) -> str:
        """The text that is shown."""
        return str(self._do("GET", "/text"))

    @property
    def is_shown(self) -> bool:
        """Tell whether it can be seen."""
        return bool(self._do("GET", "/displayed"))

    def get(self, name: str) -> Any:
        """Return a property."""
        return self._do("GET", f"/property/{name}")

    def attribute(self, name: str) -> Any:
        """Return an attribute, None without it."""
        return self._do("GET", f"/attribute/{name}")

    def style(self, name: str) -> str:
        """Return a property of its style."""
        return str(self._do("GET", f"/css/{name}"))

    def click(self) -> None:
        """Press it with the pointer."""
        self._do("POST", "/click")

    def send(self, text: str) -> None:
        """Type into it; into a file input, a path."""
        self._do("POST", "/value", text=text)

    def all(self, selector: str) -> list["Element"]:
        """Return the elements within it that a CSS selector finds."""
        found = self._do("POST", "/elements", using="css selector", value=selector)
        return [Element(self._browser, element[_ELEMENT]) for element in found]
