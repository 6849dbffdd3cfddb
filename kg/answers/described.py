"""What the store takes to be true of documents, as the law needs it: key, title and period."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from kg.graph.description_triples import description_from
from kg.graph.terms import INFERRED, term
from kg.resolution.descriptions import Description
from kg.storage.prepared import Kind
from kg.storage.readback import Pairs, Readback
from kg.storage.recalled import recalled
from kg.storage.store import Store

DESCRIBED = Kind("described", Description)


def described(store: Store, iris: Collection[str]) -> dict[str, Description]:
    """The descriptions of these documents, by id, with the full date where the sources together tell one."""
    return recalled(store, DESCRIBED, iris, lambda missing: _described(store, missing))


def _described(store: Store, iris: Collection[str]) -> dict[str, Description]:
    nodes = [NamedNode(iri) for iri in iris]
    pairs: dict[str, Pairs] = {node.value: [] for node in nodes}
    for quad in store.about(nodes, None, INFERRED):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal)):
            pairs[quad.subject.value].append((quad.predicate, quad.object))
    bodies = Readback(store, ()).bodies(pairs.values())
    return {iri: _dated(description_from(said, bodies), said) for iri, said in pairs.items()}


def _dated(taken: Description, said: Pairs) -> Description:
    full = next((value.value for predicate, value in said if predicate == term("eli:date_document")), None)
    return replace(taken, key=replace(taken.key, date=full)) if full else taken
