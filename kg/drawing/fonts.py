"""A font with Vietnamese letters on this machine, where none of those is there that the picture asks for."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_HOME = Path("~")
FOLDERS: tuple[Path, ...] = (
    (Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"), _HOME / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "win32"
    else (Path("/System/Library/Fonts"), Path("/Library/Fonts"), _HOME / "Library/Fonts")
    if sys.platform == "darwin"
    else (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), _HOME / ".local/share/fonts", _HOME / ".fonts")
)
"""Where systems keep fonts."""


def installed(folders: tuple[Path, ...] = FOLDERS) -> Iterator[tuple[Path, str]]:
    """The font files of this machine, each with the name of its family; upright and plain ones first."""
    files = [Path(base, name) for folder in folders for base, _, names in os.walk(_there(folder)) for name in names]
    fonts = [path for path in files if path.suffix.lower() in (".ttf", ".otf", ".ttc")]
    for path in sorted(fonts, key=lambda path: ("sans" not in path.name.lower(), len(path.name), str(path))):
        with suppress(OSError, struct.error, ValueError):  # a broken one is none
            if name := family(path.read_bytes()):
                yield path, name


def family(font: bytes) -> str | None:
    """The name of the family (entry 1 of the table "name") of a font, or of the first one in a collection."""
    (start,) = struct.unpack_from(">I", font, 12) if font[:4] == b"ttcf" else (0,)
    (tables,) = struct.unpack_from(">H", font, start + 4)
    for at in range(start + 12, start + 12 + 16 * tables, 16):
        if font[at : at + 4] == b"name":
            (table,) = struct.unpack_from(">I", font, at + 8)
            return _family(font, table)
    return None


def _family(font: bytes, table: int) -> str | None:
    count, letters = struct.unpack_from(">HH", font, table + 2)
    for at in range(table + 6, table + 6 + 12 * count, 12):
        platform, _, language, entry, length, offset = struct.unpack_from(">6H", font, at)
        if (platform, language, entry) == (3, 0x409, 1):  # Windows, English, family
            first = table + letters + offset
            return font[first : first + length].decode("utf-16-be")
    return None


def _there(folder: Path) -> Path:
    try:
        return folder.expanduser()
    except RuntimeError:  # no home
        return folder
