"""The processes of a build that runs: which there are, what each is, and how much memory it has had (Linux only)."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


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
