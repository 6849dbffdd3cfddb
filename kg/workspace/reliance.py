"""Outdated as an answer: which plans rely on what has ended, or would rely on nothing if a document were replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from extract.records import Relation
from kg.answers.outdated import Group, Row, counted
from kg.law.verdicts import Value
from kg.render.blocks import Block, Table, columns
from kg.render.result import Result
from kg.wording import Language

By = Literal["citation", "plan", "province", "year", "document"]

_COLUMNS = columns(
    "path", "plan", ("level", "level"), "province", ("signed", "day"), "document", ("relation", "relation"),
    ("at_signing", "value"), ("as_of", "value"), "reason", "instead",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reliance:
    """One citation that has ended: the plan (``path`` its source, ``signed`` ISO, partial where the plan's date is),
    the words, and the verdicts on both clocks; ``at_signing`` None where the signing day cannot be bounded."""

    path: str
    plan: str
    level: str | None
    province: str | None
    signed: str | None
    year: str | None
    document: str
    relation: Relation
    quote: str
    at_signing: Value | None
    as_of: Value
    reason: str
    instead: tuple[str, ...]


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


def outdated_of(rows: tuple[Row, ...], as_of: date, by: By, if_superseded: str | None, language: Language) -> Outdated:
    """The rows as an answer in the language."""
    group: Group | None = None if by == "citation" else by
    counts = tuple(Count(*one) for one in counted(rows, group)) if group is not None else ()
    return Outdated(as_of, if_superseded, tuple(_reliance(row, language) for row in rows), by, counts)


def _reliance(row: Row, language: Language) -> Reliance:
    return Reliance(
        path=row.path,
        plan=row.plan,
        level=row.level,
        province=row.province,
        signed=row.signed,
        year=row.year,
        document=row.document,
        relation=row.relation,
        quote=row.quote,
        at_signing=row.at_signing,
        as_of=row.as_of,
        reason=row.reason.text(language),
        instead=row.instead,
    )
