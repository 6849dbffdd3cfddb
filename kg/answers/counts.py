"""How much a store holds: the figures of ``cancu stats``."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.terms import BOOKS, REGISTER, term
from kg.storage.file_list import forgotten_in
from kg.storage.store import Store
from kg.storage.texts import held_texts


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of a store.

    ``texts`` are those that are kept, ``forgotten`` those that were taken out on purpose; ``pages`` are sources that
    are no documents. ``documents`` are those that were read or are cited; ``unseen`` those of them without text here.
    ``ambiguous`` and ``unresolved`` count citations without a document. ``quads`` are those of the graph, without the
    store's own. ``by_level`` counts the documents read by their issuer's level.
    """

    files: int
    texts: int
    forgotten: int
    pages: int
    documents: int
    unseen: int
    citations: int
    ambiguous: int
    unresolved: int
    inferred_identities: int
    conflicts: int
    facts: int
    quads: int
    relations: dict[str, int]
    by_level: dict[str, int]


def counts(store: Store) -> Counts:
    """The figures of a store as it is now."""

    def number(pattern: str) -> int:
        return int(store.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")[0]["n"].value)

    def quads(graph: str) -> int:
        return int(store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")[0]["n"].value)

    relations = store.select(
        "SELECT ?relation (COUNT(?c) AS ?n) WHERE { ?c a cancu:Citation ; cancu:relation ?relation } GROUP BY ?relation"
    )
    levels = store.select(
        """SELECT ?level (COUNT(DISTINCT ?d) AS ?n) WHERE {
            ?d cancu:readFrom ?file . GRAPH <https://w3id.org/cancu/graph/inferred> { ?d eli:passed_by ?body }
            { SELECT DISTINCT ?body ?level WHERE { ?body cancu:level ?level } } } GROUP BY ?level"""
    )
    texts = len(held_texts(store))
    cited, read = "?citation oa:hasBody ?x", "?x cancu:readFrom ?file FILTER NOT EXISTS { ?x a cancu:Page }"
    return Counts(
        files=number("?x a cancu:SourceFile"),
        texts=texts,
        forgotten=len(forgotten_in(store)),
        pages=number("?x a cancu:Page"),
        documents=number(f"{{ {cited} }} UNION {{ {read} }}"),
        unseen=number(f"{cited} . FILTER NOT EXISTS {{ {read} }}"),
        citations=number("?x a cancu:Citation"),
        ambiguous=number("?x cancu:resolution cancu:resolution-ambiguous"),
        unresolved=number("?x cancu:resolution cancu:resolution-unresolved"),
        inferred_identities=number("?x a cancu:InferredIdentity"),
        conflicts=number("?x cancu:conflict ?property"),
        facts=sum(1 for _ in store.match(None, None, term("cancu:Fact"), REGISTER)),
        quads=quads("?graph") - quads(str(BOOKS)) - texts,
        relations={_last(row["relation"].value): int(row["n"].value) for row in relations if "relation" in row},
        by_level={_last(row["level"].value): int(row["n"].value) for row in levels if "level" in row},
    )


def _last(iri: str) -> str:
    return iri.rpartition("#")[2].removeprefix("level-")
