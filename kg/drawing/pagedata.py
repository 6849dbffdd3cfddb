"""What the page's scripts read: documents, citations, groups, the words, and pyvis's network of the first view."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.drawing import boxes, layout, routes
from kg.drawing.boxes import Box, document_box
from kg.drawing.headline import headline
from kg.drawing.picture import LEVELS, EndedBasis, PictureEdge, PictureNode, relies_on_ended
from kg.drawing.scene import Group, Scene, box_of
from kg.drawing.svg import ARROWS, THICK_MOST
from kg.drawing.words import words
from kg.render.blocks import beside
from kg.wording import LANGUAGES, Language

if TYPE_CHECKING:
    from pyvis.network import Network


#: What the page measures and lays out by, as the drawing of the command does.
_METRICS: Mapping[str, object] = {
    "fonts": boxes.FONT,
    "leading": boxes.LEADING,
    "padding": boxes.PADDING,
    "aspect": layout.ASPECT,
    "heights": layout.HEIGHTS,
    "gap": layout.GAP,
    "columnGap": layout.COLUMN_GAP,
    "columnLeast": layout.COLUMN_LEAST,
    "laneGap": layout.LANE_GAP,
    "bandGap": layout.BAND_GAP,
    "mergedMost": layout.MERGED_MOST,
    "abreastMost": layout.ABREAST_MOST,
    "mergingCost": layout.MERGING_COST,
    "thickMost": THICK_MOST,
    "track": routes.TRACK,
    "corridorMost": routes.CORRIDOR_MOST,
    "narrow": routes.NARROW,
    "beside": routes.BESIDE,
    "ports": routes.PORTS,
    "corner": routes.CORNER,
}


def page_data(view: Scene, title: Mapping[Language, str], language: Language, *, context: bool) -> dict[str, object]:
    """All that the page shows. Documents are numbered by their place in reading order; citations refer to that."""
    picture = view.picture
    numbers = numbered(view)
    nodes = {node.id: node for node in picture.nodes}
    most = max(view.citations.values(), default=0)
    drawing = network(view)
    ended = relies_on_ended(picture)
    return {
        "title": title,
        "headline": {tongue: headline(picture, tongue) for tongue in LANGUAGES},
        "language": language,
        "context": context,
        "root": numbers[picture.root] if picture.root is not None else None,
        "asOf": picture.as_of,
        "leftOut": picture.left_out,
        "contextLeftOut": picture.context_left_out,
        "beside": {tongue: [one.text for one in beside(picture.namesakes, tongue)] for tongue in LANGUAGES},
        "grouping": view.grouping,
        "levels": LEVELS,
        "words": asdict(words()),
        "arrows": ARROWS,
        "metrics": _METRICS,
        "nodes": [
            _node(
                nodes[key],
                document_box(nodes[key], view.kinds[key], view.citations[key], most),
                view.citations[key],
                numbers,
            )
            for key in numbers
        ],
        "edges": [
            _edge(edge, numbers, ended=(edge.source, edge.target, edge.relation) in ended) for edge in picture.edges
        ],
        "groups": {mode: [_group(group, numbers) for group in groups] for mode, groups in view.groups.items()},
        "network": {
            "nodes": drawing.nodes,
            "edges": drawing.edges,
            "options": json.loads(drawing.options.to_json()),
        },
    }


def numbered(view: Scene) -> dict[str, int]:
    """Each document's number: its place in reading order, which is also the order of this mapping."""
    return {key: number for number, key in enumerate(view.order)}


def network(view: Scene) -> Network:
    """The scene as a pyvis network, positions given and physics off; ids are numbers, or a group's key.

    The library places and moves the boxes; lines around boxes are more than it can draw, so it hides its own.
    """
    from pyvis.network import Network  # noqa: PLC0415 - brings IPython, which takes longer to import than all else

    numbers = numbered(view)
    drawing = Network(directed=True)
    drawing.toggle_physics(False)
    for option, value in {"dragNodes": False, "hover": True, "selectConnectedEdges": False}.items():
        setattr(drawing.options.interaction, option, value)
    for box in view.boxes:
        x, y = view.layout.at[box.id]
        drawing.add_node(numbers.get(box.id, box.id), " ".join(box.label), shape="custom", x=x, y=y)
    for link in view.links:
        source, target = (numbers.get(end, end) for end in (link.source, link.target))
        drawing.add_edge(source, target, id=f"{source}>{target}>{link.relation}", hidden=True)
    return drawing


def _node(node: PictureNode, box: Box, citations: int, numbers: dict[str, int]) -> dict[str, object]:
    said = {name: value for name, value in asdict(node).items() if name != "id"}
    return said | _box(box) | {"citations": citations, "ended": [_ended(one, numbers) for one in node.ended]}


def _ended(one: EndedBasis, numbers: dict[str, int]) -> dict[str, object]:
    return asdict(one) | {"document": numbers.get(one.document or "")}


def _group(group: Group, numbers: dict[str, int]) -> dict[str, object]:
    members = sorted(numbers[member] for member in group.members)
    return {"key": group.key, "name": group.name, "members": members} | _box(box_of(group))


def _box(box: Box) -> dict[str, object]:
    return {
        "kind": box.kind,
        "level": box.level,
        "year": box.year,
        "chain": box.chain,
        "derives": box.derives,
        "lines": box.label,
        "under": box.under,
        "width": box.width,
        "height": box.height,
        "scale": box.scale,
    }


def _edge(edge: PictureEdge, numbers: dict[str, int], *, ended: bool) -> dict[str, object]:
    return {
        "source": numbers[edge.source],
        "target": numbers[edge.target],
        "relation": edge.relation,
        "inferred": edge.inferred,
        "ended": ended,
        "evidence": [asdict(words) for words in edge.evidence],
    }
