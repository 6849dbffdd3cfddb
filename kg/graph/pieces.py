"""A graph of any size in pieces that memory holds: some nodes each, with all that a question about them looks at.

All sources together are one graph: what thousands of them say alike of one body stands in a piece once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Protocol, cast

import pyoxigraph as ox

from kg.graph.reach import Reach
from kg.graph.terms import is_own

PIECE = 50_000
"""Statements of a piece, about; they take some twenty megabytes."""

_FEW = 2
"""So many predicates are looked up one by one; for more, all that is said of a node is read."""

_OFTEN, _KEPT = 100, 100_000
"""What is said of a node more often than this is kept for the next pieces, up to so many statements."""

Node = ox.NamedNode | ox.BlankNode
_NODES = (ox.NamedNode, ox.BlankNode)


class Statements(Protocol):
    """What is asked of a store (:class:`kg.storage.store.Store`)."""

    def match(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads that fit; None fits everything."""

    def about(self, subjects: Iterable[ox.NamedNode], predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """The quads of these subjects."""

    def pointing(self, predicate: ox.NamedNode, values: Iterable[ox.NamedNode]) -> Iterator[ox.Quad]:
        """The quads of a predicate with one of these values."""


class Pieces:
    """A store as seen from nodes within one reach."""

    def __init__(self, store: Statements, reach: Reach) -> None:
        self._store = store
        self._reach = reach
        self._common = defaultdict[Reach, dict[Node, list[ox.Quad]]](dict)
        self._kept = 0

    def of(self, nodes: Iterable[Node]) -> Iterator[tuple[set[Node], ox.Store]]:
        """Some of the nodes at a time, and a store of all that is within their reach."""
        rest, number = iter(nodes), 1
        while some := set(islice(rest, number)):
            found = self.around(some)
            piece = ox.Store()
            piece.bulk_extend(found)
            yield some, piece
            number = max(1, min(number * 2, number * PIECE // max(1, len(found))))

    def around(self, nodes: set[Node]) -> dict[ox.Quad, None]:
        """All statements within reach of the nodes, each once."""
        found: dict[ox.Quad, None] = {}
        waiting = [(self._reach, nodes)]
        while waiting:
            here, starting = waiting.pop()
            leads = defaultdict[Reach, set[Node]](set)
            if here.along:
                self._go_along(here, starting, found, leads)
            for predicate, below in here.against.items():
                for quad in self._store.pointing(predicate, cast(set[ox.NamedNode], starting)):
                    if not is_own(quad.graph_name):
                        found[_merged(quad)] = None
                        leads[below].add(cast(Node, quad.subject))
            for predicate, below in here.over.items():
                self._go_on(Reach({predicate: below}), starting, found, leads[below])
            waiting += ((below, ends) for below, ends in leads.items() if not below.ends)
        return found

    def _go_along(
        self, here: Reach, nodes: set[Node], found: dict[ox.Quad, None], leads: dict[Reach, set[Node]]
    ) -> None:
        """Finds the statements that lead on from the nodes, and where to."""
        ways = [(predicate, below) for predicate, below in here.along.items() if not below.ends]
        for quad in self._along(here, nodes):
            found[quad] = None
            for predicate, below in ways:
                if predicate is None or predicate == quad.predicate:
                    end = quad.object
                    if isinstance(end, _NODES):
                        leads[below].add(end)

    def _go_on(self, only: Reach, nodes: set[Node], found: dict[ox.Quad, None], ends: set[Node]) -> None:
        """Finds the statements that lead on from the nodes, from where those lead to, and so on."""
        seen = set[Node]()
        while nodes := nodes - seen:
            seen |= nodes
            quads = [_merged(quad) for quad in self._read(only, nodes)]
            found.update(dict.fromkeys(quads))
            nodes = {end for quad in quads if isinstance(end := quad.object, _NODES)}
            ends |= nodes

    def _along(self, here: Reach, nodes: set[Node]) -> Iterator[ox.Quad]:
        """What is said of the nodes and leads on from here; what is said again and again may be told so."""
        if here is self._reach:  # each node is begun at once only
            yield from map(_merged, self._read(here, nodes))
            return
        known = self._common[here]
        for node in nodes & known.keys():
            yield from known[node]
        said, again = defaultdict[object, dict[ox.Quad, None]](dict), Counter[object]()
        for quad in self._read(here, nodes - known.keys()):
            subject, merged = quad.subject, _merged(quad)
            if merged in said[subject]:
                again[subject] += 1
            else:
                said[subject][merged] = None
                yield merged
        for one, number in again.items():
            if number > _OFTEN:
                self._keep(here, cast(Node, one), list(said[one]))

    def _keep(self, here: Reach, node: Node, quads: list[ox.Quad]) -> None:
        self._kept += len(quads)
        if self._kept > _KEPT:
            self._common.clear()
            self._kept = len(quads)
        self._common[here][node] = quads

    def _read(self, here: Reach, nodes: set[Node]) -> Iterator[ox.Quad]:
        """The quads that lead on from here."""
        subjects, wanted = cast(set[ox.NamedNode], nodes), here.along
        if None in wanted or len(wanted) > _FEW:
            quads = self._store.about(subjects)
            return (q for q in quads if (None in wanted or q.predicate in wanted) and not is_own(q.graph_name))
        told = chain.from_iterable(self._store.about(subjects, predicate) for predicate in wanted)
        return (quad for quad in told if not is_own(quad.graph_name))


def _merged(quad: ox.Quad) -> ox.Quad:
    """The statement without the graph that it stands in."""
    return ox.Quad(quad.subject, quad.predicate, quad.object)
