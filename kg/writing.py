"""How a file of the user is written: whole, or it stays as it was before.

What is written goes into a part file (``.NAME.PID.part``) in the same folder, which takes the file's place when all of
it is on the disk. An error, an interrupt, a full disk leave the old file byte for byte. What a killed process left
behind is taken away when the same file is written next.

Whatever else is made whole by its name, in the store or beside it, goes through :func:`replacing` or
:func:`put_in_place`, too: contents, name and folder come to the disk in this order, for a power loss keeps what is
there and no order.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from extract.errors import InputError, Sentence

_CANNOT_SAY = (errno.EACCES, errno.EINVAL, errno.ENOTSUP)
"""What a folder that may be written but not read, and a file system that does not know the question, answer."""

_LONGEST = 200
"""Bytes of a file's name that its part file repeats: a name holds 255 at most."""


@contextmanager
def whole(path: Path, *, new: bool = False) -> Iterator[IO[bytes]]:
    """An open file whose bytes stand at ``path`` once the block ends without an error; ``new``: only where none stands.

    A link is followed, the mode and owner of the old file are kept; a pipe or a device is written to as it is. Raises
    InputError, naming the file, where it cannot be written or the block meets an OSError.
    """
    try:
        with _opened(path, new) as file:
            yield file
    except OSError as error:
        raise InputError(
            "{path} cannot be written ({reason}); give another place.", path=path, reason=_reason(error, path)
        ) from error


def write_whole(path: Path, content: str | bytes, *, new: bool = False) -> None:
    """Writes a text (as UTF-8) or bytes as :func:`whole` does. Raises InputError also for a text that UTF-8 has not."""
    try:
        data = content.encode("utf-8") if isinstance(content, str) else content
    except UnicodeEncodeError as error:
        sign = f"U+{ord(error.object[error.start]):04X}"
        raise InputError(
            "{path} cannot be written: the text holds {sign}, which no file in UTF-8 can.", path=path, sign=sign
        ) from None
    with whole(path, new=new) as file:
        file.write(data)


@contextmanager
def replacing(target: Path, part: Path) -> Iterator[IO[bytes]]:
    """An open file at ``part`` that takes the place of ``target`` once the block ends without an error.

    It is there then also after a power loss; else ``target`` is as before. Raises OSError.
    """
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _rename(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def put_in_place(part: Path, target: Path) -> None:
    """Gives a file or a folder that is written at ``part`` its name, as :func:`replacing` does. Raises OSError."""
    for folder, _, names in os.walk(part, topdown=False):
        for name in names:
            _to_disk(Path(folder, name))
        _to_disk(Path(folder))
    if not part.is_dir():
        _to_disk(part)
    _rename(part, target)


def mark(path: Path) -> None:
    """Makes an empty file, which is there then also after a power loss. Raises OSError."""
    path.touch()
    _to_disk(path.parent)


def folder_for(path: Path) -> None:
    """Makes a folder, and those above it, unless it is there. Raises InputError where it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            "The folder {path} cannot be made ({reason}); give another place.", path=path, reason=error.strerror
        ) from error
    except ValueError:
        raise InputError("{path} is no possible name of a folder; give another place.", path=path) from None


def part_of(path: Path) -> Path:
    """Where this process writes what shall become ``path``."""
    return path.with_name(f"{_stem(path)}{os.getpid()}.part")


def leftovers(path: Path) -> Iterator[Path]:
    """The parts of ``path`` that no living process writes any more."""
    own = re.compile(re.escape(_stem(path)) + r"(\d{1,9})\.part", re.ASCII)
    with os.scandir(path.parent) as entries:
        for entry in entries:
            found = own.fullmatch(entry.name)
            if found and not _lives(int(found[1])):
                yield Path(entry)


@contextmanager
def _opened(path: Path, new: bool) -> Iterator[IO[bytes]]:
    try:
        before: os.stat_result | None = path.stat()
    except FileNotFoundError:
        before = None
    except ValueError as error:  # a zero byte, or half a letter
        raise OSError(0, Sentence("no file has such a name")) from error
    if new and os.path.lexists(path):
        raise InputError("{path} is already there, and only a new file is written; name another one.", path=path)
    if before is not None and not stat.S_ISREG(before.st_mode):
        with _device(path, before) as file:
            yield file
        return
    target = Path(os.path.realpath(path))
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(0, Sentence("it is write-protected"))
    for left in leftovers(target):
        left.unlink(missing_ok=True)
    part = part_of(target)
    with replacing(target, part) as file:
        if before is not None:
            _like(before, part)
        yield file


def _rename(part: Path, target: Path) -> None:
    part.replace(target)
    _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    """Waits until what a file holds, or the names in a folder, are on the disk; where the system can say so."""
    if sys.platform == "win32":  # opens no folder, and brings to the disk only what is open for writing
        return
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SAY:
            raise


def _device(path: Path, found: os.stat_result) -> IO[bytes]:
    """A pipe or a terminal, /dev/stdout: it has nothing to lose. A pipe that nobody reads is an error, not a wait."""
    if stat.S_ISDIR(found.st_mode) or stat.S_ISBLK(found.st_mode):
        raise OSError(0, Sentence("it is a folder") if stat.S_ISDIR(found.st_mode) else Sentence("it is a disk"))
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(handle, True)
    return os.fdopen(handle, "wb")


def _like(old: os.stat_result, part: Path) -> None:
    if hasattr(os, "chown"):
        with suppress(OSError):  # who may not give it away keeps it
            os.chown(part, old.st_uid, old.st_gid)
    part.chmod(stat.S_IMODE(old.st_mode))


def _stem(path: Path) -> str:
    name = path.name.encode("utf-8", "surrogatepass")[:_LONGEST]
    return f".{name.decode('utf-8', 'ignore')}."  # no half letter, which Windows would not take


def _lives(pid: int) -> bool:
    """Whether another process has this number; what bears our own was left by one before us."""
    if pid == os.getpid():
        return False
    if sys.platform == "win32":  # to ask there is to send it Ctrl-C
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _reason(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return Sentence("there is no folder {folder}", folder=path.parent)
    return error.strerror or str(error)
