"""What of a source hangs on resolution, read back: its letterhead, its citations, what it states of changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import cast

from pyoxigraph import Literal, NamedNode

from extract.errors import StoreError
from extract.records import PAGES
from kg.graph.terms import PARTLY_REPEALS, RELATION_OF, RELATIONS, A, term
from kg.graph.triples import EVIDENCE_ONLY, CitationLink, Links, StatedLink
from kg.storage.store import Store

_LINKING = frozenset(node.value for node in (A, term("cancu:readFrom"), PARTLY_REPEALS, *RELATIONS.values()))
"""What is said of a source's document anew when it is linked; all else are details, which stay."""

_HANGING = frozenset(
    term(short).value
    for short in (
        "cancu:letterhead",
        "cancu:kind",
        "cancu:relation",
        "cancu:description",
        "rdf:predicate",
        "cancu:subjectCitation",
        "cancu:objectCitation",
        "cancu:evidenceOnly",
    )
)
"""What is asked of a source; all else that it says of its citations would fill memory."""


def links_read(store: Store, source: NamedNode) -> Links:
    """The part of a source that hangs on resolution."""
    own = next(quad.subject for quad in store.match(None, term("cancu:readFrom"), source, source))
    said: dict[NamedNode, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.match(None, None, None, source):
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if predicate not in _HANGING and subject != own:
            continue
        if isinstance(subject, NamedNode) and isinstance(value, (NamedNode, Literal)):
            said[subject][predicate].append(value)
    return Links(
        source=source,
        letterhead=_node(said[source], "cancu:letterhead"),
        page=not PAGES.isdisjoint(value.value for value in said[source].get(term("cancu:kind").value, ())),
        details=tuple(
            (NamedNode(predicate), value)
            for predicate, values in said[cast(NamedNode, own)].items()
            if predicate not in _LINKING
            for value in values
        ),
        citations=tuple(
            CitationLink(
                node, RELATION_OF[_node(about, "cancu:relation").value], _node_or_none(about, "cancu:description")
            )
            for node, about in said.items()
            if term("cancu:relation").value in about
        ),
        stated=tuple(
            StatedLink(
                node,
                _node(about, "rdf:predicate"),
                _node_or_none(about, "cancu:subjectCitation"),
                _node(about, "cancu:objectCitation"),
                EVIDENCE_ONLY.value not in about,
            )
            for node, about in said.items()
            if term("rdf:predicate").value in about
        ),
    )


def _node_or_none(about: Mapping[str, Sequence[NamedNode | Literal]], short: str) -> NamedNode | None:
    return next((value for value in about.get(term(short).value, ()) if isinstance(value, NamedNode)), None)


def _node(about: Mapping[str, Sequence[NamedNode | Literal]], short: str) -> NamedNode:
    found = _node_or_none(about, short)
    if found is None:
        raise StoreError(
            "The store is broken: a source lacks its {what}; build it anew into another folder.", what=short
        )
    return found
