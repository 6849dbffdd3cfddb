"""Processes that run: which are below one, what each is of a build, what time and memory they take (Linux only)."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from threading import Event, Thread


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that these started."""
    found: list[int] = []
    for child in _children(pid):
        found += [child, *descendants(child)]
    return found


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def note_peaks(build: int, peaks: dict[str, int]) -> list[int]:
    """Notes the most bytes that any process of each kind has had so far, and gives the processes that are there.

    The kinds are "build", "keeper", "worker", and programs by their names.
    """
    keepers = _children(build)
    there = [build, *descendants(build)]
    for pid in there:
        kind, peak = _peak_of(pid)
        if kind == "ours":
            kind = "build" if pid == build else "keeper" if pid in keepers else "worker"
        peaks[kind] = max(peak, peaks.get(kind, 0))
    return there


def _peak_of(pid: int) -> tuple[str, int]:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        peak = next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)
        if b"kg.cli" in b" ".join(command):
            return "ours", peak
        names = [Path(os.fsdecode(word)).name for word in command if not word.startswith(b"-")]
        return next((name for name in names if not name.startswith("python")), "other"), peak
    return "other", 0


class Watch:
    """CPU seconds and megabytes of a process with those below it, looked at twice a second."""

    def __init__(self, root: int) -> None:
        self._root, self._done = root, Event()
        self._thread = Thread(target=self._look)
        self._spent: dict[int, float] = {}
        self._before = 0.0
        self.megabytes = 0.0

    def __enter__(self) -> Watch:
        self._note()
        self._before = sum(self._spent.values())
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        self._note()

    @property
    def seconds(self) -> float:
        """CPU seconds since it was entered, also of processes that ended, up to the last look at them."""
        return sum(self._spent.values()) - self._before

    def _look(self) -> None:
        while not self._done.wait(0.5):
            self._note()

    def _note(self) -> None:
        pages = 0
        for one in (self._root, *descendants(self._root)):
            try:
                fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            except OSError:
                continue
            self._spent[one] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            pages += int(fields[21])
        self.megabytes = max(self.megabytes, pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000)
