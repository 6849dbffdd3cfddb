"""Tables that are made of a finished build and lie beside it: files of SQLite in its folder, which go with it.

Who serves a build makes them; nothing needs them, and what they say is what the graph says.
"""

from __future__ import annotations

import shutil
import sqlite3
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from kg.storage.store import Store
from kg.storage.touched import Touch
from kg.writing import put_in_place

_KEPT = 16_000
"""Kilobytes of each file."""

Table = TypeVar("Table")


def table_beside(store: Store, file: str, table: Callable[[sqlite3.Connection], Table]) -> Table | None:
    """The ``table`` over a file, opened once for a build; None where nobody made it."""
    if store.room is None:
        return None
    found: Table | None
    generation, found = store.kept.get(file, ("", None))
    if generation != store.generation:
        path, found = store.room / file, None
        if path.is_file():
            found = over(opened(path), table)
            store.kept[file] = store.generation, found
    return found


def over(database: sqlite3.Connection, table: Callable[[sqlite3.Connection], Table]) -> Table:
    """The ``table`` over a connection, which is closed as soon as nobody has the table any more.

    Left to itself a connection stays open, with all that it keeps in memory, until garbage is looked for: it refers to
    itself. A server that takes up build after build looks for it seldom.
    """
    found = table(database)
    weakref.finalize(found, database.close)
    return found


def opened(path: Path) -> sqlite3.Connection:
    """A file that stays as it is, for reading; what was read of it lately is kept in memory."""
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    database.execute(f"PRAGMA cache_size = -{_KEPT}")
    return database


@dataclass(frozen=True, slots=True)
class Before:
    """A build whose files are in its folder ``room``, and what was touched since."""

    room: Path
    touch: Touch


def make_beside(
    store: Store,
    file: str,
    fill: Callable[[sqlite3.Connection], None],
    *,
    before: Before | None = None,
    follow: Callable[[sqlite3.Connection, Touch], None] | None = None,
) -> None:
    """Makes a file, whole or not at all: ``fill`` from nothing, ``follow`` out of that of the build ``before``.

    Raises OSError and sqlite3.Error where it cannot be written.
    """
    if store.room is None or (store.room / file).is_file():
        return
    part = store.room / f"{uuid4().hex}.part"
    try:
        if before is None or follow is None or not _followed(before, file, part, follow):
            part.unlink(missing_ok=True)
            _written(part, fill)
        put_in_place(part, store.room / file)
    finally:
        part.unlink(missing_ok=True)


def _followed(before: Before, file: str, part: Path, follow: Callable[[sqlite3.Connection, Touch], None]) -> bool:
    """Whether the file of the build before is there, and is such that it can be followed."""
    try:
        shutil.copyfile(before.room / file, part)
        _written(part, lambda database: follow(database, before.touch))
    except (OSError, sqlite3.Error):
        return False
    return True


def _written(part: Path, write: Callable[[sqlite3.Connection], None]) -> None:
    database = sqlite3.connect(part)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        write(database)
    finally:
        database.close()
