"""Answers that are rows: those of a query in SPARQL, and what is not sound in a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, cast

from kg.graph.findings import Finding
from kg.render.blocks import Block, Column, Kind, Line, Table, Warned, beside, columns
from kg.render.result import Result
from kg.render.shapes import INNER
from kg.resources import query_files
from kg.storage.query_workers import Answer
from kg.storage.querying import Query, filled, find_query
from kg.storage.unknown_terms import UnknownTerm, unknown_terms
from kg.wording import Language, place_in, say
from kg.workspace.footing import Footing
from kg.workspace.meaning import held


@dataclass(frozen=True, slots=True)
class Rows(Result):
    """The answer to a query: rows of text by column, an unbound variable None; ``cut``: there were more rows.

    ``namesakes``: what else the register knows by the words that named the document asked for. ``kinds`` says of a
    named query what its columns hold, None of any other, whose columns are called as it calls them. ``unknown``: what
    the query names of our own namespace and the ontology does not know.
    """

    KIND: ClassVar[str] = "query"

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str | None], ...]
    cut: bool
    namesakes: tuple[str, ...] = ()
    kinds: Mapping[str, str] | None = field(default=None, repr=False, metadata=INNER)
    unknown: tuple[UnknownTerm, ...] = ()

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The rows, and that there are more; what fits nothing, and what else was meant perhaps."""
        cut = (Warned(say("rows.cut", language, count=f"{len(self.rows):,}")),) if self.cut else ()
        return (self.table(), *cut, *self.doubts(language), *beside(self.namesakes, language))

    def doubts(self, language: Language) -> tuple[Warned, ...]:
        """A sentence for each term that is not known."""
        return tuple(
            Warned(say(f"rows.unknown{'_near' if one.near else ''}", language, term=one.term, near=one.near or ""))
            for one in self.unknown
        )

    def table(self) -> Table:
        """The rows; a program finds the columns called as the query calls them."""
        kinds = self.kinds
        return Table(
            tuple(
                Column(name, above=name) if kinds is None else Column(name, cast(Kind, kinds.get(name, "text")))
                for name in self.columns
            ),
            tuple(tuple(row[name] for name in self.columns) for row in self.rows),
        )


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that comes along: its name, what it answers in both languages, and what it needs ("ref", "day")."""

    name: str
    vi: str
    en: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedQueries(Result):
    """The queries that have names."""

    KIND: ClassVar[str] = "queries"

    queries: tuple[NamedQuery, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One query a row."""
        rows = tuple((one.name, one.vi if language == "vi" else one.en, " ".join(one.needs)) for one in self.queries)
        return (Table(columns("query", "answers", "needs"), rows),)


def named_queries() -> NamedQueries:
    """The queries that have names, in the order of the alphabet."""
    found = ((name, find_query(name)) for name in query_files())
    return NamedQueries(tuple(NamedQuery(name, one.title_vi, one.title_en, one.needs) for name, one in found))


def answered(work: Footing, query: Query, ref: str | None, day: str | None, ask: Callable[[str], Answer]) -> Rows:
    """What ``ask`` gives to a query, filled in with the document that ``ref`` means and the ``day``, if it needs them.

    Raises QueryError, UnknownReferenceError.
    """
    meant = held(ref, work) if ref and "ref" in query.needs else None
    found = ask(filled(query, ref=meant.id if meant else None, day=day))
    named = tuple(dict(zip(found.columns, row, strict=True)) for row in found.rows)
    unknown = unknown_terms(query.text) if query.kinds is None else ()  # what comes along is written right
    return Rows(found.columns, named, found.cut, meant.namesakes if meant else (), query.kinds, unknown)


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
        """One finding a row, its sentence in the language; that there is none."""
        if not self.findings:
            return (Line(say("validate.nothing", language)),)
        rows = tuple(
            (
                finding.severity,
                finding.rule,
                finding.label or finding.about,
                finding.message_vi if language == "vi" else finding.message,
                _where(finding, language),
            )
            for finding in self.findings
        )
        return (Table(columns(("severity", "severity"), "rule", "document", "message", "where"), rows),)


def _where(finding: Finding, language: Language) -> str | None:
    place = place_in(None, None, language, finding.start)
    return f"{finding.path}, {place}" if finding.path and place else finding.path
