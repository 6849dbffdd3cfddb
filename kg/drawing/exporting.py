"""The graph for other programs, written piece by piece: a large store does not have to fit into memory.

RDF as it stands (TriG, N-Quads, Turtle, JSON-LD), or the network of citations (GraphML, GEXF for Gephi, CSV, Cypher).
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import IO, Literal, cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import pyoxigraph as ox

from extract.errors import InputError
from kg.answers.lineage import Lineage
from kg.answers.network import citations, documents, edge_attributes, node_attributes
from kg.answers.view import DocumentView, Edge
from kg.drawing.plain import plain
from kg.drawing.words import words
from kg.graph.terms import NAMESPACES, is_own, term
from kg.harmless import cell, escaped, json_escaped, units
from kg.storage.store import Store
from kg.writing import whole

Format = Literal["trig", "nquads", "ttl", "jsonld", "graphml", "gexf", "csv", "cypher"]
FORMATS: dict[str, Format] = {
    ".trig": "trig",
    ".nq": "nquads",
    ".ttl": "ttl",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".csv": "csv",
    ".cypher": "cypher",
}
"""The format that a file's suffix asks for."""

_RDF = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
NODE_FIELDS = tuple(field.name for field in fields(DocumentView) if field.name != "id")
EDGE_FIELDS = ("relation", "source", "start", "end", "quote", "page", "paragraph", "aside")
NUMBERS = frozenset({"inferred", "start", "end", "page", "paragraph"})

NETWORK = "cancu/network/1"
"""The schema of what is exported as a network, with its version, which counts the changes that break a reader of it.
RDF says by the store's own version how it is laid out; a table has no place for it."""

LEVEL_COLOURS = {
    "central": (0, 114, 178),
    "province": (213, 94, 0),
    "district": (204, 121, 167),
    "commune": (0, 158, 115),
    "other": (102, 102, 102),
}
"""Okabe-Ito's, as Gephi shows the levels."""


def export(store: Store, form: Format, path: Path) -> None:
    """Writes the store to a file; ``csv`` to two, NAME.nodes.csv and NAME.edges.csv.

    A file of that name is replaced only when all that is new is written. Raises InputError where it cannot be written.
    """
    if form == "csv":
        if not path.name:
            raise InputError("{path} is no name of a file; give one such as -o graph.csv.", path=path)
        with whole(path.with_suffix(".nodes.csv")) as nodes, whole(path.with_suffix(".edges.csv")) as edges:
            rows = ({"id": one.id, **node_attributes(one)} for one in documents(store))
            _write_csv(nodes, ("id", *NODE_FIELDS), rows)
            rows = ({"from": one.document, "to": one.basis, **edge_attributes(one)} for one in citations(store))
            _write_csv(edges, ("from", "to", *EDGE_FIELDS), rows)
        return
    with whole(path) as file:
        write(store, form, file)


def write(store: Store, form: Format, file: IO[bytes]) -> None:
    """Writes the store to an open file, in any format but CSV, which takes two."""
    if form not in _RDF:
        _NETWORKS[form](store, file)
        return
    out = cast(IO[bytes], _Visible(file, json_escaped if form == "jsonld" else escaped))
    if form == "ttl":
        triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads())
        ox.serialize(triples, out, _RDF[form], prefixes=dict(NAMESPACES))
    else:
        ox.serialize(store.quads(), out, _RDF[form], prefixes=dict(NAMESPACES))


class _Visible:
    """A file for the serializer, which writes letters without a face as they are: they get there as escapes."""

    def __init__(self, file: IO[bytes], escape: Callable[[str], str]) -> None:
        self._file, self._escape = file, escape
        self._decode = codecs.getincrementaldecoder("utf-8")().decode

    def write(self, data: bytes) -> int:
        self._file.write(self._escape(self._decode(data)).encode("utf-8"))
        return len(data)

    def flush(self) -> None:
        self._file.flush()


def _write_csv(file: IO[bytes], header: tuple[str, ...], rows: Iterable[dict[str, str | int]]) -> None:
    """UTF-8 with the mark that makes spreadsheets read it so; a cell that looks like a formula is quoted."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.DictWriter(text, header)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell(value) for name, value in row.items()})
    text.detach()
    file.flush()


def _write_graphml(store: Store, file: IO[bytes]) -> None:
    xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
    xml.startDocument()
    _open(xml, "graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    _element(xml, "desc", {}, NETWORK)
    for kind, names in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        for name in names:
            described = {"id": f"{kind}-{name}", "for": kind, "attr.name": name}
            _element(xml, "key", described | {"attr.type": "int" if name in NUMBERS else "string"})
    _open(xml, "graph", {"edgedefault": "directed"})
    for view in documents(store):
        _open(xml, "node", {"id": view.id})
        _data(xml, "node", node_attributes(view))
        xml.endElement("node")
    for edge in citations(store):
        _open(xml, "edge", {"source": edge.document, "target": edge.basis})
        _data(xml, "edge", edge_attributes(edge))
        xml.endElement("edge")
    xml.endElement("graph")
    xml.endElement("graphml")
    xml.endDocument()


def _data(xml: XMLGenerator, kind: str, attributes: dict[str, str | int]) -> None:
    for name, value in attributes.items():
        _element(xml, "data", {"key": f"{kind}-{name}"}, plain(str(value)))


def document(store: Store, iri: str, form: Literal["ttl", "jsonld"], *, signers: bool = True) -> bytes:
    """What the store says of one document (its id) and of its issuers, as RDF; ``signers``: who signed it, too."""
    node = ox.NamedNode(iri)
    quads = [quad for quad in store.about([node]) if not is_own(quad.graph_name)]
    if not signers:
        quads = [quad for quad in quads if quad.predicate != term("cancu:signedBy")]
    bodies = {quad.object for quad in quads if quad.predicate == term("eli:passed_by")}
    for body in bodies:
        if isinstance(body, ox.NamedNode):
            quads += [quad for quad in store.about([body]) if not is_own(quad.graph_name)]
    triples = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    written = io.BytesIO()
    out = cast(IO[bytes], _Visible(written, json_escaped if form == "jsonld" else escaped))
    ox.serialize(sorted(triples, key=str), out, _RDF[form], prefixes=dict(NAMESPACES))
    return written.getvalue()


def gexf(found: Lineage) -> bytes:
    """A lineage for Gephi: its documents, and a link for each of the words by which they derive."""
    written = io.BytesIO()
    views = {found.root.id: found.root, **{step.document.id: step.document for step in found.steps}}
    edges = []
    for step in found.steps:
        other = step.via[-1] if step.via else found.root.id
        views.setdefault(other, found.known[other])
        ends = (step.document.id, other) if found.direction == "down" else (other, step.document.id)
        edges += [Edge(*ends, step.relation, words) for words in step.evidence]
    _gexf(views.values(), edges, written)
    return written.getvalue()


def _write_gexf(store: Store, file: IO[bytes]) -> None:
    _gexf(documents(store), citations(store), file)


def _gexf(views: Iterable[DocumentView], edges: Iterable[Edge], file: IO[bytes]) -> None:
    xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
    spaces = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
    xml.startDocument()
    _open(xml, "gexf", spaces)
    _open(xml, "meta", {})
    _element(xml, "description", {}, NETWORK)
    xml.endElement("meta")
    _open(xml, "graph", {"defaultedgetype": "directed", "mode": "static"})
    for kind, names in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        _open(xml, "attributes", {"class": kind})
        for name in names:
            described = {"id": name, "title": name, "type": "integer" if name in NUMBERS else "string"}
            _element(xml, "attribute", described)
        xml.endElement("attributes")
    _open(xml, "nodes", {})
    for view in views:
        _open(xml, "node", {"id": view.id, "label": plain(view.number or view.label)})
        _attvalues(xml, node_attributes(view))
        red, green, blue = LEVEL_COLOURS[view.level or "other"]
        _element(xml, "viz:color", {"r": str(red), "g": str(green), "b": str(blue)})
        xml.endElement("node")
    xml.endElement("nodes")
    _open(xml, "edges", {})
    for number, edge in enumerate(edges):
        ends = {"id": str(number), "source": edge.document, "target": edge.basis}
        _open(xml, "edge", ends | {"label": words().relations[edge.relation].name["vi"]})
        _attvalues(xml, edge_attributes(edge))
        xml.endElement("edge")
    for name in ("edges", "graph", "gexf"):
        xml.endElement(name)
    xml.endDocument()


def _attvalues(xml: XMLGenerator, attributes: dict[str, str | int]) -> None:
    _open(xml, "attvalues", {})
    for name, value in attributes.items():
        _element(xml, "attvalue", {"for": name, "value": plain(str(value))})
    xml.endElement("attvalues")


def _open(xml: XMLGenerator, name: str, attributes: dict[str, str]) -> None:
    xml.startElement(name, AttributesImpl(attributes))


def _element(xml: XMLGenerator, name: str, attributes: dict[str, str], text: str = "") -> None:
    _open(xml, name, attributes)
    if text:
        xml.characters(text)
    xml.endElement(name)


def _write_cypher(store: Store, file: IO[bytes]) -> None:
    """Statements for Neo4j and its kin; loading them twice makes nothing twice."""

    def line(text: str) -> None:
        file.write(f"{text};\n".encode())

    file.write(f"// {NETWORK}\n".encode())
    line("CREATE CONSTRAINT document_id IF NOT EXISTS FOR (d:Document) REQUIRE d.id IS UNIQUE")
    for view in documents(store):
        line(f"MERGE (d:Document {{id: {_cypher(view.id)}}}) SET d += {_map(node_attributes(view))}")
    for edge in citations(store):
        said = edge_attributes(edge)
        relation = str(said.pop("relation")).upper()
        ends = f"MATCH (a:Document {{id: {_cypher(edge.document)}}}), (b:Document {{id: {_cypher(edge.basis)}}})"
        line(f"{ends} MERGE (a)-[:{relation} {_map(said)}]->(b)")


def _map(attributes: dict[str, str | int]) -> str:
    return "{" + ", ".join(f"{name}: {_cypher(value)}" for name, value in attributes.items()) + "}"


def _cypher(value: str | int) -> str:
    """A literal of Cypher: everything that is not a letter, a digit or a plain sign is escaped."""
    if isinstance(value, int):
        return str(value)
    return "'" + "".join(c if c.isalnum() or c in " .,:;-–_/()" else _escape(c) for c in value) + "'"


def _escape(letter: str) -> str:
    return "".join(f"\\u{unit:04x}" for unit in units(letter))


_NETWORKS: dict[str, Callable[[Store, IO[bytes]], None]] = {
    "graphml": _write_graphml,
    "gexf": _write_gexf,
    "cypher": _write_cypher,
}
