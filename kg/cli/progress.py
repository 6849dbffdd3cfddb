"""How far a long work is, on standard error of a terminal: after a second, until something else is printed."""

from __future__ import annotations

import sys
from threading import RLock, Timer
from typing import TYPE_CHECKING, Self

from kg.cli.language import worded
from kg.harmless import clean

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from extract.errors import Sentence

AFTER = 1.0
"""Seconds that a work may take without saying so."""

_begun: list[Progress] = []  # the innermost last: it alone is shown
_reached: list[tuple[int, int]] = []


class Progress:
    """Files that are done, pages that are recognised, or, where neither is told, the time that has gone by."""

    def __init__(self, what: Sentence, *, at_once: bool = False) -> None:
        """``at_once``: the seconds count from its beginning, else from when it is first told how far the work is.

        Until then no thread runs, so that workers can be forked.
        """
        self._what = worded(what)
        self._at_once = at_once
        self._lock = RLock()
        self._timer: Timer | None = None
        self._bar: Bar | None = None
        self._told: tuple[str, dict[str, int | str]] = self._what, {}
        self._due = False
        self.reached = 0, 0

    def __enter__(self) -> Self:
        hush()
        _begun.append(self)
        if self._at_once:
            self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        _begun.remove(self)
        self.end()
        if kind is not None and issubclass(kind, KeyboardInterrupt) and self.reached[1]:
            _reached[:] = [self.reached]

    def files(self, done: int, total: int) -> None:
        """So many files are done, of so many."""
        self.reached = done, total
        self._tell(self._what, completed=done, total=total, count=f"{done:,}/{total:,}")

    def pages(self, name: str, page: int, pages: int) -> None:
        """A page of a file is being recognised, of so many."""
        self._tell(worded("{name}: page {page} of {pages}", name=clean(name), page=page, pages=pages))

    def clear(self) -> None:
        """Takes the bar away, to make room for a line."""
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
                self._bar = None

    def end(self) -> None:
        """No bar any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._timer = None
        self._due = False
        self.clear()

    def _start(self) -> None:
        if sys.stderr.isatty():
            self._timer = Timer(AFTER, self._appear)
            self._timer.daemon = True
            self._timer.start()

    def _appear(self) -> None:
        with self._lock:
            if _begun and _begun[-1] is self:
                self._due = True
                self._show()

    def _tell(self, description: str, **fields: int | str) -> None:
        with self._lock:
            self._told = description, fields
            if self._timer is None:
                self._start()
            if self._due:
                self._show()

    def _show(self) -> None:
        if self._bar is None:
            self._bar = _bar(self._what)
        description, fields = self._told
        self._bar.update(self._bar.task_ids[0], description=description, **fields)  # type: ignore[arg-type]


def hush() -> None:
    """Takes every bar away: something else is printed, or a work within begins."""
    for one in _begun:
        one.end()


def stopped_at() -> tuple[int, int] | None:
    """How far the work was that Ctrl-C ended: files done, and of how many; None where it counts none."""
    return _reached[0] if _reached else None


def _bar(what: str) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    description, count = TextColumn("{task.description}", markup=False), TextColumn("{task.fields[count]}")
    bar = Bar(
        description, BarColumn(), count, TimeElapsedColumn(),
        console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip
    bar.add_task(what, total=None, count="")
    bar.start()
    return bar
