"""Outdated as an answer: which plans rely on what has ended, or would rely on nothing if a document were replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from kg.answers.outdated import Group, Reliance, counted
from kg.render.blocks import Block, Table, columns
from kg.render.result import Result
from kg.wording import Language

By = Literal["citation", "plan", "province", "year", "document"]

_COLUMNS = columns(
    "path", "plan", ("level", "level"), "province", ("signed", "day"), "document", ("relation", "relation"),
    ("at_signing", "value"), ("as_of", "value"), "reason", "instead",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """How many plans and citations one plan, province, year or document has among the rows; "?" where none is told."""

    name: str
    plans: int
    citations: int


@dataclass(frozen=True, slots=True)
class Outdated(Result):
    """Which citations that plans rely on had ended by the day ``as_of``.

    ``if_superseded``: instead, all citations of this one document. ``by`` is what ``counts`` are about.
    """

    KIND: ClassVar[str] = "outdated"

    as_of: date
    if_superseded: str | None
    rows: tuple[Reliance, ...]
    by: By
    counts: tuple[Count, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The rows, or the counts where they were asked for."""
        return (self.table(),)

    def table(self) -> Table:
        """A row a citation, or a row a group."""
        if self.by != "citation":
            rows = tuple((one.name, one.plans, one.citations) for one in self.counts)
            return Table(columns(self.by, "plans", "citations"), rows)
        return Table(_COLUMNS, tuple(map(_cells, self.rows)))


def _cells(row: Reliance) -> tuple[str | None, ...]:
    return (
        row.path, row.plan, row.level, row.province, row.signed, row.document, row.relation, row.at_signing, row.as_of,
        row.reason, "; ".join(row.instead),
    )  # fmt: skip


def outdated_of(rows: tuple[Reliance, ...], as_of: date, by: By, if_superseded: str | None) -> Outdated:
    """The rows as an answer."""
    group: Group | None = None if by == "citation" else by
    counts = tuple(Count(*one) for one in counted(rows, group)) if group is not None else ()
    return Outdated(as_of, if_superseded, rows, by, counts)
