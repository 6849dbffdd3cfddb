"""How what is built comes to readers: every finished build stands as a checkpoint of its own, to which nobody writes.

    STORE/                          the writer's own files
    STORE/readers/7-c0ffee00/       what was published as the seventh: links to the files as they were
    STORE/readers/7-c0ffee00.touched  what may be otherwise since the one before, if that is known
    STORE/readers/finished          the name of the last one; replaced in one step, so that it names a whole one
    STORE/readers/changing          there while the writer's files hold more than the last one

RocksDB makes such a checkpoint in milliseconds, and does not promise to read a folder that somebody writes to. A
reader holds a shared lock on the CURRENT of its checkpoint, so that the next writer leaves it. Names are never used
twice: what a killed writer left belongs to no other.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyoxigraph as ox

from extract.errors import StoreError
from kg import writing
from kg.storage.sentences import store_error
from kg.storage.touched import MOST, Touch

if sys.platform != "win32":  # without such locks the last two stay
    import fcntl

READERS = "readers"
"""The folder in a store's folder that readers open."""

_NAME = re.compile(r"\d{1,15}-[0-9a-f]{8}")
_FINISHED, _CHANGING, _TOUCHED = "finished", "changing", ".touched"
_NOTES, _BYTES = 100, 5_000_000  # so many notes of what was touched stay, of so many bytes in sum


@dataclass(frozen=True, slots=True)
class Held:
    """A checkpoint that no writer takes away while ``handle`` is open."""

    name: str
    folder: Path
    handle: int


def finished(where: Path) -> str | None:
    """The name of the last finished build of a store, read in some 10 µs; None where there is none to be seen.

    Raises StoreError where it cannot be understood.
    """
    try:
        handle = os.open(f"{where}/{READERS}/{_FINISHED}", os.O_RDONLY)
    except OSError:
        return None
    try:
        name = os.read(handle, 100).decode("ascii", "replace").strip()
    finally:
        os.close(handle)
    if not _NAME.fullmatch(name):
        raise store_error(where, f"its file {READERS}/{_FINISHED} is damaged")
    return name


def held(where: Path) -> Held | None:
    """The last finished build, held; None where there is none. Raises StoreError where it is missing."""
    name = finished(where)
    while name is not None:
        folder = where / READERS / name
        handle = _locked(folder)
        if handle is not None:
            return Held(name, folder, handle)
        tried, name = name, finished(where)
        if name == tried:  # no writer takes the last one away
            raise store_error(where, f"its finished build {READERS}/{name} is missing")
    return None


def held_as(where: Path, name: str) -> Held | None:
    """The build of this name, held; None where a writer took it away. Whoever holds it sees to it that none does."""
    folder = where / READERS / name
    handle = _locked(folder)
    return None if handle is None else Held(name, folder, handle)


def _locked(folder: Path) -> int | None:
    """The open CURRENT of a checkpoint, locked; None where a writer takes that away, or has done so."""
    try:
        handle = os.open(folder / "CURRENT", os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        if sys.platform != "win32":
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if os.fstat(handle).st_nlink:
            return handle
    except BlockingIOError:
        pass
    except OSError:  # a file system without locks
        return handle
    os.close(handle)
    return None


def state(where: Path) -> tuple[str | None, bool]:
    """For a writer: the last finished build that is there, and whether the store's files hold just that."""
    room = where / READERS
    with suppress(StoreError):
        name = finished(where)
        if name is not None and (room / name / "CURRENT").is_file():
            return name, not (room / _CHANGING).exists()
    return None, False


def mark(where: Path) -> None:
    """Notes that the writer's files will hold more than what is published."""
    (where / READERS).mkdir(exist_ok=True)
    writing.mark(where / READERS / _CHANGING)


def publish(quads: ox.Store, where: Path, before: str | None, touch: Touch | None) -> str:
    """Makes what a writer holds the last finished build, and gives its name; ``touch``: by what was done since the one
    before.

    Raises OSError where it cannot be written: the one before stays the last.
    """
    room = where / READERS
    name = f"{int(before.partition('-')[0]) + 1 if before else 1}-{uuid4().hex[:8]}"
    room.mkdir(exist_ok=True)
    try:
        quads.backup(str(room / name))
        if before is not None and touch is not None:
            _write_touched(room, name, before, touch)
        _name_finished(room, name)
    except (OSError, RuntimeError):
        shutil.rmtree(room / name, ignore_errors=True)
        (room / f"{name}{_TOUCHED}").unlink(missing_ok=True)
        raise
    _sweep(room, name)
    (room / _CHANGING).unlink(missing_ok=True)
    return name


def _name_finished(room: Path, name: str) -> None:
    with writing.replacing(room / _FINISHED, room / f"{_FINISHED}.part") as file:
        file.write(f"{name}\n".encode("ascii"))


def _write_touched(room: Path, name: str, before: str, touch: Touch) -> None:
    things = {"links": sorted(touch.links), "sources": sorted(touch.sources), "documents": sorted(touch.documents)}
    said = json.dumps({"since": before, **things}, ensure_ascii=False).encode()
    (room / f"{name}{_TOUCHED}").write_bytes(_sum(said) + said)


def _sum(said: bytes) -> bytes:
    return hashlib.sha256(said).digest()


def touched_between(where: Path, since: str, until: str) -> Touch | None:
    """What may be otherwise from one finished build to a later one; None where that is not known."""
    found = Touch()
    while until != since:
        try:
            note = (where / READERS / f"{until}{_TOUCHED}").read_bytes()
        except OSError:
            return None
        if note[:32] != _sum(note[32:]):
            return None
        said = json.loads(note[32:])
        links = frozenset((document, basis) for document, basis in said["links"])
        found |= Touch(links, frozenset(said["sources"]), frozenset(said["documents"]))
        until = said["since"]
        if len(found) > MOST:
            return None
    return found


def _sweep(room: Path, last: str) -> None:
    """Takes away the checkpoints but the last that nobody holds, and notes that nobody will follow."""
    names = sorted((path.name for path in room.iterdir() if path.name[:1].isdecimal()), key=_number, reverse=True)
    old = [name for name in names if _NAME.fullmatch(name.removesuffix(".tmp")) and name != last]
    for place, name in enumerate(old):
        if _is_free(room / name, aged=place > 0):
            shutil.rmtree(room / name, ignore_errors=True)
    size = 0
    for place, note in enumerate(room / name for name in names if name.endswith(_TOUCHED)):
        size += note.stat().st_size
        if place >= _NOTES or size > _BYTES:
            note.unlink()


def _is_free(folder: Path, *, aged: bool) -> bool:
    """Whether nobody holds a checkpoint, nor can any more. Where the system has no such locks: whether it is aged."""
    if sys.platform == "win32":
        return aged
    try:
        handle = os.open(folder / "CURRENT", os.O_RDWR)
    except FileNotFoundError:  # half made, or half taken away
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (folder / "CURRENT").unlink()  # first: who opened it meanwhile sees that it went
    except BlockingIOError:
        return False
    except OSError:
        return aged
    finally:
        os.close(handle)
    return True


def _number(name: str) -> int:
    return int(name.partition("-")[0])
