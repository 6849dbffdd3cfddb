"""A program of others on a leash: given so much memory and no more, and ended with all it started when its parent is.

    python leash.py PARENT MEGABYTES PROGRAM ARGUMENT...

It leads the group of processes that the program is in, imports nothing of Căn Cứ, so that it starts at once, and ends
as the program does, by its status or its signal. MEGABYTES bound the address space (Linux only).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

_EVERY = 0.2  # seconds between two looks at the parent
_COULD_NOT_START = 127


def _hold(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os.killpg(0, signal.SIGKILL)


def _bound(megabytes: int) -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every system

        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        bound = megabytes * 1_000_000 if most == resource.RLIM_INFINITY else min(megabytes * 1_000_000, most)
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
        free = resource.getrlimit(resource.RLIMIT_DATA)[1]  # what bounds the reader does not bound LibreOffice
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (free, free))


def _main(parent: int, megabytes: int, command: list[str]) -> int:
    _bound(megabytes)
    try:
        program = os.posix_spawn(command[0], command, os.environ, setsigdef=[signal.SIGPIPE])
    except OSError:
        return _COULD_NOT_START
    for stream in range(3):  # held open by the program alone
        os.close(stream)
    threading.Thread(target=_hold, args=(parent,), daemon=True).start()
    status = os.waitstatus_to_exitcode(os.waitpid(program, 0)[1])
    if status < 0:
        os.kill(os.getpid(), -status)
    return status


if __name__ == "__main__":
    os._exit(_main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
