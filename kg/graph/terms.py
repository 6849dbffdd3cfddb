"""The words of the graph: namespaces, properties and the IRIs of what is not a document. No logic."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from extract.records import Body, Period, Relation, Scope
from kg.identity.naming import body_path, measure_of
from kg.resolution.consensus import Conflict

BASE = "https://w3id.org/cancu/"

NAMESPACES: Mapping[str, str] = {
    "cancu": f"{BASE}ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NAMESPACES.items())
"""Declarations for a SPARQL query."""


@lru_cache(maxsize=4096)
def term(short: str) -> NamedNode:
    """The node of a short name: "eli:based_on". Raises KeyError for an unknown prefix."""
    prefix, _, local = short.partition(":")
    return NamedNode(NAMESPACES[prefix] + local)


A = term("rdf:type")

RELATIONS: Mapping[Relation, NamedNode] = {
    "based_on": term("eli:based_on"),
    "implements": term("cancu:implements"),
    "cites": term("eli:cites"),
    "supersedes": term("cancu:supersedes"),
    "repeals": term("eli:repeals"),
    "amends": term("eli:amends"),
    "corrects": term("eli:corrects"),
    "suspends": term("cancu:suspends"),
    "extends": term("cancu:extends"),
}
"""The property of each relation between documents."""

RELATION_OF: Mapping[str, Relation] = {node.value: relation for relation, node in RELATIONS.items()}

PARTLY_REPEALS = term("cancu:partlyRepeals")
"""What repeals a part of a document does not repeal it: its property differs by the scope."""


def stated_property(relation: Relation, scope: Scope) -> NamedNode:
    """The property of a change that a text states."""
    return PARTLY_REPEALS if (relation, scope) == ("repeals", "part") else RELATIONS[relation]


def stated_relation(predicate: str) -> Relation:
    """The relation that a text states by a property. Raises KeyError for a foreign one."""
    return "repeals" if predicate == PARTLY_REPEALS.value else RELATION_OF[predicate]


CONFLICTING: Mapping[Conflict, NamedNode] = {
    "date": term("eli:date_document"),
    "type": term("eli:type_document"),
    "issuer": term("eli:passed_by"),
    "number": term("cancu:number"),
    "title": term("dcterms:title"),
}
"""The property of each field on which descriptions can differ."""

FIELD_OF: Mapping[str, Conflict] = {node.value: field for field, node in CONFLICTING.items()}

REGISTER = NamedNode(f"{BASE}graph/register")
INFERRED = NamedNode(f"{BASE}graph/inferred")
BOOKS = NamedNode(f"{BASE}graph/books")
"""Named graphs: facts, what resolution made of all sources, and the store's own books (never exported)."""

_OWN = BOOKS.value


def text_iri(sha256: str) -> NamedNode:
    """The text of a source, and the graph that holds it alone: of the store's own, so that no export carries it."""
    return NamedNode(f"{_OWN}/text/{sha256}")


def is_own(graph: NamedNode | BlankNode | DefaultGraph) -> bool:
    """Whether a graph is the store's own: its books, or a text."""
    return isinstance(graph, NamedNode) and graph.value.startswith(_OWN)


def source_iri(sha256: str) -> NamedNode:
    """A file as it was read, by its content; also the name of its graph."""
    return NamedNode(f"{BASE}source/{sha256}")


def digest_of(source: str) -> str:
    """The hash of a file's content, by its IRI."""
    return source.rpartition("/")[2]


def description_iri(identifier: str) -> NamedNode:
    """What some mentions say of a document."""
    return NamedNode(f"{BASE}description/{identifier}")


def body_iri(body: Body) -> NamedNode:
    """An issuing body."""
    return NamedNode(f"{BASE}body/{body_path(body)}")


def kind_iri(body: Body) -> NamedNode:
    """The kind of a body: its name without its unit."""
    return NamedNode(f"{BASE}body-kind/{body_path(body).rpartition(':')[2]}")


def type_iri(code: str) -> NamedNode:
    """A document type, in the scheme of ontology/types.ttl."""
    return NamedNode(f"{BASE}type/{measure_of(code)}")


def day_iri(day: str) -> NamedNode:
    """A day as a node of time."""
    return NamedNode(f"{BASE}day/{day}")


def period_iri(period: Period) -> NamedNode:
    """A span of days; ".." stands for an open end."""
    return NamedNode(f"{BASE}period/{period.start or '..'}/{period.end or '..'}")


def identity_iri(source: NamedNode) -> NamedNode:
    """The finding of which cited document a file is."""
    return NamedNode(f"{BASE}identity/{source.value.rpartition('/')[2]}")


def conflict_iri(document: str, field: str, value: str) -> NamedNode:
    """One of several claims about one field of a document."""
    digest = hashlib.sha256(f"{document}\n{field}\n{value}".encode()).hexdigest()[:24]
    return NamedNode(f"{BASE}claim/{digest}")


_DATE_TYPES = {4: term("xsd:gYear"), 7: term("xsd:gYearMonth"), 10: term("xsd:date")}


def date_literal(date: str) -> Literal:
    """An ISO date, partial or full, with the datatype that fits it."""
    return Literal(date, datatype=_DATE_TYPES.get(len(date), term("xsd:string")))
