"""What the page's scripts read: documents, citations, groups, the words, and pyvis's network of the first view."""

from __future__ import annotations

import json
from dataclasses import asdict

from pyvis.network import Network

from kg.drawing import boxes, layout
from kg.drawing.boxes import Box, document_box, group_box, reading_order
from kg.drawing.picture import LEVELS, PictureEdge, PictureNode
from kg.drawing.scene import Group, Link, Scene
from kg.drawing.svg import THICK_MOST, bow, is_upright, link_opacity, link_width
from kg.drawing.words import Language, words


def page_data(view: Scene, title: str, language: Language) -> dict[str, object]:
    """All that the page shows. Documents are numbered by their place in reading order; citations refer to that."""
    picture = view.picture
    numbers = numbered(view)
    nodes = {node.id: node for node in picture.nodes}
    most = max(view.citations.values(), default=0)
    drawing = network(view)
    return {
        "title": title,
        "language": language,
        "root": numbers[picture.root] if picture.root is not None else None,
        "asOf": picture.as_of,
        "leftOut": picture.left_out,
        "grouping": view.grouping,
        "levels": LEVELS,
        "words": asdict(words()),
        "metrics": {
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
        },
        "nodes": [
            _node(nodes[key], document_box(nodes[key], view.kinds[key], view.citations[key], most), view.citations[key])
            for key in numbers
        ],
        "edges": [_edge(edge, numbers) for edge in picture.edges],
        "groups": {
            mode: [_group(group, numbers) for group in sorted(groups, key=lambda group: (group.name, group.key))]
            for mode, groups in view.groups.items()
        },
        "network": {
            "nodes": drawing.nodes,
            "edges": drawing.edges,
            "options": json.loads(drawing.options.to_json()),
        },
    }


def numbered(view: Scene) -> dict[str, int]:
    """Each document's number: its place in reading order, which is also the order of this mapping."""
    return {node.id: number for number, node in enumerate(sorted(view.picture.nodes, key=reading_order))}


def network(view: Scene) -> Network:
    """The scene as a pyvis network, positions given and physics off; ids are numbers, or a group's key."""
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
        drawing.add_edge(source, target, id=f"{source}>{target}>{link.relation}", **_edge_look(link, view))
    return drawing


def _edge_look(link: Link, view: Scene) -> dict[str, object]:
    look = words().relations[link.relation]
    start, end = view.placed(link.source), view.placed(link.target)
    upright = is_upright(start, end, link.bend)
    return {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical", "roundness": 0.45}
        if upright
        else {"enabled": True, "type": "curvedCW", "roundness": bow(start, end, link.bend)},
        "color": {"color": look.colour, "opacity": link_opacity(view, chain=link.chain)},
        "dashes": [float(length) for length in look.dash] or False,
        "arrows": {"to": {"enabled": True, "type": look.arrow, "scaleFactor": 0.6}},
        "width": link_width(link, view),
    }


def _node(node: PictureNode, box: Box, citations: int) -> dict[str, object]:
    said = {name: value for name, value in asdict(node).items() if name != "id"}
    return said | _box(box) | {"citations": citations}


def _group(group: Group, numbers: dict[str, int]) -> dict[str, object]:
    box = group_box(group.key, group.level, group.year, chain=group.chain, name=group.name, members=group.members)
    members = sorted(numbers[member] for member in group.members)
    return {"key": group.key, "name": group.name, "members": members} | _box(box)


def _box(box: Box) -> dict[str, object]:
    return {
        "kind": box.kind,
        "level": box.level,
        "year": box.year,
        "chain": box.chain,
        "lines": box.label,
        "under": box.under,
        "width": box.width,
        "height": box.height,
        "scale": box.scale,
    }


def _edge(edge: PictureEdge, numbers: dict[str, int]) -> dict[str, object]:
    return {
        "source": numbers[edge.source],
        "target": numbers[edge.target],
        "relation": edge.relation,
        "inferred": edge.inferred,
        "evidence": [asdict(words) for words in edge.evidence],
    }
