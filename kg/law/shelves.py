"""Facts on shelves, each under the numbers or names of the documents that it speaks of, to be had without all others.

Few of many thousand facts matter to a file. So the tables that come along have an index, ``register.index``, which says
where the rows about a number or a name begin; a row is read when somebody asks for it. The index holds the fingerprint
of the tables: beside tables that were edited since it says nothing, and they are read as a whole. To make it anew::

    python -m kg.law.shelves
"""

from __future__ import annotations

import csv
import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from extract.errors import FactError
from kg.identity.keys import Key, is_day
from kg.law.facts import Fact, Sighting, Sitting, blocks, documents_of
from kg.law.rows import fact_of
from kg.law.series import Tally, tallies
from kg.law.tables import table_kind
from kg.resources import data_file
from kg.writing import write_whole

INDEX = "register.index"
_FORM = "3"
"""The form of an index; one of another form is not read."""
_TALLY = "~"
"""Before a series, in whose line stands year by year how many of its acts were read; no number begins so."""


class Shelf(Protocol):
    """Facts by the documents that they speak of."""

    @property
    def count(self) -> int:
        """How many facts there are; where documents were seen does not count."""

    @property
    def day(self) -> date | None:
        """The day of the latest document whose effect is known."""

    @property
    def sittings(self) -> tuple[Sitting, ...]:
        """The Party congresses."""

    @property
    def fingerprint(self) -> str:
        """What tells these facts from others."""

    def facts(self) -> Sequence[Fact]:
        """All that lies here."""

    def under(self, number: str) -> Sequence[Fact]:
        """The facts about documents of a number (:func:`shelf_of`), in their order."""

    def numbers(self, name: str) -> Sequence[str]:
        """Under which numbers there are documents of a name."""

    def all_numbers(self) -> Iterable[str]:
        """All under which facts lie."""

    def tally(self, series: str) -> Tally:
        """By year, how many acts of a series of numbers were read, and of how many."""


def shelf_of(key: Key) -> str:
    """Under what the facts about a document lie: its number, else its name. Two keys of one document share it."""
    return key.block if key.number else key.name_block


class Loose:
    """Facts in memory."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)

    @property
    def count(self) -> int:
        return sum(not isinstance(fact, Sighting) for fact in self._facts)

    @cached_property
    def day(self) -> date | None:
        return _latest(self._facts)

    @cached_property
    def sittings(self) -> tuple[Sitting, ...]:
        return tuple(fact for fact in self._facts if isinstance(fact, Sitting))

    @cached_property
    def fingerprint(self) -> str:
        return _fingerprint("\n".join(sorted(map(repr, self._facts))).encode())

    def facts(self) -> Sequence[Fact]:
        return self._facts

    def under(self, number: str) -> Sequence[Fact]:
        return [self._facts[place] for place in self.places.get(number, ())]

    def numbers(self, name: str) -> Sequence[str]:
        return [*self.names.get(name, ())]

    def all_numbers(self) -> Iterable[str]:
        return self.places.keys()

    def tally(self, series: str) -> Tally:
        return self.tallies.get(series, {})

    @cached_property
    def tallies(self) -> dict[str, dict[str, tuple[int, int]]]:
        """That of every series."""
        return tallies(self._facts)

    @cached_property
    def places(self) -> dict[str, dict[int, None]]:
        """Where the facts under each number are."""
        found: dict[str, dict[int, None]] = defaultdict(dict)
        for place, fact in enumerate(self._facts):
            for key in documents_of(fact):
                found[shelf_of(key)][place] = None
        return dict(found)

    @cached_property
    def names(self) -> dict[str, dict[str, None]]:
        """The numbers under which each name is."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for fact in self._facts:
            for key in documents_of(fact) if not isinstance(fact, Sighting) else ():
                for block in sorted(blocks(key) - {shelf_of(key)}):
                    found[block][shelf_of(key)] = None
        return dict(found)


class Indexed:
    """The tables of a folder, of which only those rows are read that are asked for."""

    def __init__(self, tables: _Tables, index: bytes) -> None:
        self._tables = tables
        self.fingerprint = tables.fingerprint
        head, *self._lines = index.split(b"\n")
        _, _, count, day, self._sittings = head.decode().split("\t")
        self.count = int(count)
        self.day = date.fromisoformat(day) if day else None
        self._read: dict[int, Fact] = {}
        self._tallies: dict[str, Tally] = {}

    @cached_property
    def sittings(self) -> tuple[Sitting, ...]:
        return tuple(fact for fact in self._at(self._sittings) if isinstance(fact, Sitting))

    def facts(self) -> Sequence[Fact]:
        return [self._fact(start) for start in self._tables.rows()]

    def under(self, number: str) -> Sequence[Fact]:
        return [*self._at(self._line(number)[0])]

    def numbers(self, name: str) -> Sequence[str]:
        return self._line(name)[1].split()

    def all_numbers(self) -> Iterable[str]:
        return (block for block, places, _ in (line.decode().split("\t") for line in self._lines) if places)

    def tally(self, series: str) -> Tally:
        if series not in self._tallies:
            rows = (row.split(":") for row in self._line(f"{_TALLY}{series}")[1].split())
            self._tallies[series] = {year: (int(read), int(of)) for year, read, of in rows}
        return self._tallies[series]

    def _line(self, block: str) -> tuple[str, str]:
        """Where the rows under a block begin, and the numbers that go by it as a name."""
        beginning = f"{block}\t".encode()
        place = bisect_left(self._lines, beginning)
        if place == len(self._lines) or not self._lines[place].startswith(beginning):
            return "", ""
        _, places, numbers = self._lines[place].decode().split("\t")
        return places, numbers

    def _at(self, places: str) -> Iterator[Fact]:
        return (self._fact(int(start)) for start in places.split())

    def _fact(self, start: int) -> Fact:
        if start not in self._read:
            self._read[start] = self._tables.fact(start)
        return self._read[start]


class _Tables:
    """The tables of a folder as bytes, one after the other; a row goes by where it begins."""

    def __init__(self, folder: Path) -> None:
        tables = [path.read_bytes() for path in sorted(folder.glob("*.csv"))]
        self._starts = [sum(map(len, tables[:place])) for place in range(len(tables))]
        self._bytes = b"".join(tables)
        self._columns = [self._cells(start) for start in self._starts]
        self._kinds = [table_kind(columns) for columns in self._columns]
        self.fingerprint = _fingerprint(self._bytes)

    def rows(self) -> Iterator[int]:
        """Where the rows begin, in their order."""
        for start, end in zip(self._starts, [*self._starts[1:], len(self._bytes)], strict=True):
            row = self._bytes.index(b"\n", start) + 1
            while row < end:
                yield row
                row = self._bytes.index(b"\n", row) + 1

    def fact(self, start: int) -> Fact:
        """The fact in the row. Raises FactError."""
        table = bisect_right(self._starts, start) - 1
        cells, columns, kind = self._cells(start), self._columns[table], self._kinds[table]
        if kind is None or len(cells) != len(columns):
            raise FactError("the row has {count} cells, its table {columns}.", count=len(cells), columns=len(columns))
        return fact_of(kind, dict(zip(columns, cells, strict=True)))

    def _cells(self, start: int) -> list[str]:
        return next(csv.reader([self._bytes[start : self._bytes.index(b"\n", start)].decode()]))


def indexed(folder: Path) -> Indexed | None:
    """The tables of a folder, where they have an index that was made of them as they are."""
    try:
        index = (folder / INDEX).read_bytes()
    except OSError:
        return None
    tables = _Tables(folder)
    return Indexed(tables, index) if index.startswith(f"{_FORM}\t{tables.fingerprint}\t".encode()) else None


def index_of(folder: Path) -> str:
    """The index of the tables of a folder. Raises FactError for a row that is not sound or not on a line of its own."""
    tables = _Tables(folder)
    starts = [*tables.rows()]
    loose = Loose(map(tables.fact, starts))
    sittings = _listed(start for start, fact in zip(starts, loose.facts(), strict=True) if isinstance(fact, Sitting))
    head = (_FORM, tables.fingerprint, str(loose.count), str(loose.day or ""), sittings)
    rows = {block: _listed(starts[place] for place in places) for block, places in loose.places.items()}
    names = {name: _listed(numbers) for name, numbers in loose.names.items()}
    lines = [f"{block}\t{rows.get(block, '')}\t{names.get(block, '')}" for block in rows.keys() | names.keys()]
    for series, years in loose.tallies.items():
        told = _listed(f"{year}:{read}:{of}" for year, (read, of) in sorted(years.items()))
        lines.append(f"{_TALLY}{series}\t\t{told}")
    return "\n".join(("\t".join(head), *sorted(lines)))


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


def _listed(values: Iterable[object]) -> str:
    return " ".join(map(str, values))


def _latest(facts: Iterable[Fact]) -> date | None:
    dates = (
        documents_of(fact)[0].date
        for fact in facts
        if not isinstance(fact, Sitting | Sighting) and fact.effective is not None
    )
    days = [day for day in dates if day is not None and is_day(day)]
    return date.fromisoformat(max(days)) if days else None


if __name__ == "__main__":
    write_whole(data_file("register") / INDEX, index_of(data_file("register")))
