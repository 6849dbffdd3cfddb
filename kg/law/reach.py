"""How far a register sees: by family of documents and by year, how many it knows, and until when ends were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from kg.identity.keys import Key
from kg.law.facts import Sighting
from kg.law.register import Register
from kg.law.series import Series, place_of


@dataclass(slots=True)
class Shelf:
    """Documents of one family and year: their numbers, seen anywhere; how many have a day of effect or an end, and how
    many of these an end; the date of the latest document that changed or ended one of them.

    ``missing`` are the numbers between the lowest and the highest of their series in that year that nothing names.
    ``told``: so many of the acts that could have ended them were read that a verdict may say that there is no end.
    """

    numbers: set[int] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)
    known: int = 0
    ended: int = 0
    last_change: str = ""
    told: bool = False


def reach(register: Register) -> dict[tuple[str, str], Shelf]:
    """What the register knows, by family and year."""
    found: dict[tuple[str, str], Shelf] = defaultdict(Shelf)
    series: dict[tuple[Series, str, str], set[int]] = defaultdict(set)
    of_family: dict[tuple[str, str], set[tuple[Series, str, str]]] = defaultdict(set)
    for key in chain((entry.key for entry in register.entries()), _seen(register)):
        place = place_of(key)
        if place is None:
            continue
        family = _family(key, place.series), place.year
        shelf = found[family]
        shelf.told = shelf.told or _told(key, register)
        if place.serial is not None:
            shelf.numbers.add(place.serial)
            series[place.series, place.term, place.year].add(place.serial)
            of_family[family].add((place.series, place.term, place.year))
    for entry in register.entries():
        place = place_of(entry.key)
        if place is None:
            continue
        shelf = found[_family(entry.key, place.series), place.year]
        ends = [change for change in entry.changed_by if change.ends]
        shelf.known += bool(ends) or any(effect.effective or effect.ended for effect in entry.effects)
        shelf.ended += bool(ends) or any(effect.ended for effect in entry.effects)
        dates = (change.later.date or change.later.year or "" for change in entry.changed_by)
        shelf.last_change = max(shelf.last_change, *dates, "")
    for family, shelf in found.items():
        for numbers in (series[one] for one in of_family[family]):
            shelf.missing |= {*range(min(numbers), max(numbers))} - numbers
    return dict(found)


def _family(key: Key, series: Series) -> str:
    """Whose documents of which type; codes are a family of their own, although they are numbered among the laws."""
    return series._replace(kind=key.type or series.kind).family


def _told(key: Key, register: Register) -> bool:
    covered = register.covered(key, register.read_until) if register.read_until is not None else None
    return covered is not None and covered.enough


def _seen(register: Register) -> Iterator[Key]:
    return (fact.document for fact in register.facts if isinstance(fact, Sighting))
