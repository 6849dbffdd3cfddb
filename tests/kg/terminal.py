"""A terminal of a given size that a command is typed into, and what then stands on it."""

from __future__ import annotations

import os
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

from conftest import ROOT
from rich.cells import cell_len

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Screen:
    """What was printed: all of it, the lines that stayed without their colours, and the exit status."""

    raw: str
    lines: tuple[str, ...]
    status: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def widest(self) -> int:
        """In columns, of which a combining mark takes none."""
        return max(map(cell_len, self.lines), default=0)


def typed(
    *arguments: str,
    size: tuple[int, int] = (100, 30),
    cwd: Path = ROOT,
    stop_at: str | None = None,
    code: str = "from kg.cli import main; main()",
    environment: Mapping[str, str] | None = None,
) -> Screen:
    """The screen after a command, typed into a terminal of so many columns and rows; ``stop_at``: Ctrl-C is pressed
    as soon as this is read on it."""
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    running = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, start_new_session=True,
        env={**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **(environment or {})},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # the other end was closed
            break
        if not piece:
            break
        said += piece
        if stop_at is not None and stop_at.encode() in said:
            os.killpg(running.pid, signal.SIGINT)
            stop_at = None
    os.close(ours)
    status = running.wait(timeout=120)
    raw = said.decode().replace("\r\n", "\n")
    lines = (_CODES.sub("", line.rpartition("\r")[2]) for line in raw.split("\n"))
    return Screen(raw, tuple(lines), status)
