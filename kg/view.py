"""Documents and citations as a person sees them, read out of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from pyoxigraph import NamedNode

from extract.records import Level, Relation
from kg.store import Row, Store
from kg.terms import RELATION_OF, type_iri
from ontology import table

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document by what is taken to be true of it.

    ``date`` is ISO, partial where no source tells more; ``level`` that of its issuer, None where unknown; ``source``
    the file that holds its text, None if it is only cited; ``inferred`` says that the file lost its number and was
    taken for this document.
    """

    id: str
    label: str
    number: str | None
    type_label: str | None
    issuer: str | None
    level: Level | None
    province: str | None
    date: str | None
    title: str | None
    source: str | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that carry a citation: ``quote`` at ``start:end`` (characters) of the file ``source``."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One citation: ``document`` cites ``basis`` (ids) in the role ``relation``."""

    document: str
    basis: str
    relation: Relation
    evidence: Evidence


def views(store: Store, iris: Iterable[str]) -> dict[str, DocumentView]:
    """The documents by their ids; an id that the store does not know is left out."""
    listed = list(dict.fromkeys(iris))
    rows: dict[str, list[Row]] = defaultdict(list)
    for start in range(0, len(listed), AT_ONCE):
        chosen = " ".join(str(NamedNode(iri)) for iri in listed[start : start + AT_ONCE])
        for row in store.select(_VIEW.replace("{VALUES}", f"VALUES ?d {{ {chosen} }}")):
            rows[row["d"].value].append(row)
    return {iri: _view(iri, rows[iri]) for iri in listed if iri in rows}


_VIEW = """
SELECT ?d ?label ?number ?type ?date ?stated ?title ?issuer ?level ?province ?path ?identity WHERE {
    {VALUES}
    GRAPH <https://w3id.org/cancu/graph/inferred> {
        ?d cancu:block ?block ; rdfs:label ?label .
        OPTIONAL { ?d cancu:number ?number }
        OPTIONAL { ?d eli:type_document ?type }
        OPTIONAL { ?d eli:date_document ?date }
        OPTIONAL { ?d cancu:statedDate ?stated }
        OPTIONAL { ?d dcterms:title ?title }
        OPTIONAL { ?d eli:passed_by ?body }
    }
    OPTIONAL { ?body rdfs:label ?issuer ; cancu:level ?level OPTIONAL { ?body cancu:provinceName ?province } }
    OPTIONAL { ?d cancu:readFrom ?file . ?file cancu:path ?path
               OPTIONAL { ?identity a cancu:InferredIdentity ; dcterms:source ?file } }
}
"""


def _view(iri: str, rows: Sequence[Row]) -> DocumentView:
    def every(name: str) -> Iterator[str]:
        return (row[name].value for row in rows if name in row)

    def first(name: str) -> str | None:
        return min(every(name), default=None)

    level = first("level")
    issuers = sorted(set(every("issuer")))
    return DocumentView(
        id=iri,
        label=first("label") or iri,
        number=first("number"),
        type_label=_type_labels().get(first("type") or ""),
        issuer=", ".join(issuers) or None,
        level=cast(Level, level.rpartition("-")[2]) if level else None,
        province=first("province"),
        date=first("date") or first("stated"),
        title=first("title"),
        source=first("path"),
        inferred=first("identity") is not None,
    )


@cache
def _type_labels() -> dict[str, str]:
    return {type_iri(row["code"]).value: row["label"] for row in table("types")}


def edges(store: Store, where: str) -> list[Edge]:
    """The citations between ``?document`` and ``?basis`` that fit a SPARQL pattern, in order of file and place."""
    rows = store.select(_EDGES.replace("{WHERE}", where))
    found = {
        Edge(
            row["document"].value,
            row["basis"].value,
            RELATION_OF[row["relation"].value],
            Evidence(row["path"].value, int(row["start"].value), int(row["end"].value), row["quote"].value),
        )
        for row in rows
    }
    return sorted(found, key=lambda edge: (edge.evidence.source, edge.evidence.start, edge.document, edge.relation))


_EDGES = """
SELECT DISTINCT ?document ?basis ?relation ?path ?start ?end ?quote WHERE {
    {WHERE}
    ?citation cancu:citedIn ?document ; oa:hasBody ?basis ; cancu:relation ?relation ; oa:hasTarget ?target .
    ?target oa:hasSource ?file ; oa:hasSelector ?words , ?place .
    ?words oa:exact ?quote .
    ?place oa:start ?start ; oa:end ?end .
    { SELECT ?file (MIN(?anyPath) AS ?path) WHERE { ?file cancu:path ?anyPath } GROUP BY ?file }
}
"""
