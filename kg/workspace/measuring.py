"""An evaluation as an answer: how well texts are read, or how well mentions find their documents, against gold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from extract.errors import InputError
from extract.evaluate import Difference, compare, evaluate
from extract.records import Extraction
from extract.userfiles import load_text
from kg.building.identity_gold import identified, load_mentions
from kg.law.register import Register
from kg.render.blocks import Block, Cell, Line, Table, Warned, columns
from kg.render.result import Result
from kg.wording import Language, say

_DIFFERENCE = ("document", "what", "start", "quote", "expected", "found")


@dataclass(frozen=True, slots=True)
class Moved:
    """What came and went since an earlier run, and by how much each figure moved."""

    gains: tuple[Difference, ...]
    losses: tuple[Difference, ...]
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Measured(Result):
    """Figures from 0 to 1 by name; ``missing`` are annotated documents without a record, which count as all missed."""

    KIND: ClassVar[str] = "evaluate"

    figures: dict[str, float]
    missing: tuple[str, ...]
    differences: tuple[Difference, ...]
    against: Moved | None

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The figures, what moved, what is missing."""
        return (
            self.table(),
            *(Warned(say("gold.missing", language, name=name)) for name in self.missing),
            *(self._moved(language) if self.against else ()),
        )

    def table(self) -> Table:
        """A figure a row."""
        moved = self.against.figures if self.against else {}
        rows = tuple(
            (name, f"{value:.3f}", *((f"{moved[name]:+.3f}",) if moved else ())) for name, value in self.figures.items()
        )
        return Table(columns("figure", "share", *(("moved",) if moved else ())), rows)

    def errors(self) -> Table:
        """Every difference from the annotations."""
        return Table(columns(*_DIFFERENCE), tuple(map(_cells, self.differences)))

    def _moved(self, language: Language) -> tuple[Block, ...]:
        assert self.against is not None
        changed = [("gained", one) for one in self.against.gains] + [("lost", one) for one in self.against.losses]
        if not changed:
            return (Line(say("gold.unmoved", language)),)
        return (Table(columns("how", *_DIFFERENCE), tuple((how, *_cells(one)) for how, one in changed)),)


def _cells(one: Difference) -> tuple[Cell, ...]:
    return one.document, one.what, one.start, one.quote, one.expected, one.found


def measured(gold: Path, records: Iterable[Extraction], earlier: Iterable[Extraction] | None = None) -> Measured:
    """The records against the annotations in a folder, and against an earlier run."""
    found = evaluate(gold, records)
    moved = None
    if earlier is not None:
        change = compare(evaluate(gold, earlier), found)
        moved = Moved(change.gains, change.losses, dict(change.moved))
    return Measured(found.figures(), tuple(found.missing), tuple(found.differences), moved)


def measured_identity(gold: Path, register: Register, earlier: Path | None = None) -> Measured:
    """How mentions of real documents come together, and what came and went since the JSON of an earlier run."""
    found = identified(load_mentions(gold), register)
    moved = None
    if earlier is not None:
        figures, before = _earlier(earlier)
        now = {(one.document, one.what): one for one in found.differences}
        moved = Moved(
            gains=tuple(one for key, one in before.items() if key not in now),
            losses=tuple(one for key, one in now.items() if key not in before),
            figures={name: value - figures.get(name, 0.0) for name, value in found.figures.items()},
        )
    return Measured(dict(found.figures), (), found.differences, moved)


def _earlier(path: Path) -> tuple[dict[str, float], dict[tuple[str, str], Difference]]:
    """The figures and differences of an earlier run. Raises InputError for what is none."""
    try:
        said = json.loads(load_text(path))
        differences = [Difference(**one) for one in said["differences"]]
        return dict(said["figures"]), {(one.document, one.what): one for one in differences}
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError("{path} is no evaluation; give what --format json printed.", path=path) from None
