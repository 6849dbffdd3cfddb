"""What processes that were killed have left on the disk, known by their ids in its names."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

_TEMPORARY = re.compile(r"cancu-(?P<pid>\d+)-\w+")


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for as long as it is needed; when this process is killed, :func:`sweep_temporary` finds it."""
    return tempfile.TemporaryDirectory(prefix=f"cancu-{os.getpid()}-", ignore_cleanup_errors=True)


def sweep_temporary() -> None:
    """Removes the temporary folders of processes that are gone."""
    sweep_leftovers(Path(tempfile.gettempdir()), _TEMPORARY)


def sweep_leftovers(folder: Path, names: re.Pattern[str]) -> None:
    """Removes what in ``folder`` has a name that fits ``names`` and in it the ``pid`` of a process that is gone.

    What cannot be removed, as what belongs to others, stays. Windows does not say who is gone; there all stays.
    """
    if sys.platform == "win32":
        return
    try:
        found = [(path, match) for path in folder.iterdir() if (match := names.fullmatch(path.name))]
    except OSError:
        return
    for path in (path for path, match in found if not _is_running(int(match["pid"]))):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is another user's
        return True
    return True
