"""What is on show at first: which documents stand alone, which are collapsed into groups, and the links between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.records import DERIVING, Level, Relation
from kg.drawing.boxes import Box, Kind, document_box, group_box, year_of
from kg.drawing.layout import Layout, arranged
from kg.drawing.order import reading_order
from kg.drawing.picture import Picture, PictureNode, citation_counts, measured, relies_on_ended
from kg.drawing.plain import plain_picture
from kg.drawing.routes import Point, Wire, routed
from kg.drawing.words import words
from kg.wording import LANGUAGES, Language

Grouping = Literal["place", "year", "basis"]
GROUPINGS: tuple[Grouping, ...] = ("place", "year", "basis")

LIMIT = 300
"""Up to this many documents are drawn one by one."""

FULL_MOST, HUBS_MOST = 40, 8
"""Up to this many documents of the chain, or of those that others derive from, show date and status in words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents of one level and year that share a place or basis, by its ``name``; collapsed, they are one box.

    ``derives``: one of them derives from the root. ``ended`` counts those that rely on what had ended.
    """

    key: str
    level: Level
    year: int | None
    chain: bool
    derives: bool
    name: dict[Language, str]
    members: tuple[str, ...]
    ended: int


@dataclass(frozen=True, slots=True)
class Link:
    """All citations of one role between two boxes; ``ended``: one of them relies on what had ended by then.

    ``gathers``: they run to what many derive from, so that the lines to it may run as one; else those from the source.
    """

    source: str
    target: str
    relation: Relation
    edges: tuple[int, ...]
    chain: bool
    inferred: bool
    ended: bool
    gathers: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture ready to draw: its documents with depths and in reading order, citation counts, groups by grouping;
    and what of it is on show: boxes, the links between them, and the corners of the line of each link."""

    picture: Picture
    order: tuple[str, ...]
    citations: dict[str, int]
    kinds: dict[str, Kind]
    groups: dict[Grouping, tuple[Group, ...]]
    grouping: Grouping
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    paths: tuple[tuple[Point, ...], ...]
    layout: Layout
    by_id: dict[str, Box]


def scene(picture: Picture, limit: int = LIMIT, *, context: bool = False) -> Scene:
    """The picture laid out, the chain alone unless its ``context`` is asked for, or there is no chain.

    Above ``limit`` documents, those that nothing else in it needs one by one are grouped.
    """
    picture = measured(plain_picture(picture))
    citations = citation_counts(picture)
    kinds = _kinds(picture, citations)
    order = reading_order(picture)
    groups = _groups(picture, citations, limit, order)
    grouping: Grouping = next((mode for mode in GROUPINGS if _shown(picture, groups[mode]) <= limit), "year")
    context = context or all(node.depth is None for node in picture.nodes)
    boxes = tuple(box for box in _boxes(picture, order, citations, kinds, groups[grouping]) if box.chain or context)
    by_id = {box.id: box for box in boxes}
    links = tuple(link for link in _links(picture, groups[grouping]) if {link.source, link.target} <= by_id.keys())
    sizes = {box.id: (box.width, box.height) for box in boxes}
    laid = routed(arranged(boxes), [wire(link) for link in links], sizes)
    return Scene(picture, order, citations, kinds, groups, grouping, boxes, links, laid.paths, laid.layout, by_id)


def wire(link: Link) -> Wire:
    """A link as a line to lay: what derives from the root gathers there, what is cited at who cites."""
    roles = list(words().relations)
    return Wire(link.source, link.target, 2 * roles.index(link.relation) + link.ended, gathers=link.gathers)


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


def _groups(
    picture: Picture, citations: dict[str, int], limit: int, order: Sequence[str]
) -> dict[Grouping, tuple[Group, ...]]:
    if len(picture.nodes) <= limit:
        return dict.fromkeys(GROUPINGS, ())
    cited = [node for node in picture.nodes if citations[node.id] > 0 or node.id == picture.root]
    cited.sort(key=lambda node: (node.id != picture.root, node.depth is None, -citations[node.id]))
    needed = {node.id for node in cited[: limit // 3]}
    bases = _first_bases(picture)
    nodes = {node.id: node for node in picture.nodes}
    found: dict[Grouping, tuple[Group, ...]] = {}
    for mode in GROUPINGS:
        members: dict[tuple[Level, int | None, bool, str], list[str]] = defaultdict(list)
        for node in (nodes[key] for key in order if key not in needed):
            shared = _shared(node, mode, bases)
            members[node.level, year_of(node), node.depth is not None, shared].append(node.id)
        found[mode] = tuple(
            Group(
                f"{mode}:{position}",
                level,
                year,
                chain,
                any((nodes[key].depth or 0) >= 0 for key in ids) and chain,
                _named(nodes[shared] if mode == "basis" and shared else shared, mode, level),
                tuple(ids),
                sum(bool(nodes[key].ended) for key in ids),
            )
            for position, ((level, year, chain, shared), ids) in enumerate(members.items())
            if len(ids) > 1
        )
    return found


def _named(shared: str | PictureNode, mode: Grouping, level: Level) -> dict[Language, str]:
    """What a group is called by what it shares; where nothing tells, that: the centre is no place in want of a name."""
    if isinstance(shared, PictureNode):
        place = None if shared.level == "central" else shared.province or shared.issuer
        return dict.fromkeys(LANGUAGES, " · ".join(filter(None, (shared.label, place))))
    missing = {"place": "unplaced", "year": "undated", "basis": "unbased"}[mode]
    said = words().levels["central"] if mode == "place" and level == "central" else words().page[missing]
    return {language: shared or said[language] for language in LANGUAGES}


def _first_bases(picture: Picture) -> dict[str, str]:
    """By document the first that it derives from, one of the chain where there is any."""
    depths = {node.id: node.depth for node in picture.nodes}
    bases: dict[str, str] = {}
    for edge in picture.edges:
        if edge.relation in DERIVING and (edge.source not in bases or depths[edge.target] is not None):
            bases[edge.source] = edge.target
    return bases


def _shared(node: PictureNode, mode: Grouping, bases: dict[str, str]) -> str:
    if mode == "place":
        return node.province or ""
    if mode == "year":
        return str(year_of(node) or "")
    return bases.get(node.id, "")


def _shown(picture: Picture, groups: tuple[Group, ...]) -> int:
    return len(picture.nodes) - sum(len(group.members) - 1 for group in groups)


def _boxes(
    picture: Picture,
    order: Sequence[str],
    citations: dict[str, int],
    kinds: dict[str, Kind],
    groups: tuple[Group, ...],
) -> tuple[Box, ...]:
    """Documents in reading order, then groups in that of their first members."""
    nodes = {node.id: node for node in picture.nodes}
    most = max(citations.values(), default=0)
    hidden = {member for group in groups for member in group.members}
    alone = [document_box(nodes[key], kinds[key], citations[key], most) for key in order if key not in hidden]
    return (*alone, *map(box_of, groups))


def box_of(group: Group) -> Box:
    """The box that stands for the documents of a group."""
    return group_box(
        group.key,
        group.level,
        group.year,
        chain=group.chain,
        derives=group.derives,
        name=group.name,
        members=group.members,
        ended=group.ended,
    )


def _links(picture: Picture, groups: tuple[Group, ...]) -> tuple[Link, ...]:
    home = {member: group.key for group in groups for member in group.members}
    depths = {node.id: node.depth for node in picture.nodes}
    between: dict[tuple[str, str, Relation], list[int]] = defaultdict(list)
    for index, edge in enumerate(picture.edges):
        source, target = home.get(edge.source, edge.source), home.get(edge.target, edge.target)
        if source != target:
            between[source, target, edge.relation].append(index)
    ended = relies_on_ended(picture)
    links: list[Link] = []
    for (source, target, relation), indexes in between.items():
        edges = [picture.edges[index] for index in indexes]
        chain = [edge for edge in edges if _on_chain(depths[edge.source], depths[edge.target], edge.relation)]
        links.append(
            Link(
                source,
                target,
                relation,
                tuple(indexes),
                chain=bool(chain),
                inferred=all(edge.inferred for edge in edges),
                ended=any((edge.source, edge.target, edge.relation) in ended for edge in edges),
                gathers=any((depths[edge.target] or 0) >= 0 for edge in chain),
            )
        )
    return tuple(links)


def _on_chain(source: int | None, target: int | None, relation: Relation) -> bool:
    """A citation belongs to the chain if the lineage runs along it: both ends do, on one side of the root."""
    return relation in DERIVING and source is not None and target is not None and source * target >= 0
