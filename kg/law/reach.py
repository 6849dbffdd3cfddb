"""How far a register sees: by family of documents and by year, how many it knows, and until when ends were read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from kg.identity.keys import Key
from kg.identity.naming import figures
from kg.law.facts import Sighting
from kg.law.register import Register
from kg.wording import type_label
from ontology.numbers import numbering_of

_TERM = re.compile(r"\d+$")
_SERIAL = re.compile(r"[0-9]{1,6}")
"""What is counted in a year; longer figures are a slip, and all between would fill memory."""


@dataclass(slots=True)
class Shelf:
    """Documents of one family and year: their numbers, seen anywhere; how many have a day of effect or an end, and how
    many of these an end; the date of the latest document that changed or ended one of them.

    ``missing`` are the numbers between the lowest and the highest of their series in that year that nothing names. A
    series is that of a type, an issuer and a term; codes are numbered among the laws.
    """

    numbers: set[int] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)
    known: int = 0
    ended: int = 0
    last_change: str = ""


def family_of(key: Key) -> str | None:
    """Whose documents of which type: "Thông tư BTC", "Luật QH", "Quyết định UBND"; None without a number."""
    symbol = _symbol(key)
    return f"{type_label(key.type)} {_TERM.sub('', symbol)}" if symbol else None


def _symbol(key: Key) -> str | None:
    """Whose number it is, with the term of an Assembly: "QH15", "CP", "BTC"."""
    if not key.number:
        return None
    number = numbering_of(key.number)
    return (number.issuers or (number.type,))[-1] or None


def reach(register: Register) -> dict[tuple[str, str], Shelf]:
    """What the register knows, by family and year."""
    found: dict[tuple[str, str], Shelf] = defaultdict(Shelf)
    for entry in register.entries():
        shelf = _shelf(entry.key, found)
        if shelf is None:
            continue
        ends = [change for change in entry.changed_by if change.ends]
        shelf.known += bool(ends) or any(effect.effective or effect.ended for effect in entry.effects)
        shelf.ended += bool(ends) or any(effect.ended for effect in entry.effects)
        dates = (change.later.date or change.later.year or "" for change in entry.changed_by)
        shelf.last_change = max(shelf.last_change, *dates, "")
    for key in _seen(register):
        _shelf(key, found)
    series: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    of_family: dict[tuple[str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for key in chain((entry.key for entry in register.entries()), _seen(register)):
        family, symbol, number = family_of(key), _symbol(key), figures(key.number or "")
        if family is not None and symbol is not None and key.year is not None and _SERIAL.fullmatch(number):
            one = ("LUAT" if key.type == "BLUAT" else key.type or "", symbol, key.year)
            series[one].add(int(number))
            of_family[family, key.year].add(one)
    for place, shelf in found.items():
        for numbers in (series[one] for one in of_family[place]):
            shelf.missing |= {*range(min(numbers), max(numbers))} - numbers
    return dict(found)


def _seen(register: Register) -> Iterator[Key]:
    return (fact.document for fact in register.facts if isinstance(fact, Sighting))


def _shelf(key: Key, found: dict[tuple[str, str], Shelf]) -> Shelf | None:
    family = family_of(key)
    if family is None or key.year is None or key.number is None:
        return None
    shelf = found[family, key.year]
    if _SERIAL.fullmatch(number := figures(key.number)):
        shelf.numbers.add(int(number))
    return shelf
