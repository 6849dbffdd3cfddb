"""What is read of a build in many steps and is asked for again and again, put down beside it: a row each.

A row is a value of frozen dataclasses as JSON, their fields in order. A file tells in its name of which kinds its rows
are and of which form; one of before a class had these fields is neither read nor followed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kg.storage.beside import Before, make_beside, table_beside
from kg.storage.store import Store
from kg.storage.touched import Touch

_FILE = "prepared-3{KINDS}.sqlite"  # another name for another form
_SCHEMA = "CREATE TABLE row (name TEXT, kind TEXT, said TEXT, PRIMARY KEY (name, kind)) WITHOUT ROWID"
_ROW = "SELECT * FROM row WHERE name = ?"
_ROWS = "SELECT name, said FROM row WHERE name IN (SELECT value FROM json_each(?)) AND kind = ?"
_LATELY = 1_000
"""Of so many names all is kept at hand, more or less: of the one that is asked for, kind after kind is read."""


@dataclass(frozen=True)
class Kind:
    """A kind of such values: its name, and the type of all of them, such as ``tuple[Claimed, ...]``."""

    name: str
    shape: Any

    @cached_property
    def form(self) -> str:
        """The name with what tells its fields from others."""
        return f"{self.name} {sha256(_form(self.shape).encode()).hexdigest()[:16]}"

    @cached_property
    def mark(self) -> str:
        """What tells the form in the name of a file, which has room for little."""
        return f"-{sha256(self.form.encode()).hexdigest()[:8]}"

    def value_of(self, said: str) -> Any:
        """A value of this kind out of its row."""
        return self._read(json.loads(said))

    @cached_property
    def _read(self) -> Callable[[Any], Any]:
        return _reader(self.shape) or (lambda row: row)


class Prepared:
    """The rows of a build; several threads may ask."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = Lock()
        self._lately: dict[str, dict[str, str]] = {}

    def rows(self, kind: Kind, names: list[str]) -> dict[str, Any]:
        """The values of these names that were put down."""
        with self._lock:
            told = {name: self._lately[name].get(kind.form) for name in names if name in self._lately}
            missing = [name for name in names if name not in told]
            if len(missing) == 1:
                told[missing[0]] = self._all_of(missing[0]).get(kind.form)
            elif missing:
                told |= self._database.execute(_ROWS, (json.dumps(missing), kind.form)).fetchall()
        return {name: kind.value_of(said) for name, said in told.items() if said is not None}

    def _all_of(self, name: str) -> dict[str, str]:
        """All that was put down of a name, by kind. Whoever calls has the lock."""
        if len(self._lately) > _LATELY:
            self._lately.clear()
        found = {of_kind: said for _, of_kind, said in self._database.execute(_ROW, (name,)).fetchall()}
        self._lately[name] = found
        return found


def file_name(kinds: Iterable[Kind]) -> str:
    """The name of the file that has the rows of these kinds."""
    return _FILE.replace("{KINDS}", "".join(kind.mark for kind in kinds))


def prepared(store: Store, kind: Kind) -> Prepared | None:
    """The rows beside a build, those of this kind among them; None where nobody made them."""
    if store.room is None:
        return None
    generation, file = store.kept.get(kind.form, ("", None))
    if generation != store.generation:
        pattern = _FILE.replace("{KINDS}", f"*{kind.mark}*")
        file = min((path.name for path in store.room.glob(pattern)), default=None)
        if file is not None:
            store.kept[kind.form] = store.generation, file
    return table_beside(store, file, Prepared) if file is not None else None


def prepare(
    store: Store,
    kinds: Iterable[Kind],
    values: Callable[[Collection[str] | None], Iterable[tuple[Kind, Mapping[str, object]]]],
    *,
    before: Before | None = None,
    names: Collection[str] = (),
) -> None:
    """Puts down values of these ``kinds`` by their names. Raises OSError and sqlite3.Error where it cannot be written.

    ``values`` gives those of some names, or of all (None). ``before``: a build whose rows go on to stand, but those of
    these ``names``.
    """

    def fill(database: sqlite3.Connection) -> None:
        database.execute(_SCHEMA)
        add(database, None)

    def follow(database: sqlite3.Connection, _: Touch) -> None:
        with database:
            database.executemany("DELETE FROM row WHERE name = ?", [(name,) for name in names])
        add(database, names)

    def add(database: sqlite3.Connection, some: Collection[str] | None) -> None:
        for kind, told in values(some):
            rows = ((name, kind.form, written(value)) for name, value in told.items())
            with database:
                database.executemany("INSERT OR REPLACE INTO row VALUES (?, ?, ?)", rows)

    make_beside(store, file_name(kinds), fill, before=before, follow=follow)


def written(value: object) -> str:
    """A value as its row."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> object:
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _form(shape: Any) -> str:
    """A type with all that it is made of."""
    inner = _fields(shape).items() if is_dataclass(shape) else ((str(part), part) for part in get_args(shape))
    return f"{shape}({', '.join(f'{name}: {_form(part)}' for name, part in inner)})"


def _fields(shape: Any) -> dict[str, Any]:
    """The fields of a class with their types."""
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in fields(shape)}


def _reader(shape: Any) -> Callable[[Any], Any] | None:
    """What makes a value of this type out of JSON; None where it is the same."""
    if is_dataclass(shape) and isinstance(shape, type):
        readers = [(place, _reader(part)) for place, part in enumerate(_fields(shape).values())]
        inner = [(place, reader) for place, reader in readers if reader is not None]

        def made(row: list[Any]) -> Any:
            for place, reader in inner:
                row[place] = reader(row[place])
            return shape(*row)

        return made
    parts = [_reader(part) for part in get_args(shape) if part not in (Ellipsis, NoneType)]
    within = next((part for part in parts if part is not None), None)
    if get_origin(shape) is tuple:
        return tuple if within is None else lambda row: tuple(map(within, row))
    if get_origin(shape) in (Union, UnionType) and within is not None:
        return lambda row: None if row is None else within(row)
    return None
