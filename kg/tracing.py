"""Errors that nobody foresaw: a few words for the user's sentence, and the whole trace in a log.

The log is the file that ``CANCU_LOG`` names, else ``cancu-USER.log`` in the folder for temporary files.
"""

from __future__ import annotations

import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from extract.errors import Sentence
from kg.harmless import clean

LARGEST = 10_000_000
"""Bytes of the log above which it is begun anew."""

_LONGEST = 300  # characters of an error that a sentence repeats


def noted(error: BaseException, what: str = "") -> Sentence:
    """``ValueError: odd; the trace is in /tmp/cancu-0.log``, and there it is; ``what`` was at hand."""
    said = clean(f"{type(error).__name__}: {error}").removesuffix(":")
    short = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    log = Path(os.environ.get("CANCU_LOG") or Path(tempfile.gettempdir(), f"cancu-{_user()}.log"))
    when = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        _append(log, f"{when} {os.getpid()} {clean(what)}\n{''.join(traceback.format_exception(error))}\n")
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or failure
        return Sentence(
            "{error}; no trace was kept, as {log} cannot be written ({reason})",
            error=short,
            log=clean(str(log)),
            reason=reason,
        )
    return Sentence("{error}; the trace is in {log}", error=short, log=clean(str(log)))


def _append(log: Path, text: str) -> None:
    """Adds in one piece, for several processes may write; follows no link that others laid, waits for no pipe."""
    anew = os.O_TRUNC if log.exists() and log.stat().st_size > LARGEST else 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(log, flags | anew, 0o600)
    try:
        os.write(handle, text.encode("utf-8", "backslashreplace"))
    finally:
        os.close(handle)


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"
