"""Who relies on a document: those of the store that stand on it or carry it out, or at least name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.answers.described import described
from kg.graph.terms import INFERRED, RELATIONS, term
from kg.law.verdicts import Reason
from kg.storage.links import LINKING
from kg.storage.store import Store, value_of
from kg.wording import citation_line


def relied_on(store: Store, document: str) -> Reason | None:
    """How many documents of the store rely on this one, and which of them last; else how many name it, if any does.

    Copies are one document, and what its own issuer made of it does not count.
    """
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
