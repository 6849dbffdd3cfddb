"""Who derives from whom, in memory: questions about reach and chains in the time of a graph library.

The index is made from the store's direct links (``eli:based_on``, ``cancu:implements``) in one pass, and made anew when
the store has changed since. It gives the same answers as the SPARQL property path ``(eli:based_on|cancu:implements)+``,
but for the document asked about: it never derives from itself, even where documents go round in a circle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Literal, cast
from weakref import WeakKeyDictionary

import rustworkx as rx
from pyoxigraph import NamedNode

from extract.records import DERIVING, Level
from kg.graph.terms import INFERRED, RELATIONS, term
from kg.storage.store import Store, value_of

Direction = Literal["down", "up"]
_LINKS = "SELECT ?document ?basis WHERE { GRAPH ?source { ?document {RELATION} ?basis } }"


class Index:
    """Deriving links between documents by id. "down" leads from a basis to what derives from it, "up" back."""

    def __init__(self, links: Iterable[tuple[str, str]]) -> None:
        """``links`` are pairs (document, basis)."""
        pairs = {(document, basis) for document, basis in links if document != basis}
        self._ids = sorted({end for pair in pairs for end in pair})
        self._places = {document: place for place, document in enumerate(self._ids)}
        upward = [(self._places[document], self._places[basis]) for document, basis in sorted(pairs)]
        self._onward = {"up": _graph(self._ids, upward), "down": _graph(self._ids, [(b, a) for a, b in upward])}

    @classmethod
    def of(cls, store: Store) -> Index:
        """The index of a store as it is now."""
        asked = (_LINKS.replace("{RELATION}", str(RELATIONS[one])) for one in sorted(DERIVING))
        rows = (row for query in asked for row in store.select(query))
        return cls((row["document"].value, row["basis"].value) for row in rows)

    def __len__(self) -> int:
        """The number of links."""
        return self._onward["up"].num_edges()

    def next(self, document: str, direction: Direction) -> list[str]:
        """The documents one link away, by id."""
        if document not in self._places:
            return []
        return sorted(self._ids[place] for place in self._onward[direction].successor_indices(self._places[document]))

    def reach(self, document: str, direction: Direction = "down", depth: int | None = None) -> dict[str, int]:
        """All that derives from the document, or that it derives from, each with its distance in links.

        The nearest come first; ``depth`` bounds the links. A document without links reaches nothing.
        """
        if document not in self._places:
            return {}
        layers = rx.bfs_layers(self._onward[direction], [self._places[document]])
        ids, found = self._ids, {}
        for distance, layer in enumerate(layers[1 : None if depth is None else depth + 1], 1):
            for place in layer:
                found[ids[place]] = distance
        return found

    def derives_from(self, document: str, basis: str) -> bool:
        """Whether a document derives from another, through whichever others."""
        return document != basis and self.chain(document, basis) is not None

    def chain(self, document: str, basis: str) -> tuple[str, ...] | None:
        """One shortest chain from the document to the basis, both included; None where there is none."""
        return next(iter(self.chains(document, basis)), None)

    def chains(self, document: str, basis: str) -> list[tuple[str, ...]]:
        """All shortest chains from the document to the basis, both included, in the order of their ids."""
        if document == basis or document not in self._places or basis not in self._places:
            return []
        start, end = self._places[document], self._places[basis]
        paths = rx.digraph_all_shortest_paths(self._onward["up"], start, end, weight_fn=None)
        return sorted(tuple(self._ids[place] for place in path) for path in paths)

    def common(self, documents: Collection[str]) -> dict[str, int]:
        """The bases from which all these documents derive, each with the links to it in sum; the nearest first.

        A document among them counts as its own basis, at no distance.
        """
        reached = [{one: 0} | self.reach(one, "up") for one in documents]
        shared = set.intersection(*map(set, reached)) if reached else set()
        sums = {basis: sum(distances[basis] for distances in reached) for basis in shared}
        return dict(sorted(sums.items(), key=lambda item: (item[1], item[0])))


_INDEXES: WeakKeyDictionary[Store, tuple[int, Index]] = WeakKeyDictionary()


def index_of(store: Store) -> Index:
    """The index of a store, made at the first question and again after each change."""
    kept = _INDEXES.get(store)
    if kept is None or kept[0] != store.generation:
        kept = _INDEXES[store] = store.generation, Index.of(store)
    return kept[1]


def _graph(ids: list[str], links: list[tuple[int, int]]) -> rx.PyDiGraph[str, None]:
    graph: rx.PyDiGraph[str, None] = rx.PyDiGraph(node_count_hint=len(ids), edge_count_hint=len(links))
    graph.add_nodes_from(ids)
    graph.add_edges_from_no_data(links)
    return graph


def by_level(store: Store, document: str, direction: Direction = "down") -> Counter[Level | None]:
    """How many documents of each level of government are reached; None counts those whose level is unknown.

    A document of several issuers counts at the first of their levels in the order of the alphabet, as in its view.
    """
    reached = index_of(store).reach(document, direction)
    issuers: dict[str, list[NamedNode]] = {iri: [] for iri in reached}
    for quad in store.about(map(NamedNode, reached), term("eli:passed_by"), INFERRED):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            issuers[quad.subject.value].append(quad.object)
    bodies = {body for several in issuers.values() for body in several}
    said = {body: next(store.match(body, term("cancu:level")), None) for body in bodies}
    levels = {body: cast(Level, value_of(quad).rpartition("-")[2]) for body, quad in said.items() if quad}
    return Counter(min((levels[one] for one in several if one in levels), default=None) for several in issuers.values())
