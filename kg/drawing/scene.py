"""What is on show at first: which documents stand alone, which are collapsed into groups, and the links between."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from extract.records import DERIVING, Level, Relation
from kg.drawing.boxes import Box, Kind, document_box, group_box, year_of
from kg.drawing.layout import Layout, arranged
from kg.drawing.picture import Picture, PictureNode, citation_counts, measured
from kg.drawing.plain import plain_picture

Grouping = Literal["place", "year", "basis"]
GROUPINGS: tuple[Grouping, ...] = ("place", "year", "basis")

LIMIT = 300
"""Up to this many documents are drawn one by one."""

FULL_MOST, HUBS_MOST = 40, 8
"""Up to this many documents of the chain, or of those that others derive from, show date and status in words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents of one level and year that share a place or basis (``name``); collapsed, they are one box."""

    key: str
    level: Level
    year: int | None
    chain: bool
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """All citations of one role between two boxes; ``bend`` counts the links before it between the same two."""

    source: str
    target: str
    relation: Relation
    edges: tuple[int, ...]
    chain: bool
    inferred: bool
    bend: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and where its centre stands."""

    box: Box
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture ready to draw: its documents with depths, citation counts, groups by grouping, boxes and links."""

    picture: Picture
    citations: dict[str, int]
    kinds: dict[str, Kind]
    groups: dict[Grouping, tuple[Group, ...]]
    grouping: Grouping
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    layout: Layout
    by_id: dict[str, Box]

    def placed(self, key: str) -> Placed:
        """The box of a document or group, and its place."""
        return Placed(self.by_id[key], *self.layout.at[key])


def scene(picture: Picture, limit: int = LIMIT) -> Scene:
    """The picture laid out; above ``limit`` documents, those that nothing else in it needs one by one are grouped."""
    picture = measured(plain_picture(picture))
    citations = citation_counts(picture)
    kinds = _kinds(picture, citations)
    groups = _groups(picture, citations, limit)
    grouping: Grouping = next((mode for mode in GROUPINGS if _shown(picture, groups[mode]) <= limit), "year")
    boxes = _boxes(picture, citations, kinds, groups[grouping])
    links = _links(picture, groups[grouping])
    by_id = {box.id: box for box in boxes}
    return Scene(picture, citations, kinds, groups, grouping, boxes, links, arranged(boxes), by_id)


def _kinds(picture: Picture, citations: dict[str, int]) -> dict[str, Kind]:
    """How much room a document gets: all of it on a short chain or if others derive from it, context little."""
    chain = [node for node in picture.nodes if node.depth is not None]
    roomy = len(chain) <= FULL_MOST
    kinds: dict[str, Kind] = {}
    for node in picture.nodes:
        if node.depth is None and chain:
            kinds[node.id] = "small"
        else:
            kinds[node.id] = "full" if (roomy and chain) or node.id == picture.root else "brief"
    hubs = [node.id for node in chain if citations[node.id] > 0]
    return kinds | dict.fromkeys(hubs if len(hubs) <= HUBS_MOST else (), "full")


def _groups(picture: Picture, citations: dict[str, int], limit: int) -> dict[Grouping, tuple[Group, ...]]:
    if len(picture.nodes) <= limit:
        return dict.fromkeys(GROUPINGS, ())
    cited = [node for node in picture.nodes if citations[node.id] > 0 or node.id == picture.root]
    cited.sort(key=lambda node: (node.id != picture.root, node.depth is None, -citations[node.id]))
    needed = {node.id for node in cited[: limit // 3]}
    bases = _first_bases(picture)
    found: dict[Grouping, tuple[Group, ...]] = {}
    for mode in GROUPINGS:
        members: dict[tuple[Level, int | None, bool, str], list[str]] = defaultdict(list)
        for node in picture.nodes:
            if node.id not in needed:
                name = _group_name(node, mode, bases)
                members[node.level, year_of(node), node.depth is not None, name].append(node.id)
        found[mode] = tuple(
            Group(f"{mode}:{position}", *key, tuple(ids))
            for position, (key, ids) in enumerate(members.items())
            if len(ids) > 1
        )
    return found


def _first_bases(picture: Picture) -> dict[str, str]:
    labels = {node.id: node.label for node in picture.nodes}
    depths = {node.id: node.depth for node in picture.nodes}
    bases: dict[str, str] = {}
    for edge in picture.edges:
        if edge.relation in DERIVING and (edge.source not in bases or depths[edge.target] is not None):
            bases[edge.source] = labels[edge.target]
    return bases


def _group_name(node: PictureNode, mode: Grouping, bases: dict[str, str]) -> str:
    if mode == "place":
        return node.province or ""
    if mode == "year":
        return str(year_of(node) or "")
    return bases.get(node.id, "")


def _shown(picture: Picture, groups: tuple[Group, ...]) -> int:
    return len(picture.nodes) - sum(len(group.members) - 1 for group in groups)


def _boxes(
    picture: Picture, citations: dict[str, int], kinds: dict[str, Kind], groups: tuple[Group, ...]
) -> tuple[Box, ...]:
    most = max(citations.values(), default=0)
    hidden = {member for group in groups for member in group.members}
    alone = [
        document_box(node, kinds[node.id], citations[node.id], most) for node in picture.nodes if node.id not in hidden
    ]
    together = [
        group_box(group.key, group.level, group.year, chain=group.chain, name=group.name, members=group.members)
        for group in groups
    ]
    return (*alone, *together)


def _links(picture: Picture, groups: tuple[Group, ...]) -> tuple[Link, ...]:
    home = {member: group.key for group in groups for member in group.members}
    depths = {node.id: node.depth for node in picture.nodes}
    between: dict[tuple[str, str, Relation], list[int]] = defaultdict(list)
    for index, edge in enumerate(picture.edges):
        source, target = home.get(edge.source, edge.source), home.get(edge.target, edge.target)
        if source != target:
            between[source, target, edge.relation].append(index)
    bends: dict[frozenset[str], int] = defaultdict(int)
    links: list[Link] = []
    for (source, target, relation), indexes in between.items():
        edges = [picture.edges[index] for index in indexes]
        links.append(
            Link(
                source,
                target,
                relation,
                tuple(indexes),
                chain=any(_on_chain(depths[edge.source], depths[edge.target], edge.relation) for edge in edges),
                inferred=all(edge.inferred for edge in edges),
                bend=bends[frozenset((source, target))],
            )
        )
        bends[frozenset((source, target))] += 1
    return tuple(links)


def _on_chain(source: int | None, target: int | None, relation: Relation) -> bool:
    """A citation belongs to the chain if the lineage runs along it: both ends do, on one side of the root."""
    return relation in DERIVING and source is not None and target is not None and source * target >= 0
