"""Who relies on a document: those of the store that stand on it or carry it out, or at least name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from pyoxigraph import NamedNode

from kg.answers.described import described
from kg.graph.terms import INFERRED, RELATIONS, body_iri, source_iri, term
from kg.identity.keys import Key
from kg.law.verdicts import Reason
from kg.storage.links import LINKING
from kg.storage.prepared import Kind
from kg.storage.recalled import recalled
from kg.storage.store import Store, value_of
from kg.wording import citation_line

RELIED = Kind("relied", Reason | None)


def relied_on(store: Store, document: str) -> Reason | None:
    """How many documents of the store rely on this one, and which of them last; else how many name it, if any does.

    Copies are one document, and what its own issuer made of it does not count.
    """
    told = recalled(store, RELIED, [document], lambda missing: {one: _relied_on(store, one) for one in missing})
    return told[document]


def _relied_on(store: Store, document: str) -> Reason | None:
    return _told("relied_on", store, document, LINKING) or _told("named_here", store, document, [RELATIONS["cites"]])


def _told(phrase: str, store: Store, document: str, relations: Iterable[NamedNode]) -> Reason | None:
    quads = (quad for relation in relations for quad in store.pointing(relation, [NamedNode(document)]))
    naming = dict.fromkeys(quad.subject for quad in quads if isinstance(quad.subject, NamedNode))
    nodes = [node for node in naming if node.value != document]
    issuers: dict[str, set[str]] = defaultdict(set)
    for quad in store.about([NamedNode(document), *nodes], term("eli:passed_by"), INFERRED):
        if isinstance(quad.subject, NamedNode):
            issuers[quad.subject.value].add(value_of(quad))
    days = {node.value: "" for node in nodes if not issuers[node.value] or issuers[node.value] != issuers[document]}
    if not days:
        return None
    for quad in store.about(map(NamedNode, days), term("eli:date_document"), INFERRED):
        if isinstance(quad.subject, NamedNode):
            days[quad.subject.value] = max(days[quad.subject.value], value_of(quad))
    last = max(days, key=lambda iri: (days[iri], iri))
    line = citation_line(described(store, [last])[last].key)
    return Reason(phrase, (("count", str(len(days))), ("document", line)))


_COUNTED = """SELECT ?document (COUNT(DISTINCT ?citing) AS ?count) (MAX(?said) AS ?last) WHERE {
      VALUES (?document ?relation) { {PAIRS} } ?citing ?relation ?document
      FILTER(?citing != ?document && ?citing NOT IN ({ASKING}))
      FILTER NOT EXISTS { GRAPH {INFERRED} { ?citing eli:passed_by ?issuer } VALUES ?issuer { {ISSUERS} } }
      FILTER NOT EXISTS { GRAPH {INFERRED} { ?document eli:passed_by ?own . ?citing eli:passed_by ?own } }
      OPTIONAL { GRAPH {INFERRED} { ?citing eli:date_document ?day } }
      BIND(CONCAT(COALESCE(STR(?day), ""), " ", STR(?citing)) AS ?said) } GROUP BY ?document"""
"""Counted in the store, one row a document: what thousands stand on is a row, too."""


def relied_on_by_others(store: Store, documents: Collection[Key], asking: Key, source: str) -> Mapping[Key, Reason]:
    """The same of several documents at once, as one that is under check may take it; what nobody names is left out.

    Neither the ``asking`` document counts, read from the ``source`` (a SHA-256), nor what its issuers made. Documents
    without number, day or issuer are not looked for: their words may mean several.
    """
    named = {key.iri(): key for key in documents if key.complete}
    read = store.pointing(term("cancu:readFrom"), [source_iri(source)])
    own = {NamedNode(asking.iri()), *(quad.subject for quad in read if isinstance(quad.subject, NamedNode))}
    bodies = [body_iri(body) for body in (asking.issuer, *asking.co_issuers) if body is not None]
    found: dict[str, tuple[str, str, str]] = {}
    for phrase, relations in (("relied_on", LINKING), ("named_here", (RELATIONS["cites"],))):
        pairs = " ".join(f"({NamedNode(iri)} {one})" for iri in named if iri not in found for one in relations)
        if not pairs:
            continue
        query = _COUNTED.replace("{PAIRS}", pairs).replace("{INFERRED}", str(INFERRED))
        query = query.replace("{ASKING}", ", ".join(map(str, own))).replace("{ISSUERS}", " ".join(map(str, bodies)))
        for row in store.select(query):
            found[row["document"].value] = phrase, row["count"].value, row["last"].value.partition(" ")[2]
    lines = described(store, {last for _, _, last in found.values()})
    return {
        named[iri]: Reason(phrase, (("count", count), ("document", citation_line(lines[last].key))))
        for iri, (phrase, count, last) in found.items()
    }
