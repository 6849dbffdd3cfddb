"""Files and folders: what is there to read, and its bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.errors import InputError
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


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is passed over: hidden, an office's lock file, data, code or media."""
    return (
        name.startswith((".", *_OFFICE_LEFTOVERS))
        or name.lower() in _SYSTEM_FILES
        or Path(name).suffix.lower() in _PASSED_OVER
    )


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files under ``paths``, folders opened, each once, in the order given and by name within a folder.

    What is named itself comes out as it is, also when it is missing, for :func:`extract.reading.read` to say so;
    a folder that holds nothing to read comes out itself, for the same reason. Links to folders are not followed.
    """
    seen: set[Path] = set()
    for path in map(Path, paths):
        for found in _under(path) if path.is_dir() else (path,):
            key = found.absolute()
            if key not in seen:
                seen.add(key)
                yield found


def _under(folder: Path) -> Iterator[Path]:
    empty = True
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_passed_over(name))
        for name in sorted(names):
            file = Path(base, name)
            if not is_passed_over(name) and file.is_file():
                empty = False
                yield file
    if empty:
        yield folder


def printable(path: str | os.PathLike[str]) -> str:
    """A path as it can be shown anywhere, in one line: control and other unprintable characters are "?"."""
    return "".join(char if char.isprintable() else "?" for char in str(path))


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a file. Raises InputError when it is missing, a folder, forbidden, empty or too large."""
    try:
        if path.is_dir():
            raise _folder(path)
        bound = limits.megabytes * 1_000_000
        with path.open("rb") as file:
            data = file.read(bound + 1)
    except OSError as error:
        raise InputError(_failure(path, error)) from None
    except ValueError:  # a NUL in the name
        raise InputError(f"{printable(path)} is no possible file name; check the path.") from None
    return checked(data, printable(path), limits)


def checked(data: bytes, name: str, limits: Limits) -> bytes:
    """``data`` itself. Raises InputError when it is empty or longer than the limit."""
    if not data:
        raise InputError(f"{name} is empty; nothing can be read from it.")
    if len(data) > limits.megabytes * 1_000_000:
        bound = f"the limit of {limits.megabytes:,} MB"
        raise InputError(f"{name} is larger than {bound}; split it, or set {setting('megabytes')} higher.")
    return data


def _folder(path: Path) -> InputError:
    if next(_under(path)) == path:
        return InputError(f"{printable(path)} is a folder with nothing to read in it; name a folder with documents.")
    return InputError(f"{printable(path)} is a folder, not a file; name a file in it.")


def _failure(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{printable(path)} does not exist; check the path."
    if isinstance(error, PermissionError):
        return f"{printable(path)} may not be opened; check its permissions."
    return f"{printable(path)} cannot be opened ({error.strerror}); check the path and the disk."
