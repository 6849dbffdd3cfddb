"""Where boxes and lines of a picture stand: levels, years, groups, depths; nothing covers another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import pytest
from drawing_samples import CT33, hostile_sample, lineage_sample, made_sample
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import DERIVING
from kg.drawing import LEVELS, Picture, PictureEdge, PictureNode, measured, svg
from kg.drawing.boxes import Box
from kg.drawing.pagedata import network
from kg.drawing.picture import citation_counts
from kg.drawing.routes import Point
from kg.drawing.scene import GROUPINGS, LIMIT, Grouping, Link, Scene, scene
from kg.drawing.words import words
from kg.wording import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"

LEVEL_OF = st.sampled_from(LEVELS)

DATES = st.none() | st.sampled_from(["2012", "2016-09-05", "2021-11-26", "2024-02", "2026-05-25"])


@st.composite
def pictures(draw_one: st.DrawFn) -> Picture:
    """Any small picture: every level and date, parallel edges, cycles and loops."""
    rows = draw_one(st.lists(st.tuples(LEVEL_OF, DATES, st.text(max_size=30)), min_size=1, max_size=25))
    nodes = tuple(
        PictureNode(f"n{number}", text or "?", level=level, date=date, issuer=text, number=text)
        for number, (level, date, text) in enumerate(rows)
    )
    ids = st.sampled_from([node.id for node in nodes])
    edge = st.builds(PictureEdge, ids, ids, st.sampled_from(sorted(words().relations)))
    return Picture(nodes, tuple(draw_one(st.lists(edge, max_size=40))), root=draw_one(st.none() | ids))


@dataclass(frozen=True)
class Placed:
    """A box and where its centre stands."""

    box: Box
    x: float
    y: float


def placed_in(view: Scene, key: str) -> Placed:
    """The box of a document or group, and its place."""
    return Placed(view.by_id[key], *view.layout.at[key])


def overlaps(view: Scene) -> list[tuple[str, str]]:
    """Pairs of boxes that cover each other."""
    placed = [placed_in(view, box.id) for box in view.boxes]
    return [
        (one.box.id, other.box.id)
        for position, one in enumerate(placed)
        for other in placed[:position]
        if abs(one.x - other.x) < (one.box.width + other.box.width) / 2 - 0.2
        and abs(one.y - other.y) < (one.box.height + other.box.height) / 2 - 0.2
    ]


def behind(view: Scene) -> list[tuple[str, str, str]]:
    """Lines that run behind a box of another document: their ends, and that box."""
    found = []
    for link, corners in zip(view.links, view.paths, strict=True):
        others = [placed_in(view, box.id) for box in view.boxes if box.id not in (link.source, link.target)]
        for (x1, y1), (x2, y2) in pairwise(corners):
            left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            found += [
                (link.source, link.target, other.box.id)
                for other in others
                if left < other.x + other.box.width / 2 - 0.2
                and right > other.x - other.box.width / 2 + 0.2
                and top < other.y + other.box.height / 2 - 0.2
                and bottom > other.y - other.box.height / 2 + 0.2
            ]
    return found


def ends_off(view: Scene) -> list[Link]:
    """Links whose line does not begin on the border of its source and end on that of its target."""

    def on_border(point: Point, placed: Placed) -> bool:
        aside = abs(point[0] - placed.x) - placed.box.width / 2
        above = abs(point[1] - placed.y) - placed.box.height / 2
        return max(aside, above) < 0.2 and max(aside, above) > -0.2

    return [
        link
        for link, corners in zip(view.links, view.paths, strict=True)
        if not (
            on_border(corners[0], placed_in(view, link.source)) and on_border(corners[-1], placed_in(view, link.target))
        )
    ]


@pytest.mark.parametrize("context", [False, True])
@pytest.mark.parametrize("picture", [lineage_sample(), made_sample(300), made_sample(3000), hostile_sample()])
def test_no_box_covers_another_and_none_leaves_the_frame(picture: Picture, context: bool) -> None:
    view = scene(picture, context=context)
    assert overlaps(view) == []
    assert behind(view) == []
    assert ends_off(view) == []
    for box in view.boxes:
        x, y = view.layout.at[box.id]
        assert x - box.width / 2 + 0.1 >= 0
        assert x + box.width / 2 <= view.layout.width + 0.1
        assert y - box.height / 2 + 0.1 >= 0
        assert y + box.height / 2 <= view.layout.height + 0.1


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_any_picture_is_laid_out_by_level_and_year_without_overlaps(picture: Picture) -> None:
    view = scene(picture, context=True)
    assert overlaps(view) == []
    assert behind(view) == []
    assert ends_off(view) == []
    rows = {lane.level: lane for lane in view.layout.lanes}
    assert [lane.level for lane in view.layout.lanes] == [level for level in LEVELS if level in rows]
    for box in view.boxes:
        x, y = view.layout.at[box.id]
        assert rows[box.level].top <= y <= rows[box.level].bottom
        (column,) = [column for column in view.layout.columns if column.left <= x <= column.right]
        assert (column.first is None) == (box.year is None)
        assert box.year is None or column.first <= box.year <= column.last


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_drawing_does_not_depend_on_the_order_of_the_documents(picture: Picture) -> None:
    turned = Picture(picture.nodes[::-1], picture.edges, picture.root)
    assert scene(turned).layout == scene(picture).layout


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_depth_grows_by_one_along_the_chain(picture: Picture) -> None:
    depth = {node.id: node.depth for node in measured(picture).nodes}
    if picture.root is None:
        assert set(depth.values()) == {None}
        return
    assert depth[picture.root] == 0
    for edge in picture.edges:
        below = depth[edge.target]
        if edge.relation in DERIVING and below is not None and below >= 0 and edge.source != picture.root:
            above = depth[edge.source]
            assert above is not None
            assert 0 < above <= below + 1


def test_the_chain_of_the_sample_is_the_lineage_of_its_root() -> None:
    depths = {node.label: node.depth for node in measured(lineage_sample()).nodes if node.depth is not None}
    assert depths == {
        "33/CT-TTg": 0, "61/KH-UBND": 1, "69/KH-UBND": 1, "179/KH-UBND": 1,
        "…/UBND-VHXH": 1, "35/KH-UBND": 1, "Kế hoạch năm 2024": 1,
    }  # fmt: skip


def test_up_to_the_limit_every_document_stands_alone() -> None:
    view = scene(made_sample(LIMIT), context=True)
    assert len(view.boxes) == LIMIT
    assert not any(box.members for box in view.boxes)


@pytest.mark.parametrize("mode", GROUPINGS)
def test_beyond_the_limit_nobody_is_lost_in_the_groups(mode: str) -> None:
    picture = made_sample(3000)
    view = scene(picture, context=True)
    assert len(view.boxes) <= LIMIT
    members = [member for group in view.groups[mode] for member in group.members]
    assert len(members) == len(set(members))
    assert CT33 not in members
    cited = citation_counts(picture)
    assert max(cited[member] for member in members) <= 1, "what much stands on is not hidden in a group"
    shown = {box.id for box in view.boxes if not box.members}
    assert shown | {member for box in view.boxes for member in box.members} == {node.id for node in picture.nodes}
    for group in view.groups[mode]:
        assert len(group.members) > 1


def test_links_of_collapsed_documents_count_all_their_citations() -> None:
    view = scene(made_sample(1000), context=True)
    home = {member: box.id for box in view.boxes for member in box.members}
    between = [
        edge for edge in view.picture.edges if home.get(edge.source, edge.source) != home.get(edge.target, edge.target)
    ]
    assert sum(len(link.edges) for link in view.links) == len(between)


def test_the_picture_opens_on_the_chain_and_the_context_comes_when_it_is_asked_for() -> None:
    chain = {node.id for node in measured(lineage_sample()).nodes if node.depth is not None}
    assert {box.id for box in scene(lineage_sample()).boxes} == chain
    assert {box.id for box in scene(lineage_sample(), context=True).boxes} == {one.id for one in lineage_sample().nodes}
    without = replace(lineage_sample(), root=None)
    assert len(scene(without).boxes) == len(without.nodes), "without a root there is no chain to show alone"


def test_children_stand_under_their_parents_province_by_province() -> None:
    """Fifty communes of five provinces whose numbers are mixed: none stands under the plan of another province."""
    provinces = [f"tỉnh {name}" for name in "EDCBA"]
    plans = [
        PictureNode(f"p{n}", f"{n}/KH", "province", province=name, date=f"2024-01-0{5 - n}")
        for n, name in enumerate(provinces)
    ]
    communes = [
        PictureNode(f"c{n}", f"{n}/KH", "commune", province=provinces[n % 5], date="2025-01-01") for n in range(50)
    ]
    root = PictureNode("r", "1/CT", "central", date="2021-01-01")
    edges = [PictureEdge(plan.id, "r", "based_on") for plan in plans]
    edges += [PictureEdge(one.id, f"p{n % 5}", "implements") for n, one in enumerate(communes)]
    view = scene(Picture((root, *plans, *communes), tuple(edges), root="r"))
    province = {node.id: node.province for node in view.picture.nodes}
    for level in ("p", "c"):
        order = [province[key] for key in view.order if key.startswith(level)]
        assert [name for name, _ in groupby(order)] == ["tỉnh A", "tỉnh B", "tỉnh C", "tỉnh D", "tỉnh E"]


@pytest.mark.parametrize("mode", GROUPINGS)
def test_groups_say_where_they_are_from_and_how_many_rely_on_the_ended(mode: Grouping) -> None:
    picture = made_sample(3000)
    nodes = {node.id: node for node in picture.nodes}
    for group in scene(picture).groups[mode]:
        assert all(group.name[language] for language in LANGUAGES)
        assert group.ended == sum(bool(nodes[member].ended) for member in group.members)
        if mode == "place" and group.level == "commune":
            assert {nodes[member].province for member in group.members} == {group.name["vi"]}
    said = svg(picture)
    if mode == "place":
        assert "tỉnh Mẫu 1<" in said
        assert re.search(r"✗ \d+ dựa vào văn bản đã hết hiệu lực<", said)


def test_drawing_goes_through_pyvis_with_positions_and_without_physics() -> None:
    view = scene(lineage_sample())
    drawing = network(view)
    assert drawing.num_nodes() == len(view.boxes)
    assert drawing.num_edges() == len(view.links)
    assert drawing.options.physics.enabled is False
    assert {(node["x"], node["y"]) for node in drawing.nodes} == set(view.layout.at.values())


def test_a_group_by_basis_shares_one_document_and_says_where_that_is_from() -> None:
    """All provinces number their plans alike."""
    sample = made_sample(1000)
    alike = tuple(replace(node, label="1/KH-UBND") if node.level == "province" else node for node in sample.nodes)
    sample = replace(sample, nodes=alike)
    bases = {edge.source: edge.target for edge in sample.edges if edge.target.startswith("urn:x:p")}
    groups = [group for group in scene(sample).groups["basis"] if group.level == "commune"]
    provinces = {node.id: node.province for node in sample.nodes}
    by_plan = [group for group in groups if group.name["vi"] != "33/CT-TTg"]
    assert len({group.name["vi"] for group in by_plan}) == 17
    for group in by_plan:
        (basis,) = {bases[member] for member in group.members}
        assert group.name["vi"] == f"1/KH-UBND · {provinces[basis]}"
