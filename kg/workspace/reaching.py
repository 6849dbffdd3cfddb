"""Reach as an answer: of which documents the register knows how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import ClassVar

from kg.law.reach import Shelf, reach
from kg.law.register import Register
from kg.render.blocks import Block, Table, Warned, columns
from kg.render.result import Result
from kg.wording import Language, day_in, say
from ontology.spelling import fold

_COLUMNS = columns(
    "family", "years", "known", "first_hand", "numbers", "missing", "ended", ("last_change", "day"), "told_from"
)
SHOWN = 40
"""How many characters of missing numbers people are shown."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Documents of a family in a year, or in all: how many have a day of effect or an end (``known``), how many of
    these by the act or a public page itself and not by notes on it (``first_hand``), how many an end, beside the
    ``numbers`` that anything names and those between them that nothing does (``missing``: "3-5, 9", of one year; else
    how many); ``last_change`` is the date of the latest document that changed one. ``told_from``: the year from which
    on so many acts were read that "no end known" is said of all of them; None where of none."""

    family: str
    years: str
    known: int
    first_hand: int
    numbers: str
    missing: str
    ended: int
    last_change: str | None
    told_from: str | None


@dataclass(frozen=True, slots=True)
class Reach(Result):
    """How far the register sees, by family; by year where a family was asked for. ``read_until``: the day up to which
    acts and pages were read for what ended; None where it is not said."""

    KIND: ClassVar[str] = "reach"

    rows: tuple[Seen, ...]
    read_until: date | None

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One family, or year, a row; then until when it was read."""
        if self.read_until is None:
            return (self.table(),)
        return (self.table(), Warned(say("reach.read_until", language, day=day_in(self.read_until, language))))

    def table(self) -> Table:
        """One family, or year, a row."""
        rows = (
            (
                one.family,
                one.years,
                one.known,
                one.first_hand,
                one.numbers,
                _shortened(one.missing),
                one.ended,
                one.last_change,
                one.told_from,
            )
            for one in self.rows
        )
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
        rows = [_row(family, {year: shelf}) for (family, year), shelf in found.items()]
        return Reach(tuple(rows), register.read_until)
    families: dict[str, dict[str, Shelf]] = defaultdict(dict)
    for (family, year), shelf in shelves.items():
        families[family][year] = shelf
    rows = [_row(family, of) for family, of in families.items()]
    return Reach(tuple(sorted(rows, key=lambda row: (-row.known, row.family))), register.read_until)


def _row(family: str, by_year: Mapping[str, Shelf]) -> Seen:
    shelves = list(by_year.values())
    if len(shelves) == 1 and shelves[0].numbers:
        first, last_one = min(shelves[0].numbers), max(shelves[0].numbers)
        numbers = f"{first}-{last_one}" if first < last_one else str(first)
    else:
        numbers = str(sum(len(shelf.numbers) for shelf in shelves))
    last = max(shelf.last_change for shelf in shelves)
    missing = runs(shelves[0].missing) if len(shelves) == 1 else str(sum(len(shelf.missing) for shelf in shelves))
    known, first_hand, ended = (
        sum(getattr(shelf, name) for shelf in shelves) for name in ("known", "first_hand", "ended")
    )
    told = [*takewhile(lambda year: by_year[year].told, sorted(by_year, reverse=True))]
    years = min(by_year) if len(by_year) == 1 else f"{min(by_year)}-{max(by_year)}"
    return Seen(family, years, known, first_hand, numbers, missing, ended, last or None, told[-1] if told else None)


def runs(numbers: Iterable[int]) -> str:
    """Numbers in order, those that follow each other as one run.

    >>> runs({9, 3, 5, 4})
    '3-5, 9'
    """
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)


def _shortened(words: str) -> str:
    """The first of many, to be shown on one line."""
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rpartition(', ')[0]} …"
