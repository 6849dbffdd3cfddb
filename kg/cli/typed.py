"""How a command is written so that it can be typed as it stands: in the shell of this system, wherever this lies."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

_NAME = "cancu"


def program() -> str:
    """What starts this program: its name where the shell knows that, else the path by which it was started."""
    started, known = Path(sys.argv[0]), shutil.which(_NAME)
    if started.stem != _NAME or not started.is_file() or (known is not None and started.samefile(known)):
        return _NAME
    return shell_word(sys.argv[0])


def shell_word(text: str) -> str:
    """A text as one word of a command."""
    return subprocess.list2cmdline([text]) if sys.platform == "win32" else shlex.quote(text)
