"""Reading files: any file an office has, as text, by its content and not by its name.

>>> from extract.reading import read
>>> read("data/plans/dinh-lap-2026.txt").source.media_type
'text/plain'
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.errors import InputError
from extract.reading.decoding import decode
from extract.reading.files import load, walk
from extract.reading.limits import Limits, beyond
from extract.records import Source, SourceText

__all__ = ["Limits", "read", "read_all", "walk"]


def read(path: str | os.PathLike[str], limits: Limits | None = None) -> SourceText:
    """The text of the file at ``path``, exactly as decoded: newlines as they are, since all offsets count in it.

    Raises InputError, with a sentence for the user, for what cannot be read.
    """
    limits = limits or Limits.from_environment()
    name = str(path)
    data = load(Path(path), limits)
    if len(data) > 4 * limits.characters:
        raise beyond(name, f"holds about {len(data):,} bytes of text", "characters", limits.characters)
    text, warnings = decode(data, name)
    if len(text) > limits.characters:
        raise beyond(name, f"holds {len(text):,} characters", "characters", limits.characters)
    if not text.strip():
        raise InputError(f"{name} holds no words; nothing can be read from it.")
    media = "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"
    return SourceText(text, Source(name, hashlib.sha256(data).hexdigest(), media, len(text)), warnings)


def read_all(
    paths: Iterable[str | os.PathLike[str]], limits: Limits | None = None
) -> Iterator[SourceText | InputError]:
    """Every text under ``paths``, folders opened; in place of a file that cannot be read, its error."""
    limits = limits or Limits.from_environment()
    for path in walk(paths):
        try:
            yield read(path, limits)
        except InputError as error:
            yield error
