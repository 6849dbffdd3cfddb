"""A document's card: what is known of it and from whom, where sources differ, whom it cites and who cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from pyoxigraph import NamedNode

from kg.answers.reference import find_document
from kg.answers.view import DocumentView, Edge, edges, views
from kg.graph.document_triples import CONFLICTING
from kg.graph.terms import term, type_iri
from kg.resolution.settling import Conflict
from kg.storage.store import Store
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
class Card:
    """Everything that the store knows of one document.

    ``conflicts`` are the fields on which the claims differ. ``cites`` and ``cited_by`` carry their words;
    ``uncertain`` are documents with a citation that may mean this one or another.
    """

    document: DocumentView
    claims: tuple[Claimed, ...]
    conflicts: tuple[str, ...]
    cites: tuple[Edge, ...]
    cited_by: tuple[Edge, ...]
    uncertain: tuple[DocumentView, ...]
    others: Mapping[str, DocumentView]
    identity: Identity | None = None

    def to_json(self) -> dict[str, object]:
        """The card as JSON-ready dicts and lists."""

        def edge(one: Edge, other: str) -> dict[str, object]:
            evidence = one.evidence.to_json()
            return {"document": asdict(self.others[other]), "relation": one.relation, "evidence": evidence}

        return {
            "document": asdict(self.document),
            "claims": [asdict(claim) for claim in self.claims],
            "conflicts": list(self.conflicts),
            "identity": asdict(self.identity) if self.identity else None,
            "cites": [edge(one, one.basis) for one in self.cites],
            "cited_by": [edge(one, one.document) for one in self.cited_by],
            "uncertain": [asdict(view) for view in self.uncertain],
        }


def card(store: Store, reference: str, *, language: Literal["vi", "en"] = "vi") -> Card:
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
        cites=tuple(cites),
        cited_by=tuple(cited_by),
        uncertain=tuple(known[one] for one in sorted(uncertain)),
        others=known,
        identity=_identity(store, node, language),
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
