"""Vietnam's administrative units (đơn vị hành chính) before and after 1 July 2025, and what became of what.

Plain look-ups over ``units.csv``, loaded once (``scripts/units.py`` says how it is made). A row is one unit under one
name, kind and parent: whatever changes one of these ends it. A name that fits several units gives all of them: what
decides is the caller's context, given as province, district and day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Literal, NamedTuple, cast

from ontology.spelling import key

UnitLevel = Literal["province", "district", "commune"]
LEVELS: tuple[UnitLevel, ...] = ("province", "district", "commune")

KINDS: dict[str, tuple[UnitLevel, ...]] = {
    "tỉnh": ("province",), "thành phố": ("province", "district"), "thị xã": ("district",), "thị trấn": ("commune",),
    "đặc khu": ("commune",), "huyện": ("district",), "quận": ("district",), "phường": ("commune",), "xã": ("commune",),
}  # fmt: skip
"""The kind words of units, each with the levels of the units that are called so."""

PROVINCE, CITY = PROVINCIAL = tuple(kind for kind, levels in KINDS.items() if "province" in levels)
"""The kind words that may stand for a province."""

KIND = "|".join(KINDS).replace(" ", r"\s")
"""A pattern for a kind word, without a group around it."""

SHORT_KINDS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}
"""Kind words as they are shortened, before a full stop or a blank."""

_KIND = re.compile(rf"({KIND})\s(.+)", re.IGNORECASE | re.DOTALL)
_SHORT_KIND = re.compile(rf"^({'|'.join(SHORT_KINDS)})(?:\. ?| )(?=\S)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit under one name, kind and parent.

    ``name`` carries its kind word ("xã Đình Lập"); ``parent`` is an id, None for provinces; ``since`` and ``ended`` are
    ISO days, both included, None where unknown or open; ``successors`` are ids, the likeliest first.
    """

    id: str
    name: str
    level: UnitLevel
    parent: str | None
    since: str | None
    ended: str | None
    successors: tuple[str, ...]

    def existed(self, day: str) -> bool:
        """Whether the unit existed on the ISO day, or at some time within a partial one ("2025", "2025-06")."""
        size = len(day)
        return (self.since is None or self.since[:size] <= day) and (self.ended is None or self.ended[:size] >= day)


class _Table(NamedTuple):
    lines: dict[str, str]
    ids: dict[str, list[str]]


@cache
def _levels() -> dict[UnitLevel, list[str]]:
    """The lines of each level, which are those of provinces, then districts, then communes."""
    lines = files("ontology").joinpath("units.csv").read_text(encoding="utf-8").splitlines()[1:]
    starts = [bisect_left(lines, place, key=lambda line: LEVELS.index(_cells(line)[2])) for place in range(len(LEVELS))]
    ends = [*starts[1:], len(lines)]
    return {level: lines[start:end] for level, start, end in zip(LEVELS, starts, ends, strict=True)}


@cache
def _table(level: UnitLevel) -> _Table:
    """Lines by id, and ids by name in lower case; communes are many, so they wait until one is asked for."""
    table = _Table({}, {})
    for line in _levels()[level]:
        unit_id, name, _ = line.split(",", 2)
        table.lines[unit_id] = line
        table.ids.setdefault(name.lower(), []).append(unit_id)
    return table


def _cells(line: str) -> tuple[str, str, UnitLevel, str, str, str, str]:
    """The cells of a line, which hold no comma, so that they part without a CSV reader."""
    own_id, name, level, parent, since, ended, after = line.split(",")
    return own_id, name, cast(UnitLevel, level), parent, since, ended, after


@lru_cache(maxsize=65_536)
def unit(unit_id: str) -> Unit:
    """The unit of an id. Raises KeyError for an unknown one."""
    line = next((table.lines[unit_id] for table in map(_table, LEVELS) if unit_id in table.lines), None)
    if line is None:
        raise KeyError(unit_id)
    own_id, name, level, parent, since, ended, after = _cells(line)
    return Unit(own_id, name, level, parent or None, since or None, ended or None, tuple(after.split()))


def units() -> Iterator[Unit]:
    """All units: provinces, districts, communes before 1 July 2025, communes since."""
    return map(unit, chain.from_iterable(_table(level).lines for level in LEVELS))


def unit_key(name: str) -> str:
    """A unit's name for comparing, accents kept and its kind word in full.

    >>> unit_key("TP. Thanh Hoá"), unit_key("TX Ba Đồn")
    ('thành phố thanh hóa', 'thị xã ba đồn')
    """
    return _SHORT_KIND.sub(lambda short: f"{SHORT_KINDS[short[1]]} ", key(name.replace("’", "'")))


def split_kind(name: str) -> tuple[str | None, str]:
    """A unit's kind word, in small letters, and its name without it.

    >>> split_kind("Thành phố Huế"), split_kind("Lạng Sơn")
    (('thành phố', 'Huế'), (None, 'Lạng Sơn'))
    """
    found = _KIND.match(name)
    return (found[1].lower(), found[2]) if found else (None, name)


def find_units(
    name: str, province: str | None = None, day: str | None = None, district: str | None = None
) -> tuple[Unit, ...]:
    """All units that ``name`` may mean, with or without its kind word, in any case: ("UBND") 'xã Đại Sơn', 'Đại Sơn'.

    ``province`` and ``district`` are names, too, and keep the units that lie in one so called; ``day`` (ISO, may be
    partial) keeps those that existed then. Communes lie in no district since 1 July 2025.
    """
    found = _named(name)
    if day is not None:
        found = tuple(one for one in found if one.existed(day))
    for level, place in (("province", province), ("district", district)):
        if place is not None:
            places = {other for other in _named(place) if other.level == level}
            found = tuple(one for one in found if not places.isdisjoint((one, *ancestors(one))))
    return found


@lru_cache(maxsize=65_536)
def _named(name: str) -> tuple[Unit, ...]:
    text = unit_key(name)
    kind = split_kind(text)[0]
    names = {text: KINDS[kind]} if kind else {f"{one} {text}": levels for one, levels in KINDS.items()}
    meant = ((full, level) for full, levels in names.items() for level in levels)
    return tuple(unit(unit_id) for full, level in meant for unit_id in _table(level).ids.get(full, ()))


def ancestors(one: Unit) -> tuple[Unit, ...]:
    """What the unit lay in, from its parent up."""
    if one.parent is None:
        return ()
    parent = unit(one.parent)
    return (parent, *ancestors(parent))


def province(one: Unit) -> Unit:
    """The province that the unit lay in or is."""
    return (one, *ancestors(one))[-1]


def province_of(name: str, hint: str | None = None, day: str | None = None) -> Unit | None:
    """The province of the unit so named; None where none or several fit.

    ``hint`` is the name of a province or district that the context speaks of.
    """
    places = set() if hint is None else set(_named(hint))
    found = (one for one in find_units(name, day=day) if hint is None or not places.isdisjoint((one, *ancestors(one))))
    provinces = {province(one) for one in found}
    return provinces.pop() if len(provinces) == 1 else None


def successors(unit_id: str) -> tuple[Unit, ...]:
    """The units that the unit became, or became part of; none where it goes on. Raises KeyError."""
    return tuple(unit(successor) for successor in unit(unit_id).successors)


def continues_as(one: Unit) -> Unit | None:
    """The unit that goes on under the same name and kind: itself, or a successor; None where the name ended.

    'xã Đình Lập' lay in a district until 30 June 2025 and lies in the province since, two rows; the commune went on.
    """
    if one.ended is None:
        return one
    return next((after for after in successors(one.id) if after.name == one.name), None)
