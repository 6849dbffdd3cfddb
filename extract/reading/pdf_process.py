"""The other side of ``pdf_worker``: asking pdfium for pages, in a process that may die or hang."""

from __future__ import annotations

import atexit
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import InputError, Sentence
from extract.reading import child
from extract.reading.layout import Line, Sheet
from extract.reading.limits import Limits, beyond

_PROGRAM = Path(__file__).with_name("pdf_worker.py")
_BATCH = 25  # pages asked for at once
_SENTENCES = {
    "password": Sentence("is encrypted; save it without a password"),
    "damaged": Sentence("is damaged or cut off; get a whole copy of it"),
    "MemoryError": Sentence("needs more memory than it may have; save its pages smaller"),
}


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as pdfium sees it: its lines, the share of it that pictures cover, and the number of drawn shapes.

    Pictures and shapes are only looked for where there is little text.
    """

    sheet: Sheet
    covered: float
    shapes: int


class _Worker:
    """A running ``pdf_worker``."""

    def __init__(self, megabytes: int) -> None:
        self._process = child.start([sys.executable, "-P", str(_PROGRAM)], megabytes=megabytes)
        self.owner, self.megabytes = os.getpid(), megabytes
        self.opened = 0

    def ask(self, request: dict[str, int | str], body: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The answer, and the bytes behind it. Raises OSError or ValueError when the worker dies or takes too long."""
        self.opened += request["do"] == "open"
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = threading.Timer(max(0.0, seconds), child.end, (self._process,))
        timer.start()
        try:
            self._process.stdin.write(json.dumps(request | {"size": len(body)}).encode("ascii") + b"\n" + body)
            self._process.stdin.flush()
            head = json.loads(self._process.stdout.readline())
            return head, self._process.stdout.read(head["size"])
        finally:
            timer.cancel()

    def end(self) -> None:
        if self.owner == os.getpid():
            child.end(self._process)
            self._process.communicate()
        else:
            self._process.returncode = 0  # a copy left by a fork: the first owner ends the worker itself


_running: list[_Worker] = []  # at most one: it serves file after file, and a new one takes over when it dies
_turn = threading.RLock()


def _worker(limits: Limits) -> _Worker:
    if _running and (_running[0].owner != os.getpid() or _running[0].megabytes != limits.memory):
        _end()
    if not _running:
        _running.append(_Worker(limits.memory))
    return _running[0]


@atexit.register
def _end() -> None:
    while _running:
        _running.pop().end()


class OpenPdf:
    """A PDF opened in the worker: its pages, as lines or as pictures."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._deadline = time.monotonic() + limits.seconds
        self.pages = int(self._ask({"do": "open"}, data)[0]["pages"])
        if self.pages > limits.pages:
            raise beyond(name, Sentence("has {count:,} pages", count=self.pages), "pages", limits.pages)

    def read(self) -> Iterator[RawPage]:
        """All pages in order."""
        characters = 0
        for first in range(0, self.pages, _BATCH):
            _, body = self._ask({"do": "read", "first": first, "last": min(first + _BATCH, self.pages)})
            for page in json.loads(body):
                lines = [Line(*line) for line in page["lines"]]
                characters += sum(len(line.text) for line in lines)
                if characters > self._limits.characters:
                    bound = self._limits.characters
                    raise beyond(
                        self._name, Sentence("holds more than {count:,} characters", count=bound), "characters", bound
                    )
                yield RawPage(Sheet(page["width"], page["height"], lines), page["covered"], page["shapes"])

    def draw(self, page: int, dots: int) -> bytes:
        """A grey picture of a page (PGM); takes time of its own."""
        self._deadline += self._limits.page_seconds
        return self._ask({"do": "draw", "page": page, "dots": dots})[1]

    def _ask(self, request: dict[str, int | str], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        worker = _worker(self._limits)
        try:
            head, answer = worker.ask(request, body, self._deadline - time.monotonic())
        except (OSError, ValueError):
            _end()
            if time.monotonic() >= self._deadline:
                raise beyond(self._name, Sentence("takes longer to read"), "seconds", self._limits.seconds) from None
            if request["do"] == "open" and worker.opened > 1:  # it may have died of what it read before
                return self._ask(request, body)
            raise InputError("{name} makes the PDF library crash; print it to a new PDF.", name=self._name) from None
        if "error" in head:
            raise InputError(
                "{name} {what}.", name=self._name, what=_SENTENCES.get(head["error"], _SENTENCES["damaged"])
            )
        return head, answer


@contextmanager
def open_pdf(data: bytes, name: str, limits: Limits) -> Iterator[OpenPdf]:
    """One PDF at a time. Raises InputError, then or later, when it is encrypted, damaged or beyond the limits."""
    with _turn:
        yield OpenPdf(data, name, limits)
