"""Errors that nobody expected: a few words for the user's sentence, and the whole trace in a log."""

from __future__ import annotations

import getpass
import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from extract.reading import printable

LOG = "CANCU_LOG"
"""The environment variable that names the log; else it is ``cancu-USER.log`` in the folder for temporary files."""

LARGEST = 10_000_000
"""Bytes of the log above which it is begun anew."""

_WORDS = 200  # characters of an error that a sentence repeats


def noted(error: Exception, what: str) -> str:
    """``ValueError: odd; the trace is in /tmp/cancu-lan.log``, and it is; ``what`` was at hand."""
    said = printable(" ".join(f"{type(error).__name__}: {error}".split()))
    short = said if len(said) <= _WORDS else f"{said[:_WORDS]}…"
    place = log_file()
    when = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        _append(place, f"{when} {printable(what)}\n{''.join(traceback.format_exception(error))}\n")
    except OSError as failure:
        return f"{short}; no trace was kept, {printable(place)} cannot be written: {failure.strerror}"
    return f"{short}; the trace is in {printable(place)}"


def log_file() -> Path:
    """Where traces are kept."""
    given = os.environ.get(LOG)
    return Path(given) if given else Path(tempfile.gettempdir(), f"cancu-{_user()}.log")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _append(place: Path, text: str) -> None:
    """Adds to the user's own log, in one piece, for several processes write it; follows no link that others laid."""
    anew = os.O_TRUNC if place.exists() and place.stat().st_size > LARGEST else 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(place, flags | anew, 0o600)
    try:
        os.write(handle, text.encode("utf-8", "backslashreplace"))
    finally:
        os.close(handle)
