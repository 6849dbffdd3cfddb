"""What a store holds, in numbers, and the documents that the others stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from extract.records import Level
from kg.answers.counts import Counts
from kg.answers.measures import Measure
from kg.render.blocks import Block, Table, columns
from kg.render.result import Result
from kg.wording import Language, say


@dataclass(frozen=True, slots=True)
class Stats(Result):
    """The figures of a store; ``network`` those of its shape at large, empty unless asked for."""

    KIND: ClassVar[str] = "stats"

    counts: Counts
    network: dict[str, int]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One figure a row."""
        rows = ((_worded(name, of, language), count) for name, of, count in self._rows())
        return (Table(columns("what", "count"), tuple(rows)),)

    def table(self) -> Table:
        """One figure a row; ``of`` says of which relation, level or part."""
        return Table(columns("figure", "of", "count"), tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[str, str | None, int]]:
        for name, value in {**asdict(self.counts), "network": self.network}.items():
            if isinstance(value, dict):
                yield from ((name, key, count) for key, count in sorted(value.items()))
            else:
                yield name, None, value


def _worded(name: str, of: str | None, language: Language) -> str:
    said = say(f"figure.{name}", language)
    if of is None:
        return said
    kind = {"relations": "relation", "by_level": "level", "network": "figure"}[name]
    return f"{said}: {say(f'{kind}.{of}', language)}"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document with its measure."""

    id: str
    label: str | None
    level: Level | None
    date: str | None
    value: float


@dataclass(frozen=True, slots=True)
class Ranking(Result):
    """The documents that the others stand on, the most important first; ``by`` says what their values measure."""

    KIND: ClassVar[str] = "top"

    by: Measure
    deriving: bool
    documents: tuple[Ranked, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One document a row, without the ids that programs want."""
        whole = self.table()
        return (Table(whole.columns[:-1], tuple(row[:-1] for row in whole.rows)),)

    def table(self) -> Table:
        """One document a row."""
        rows = tuple((_rounded(one.value), one.label, one.level, one.date, one.id) for one in self.documents)
        return Table(columns(self.by, "document", ("level", "level"), ("date", "day"), "id"), rows)


def _rounded(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 6)


def ranking(
    measured: Iterable[tuple[str, float]], nodes: Mapping[str, Mapping[str, Any]], by: Measure, *, deriving: bool
) -> Ranking:
    """Documents with their measure, the most important first; ``nodes`` of the network say what is known of each."""
    rows = ((iri, value, nodes[iri]) for iri, value in measured)
    return Ranking(
        by,
        deriving,
        tuple(Ranked(iri, said.get("label"), said.get("level"), said.get("date"), value) for iri, value, said in rows),
    )
