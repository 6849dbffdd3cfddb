"""Where the trace of an error goes that nobody foresaw: into a log file, while the user gets one sentence.

The log is the file that ``CANCU_LOG`` names, else ``cancu-USER.log`` in the folder for temporary files.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path


def unforeseen(error: BaseException) -> str:
    """The sentence's part that says what happened and where its trace is: "KeyError: 'x'; the trace is in FILE"."""
    said = " ".join(str(error).split())[:300]
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    log = noted(error)
    return f"{what}; the trace is in {log}" if log is not None else what


def noted(error: BaseException) -> Path | None:
    """Adds the error's trace to the log and says where that is; None where nothing can be written there."""
    log = Path(os.environ.get("CANCU_LOG") or Path(tempfile.gettempdir(), f"cancu-{_user()}.log"))
    said = "".join(traceback.format_exception(error))
    head = f"\n{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, process {os.getpid()}: {' '.join(sys.argv[:2])}\n"
    # nobody else may read it or choose where it leads; a pipe that nobody reads is no reason to wait
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with suppress(OSError, ValueError):
        handle = os.open(log, flags, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(head + said)
        return log
    return None


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"
