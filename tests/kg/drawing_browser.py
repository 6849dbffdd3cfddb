"""A real Chromium without network for the drawing tests: it can reach this file system and a listener, no more."""

from __future__ import annotations

import json
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from kg.drawing import Picture, page
from kg.drawing.fonts import installed

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-bypass-list=<-loopback>", "--window-size=1440,1000",
)  # fmt: skip


def missing() -> str | None:
    """Why the browser tests cannot run here, or None."""
    absent = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    if absent:
        return f"not installed: {', '.join(absent)} (Debian: apt-get install chromium chromium-driver)"
    if next(installed(), None) is None:
        return "without any font the browser shows no letter (Debian: apt-get install fonts-dejavu-core)"
    return None


class Listener:
    """A proxy that only notes who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.heard: list[bytes] = []
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(1)
                self.heard.append(connection.recv(200))

    def close(self) -> None:
        self._socket.close()


class Reader:
    """A person in front of the page: looks at it, clicks and types."""

    def __init__(self, driver: webdriver.Chrome, listener: Listener, folder: Path) -> None:
        self.driver = driver
        self.listener = listener
        self.folder = folder
        self._opened: tuple[Picture, dict[str, bool]] | None = None

    def stay(self, picture: Picture, **options: bool) -> None:
        """Opens the picture unless it is the one already open, in whatever state the last visit left it."""
        if self._opened != (picture, options):
            self.open(picture, **options)

    def open(
        self,
        picture: Picture,
        *,
        title: str | None = None,
        context: bool = False,
        size: tuple[int, int] = (1440, 1000),
    ) -> None:
        """Draws the picture and opens the page in a window of this size; forgets what the browser said before."""
        self._opened = (picture, {"context": context}) if size == (1440, 1000) else None
        path = self.folder / "page.html"
        path.write_bytes(page(picture, title=title, context=context).encode())
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get("about:blank")
        self.log("browser")
        self.log("performance")
        self.driver.get(path.as_uri())
        self.wait(lambda: self.run("return performance.getEntriesByName('ready').length") == 1)

    def log(self, name: str) -> list[dict[str, object]]:
        return self.driver.get_log(name)  # type: ignore[no-any-return, no-untyped-call]

    def requests(self) -> list[str]:
        """Addresses that the page asked for since it was opened."""
        said = [json.loads(str(entry["message"]))["message"] for entry in self.log("performance")]
        return [each["params"]["request"]["url"] for each in said if each["method"] == "Network.requestWillBeSent"]

    def run(self, script: str, *arguments: object) -> object:
        return self.driver.execute_script(script, *arguments)  # type: ignore[no-untyped-call]

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        return str(self.one(selector).get_property("textContent"))

    def click(self, selector: str) -> None:
        self.run("arguments[0].scrollIntoView({block: 'center'})", self.one(selector))
        self.one(selector).click()

    def follow(self, selector: str) -> None:
        """Clicks on what leads to another page, and waits until that page is there."""
        self._leave(lambda: self.click(selector))

    def back(self) -> None:
        """Goes back to the page before, and waits until it is there."""
        self._leave(self.driver.back)

    def _leave(self, goes: Callable[[], object]) -> None:
        """A press begins a journey that the browser may set out on after it has said that it pressed."""
        left = self.run("return performance.timeOrigin")
        goes()
        there = "return performance.timeOrigin !== arguments[0] && document.readyState === 'complete'"
        self.wait(lambda: self.run(there, left), 60)

    def press(self, *keys: str) -> None:
        """Types on the picture."""
        for key in keys:
            self.one("#picture").send_keys(key)

    def type(self, selector: str, text: str) -> None:
        self.one(selector).clear()
        self.one(selector).send_keys(text)

    def find(self, query: str) -> None:
        """Goes to the first document that a search finds."""
        self.type("#search", query)
        self.one("#search").send_keys(Keys.ENTER)

    def choose(self, selector: str, value: object) -> None:
        """Picks an option, or moves a slider."""
        event = "input" if self.one(selector).get_attribute("type") == "range" else "change"
        self.run(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event(arguments[2]))",
            self.one(selector), str(value), event,
        )  # fmt: skip

    def rows(self) -> list[str]:
        """Labels of the documents in the table, from top to bottom, hidden ones left out."""
        script = "return [...document.querySelectorAll('section.table tbody tr')]"
        script += ".filter(row => !row.hidden).map(row => row.querySelector('bdi').textContent)"
        return list(self.run(script))  # type: ignore[call-overload, no-any-return]

    def sees_whole(self, label: str) -> bool:
        """Whether the box of a document is whole within the picture's frame."""
        left, top, right, bottom, width, height = self.run(_PLACE, label)  # type: ignore[misc]
        return left >= 0 and top >= 0 and right <= width and bottom <= height

    def wait(self, happens: Callable[[], object], seconds: float = 300) -> None:
        end = time.monotonic() + seconds
        while not happens():
            assert time.monotonic() < end, "it did not happen in time"
            time.sleep(0.02)

    def saved(self, button: str, ending: str) -> Path:
        """The file that a button saves, once it is whole."""
        before = set(self.folder.iterdir())
        self.click(button)

        def new() -> set[Path]:
            return {path for path in set(self.folder.iterdir()) - before if path.suffix == ending}

        self.wait(lambda: any(path.stat().st_size for path in new()))
        return new().pop()


_PLACE = """
const found = [...cancu.view.items.values()].find(item => item.label === arguments[0]);
const at = cancu.view.layout.at.get(found.id), frame = document.getElementById('picture');
const corner = (x, y) => cancu.network.canvasToDOM({ x: at.x + x * found.width / 2, y: at.y + y * found.height / 2 });
const [start, end] = [corner(-1, -1), corner(1, 1)];
return [start.x, start.y, end.x, end.y, frame.clientWidth, frame.clientHeight];
"""


@contextmanager
def reader(folder: Path, port: int | None = None) -> Iterator[Reader]:
    """A browser whose only way out is a listener, and that saves files into ``folder``; ``port``: but for the server
    there on this machine."""
    listener = Listener()
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    own = () if port is None else (
        f"--proxy-bypass-list=<-loopback>;127.0.0.1:{port}", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    )  # fmt: skip
    for flag in (*FLAGS, *own, f"--proxy-server=127.0.0.1:{listener.port}", f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        yield Reader(driver, listener, folder)
    finally:
        driver.quit()
        listener.close()
