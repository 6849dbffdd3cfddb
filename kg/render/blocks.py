"""What a person is shown of an answer, before it is known where: lines, headings, tables, trees.

A cell holds the value itself; its column says what kind of value it is, so that a program gets ``based_on`` and
``2025-06-01`` where a person reads "căn cứ" and "01/6/2025".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.wording import Language, day_in, say

Kind = Literal["text", "day", "level", "relation", "value", "what", "severity", "aside"]
"""What the cells of a column are; all but "text" and "day" are words of ``phrases.csv`` (``relation.based_on``)."""

Tone = Literal["plain", "bad", "doubt", "note", "good", "faint", "head"]
"""How a line looks where colours are: something is wrong, is not certain, is to be noted, is right, is only beside the
matter, or stands over others."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, the kind of its cells, and what stands above it if that is not the sentence
    ``head.NAME``."""

    name: str
    kind: Kind = "text"
    above: str | None = None

    def heading(self, language: Language) -> str:
        """What a person reads above it."""
        return say(f"head.{self.name}", language) if self.above is None else self.above

    def worded(self, cell: Cell, language: Language) -> str:
        """What a person reads in a cell."""
        if cell is None or cell == "":
            return ""
        if self.kind == "day":
            return day_in(str(cell), language)
        return str(cell) if self.kind == "text" else say(f"{self.kind}.{cell}", language)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, so many signs to the right where it stands under another."""

    text: str
    indent: int = 0
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over what follows; ``beside`` says where it comes from, such as a file."""

    text: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """A sentence about what is uncertain or left out: beside the answer, never in its place."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names for programs."""
        return tuple(column.name for column in self.columns)

    def worded(self, language: Language) -> Iterator[list[str]]:
        """The rows as a person reads them."""
        for row in self.rows:
            yield [column.worded(cell, language) for column, cell in zip(self.columns, row, strict=True)]


@dataclass(frozen=True, slots=True)
class Branch:
    """A line with what hangs below it."""

    text: str
    below: tuple[Branch, ...] = ()
    tone: Tone = "plain"


Block = Line | Heading | Warned | Table | Branch


def columns(*named: str | tuple[str, Kind]) -> tuple[Column, ...]:
    """Columns by their names; a name alone is one of text."""
    return tuple(Column(one) if isinstance(one, str) else Column(*one) for one in named)


def more(offset: int, shown: int, total: int, language: Language) -> tuple[Warned, ...]:
    """That there are more than the page that is shown, and how to see them; nothing where there are not."""
    rest = total - offset - shown
    return (Warned(say("more", language, rest=f"{rest:,}", total=f"{total:,}")),) if rest > 0 else ()


NAMESAKES_SHOWN = 8
"""How many documents of one number or name people are told of."""


def beside(namesakes: Sequence[str], language: Language) -> tuple[Warned, ...]:
    """What else the register knows by the words that were asked by; nothing where that is nothing."""
    if not namesakes:
        return ()
    rest = len(namesakes) - NAMESAKES_SHOWN
    left = say("namesakes.more", language, count=str(rest)) if rest > 0 else ""
    return (Warned(say("namesakes", language, documents="; ".join(namesakes[:NAMESAKES_SHOWN]), more=left)),)


@dataclass(frozen=True, slots=True)
class Twig:
    """A line of a tree: what is drawn before it, before what follows of it on further lines, and the branch."""

    before: str
    beside: str
    branch: Branch


def twigs(branch: Branch) -> Iterator[Twig]:
    """A tree line by line."""
    yield Twig("", "│  " if branch.below else "", branch)
    yield from _below(branch.below, "")


def _below(branches: Iterable[Branch], indent: str) -> Iterator[Twig]:
    branches = tuple(branches)
    for place, branch in enumerate(branches, start=1):
        last = place == len(branches)
        onward = indent + ("   " if last else "│  ")
        yield Twig(f"{indent}{'└─' if last else '├─'} ", onward + ("│  " if branch.below else ""), branch)
        yield from _below(branch.below, onward)
