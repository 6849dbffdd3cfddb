"""How far a register sees: by family of documents and by year, how many it knows, and until when ends were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from kg.identity.keys import Key
from kg.law.facts import Change, Effect, Sighting
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
    first_hand: int = 0
    ended: int = 0
    last_change: str = ""
    told: bool = False


_Book = tuple[Series, str, str, str]
"""What is numbered in one row: a series, the unit whose it is, the term of an Assembly, the year."""


def reach(register: Register) -> dict[tuple[str, str], Shelf]:
    """What the register knows, by family and year."""
    found: dict[tuple[str, str], Shelf] = defaultdict(Shelf)
    books: dict[_Book, set[int]] = defaultdict(set)
    of_family: dict[tuple[str, str], set[_Book]] = defaultdict(set)
    for key in chain((entry.key for entry in register.entries()), _seen(register)):
        place = place_of(key)
        if place is None:
            continue
        family = _family(key, place.series), place.year
        shelf = found[family]
        shelf.told = shelf.told or _told(key, register)
        if place.serial is not None:
            shelf.numbers.add(place.serial)
            book = place.series, _unit(key), place.term, place.year
            books[book].add(place.serial)
            of_family[family].add(book)
    for entry in register.entries():
        place = place_of(entry.key)
        if place is None:
            continue
        shelf = found[_family(entry.key, place.series), place.year]
        ends = [change for change in entry.changed_by if change.ends]
        telling: list[Change | Effect] = [
            *ends,
            *(effect for effect in entry.effects if effect.effective or effect.ended),
        ]
        shelf.known += bool(telling)
        shelf.first_hand += any(fact.mark == "V" for fact in telling)
        shelf.ended += bool(ends) or any(effect.ended for effect in entry.effects)
        dates = (change.later.date or change.later.year or "" for change in entry.changed_by)
        shelf.last_change = max(shelf.last_change, *dates, "")
    for family, shelf in found.items():
        for numbers in (books[one] for one in of_family[family]):
            shelf.missing |= {*range(min(numbers), max(numbers))} - numbers
    return dict(found)


def _family(key: Key, series: Series) -> str:
    """Whose documents of which type; codes are a family of their own, although they are numbered among the laws.

    Those of a province are a family, too, with what its districts and communes issue.
    """
    return f"{series._replace(kind=key.type or series.kind).family} {_unit(key)}".rstrip()


def _unit(key: Key) -> str:
    """The province, or the unit of one that is not known, whose body issued a document; "" for a central one."""
    return (key.issuer.province or key.issuer.unit or "") if key.issuer is not None else ""


def _told(key: Key, register: Register) -> bool:
    covered = register.covered(key, register.read_until) if register.read_until is not None else None
    return covered is not None and covered.enough


def _seen(register: Register) -> Iterator[Key]:
    return (fact.document for fact in register.facts if isinstance(fact, Sighting))
