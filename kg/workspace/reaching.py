"""Reach as an answer: of which documents the register knows how much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar

from kg.identity.naming import fold
from kg.law.reach import Shelf, reach
from kg.law.register import Register
from kg.render.blocks import Block, Table, columns
from kg.render.result import Result
from kg.wording import Language

_COLUMNS = columns("family", "years", "known", "numbers", "ended", ("last_change", "day"))


@dataclass(frozen=True, slots=True)
class Seen:
    """Documents of a family in a year, or in all: how many have a day of effect or an end (``known``), how many an end,
    beside the ``numbers`` that anything names; ``last_change`` is the date of the latest document that changed one."""

    family: str
    years: str
    known: int
    numbers: str
    ended: int
    last_change: str | None


@dataclass(frozen=True, slots=True)
class Reach(Result):
    """How far the register sees, by family; by year where a family was asked for."""

    KIND: ClassVar[str] = "reach"

    rows: tuple[Seen, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One family, or year, a row."""
        return (self.table(),)

    def table(self) -> Table:
        """One family, or year, a row."""
        rows = ((one.family, one.years, one.known, one.numbers, one.ended, one.last_change) for one in self.rows)
        return Table(_COLUMNS, tuple(rows))


def reach_of(register: Register, words: str) -> Reach:
    """The families whose names hold all the words, year by year; all families in sum without words."""
    shelves = reach(register)
    if words:
        wanted = fold(words).split()
        found = {
            (family, year): shelf
            for (family, year), shelf in sorted(shelves.items())
            if set(wanted) <= set(fold(family).split())
        }
        return Reach(tuple(_row(family, year, [shelf]) for (family, year), shelf in found.items()))
    families: dict[str, dict[str, Shelf]] = defaultdict(dict)
    for (family, year), shelf in shelves.items():
        families[family][year] = shelf
    rows = [_row(family, f"{min(of)}-{max(of)}", list(of.values())) for family, of in families.items()]
    return Reach(tuple(sorted(rows, key=lambda row: (-row.known, row.family))))


def _row(family: str, years: str, shelves: list[Shelf]) -> Seen:
    if len(shelves) == 1 and shelves[0].numbers:
        numbers = f"{min(shelves[0].numbers)}-{max(shelves[0].numbers)}"
    else:
        numbers = str(sum(len(shelf.numbers) for shelf in shelves))
    last = max(shelf.last_change for shelf in shelves)
    return Seen(family, years, sum(s.known for s in shelves), numbers, sum(s.ended for s in shelves), last or None)
