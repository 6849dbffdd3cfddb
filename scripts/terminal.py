"""A terminal of a given size that commands are typed into, and what then stands on it."""

from __future__ import annotations

import json
import os
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

from rich.cells import cell_len

ROOT = Path(__file__).parent.parent
_END = "\x1e"
"""What stands between the exit status of a command and the next command."""

_LOOP = """
import json, sys
from datetime import date
from kg.cli import main
from kg.workspace.footing import Footing
commands, today = json.loads(sys.argv[1])
Footing.day = property(lambda self: self.as_of or date.fromisoformat(today))
for command in commands:
    sys.argv = ["cancu", *command]
    status = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    print(f"{status}\\x1e", end="", flush=True)
"""

_HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""So that Ctrl-C is heard, also where whoever started this process wanted none."""

_STEERING = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|[\r\n]|[^\x1b\r\n]+")


@dataclass(frozen=True, slots=True)
class Screen:
    """What a command printed: all of it, the lines that stayed, without colours, and its exit status."""

    raw: str
    lines: tuple[str, ...]
    status: int

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    @property
    def widest(self) -> int:
        """Its width in columns, of which a combining mark takes none."""
        return max(map(cell_len, self.lines), default=0)


def typed(
    *arguments: str,
    size: tuple[int, int] = (100, 30),
    cwd: Path = ROOT,
    stop_at: str | None = None,
    code: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Screen:
    """The screen after a command, typed into a terminal of so many columns and rows.

    ``stop_at``: Ctrl-C is pressed as soon as this is read on it. ``code``: what Python runs in place of cancu.
    """
    run = [sys.executable, "-c", _HEARING + (code or "from kg.cli import main; main()"), *arguments]
    raw, status = _read(run, size, cwd, environment, stop_at)
    return Screen(raw, tuple(_stayed(raw)), status)


def played(
    commands: Sequence[Sequence[str]], *, size: tuple[int, int], cwd: Path, today: str, language: str
) -> list[Screen]:
    """The screens after commands that are typed one after another; they run in one process, on the day ``today``."""
    run = [sys.executable, "-c", _LOOP, json.dumps([commands, today])]
    raw, status = _read(run, size, cwd, {"CANCU_LANGUAGE": language}, None)
    if status:
        raise RuntimeError(raw)
    found = []
    for said in raw.split(_END)[:-1]:
        text, _, number = said.rpartition("\n")
        *_, last = number.rpartition("m")  # behind the last code of a colour
        found.append(Screen(text, tuple(_stayed(text)), int(last)))
    return found


def _read(
    run: list[str], size: tuple[int, int], cwd: Path, environment: Mapping[str, str] | None, stop_at: str | None
) -> tuple[str, int]:
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    kept |= {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **(environment or {})}
    running = subprocess.Popen(
        run, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=kept, start_new_session=True
    )
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
    return said.decode().replace("\r\n", "\n"), running.wait(timeout=120)


def _stayed(raw: str) -> Iterator[str]:
    """The lines that stand there in the end: bars that were taken away are gone."""
    lines, row, column = [""], 0, 0
    for found in _STEERING.finditer(raw):
        token, code, letter = found[0], found[1], found[2]
        if token == "\r":
            column = 0
        elif token == "\n":
            row, column = row + 1, 0
            lines.extend([""] * (row + 1 - len(lines)))
        elif letter == "A":
            row = max(row - int(code or 1), 0)
        elif letter == "K":
            lines[row] = "" if code == "2" else lines[row][:column]
        elif letter is None:
            lines[row] = lines[row][:column].ljust(column) + token + lines[row][column + len(token) :]
            column += len(token)
    while lines and not lines[-1]:
        lines.pop()
    yield from lines
