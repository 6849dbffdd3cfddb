"""Reading files: whatever an office has, as text, by its content and not by its name.

>>> from extract.reading import read
>>> read("data/plans/dinh-lap-2026.txt").source.media_type
'text/plain'

Plain text and Markdown in any encoding, web pages, Word (.docx, .doc), OpenDocument, Rich Text, PDF, scans and
pictures of pages, archives of them. What is heavy comes with the extras ``pdf`` and ``ocr`` or from programs found at
run time (LibreOffice, antiword, tesseract); a sentence says so where they are missing.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import InputError, Sentence
from extract.reading.files import check_size, checked, load, open_regular, printable, walk
from extract.reading.flow import Parsed
from extract.reading.limits import Limits, Progress, Task, beyond
from extract.reading.parsing import parse
from extract.reading.places import Place, Places
from extract.records import Source, SourceText

if TYPE_CHECKING:
    from extract.reading.packages import Package

__all__ = [
    "NAME_OF_INPUT", "STANDARD_INPUT", "Limits", "Place", "Places", "Progress", "open_regular", "printable", "read",
    "read_all", "walk",
]  # fmt: skip

STANDARD_INPUT = "-"
"""The path that stands for standard input."""
NAME_OF_INPUT = "standard input"
"""What it is called among files."""


def read(path: str | os.PathLike[str], limits: Limits | None = None, progress: Progress | None = None) -> SourceText:
    """The text of the file at ``path`` ("-": standard input), in which all offsets count.

    Plain text comes exactly as decoded, newlines as they are. Raises InputError, with a sentence for the user, for what
    cannot be read, and for archives of several documents, which :func:`read_all` opens.
    """
    found = list(_texts(path, Task(limits or Limits.from_environment(), progress)))
    if len(found) > 1:
        raise InputError(
            "{path} is an archive of {count:,} files; unpack it and name one of them.",
            path=printable(path),
            count=len(found),
        )
    if isinstance(found[0], InputError):
        raise found[0]
    return found[0]


def read_all(
    paths: Iterable[str | os.PathLike[str]], limits: Limits | None = None, progress: Progress | None = None
) -> Iterator[SourceText | InputError]:
    """Every text under ``paths``, folders and archives opened; in place of a file that cannot be read, its error.

    A file in an archive has the path ``plans.zip/ha-giang/plan.docx``. What no screen shows in a path is "?". Raises
    SettingError, at once, when a limit is set wrongly in the environment.
    """
    chosen = limits or Limits.from_environment()
    return (text for path in walk(paths) for text in _texts(path, Task(chosen, progress)))


def _texts(path: str | os.PathLike[str], task: Task) -> Iterator[SourceText | InputError]:
    name = NAME_OF_INPUT if str(path) == STANDARD_INPUT else printable(path)
    try:
        if str(path) == STANDARD_INPUT:
            data = sys.stdin.buffer.read(task.limits.megabytes * 1_000_000 + 1)
            checked(data, name, task.limits)
        else:
            data = load(Path(path), task.limits)
    except InputError as error:
        yield error
    else:
        yield from _opened(data, name, task, 0)


def _opened(data: bytes, name: str, task: Task, depth: int) -> Iterator[SourceText | InputError]:
    """The text in ``data``, or, from an archive, the texts of its members in the order of their names."""
    try:
        parsed = parse(data, name, task)
    except InputError as error:
        yield error
        return
    if isinstance(parsed, Parsed):
        yield _source_text(parsed, name, data)
    elif depth >= task.limits.nesting:
        yield beyond(name, Sentence("is an archive in {depth} archives", depth=depth), "nesting", task.limits.nesting)
    else:
        yield from _members(parsed, task, depth)


def _members(package: Package, task: Task, depth: int) -> Iterator[SourceText | InputError]:
    empty = True
    for member, path in package.documents():
        empty = False
        name = f"{package.name}/{path}"
        try:
            check_size(package.size(member), name, task.limits)
            data = checked(package.read(member), name, task.limits)
        except InputError as error:
            yield error
        else:
            yield from _opened(data, name, task, depth + 1)
    if empty:
        yield InputError("{name} is an archive with nothing to read in it; name one with documents.", name=package.name)


def _source_text(parsed: Parsed, name: str, data: bytes) -> SourceText:
    source = Source(name, hashlib.sha256(data).hexdigest(), parsed.media_type, len(parsed.text))
    return SourceText(parsed.text, source, parsed.warnings, parsed.pages, parsed.paragraphs)
