"""A document's card: what is known of it and from whom, where sources differ, whom it cites and who cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from pyoxigraph import NamedNode

from extract.records import Relation
from kg.answers.reference import find_document
from kg.answers.view import DocumentView, Evidence, edges, views
from kg.graph.document_triples import CONFLICTING
from kg.graph.terms import term, type_iri
from kg.render.blocks import Block, Cell, Heading, Kind, Line, Table, Warned, columns
from kg.render.result import Result
from kg.resolution.settling import Conflict
from kg.storage.store import Store
from kg.wording import Language, say
from ontology import table

SHOWN_CLAIMS: Mapping[Conflict, str] = CONFLICTING
"""The fields whose claims a card lists, with their properties."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One value that sources give for a field ("date", "number", "type", "issuer", "title"), with their paths."""

    field: str
    value: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """That the document's file lost its number, and why it is taken for this document. ``score`` from 0 to 1."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A citation seen from one of its ends: the ``document`` at the other end, the role, the words."""

    document: DocumentView
    relation: Relation
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Card(Result):
    """Everything that the store knows of one document.

    ``conflicts`` are the fields on which the claims differ; ``uncertain`` are documents with a citation that may mean
    this one or another.
    """

    KIND: ClassVar[str] = "card"

    document: DocumentView
    claims: tuple[Claimed, ...]
    conflicts: tuple[str, ...]
    identity: Identity | None
    cites: tuple[Linked, ...]
    cited_by: tuple[Linked, ...]
    uncertain: tuple[DocumentView, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The document, what its sources say, who cites it, whom it cites, who is uncertain."""
        return (
            Heading(self.document.label),
            *self._fields(language),
            *self._identity(language),
            *((Line(say("card.conflicts", language, fields=", ".join(self.conflicts))),) if self.conflicts else ()),
            Table(
                columns("field", "value", "said_by"),
                tuple((one.field, one.value, ", ".join(one.sources)) for one in self.claims),
            ),
            *_listed(self.cited_by, "card.cited_by", language),
            *_listed(self.cites, "card.cites", language),
            *(Warned(say("card.uncertain", language, document=one.label)) for one in self.uncertain),
        )

    def table(self) -> Table:
        """A row a citation, in either direction."""
        rows = [("cited_by", *_linked_cells(one)) for one in self.cited_by]
        rows += [("cites", *_linked_cells(one)) for one in self.cites]
        return Table(columns("direction", *_LINKED), tuple(rows))

    def _fields(self, language: Language) -> Iterator[Block]:
        for column in columns("id", "title", "issuer", ("level", "level"), "province", ("date", "day"), "source"):
            value = column.worded(getattr(self.document, column.name), language)
            if value:
                yield Line(f"  {column.heading(language)}: {value}")

    def _identity(self, language: Language) -> Iterator[Block]:
        if self.identity is not None:
            reasons = "; ".join(self.identity.reasons)
            yield Line(say("card.identity", language, score=f"{self.identity.score:.2f}", reasons=reasons))


_LINKED: tuple[str | tuple[str, Kind], ...] = (
    "id", "document", ("relation", "relation"), "source", "start", "end", "quote", "page", "paragraph",
)  # fmt: skip


def _linked_cells(one: Linked) -> tuple[Cell, ...]:
    words = one.evidence
    return (
        one.document.id, one.document.label, one.relation, words.source, words.start, words.end,
        " ".join(words.quote.split()), words.page, words.paragraph,
    )  # fmt: skip


def _listed(links: tuple[Linked, ...], heading: str, language: Language) -> tuple[Block, ...]:
    if not links:
        return ()
    rows = tuple(
        (one.document.label, one.relation, " ".join(one.evidence.quote.split()), one.evidence.where(language))
        for one in links
    )
    heads = columns("document", ("relation", "relation"), "words", "where")
    return (Heading(say(heading, language)), Table(heads, rows))


def card(store: Store, reference: str, *, language: Language = "vi") -> Card:
    """The card of the document that ``reference`` means, the reasons in ``language``. Raises UnknownReferenceError."""
    iri = find_document(store, reference).id
    node = str(NamedNode(iri))
    cites = edges(store, f"VALUES ?document {{ {node} }}")
    cited_by = edges(store, f"VALUES ?basis {{ {node} }}")
    uncertain = [
        row["document"].value
        for row in store.select(
            f"SELECT DISTINCT ?document WHERE {{ ?citation cancu:candidate {node} ; cancu:citedIn ?document }}"
        )
    ]
    known = views(store, {iri, *uncertain, *(one.basis for one in cites), *(one.document for one in cited_by)})
    return Card(
        document=known[iri],
        claims=tuple(_claims(store, node)),
        conflicts=tuple(_conflicts(store, node)),
        identity=_identity(store, node, language),
        cites=tuple(Linked(known[edge.basis], edge.relation, edge.evidence) for edge in cites),
        cited_by=tuple(Linked(known[edge.document], edge.relation, edge.evidence) for edge in cited_by),
        uncertain=tuple(known[one] for one in sorted(uncertain)),
    )


def _claims(store: Store, node: str) -> list[Claimed]:
    rows = store.select(
        f"""SELECT DISTINCT ?property ?value ?label ?path WHERE {{
            ?description cancu:denotes {node} .
            {{ ?description ?property ?value . FILTER(?property IN (eli:type_document, cancu:number, dcterms:title)) }}
            UNION {{ ?description cancu:statedDate ?value . BIND(eli:date_document AS ?property) }}
            UNION {{ ?description eli:passed_by ?value . BIND(eli:passed_by AS ?property) }}
            OPTIONAL {{ ?value rdfs:label ?label }}
            OPTIONAL {{ GRAPH ?file {{ ?description a cancu:Description }} ?file cancu:path ?path }} }}"""
    )
    fields = {term(short).value: name for name, short in SHOWN_CLAIMS.items()}
    labels = {type_iri(kind["code"]).value: kind["label"] for kind in table("types")}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        iri = row["value"].value
        key = (fields[row["property"].value], row["label"].value if "label" in row else labels.get(iri, iri))
        found[key].add(row["path"].value if "path" in row else "the register")
    return [Claimed(name, value, tuple(sorted(paths))) for (name, value), paths in sorted(found.items())]


def _conflicts(store: Store, node: str) -> list[str]:
    names = {term(short).value: name for name, short in SHOWN_CLAIMS.items()}
    rows = store.select(f"SELECT ?property WHERE {{ {node} cancu:conflict ?property }}")
    return sorted(names[row["property"].value] for row in rows)


def _identity(store: Store, node: str, language: str) -> Identity | None:
    rows = store.select(
        f"""SELECT ?score ?reason WHERE {{
            ?identity cancu:inferredAs {node} ; cancu:score ?score ; cancu:reason ?reason .
            FILTER(LANG(?reason) = "{language}") }}"""
    )
    if not rows:
        return None
    return Identity(float(rows[0]["score"].value), tuple(sorted({row["reason"].value for row in rows})))
