"""Who derives from whom, in memory: questions about reach and chains in the time of a graph library.

The index is made from the store's direct links (``eli:based_on``, ``cancu:implements``) in one pass, and follows what
the store knows to have been touched since; it is made anew where that is not known, or is much. It gives the same
answers as the SPARQL property path ``(eli:based_on|cancu:implements)+``, but for the document asked about: it never
derives from itself, even where documents go round in a circle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from copy import copy
from typing import Literal, cast

import rustworkx as rx
from pyoxigraph import NamedNode

from extract.records import Level
from kg.answers.pages import links_of_pages
from kg.graph.terms import INFERRED, term
from kg.storage.links import LINKING, Link
from kg.storage.store import Store, value_of

Direction = Literal["down", "up"]
_KEPT, _WITH_PAGES = "index", "index with pages"
_LINKS = "SELECT ?document ?basis WHERE { GRAPH ?source { ?document {RELATION} ?basis } }"


class Index:
    """Deriving links between documents by id. "down" leads from a basis to what derives from it, "up" back.

    An index never changes: one that follows is another one.
    """

    def __init__(self, links: Iterable[Link]) -> None:
        """``links`` are pairs (document, basis)."""
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._onward: dict[Direction, rx.PyDiGraph[str, None]] = {"up": rx.PyDiGraph(), "down": rx.PyDiGraph()}
        self._link(sorted({(document, basis) for document, basis in links if document != basis}))

    @classmethod
    def of(cls, store: Store) -> Index:
        """The index of a store as it is now."""
        asked = (_LINKS.replace("{RELATION}", str(linking)) for linking in LINKING)
        rows = (row for query in asked for row in store.select(query))
        return cls((row["document"].value, row["basis"].value) for row in rows)

    def following(self, store: Store, touched: Iterable[Link]) -> Index:
        """The index of a store in which these links may have come or gone since, and no others."""
        other = self._copied()
        coming = []
        for link in sorted(touched):
            stands, stood = link[0] != link[1] and _stands(store, link), self._has(link)
            if stands and not stood:
                coming.append(link)
            elif stood and not stands:
                document, basis = (self._places[end] for end in link)
                other._onward["up"].remove_edge(document, basis)
                other._onward["down"].remove_edge(basis, document)
        other._link(coming)
        return other

    def beside(self, links: Iterable[Link]) -> Index:
        """The index with more links."""
        other = self._copied()
        other._link(sorted({link for link in links if link[0] != link[1] and not self._has(link)}))
        return other

    def _copied(self) -> Index:
        other = copy(self)
        other._ids, other._places = self._ids.copy(), self._places.copy()
        other._onward = {direction: graph.copy() for direction, graph in self._onward.items()}
        return other

    def _has(self, link: Link) -> bool:
        document, basis = map(self._places.get, link)
        return document is not None and basis is not None and self._onward["up"].has_edge(document, basis)

    def _link(self, links: list[Link]) -> None:
        """Adds links that are not there."""
        new = sorted({end for link in links for end in link} - self._places.keys())
        self._places.update(zip(new, range(len(self._ids), len(self._ids) + len(new)), strict=True))
        self._ids += new
        upward = [(self._places[document], self._places[basis]) for document, basis in links]
        for direction, edges in (("up", upward), ("down", [(basis, document) for document, basis in upward])):
            graph = self._onward[cast(Direction, direction)]
            graph.add_nodes_from(new)
            graph.add_edges_from_no_data(edges)

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


def index_of(store: Store, *, pages: bool = False) -> Index:
    """The index of a store, made at the first question; after a change it follows.

    ``pages``: with what pages rely on by their words; that one is made anew after a change.
    """
    generation = store.generation
    if pages:
        of, with_pages = store.kept.get(_WITH_PAGES, ("", None))
        if with_pages is None or of != generation:
            with_pages = index_of(store).beside(links_of_pages(store))
            store.kept[_WITH_PAGES] = generation, with_pages
        return cast(Index, with_pages)
    since, index = store.kept.get(_KEPT, ("", None))
    if index is None or since != generation:
        touch = store.touched_since(since) if index is not None else None
        index = Index.of(store) if touch is None else index.following(store, touch.links) if touch.links else index
        store.kept[_KEPT] = generation, index
    return cast(Index, index)


def _stands(store: Store, link: Link) -> bool:
    document, basis = map(NamedNode, link)
    return any(next(store.match(document, linking, basis), None) is not None for linking in LINKING)


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
