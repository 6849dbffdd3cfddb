"""Tables that are made of a finished build and lie beside it: files of SQLite in its folder, which go with it.

Who serves a build makes them; nothing needs them, and what they say is what the graph says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from kg.storage.store import Store
from kg.writing import put_in_place

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
            where = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            found = table(sqlite3.connect(where, uri=True, check_same_thread=False))
            store.kept[file] = store.generation, found
    return found


def make_beside(store: Store, file: str, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Makes a file, whole or not at all. Raises OSError and sqlite3.Error where it cannot be written."""
    if store.room is None or (store.room / file).is_file():
        return
    part = store.room / f"{uuid4().hex}.part"
    try:
        database = sqlite3.connect(part)
        try:
            database.execute("PRAGMA journal_mode = OFF")
            fill(database)
        finally:
            database.close()
        put_in_place(part, store.room / file)
    finally:
        part.unlink(missing_ok=True)
