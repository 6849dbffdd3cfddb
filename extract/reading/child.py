"""Processes that may hang, die or eat memory without taking the reading along, and that never outlive it.

A program of others runs on a leash (:func:`run`, :func:`start`). A process of our own calls :func:`dies_with_parent`
and :func:`bound_memory` as it begins, :func:`give_way` where nobody waits for it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LEASH = Path(__file__).with_name("leash.py")
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_NICENESS = 10  # a tenth is left to it of what others want, so that it comes to an end
_EVERY = 0.2  # seconds between two looks at the parent, where the system does not tell


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

    Its first word is the path of a program. Raises OSError when it cannot be started.
    """
    process = start(command, megabytes=megabytes, stderr=subprocess.PIPE, environment=environment)
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


def start(
    command: Sequence[str],
    *,
    megabytes: int,
    stderr: int = subprocess.DEVNULL,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """A program that runs beside, spoken to by pipes; however this process ends, it ends too (not on Windows).

    It and what it starts are a group of their own, which :func:`end` ends.
    """
    leash = [sys.executable, "-I", "-S", str(_LEASH), str(os.getpid()), str(megabytes)]
    return subprocess.Popen(  # noqa: S603 - fixed programs, found on the path, no shell
        [*leash, *command] if sys.platform != "win32" else command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a group, and all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def dies_with_parent(parent: int) -> None:
    """Called by a child as it begins: it ends as soon as ``parent``, the process that started it, is gone, and leaves
    no image of its memory behind when it crashes.

    On Linux the system sees to it, whatever the child is at; it does so, too, when the thread ends that started the
    child. Elsewhere a thread of the child looks, so that one caught in a library that lets no thread run stays.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    elif sys.platform != "win32":
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if sys.platform != "win32" and os.getppid() != parent:
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os._exit(1)


def give_way() -> None:
    """Called by a child that :func:`start` started: whoever else has something to compute goes before it.

    Linux weighs sessions against each other, whatever the niceness within (sched(7)), and the child is one of its own.
    """
    with suppress(AttributeError, OSError):  # where the system has no such thing
        os.nice(_NICENESS)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICENESS), encoding="ascii")


def bound_memory(megabytes: int) -> None:
    """Called by a child as it begins: it may take so many megabytes more than it has now (Linux only).

    Beyond them Python raises MemoryError, and a library does that or ends the process. What it starts inherits the
    bound, but for programs on a leash, which have their own.
    """
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every system

        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        bound = memory_held() + megabytes * 1_000_000
        if most == resource.RLIM_INFINITY or bound < most:
            resource.setrlimit(resource.RLIMIT_DATA, (bound, most))


def memory_held() -> int:
    """Bytes that this process has for its data, which :func:`bound_memory` bounds; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
