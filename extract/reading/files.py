"""Files and folders: what is there to read, and its bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from extract.errors import InputError, Sentence
from extract.reading.limits import Limits, setting

#: Passed over in folders, never when named: data, code, media and sheets, by the end of their names.
_PASSED_OVER = {
    ".bmp", ".cfg", ".css", ".csv", ".db", ".dll", ".exe", ".geojson", ".gexf", ".gif", ".graphml", ".ico", ".ini",
    ".ipynb", ".js", ".json", ".jsonl", ".lock", ".log", ".mov", ".mp3", ".mp4", ".nq", ".nt", ".ods", ".odp", ".otf",
    ".ppt", ".pptx", ".pkl", ".py", ".pyc", ".rdf", ".rq", ".so", ".sqlite", ".svg", ".toml", ".trig", ".tsv", ".ttf",
    ".ttl", ".wav", ".woff", ".woff2", ".xls", ".xlsx", ".xml", ".yaml", ".yml",
}  # fmt: skip
_OFFICE_LEFTOVERS = ("~$", ".~lock.")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
#: Where the files are made by the system as they are read: without end, or only once.
_SYSTEM_FOLDERS = ("/proc/", "/sys/", "/dev/")
_SHARED_MEMORY = "/dev/shm/"  # noqa: S108 - ordinary files, though under /dev
_KINDS = (
    (stat.S_ISFIFO, Sentence("a pipe")),
    (stat.S_ISCHR, Sentence("a device")),
    (stat.S_ISBLK, Sentence("a device")),
    (stat.S_ISSOCK, Sentence("a socket")),
)


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is passed over: hidden, an office's lock file, data, code or media."""
    return (
        name.startswith((".", *_OFFICE_LEFTOVERS))
        or name.lower() in _SYSTEM_FILES
        or Path(name).suffix.lower() in _PASSED_OVER
    )


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files under ``paths``, folders opened, each once, in the order given and by name within a folder.

    What is named itself comes out as it is, also when it is missing, for :func:`extract.reading.read` to say so. For
    the same reason a named folder that holds nothing to read comes out itself, and any folder that cannot be listed:
    of a folder among the paths nothing is known, or it is empty. Within folders, links to folders and to what lies
    outside the named one are passed over, as are devices, pipes and stores of graphs.
    """
    seen: set[Path] = set()
    for path in map(Path, paths):
        for found in _under(path) if _is_folder(path) else (path,):
            key = found.absolute()
            if key not in seen:
                seen.add(key)
                yield found


def _under(folder: Path) -> Iterator[Path]:
    empty, root = True, os.path.realpath(folder)
    waiting = [(folder, root)]  # with where each really is
    while waiting:
        base, real = waiting.pop()
        files, folders, listed = ([], [], True) if _is_made_by_the_system(real) else _listed(base, root)
        waiting += [(base / name, os.path.join(real, name)) for name in reversed(folders)]  # noqa: PTH118
        empty = empty and listed and not files
        yield from files
        if not listed:
            yield base
    if empty:
        yield folder


def _listed(folder: Path, root: str) -> tuple[list[Path], list[str], bool]:
    """The files and the names of folders to read in a folder, by name, and whether it could be listed."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return [], [], False
    if _is_store([entry.name for entry in entries]):
        return [], [], True
    entries = [entry for entry in entries if not is_passed_over(entry.name)]
    files = [folder / entry.name for entry in entries if _is_file(entry, root)]
    return files, [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)], True


def _is_file(entry: os.DirEntry[str], root: str) -> bool:
    """Whether an entry of a folder is a file; one of which nothing can be known is, for its opening to say so."""
    try:
        if entry.is_symlink() and not os.path.realpath(entry.path).startswith(os.path.join(root, "")):  # noqa: PTH118
            return False
        return entry.is_file()
    except OSError:
        return True


def _is_store(names: list[str]) -> bool:
    """Whether these are the files of a graph store, whose log and manifest would be taken for texts."""
    return "CURRENT" in names and any(name.endswith(".sst") or name.startswith("MANIFEST-") for name in names)


def _is_made_by_the_system(path: str) -> bool:
    return f"{path}/".startswith(_SYSTEM_FOLDERS) and not f"{path}/".startswith(_SHARED_MEMORY)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a folder above it that may not be entered: opening it says so
        return False


def printable(path: str | os.PathLike[str]) -> str:
    """A path as it can be shown anywhere, in one line: control and other unprintable characters are "?"."""
    return "".join(char if char.isprintable() else "?" for char in str(path))


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a file. Raises InputError when it is no regular file, forbidden, empty or too large."""
    with open_regular(path) as file:
        try:
            data = file.read(limits.megabytes * 1_000_000 + 1)
        except OSError as error:
            raise InputError(_failure(path, error)) from None
    return checked(data, printable(path), limits)


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """A file opened for reading its bytes, without ever waiting for another process.

    Raises InputError, with a sentence for the user, when it is missing, forbidden, a folder, a pipe, a device, a
    socket, or made by the system as it is read (``/proc``).
    """
    path = Path(path)
    try:
        _check_regular(path, path.stat())  # before it is opened, for to open a device may do something
        file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - Path.open knows no opener
        try:
            _check_regular(path, os.fstat(file.fileno()))  # it may have been exchanged meanwhile
        except BaseException:
            file.close()
            raise
    except OSError as error:
        raise InputError(_failure(path, error)) from None
    except ValueError:  # a NUL in the name
        raise InputError("{path} is no possible file name; check the path.", path=printable(path)) from None
    return file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check_regular(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise _folder(path)
    kind = next((kind for is_kind, kind in _KINDS if is_kind(found.st_mode)), None)
    if kind is None and _is_made_by_the_system(os.path.realpath(path)):
        kind = Sentence("made by the system as it is read")
    if kind is not None:
        raise InputError("{path} is {kind}, not a document; name a file.", path=printable(path), kind=kind)


def checked(data: bytes, name: str, limits: Limits) -> bytes:
    """``data`` itself. Raises InputError when it is empty or longer than the limit."""
    if not data:
        raise InputError("{name} is empty; nothing can be read from it.", name=name)
    check_size(len(data), name, limits)
    return data


def check_size(size: int, name: str, limits: Limits) -> None:
    """Raises InputError when so many bytes are more than the limit."""
    if size > limits.megabytes * 1_000_000:
        raise InputError(
            "{name} is larger than the limit of {bound:,} MB; split it, or set {setting} higher.",
            name=name,
            bound=limits.megabytes,
            setting=setting("megabytes"),
        )


def _folder(path: Path) -> InputError:
    try:
        with os.scandir(path):
            pass
    except OSError as error:
        return InputError(_failure(path, error))
    if next(_under(path)) == path:
        return InputError(
            "{path} is a folder with nothing to read in it; name a folder with documents.", path=printable(path)
        )
    return InputError("{path} is a folder, not a file; name a file in it.", path=printable(path))


def _failure(path: Path, error: OSError) -> Sentence:
    name = printable(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Sentence("{path} does not exist; check the path.", path=name)
    if isinstance(error, PermissionError):
        return Sentence("{path} may not be opened; check its permissions.", path=name)
    return Sentence(
        "{path} cannot be opened ({reason}); check the path and the disk.", path=name, reason=error.strerror
    )
