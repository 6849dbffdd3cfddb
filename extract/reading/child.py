"""Programs of others, run so that they may hang, die or eat memory without taking the reading along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended; ``status`` None: it ran out of time and was ended."""

    status: int | None
    output: bytes
    errors: str


def run(
    command: Sequence[str],
    *,
    seconds: float,
    megabytes: int,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run ``command`` to its end, at most ``seconds`` long and ``megabytes`` of address space wide (Linux only).

    Raises OSError when it cannot be started.
    """
    process = subprocess.Popen(  # noqa: S603 - fixed programs, found on the path, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    bound_memory(process.pid, megabytes)
    try:
        output, errors = process.communicate(stdin, timeout=seconds)
    except subprocess.TimeoutExpired:
        end(process)
        process.communicate()
        return Outcome(None, b"", "")
    except BaseException:
        end(process)
        raise
    return Outcome(process.returncode, output, errors.decode("utf-8", "replace"))


def bound_memory(pid: int, megabytes: int) -> None:
    """Bound the address space of a process and its children, where the system can (Linux)."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every system

        try:
            resource.prlimit(pid, resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))
        except (OSError, ValueError):  # it has ended already, or is bounded more tightly
            return


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
