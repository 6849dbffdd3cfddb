"""What tests with LibreOffice need of the machine."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from extract.reading.doc import find_office

_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def missing() -> str | None:
    """Why LibreOffice opens nothing here, or None."""
    if find_office() is None:
        return "LibreOffice is not installed"
    files = chain.from_iterable(Path(folder).expanduser().rglob("*.[ot]t[fc]") for folder in _FONTS)
    return (
        None if any(files) else "without any font LibreOffice ends at once (Debian: apt-get install fonts-dejavu-core)"
    )
