"""Series of numbers: what one body issues of one type, numbered one after the other, and how many of it were read.

An end is found in the act that makes it. So "no end known" is worth as much as there are acts read among those that
could have made it: those of the document's own series from its year on, and the laws for what only a law can end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kg.identity.keys import NAMED_TYPES, Key
from kg.identity.naming import figures
from kg.law.facts import Change, Effect, Fact, documents_of
from kg.wording import type_label
from ontology.numbers import numbering_of

ENOUGH = 0.9
"""Which share of the acts that could have ended a document must have been read for "no end" to say something.

What has ended did so by one act, so that an end is missed about as often as acts are unread: at nine of ten read, one
end in ten, in a document of which most have no end.
"""

ENOUGH_OF_A_YEAR = 0.8
"""Which share of each single year: what is new is what ends, and a year that few read hides in a long row of others."""

_TERM = re.compile(r"\d+$")
_SERIAL = re.compile(r"[0-9]{1,6}")
"""What is counted in a year; longer figures are a slip."""
_UNDATED = "*"


class Series(NamedTuple):
    """What is numbered in one row: documents of a type and a body, those apart whose number bears no year."""

    kind: str
    body: str
    dated: bool = True

    def __str__(self) -> str:
        return f"{self.kind} {self.body}" + ("" if self.dated else f" {_UNDATED}")

    @property
    def family(self) -> str:
        """In words: "Thông tư BTC", "Luật QH"."""
        return f"{type_label(self.kind)} {self.body}"


class InSeries(NamedTuple):
    """Where a document stands in its series: the year, the term of an Assembly ("" elsewhere), and the figure, None
    where it is none that counts."""

    series: Series
    year: str
    term: str
    serial: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many acts of a family were ``read``, ``of`` how many its numbers tell, in the years ``since`` to ``until``.

    Read is an act of which a day of effect, an end, or what it changed is known. ``enough``: whether "no end known"
    may be taken for a statement about all of them.
    """

    family: str
    since: int
    until: int
    read: int
    of: int
    enough: bool

    @property
    def years(self) -> str:
        """The years in words: "2018-2026"."""
        return str(self.since) if self.since == self.until else f"{self.since}-{self.until}"

    def day(self, read: date) -> date:
        """Up to which day that is a statement, of acts ``read`` up to another: the last one of the years at most."""
        return min(read, date(self.until, 12, 31))


Tally = Mapping[str, tuple[int, int]]
"""By year, how many acts of a series were read, and of how many."""


def place_of(key: Key) -> InSeries | None:
    """Where a document stands in its series; None without a number or a year."""
    if not key.number or key.year is None or key.type is None:
        return None
    number, serial = numbering_of(key.number), figures(key.number)
    symbol = (number.issuers or (number.type or "",))[-1]
    if not symbol:
        return None
    term = _TERM.search(symbol)
    kind = "LUAT" if key.type == "BLUAT" else key.type  # codes are numbered among the laws
    series = Series(kind, _TERM.sub("", symbol), number.year is not None)
    return InSeries(series, key.year, term[0] if term else "", int(serial) if _SERIAL.fullmatch(serial) else None)


def tallies(facts: Iterable[Fact]) -> dict[str, dict[str, tuple[int, int]]]:
    """By series and year, how many acts were read, and of how many: up to the highest number that anything names.

    An Assembly numbers through its term: there the numbers of a year begin with the lowest one that is named.
    """
    named: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    read: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for fact in facts:
        for key in documents_of(fact):
            place = _central(key)
            if place is None or place.serial is None:
                continue
            row = str(place.series), place.year, place.term
            named[row].add(place.serial)
            acted = isinstance(fact, Change) and key is fact.later and not fact.told
            if acted or (isinstance(fact, Effect) and (fact.effective or fact.ended)):
                read[row].add(place.serial)
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for (series, year, term), numbers in named.items():
        known, of = found[series].get(year, (0, 0))
        lowest = min(numbers) if term else 1
        found[series][year] = known + len(read[series, year, term]), of + max(numbers) - lowest + 1
    return dict(found)


@lru_cache(maxsize=16_384)
def ending(key: Key) -> Series | None:
    """The series whose acts end documents such as this; None where they are not numbered in one."""
    if key.type in NAMED_TYPES:
        return Series("LUAT", "QH")
    place = _central(key)
    return place.series if place is not None else None


def _central(key: Key) -> InSeries | None:
    """The place of a central document; every province has its 5/2015/QĐ-UBND."""
    return place_of(key) if key.place == () else None


def coverage(series: Series, tally: Tally, since: int, until: int) -> Coverage | None:
    """How many acts of a series were read in these years; None where its numbers begin later.

    The last year may be a running one, of which too few are read yet: then the years before it count, where these are
    read well enough.
    """
    whole = _counted(series, tally, since, until)
    if whole is None or whole.enough:
        return whole
    before = _counted(series, tally, since, until - 1)
    return before if before is not None and before.enough else whole


def _counted(series: Series, tally: Tally, since: int, until: int) -> Coverage | None:
    first = max(since, min(map(int, tally), default=until + 1))
    if first > until:
        return None
    rows = [tally.get(str(year), (0, 0)) for year in range(first, until + 1)]
    read, of = sum(row[0] for row in rows), sum(row[1] for row in rows)
    enough = read >= ENOUGH * of and all(row[0] and row[0] >= ENOUGH_OF_A_YEAR * row[1] for row in rows)
    return Coverage(series.family, first, until, read, of, enough)
