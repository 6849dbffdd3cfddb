"""Answers that are rows: those of a query in SPARQL, and what is not sound in a graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.graph.validation import Finding
from kg.render.blocks import Block, Column, Table, Warned, columns
from kg.render.result import Result
from kg.wording import Language, say


@dataclass(frozen=True, slots=True)
class Rows(Result):
    """The answer to a query: columns and rows of text, an unbound variable None; ``cut``: there were more rows."""

    KIND: ClassVar[str] = "query"

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    cut: bool

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The rows, and that there are more."""
        cut = (Warned(say("rows.cut", language, count=f"{len(self.rows):,}")),) if self.cut else ()
        return (self.table(), *cut)

    def table(self) -> Table:
        """The rows, columns called as the query calls them."""
        return Table(tuple(Column(name, above=name) for name in self.columns), self.rows)


@dataclass(frozen=True, slots=True)
class Soundness(Result):
    """What is not as the shapes of the ontology say: errors first, then by file and place."""

    KIND: ClassVar[str] = "validate"

    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is an error."""
        return not any(finding.severity == "error" for finding in self.findings)

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One finding a row, its sentence in the language."""
        rows = tuple(
            (
                finding.severity,
                finding.rule,
                finding.label or finding.about,
                finding.message_vi if language == "vi" else finding.message,
                _where(finding),
            )
            for finding in self.findings
        )
        return (Table(columns(("severity", "severity"), "rule", "document", "message", "where"), rows),)


def _where(finding: Finding) -> str | None:
    return finding.path if finding.start is None else f"{finding.path}:{finding.start}"
