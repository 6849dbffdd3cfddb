"""The register of facts (sổ tra cứu hiệu lực): what replaced what, since when, and how that is known.

Three kinds of fact, three tables in ``data/register`` (its README documents every column)::

    changes.csv     a later document supersedes, repeals or amends an earlier one, in whole or in part
    effects.csv     the day a document takes effect, and its last day, where a text says so
    congresses.csv  Party congresses: the resolution of each stands until the next one closes

A row without a source, or with days that cannot be, is refused with a :class:`~extract.errors.FactError`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from extract.errors import FactError, Sentence
from extract.records import Body
from extract.words import slug
from kg.identity.congress import roman
from kg.identity.keys import Key, dates_agree, is_day, places_agree, same_register, types_agree
from kg.identity.naming import fold, units_of, year_in
from kg.law.facts import Change, ChangeRelation, Effect, Fact, Mark, Scope, Sitting, documents_of
from kg.law.tables import COLUMNS, DOCUMENT, read_table
from kg.resources import data_file
from ontology import table

__all__ = [
    "Change",
    "Effect",
    "Entry",
    "Register",
    "Sitting",
    "body_named",
    "could_be",
    "fact_of",
    "key_of",
    "load_register",
    "read_facts",
    "type_code",
]

Choice = TypeVar("Choice")

_RELATIONS: Mapping[str, ChangeRelation] = {"supersedes": "supersedes", "repeals": "repeals", "amends": "amends"}
_SCOPES: Mapping[str, Scope] = {"whole": "whole", "part": "part"}
_MARKS: Mapping[str, Mark] = {"V": "V", "S": "S"}
_FIRST_DAY, _LAST_DAY = date(1945, 9, 2), date(2100, 12, 31)
_PARTIAL_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")
_LOCAL = re.compile(r"\s(?=(?:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu) \S)")
_LEVELS: Mapping[str, Literal["province", "district", "commune"]] = {
    "tỉnh": "province", "thành phố": "province", "quận": "district", "huyện": "district", "thị xã": "district",
    "thị trấn": "commune", "phường": "commune", "xã": "commune", "đặc khu": "commune",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that the register knows, with the facts about it.

    ``changed_by``: what later documents did to it; ``changes``: what it did to earlier ones.
    """

    key: Key
    effects: tuple[Effect, ...] = ()
    changed_by: tuple[Change, ...] = ()
    changes: tuple[Change, ...] = ()


class Register:
    """Facts, gathered by the documents that they speak of. Immutable once made."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self.facts = tuple(facts)
        self.sittings = tuple(fact for fact in self.facts if isinstance(fact, Sitting))
        self._blocks: dict[str, list[Key]] = defaultdict(list)
        self._entries: dict[Key, Entry] = {}
        self._home: dict[Key, Key] = {}
        for key in sorted({key for fact in self.facts for key in documents_of(fact)}, key=_completeness):
            self._settle(key)
        for fact in self.facts:
            self._attach(fact)

    def __len__(self) -> int:
        return len(self.facts)

    @property
    def day(self) -> date | None:
        """The day of the latest document whose effect it knows: what was issued after it cannot be in it."""
        dates = (key.date for fact in self.facts if _dated(fact) for key in documents_of(fact)[:1])
        days = [day for day in dates if day is not None and is_day(day)]
        return date.fromisoformat(max(days)) if days else None

    def entries(self) -> Iterator[Entry]:
        """All documents, in no particular order."""
        return iter(self._entries.values())

    def entry(self, key: Key) -> Entry:
        """The entry of a key that stands in a fact of this register. Raises KeyError for any other."""
        return self._entries[self._home[key]]

    def under(self, blocks: Iterable[str]) -> Iterator[Entry]:
        """The documents that bear these numbers or names."""
        return (self._entries[home] for block in blocks for home in self._blocks.get(block, ()))

    def lookup(self, key: Key) -> tuple[Entry, ...]:
        """The documents that the key can mean: by number, else by name; nothing in them contradicts it."""
        candidates = {home: None for block in blocks(key) for home in self._blocks.get(block, ())}
        return tuple(self._entries[home] for home in candidates if could_be(key, home))

    def misdated(self, key: Key) -> tuple[Entry, ...]:
        """The documents that the key means if its date alone is wrong: same number and year, or same name."""
        candidates = {home: None for block in blocks(key) for home in self._blocks.get(block, ())}
        undated = replace(key, date=None)
        return tuple(
            self._entries[home]
            for home in candidates
            if not could_be(key, home) and could_be(undated, home) and (key.number is None or same_register(key, home))
        )

    def _settle(self, key: Key) -> None:
        home = next((known for block in blocks(key) for known in self._blocks[block] if _one(key, known)), key)
        self._home[key] = home
        if home is key:
            self._entries[key] = Entry(key)
            for block in blocks(key):
                self._blocks[block].append(key)
        elif key.name and not home.name:
            self._blocks[key.name_block].append(home)

    def _attach(self, fact: Fact) -> None:
        if isinstance(fact, Effect):
            home = self._home[fact.document]
            entry = self._entries[home]
            self._entries[home] = replace(entry, effects=(*entry.effects, fact))
        elif isinstance(fact, Change):
            earlier, later = self._home[fact.earlier], self._home[fact.later]
            entry = self._entries[earlier]
            self._entries[earlier] = replace(entry, changed_by=(*entry.changed_by, fact))
            entry = self._entries[later]
            self._entries[later] = replace(entry, changes=(*entry.changes, fact))


def _dated(fact: Fact) -> bool:
    return not isinstance(fact, Sitting) and fact.effective is not None


def blocks(key: Key) -> set[str]:
    """Where a key can meet others: under its number, and under its name."""
    return {key.block, key.name_block} - {""}


def could_be(key: Key, known: Key) -> bool:
    """Whether the key can mean the known document: by number where it has one, else by name."""
    by_number = bool(key.number and known.number)
    return (
        (key.block == known.block if by_number else key.name_block == known.name_block != "")
        and types_agree(key, known)
        and places_agree(key.place, known.place)
        and dates_agree(key.date, known.date or known.year)
    )


def _one(key: Key, known: Key) -> bool:
    """Whether two keys of the register are one document: a shared number, or both without and a shared name."""
    return bool(key.number) == bool(known.number) and could_be(key, known)


def _completeness(key: Key) -> tuple[bool, int, bool, str]:
    """Sorts the fullest keys first, so that the others settle on them; then by date, for a stable order."""
    return (not key.number, -len(key.date or ""), not key.name, f"{key.date} {key.number} {key.name}")


def load_register(path: Path | None = None, *extra: Path) -> Register:
    """The facts in ``path`` (a folder of tables, or one table; by default those that come along) and in ``extra``.

    Raises FactError, naming file and row, for a fact that is not sound.
    """
    if path is None and not extra:
        return _bundled()
    paths = (data_file("register") if path is None else path, *extra)
    return Register(fact for table_path in paths for fact in read_facts(table_path))


@cache
def _bundled() -> Register:
    return Register(read_facts(data_file("register")))


def read_facts(path: Path) -> Iterator[Fact]:
    """The facts of one table, or of all tables (``*.csv``) of a folder."""
    if path.is_dir():
        tables = sorted(path.glob("*.csv"))
        if not tables:
            raise FactError(
                "{path} is a folder without a table of facts (*.csv); name one with tables, or a table.", path=path
            )
        for table_path in tables:
            yield from read_facts(table_path)
        return
    kind, rows = read_table(path)
    for number, row in enumerate(rows, start=2):
        try:
            yield fact_of(kind, row)
        except FactError as error:
            raise FactError("{path}, row {number}: {error}", path=path, number=number, error=error) from None


def fact_of(kind: str, row: Mapping[str, str | None]) -> Fact:
    """The fact in one row of a table. Raises FactError with a sentence that says what is wrong with it."""
    cells = {column: " ".join((row.get(column) or "").split()) for column in COLUMNS[kind]}
    source, note = cells["source"], cells["note"]
    if not source:
        raise FactError("the fact has no source; say in the column 'source' where it can be read.")
    mark = _one_of("mark", cells["mark"], _MARKS)
    if kind == "congresses":
        return _sitting(cells, source, mark, note)
    if kind == "effects":
        document = key_of(cells)
        effective, ended = _day("effective", cells["effective"]), _day("ended", cells["ended"])
        _in_order(document.date, Sentence("the document is dated"), effective, Sentence("takes effect on"))
        _in_order(effective, Sentence("it takes effect on"), ended, Sentence("ends on"))
        _in_order(document.date, Sentence("the document is dated"), ended, Sentence("ends on"))
        return Effect(document, effective, ended, source, mark, note)
    later, earlier = key_of(cells, "later_"), key_of(cells, "earlier_")
    effective = _day("effective", cells["effective"])
    if could_be(later, earlier) and later.date == earlier.date:
        raise FactError("a document cannot change itself; the later and the earlier one are the same.")
    _in_order(
        earlier.date or earlier.year,
        Sentence("the earlier document is of"),
        later.date or later.year,
        Sentence("the later one of"),
    )
    _in_order(later.date, Sentence("the later document is dated"), effective, Sentence("takes effect on"))
    relation, scope = _one_of("relation", cells["relation"], _RELATIONS), _one_of("scope", cells["scope"], _SCOPES)
    return Change(relation, scope, later, earlier, effective, source, mark, note)


def _sitting(cells: Mapping[str, str], source: str, mark: Mark, note: str) -> Sitting:
    opened, closed = _day("opened", cells["opened"]), _day("closed", cells["closed"])
    _in_order(opened, Sentence("the congress opens on"), closed, Sentence("closes on"))
    ordinal = roman(fold(cells["ordinal"]))
    if not ordinal:
        raise FactError("the ordinal '{ordinal}' is not a number such as XIV.", ordinal=cells["ordinal"])
    if not cells["party"]:
        raise FactError("the column 'party' is empty; write 'Đảng Cộng sản Việt Nam' or 'Đảng bộ tỉnh ...'.")
    place = ";".join(units_of(body_named(cells["party"]))) or "vn"
    return Sitting(place, ordinal, opened, closed, source, mark, note)


_SIDES = {
    "": Sentence("the document"),
    "later_": Sentence("the later document"),
    "earlier_": Sentence("the earlier document"),
}


def key_of(cells: Mapping[str, str], prefix: str = "") -> Key:
    """The key of the document in the columns that start with ``prefix``. Raises FactError if it names nothing."""
    label, number, day, issuer, name = (cells[prefix + column] for column in DOCUMENT)
    what = _SIDES[prefix]
    if not (number or name):
        raise FactError("{what} has neither number nor name.", what=what)
    code = type_code(label)
    if code is None:
        raise FactError(
            "{what} has the unknown type '{label}'; write it in full, such as 'Nghị định'.", what=what, label=label
        )
    if day and not _PARTIAL_DATE.fullmatch(day):
        _day(f"{prefix}date", day)
    key = Key(code, number or None, day or None, body_named(issuer) if issuer else None, name or None)
    year = year_in(number)
    if day and year is not None and not day.startswith(year):
        raise FactError(
            "{what} {number} is dated {day}, which is not the year of its number.", what=what, number=number, day=day
        )
    if number and key.year is None:
        raise FactError(
            "{what} {number} has no date, and its number carries no year; such numbers come again.",
            what=what,
            number=number,
        )
    return key


@cache
def type_code(label: str) -> str | None:
    """The code of a type by its Vietnamese label ("Nghị định" -> "NĐ"), None for an unknown one."""
    return next((row["code"] for row in table("types") if fold(row["label"]) == fold(label)), None)


def body_named(name: str) -> Body:
    """A body by its full name; what follows a unit's kind word is its unit, a body without one is central."""
    parts = _LOCAL.split(name, maxsplit=1)
    if len(parts) == 1:
        return Body(name, slug(name), "central")
    kind, unit = parts
    level = next(level for word, level in _LEVELS.items() if unit.startswith(word))
    return Body(name, slug(kind), level, unit, unit if level == "province" else None)


def _one_of(column: str, value: str, choices: Mapping[str, Choice]) -> Choice:
    if value not in choices:
        raise FactError(
            "the column '{column}' says '{value}'; it must be one of {choices}.",
            column=column,
            value=value,
            choices=", ".join(choices),
        )
    return choices[value]


def _day(column: str, text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise FactError(
            "the column '{column}' says '{text}', which is not a day; write 2025-07-01.", column=column, text=text
        ) from None
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise FactError(
            "the column '{column}' says {text}, which is before {first_day} or after {last_day}.",
            column=column,
            text=text,
            first_day=_FIRST_DAY,
            last_day=_LAST_DAY,
        )
    return day


def _in_order(first: str | date | None, first_says: Sentence, second: str | date | None, second_says: Sentence) -> None:
    """Refuses a second day before the first; partial dates are compared as far as both go."""
    if first is None or second is None:
        return
    shared = min(len(str(first)), len(str(second)))
    if str(second)[:shared] < str(first)[:shared]:
        raise FactError(
            "{first_says} {first}, but {second_says} {second}; one of them is wrong.",
            first_says=first_says,
            first=first,
            second_says=second_says,
            second=second,
        )
