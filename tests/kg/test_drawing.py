"""The picture without a browser: depths, layout, groups, escaping, SVG and Mermaid."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import groupby, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from drawing_samples import CT33, HOSTILE, hostile_sample, lineage_sample, made_sample
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import CancuError, InputError
from extract.records import DERIVING
from kg.drawing import LEVELS, Picture, PictureEdge, PictureNode, draw, measured, mermaid, page, png, svg
from kg.drawing.boxes import Box, text_width, wrapped
from kg.drawing.fonts import FOLDERS, installed
from kg.drawing.headline import headline
from kg.drawing.page import embedded
from kg.drawing.pagedata import network
from kg.drawing.picture import citation_counts
from kg.drawing.plain import LONGEST, plain
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kế hoạch số 61/KH-UBND", "Kế hoạch số 61/KH-UBND"),
        ("\u202egnp.exe", "[U+202E]gnp.exe"),
        ("a\x00b\x1b", "a[U+0000]b[U+001B]"),
        ("\ud800", "[U+D800]"),
        ("two\nlines\tkept", "two\nlines\tkept"),
        ("x" * (LONGEST + 1), "x" * LONGEST + "…"),
    ],
)
def test_plain_text_hides_nothing(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_plain_text_is_always_valid_utf8_and_xml(text: str) -> None:
    ET.fromstring(f"<a>{plain(text).replace('&', '&amp;').replace('<', '&lt;')}</a>".encode())


@settings(max_examples=40, deadline=None)
@given(st.recursive(st.text() | st.floats(allow_nan=False), lambda deeper: st.dictionaries(st.text(), deeper)))
def test_embedded_json_means_the_same_and_cannot_end_its_script(data: dict[str, str]) -> None:
    text = embedded(data)
    assert json.loads(text) == data
    assert not re.search("[<>&\u2028\u2029]", text)


class Elements(HTMLParser):
    """Every start tag of a page, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_picture_adds_no_element_to_the_page(language: str) -> None:
    mild = Elements(page(lineage_sample(), title="a", language=language)).tags
    wild = Elements(page(hostile_sample(), title=" ".join(HOSTILE), language=language)).tags
    assert [tag for tag, _ in wild] == [tag for tag, _ in mild]
    assert not [name for _, attributes in wild for name in attributes if name.startswith("on")]
    assert not [1 for tag, attributes in wild if tag in ("script", "link", "img") and {"src", "href"} & set(attributes)]
    assert wild[0] == ("html", {"lang": language})


def test_the_page_forbids_everything_but_its_own_scripts() -> None:
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in Elements(page(lineage_sample(), title="a")).tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/=]{44}' ?){2}", rules["script-src"])
    assert "unsafe" not in policy
    assert not re.search(r"https?:", policy)


def test_the_page_is_written_as_utf8_whatever_the_locale(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]; from drawing_samples import lineage_sample; "
        "from kg.drawing import draw; draw(lineage_sample(), sys.argv[1], title='a')"
    )
    out = tmp_path / "a.html"
    places = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    subprocess.run([sys.executable, "-X", "utf8=0", "-c", code, str(out), *places], env={"LC_ALL": "C"}, check=True)
    assert "Ủy ban nhân dân xã Đình Lập" in out.read_text(encoding="utf-8")


def test_drawing_goes_through_pyvis_with_positions_and_without_physics() -> None:
    view = scene(lineage_sample())
    drawing = network(view)
    assert drawing.num_nodes() == len(view.boxes)
    assert drawing.num_edges() == len(view.links)
    assert drawing.options.physics.enabled is False
    assert {(node["x"], node["y"]) for node in drawing.nodes} == set(view.layout.at.values())


@pytest.mark.parametrize("sample", [lineage_sample, hostile_sample, lambda: made_sample(400)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_svg_holds_every_box_and_nothing_that_runs(sample: object, language: str) -> None:
    picture = sample()  # type: ignore[operator]
    text = svg(picture, title="Phả hệ <của> 33/CT-TTg", language=language)
    root = ET.fromstring(text)
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags <= {"svg", "title", "defs", "marker", "path", "rect", "g", "text"}
    assert not [1 for each in root.iter() for name in each.attrib if name.startswith("on") or name.endswith("href")]
    said = " ".join(each.text or "" for each in root.iter() if each.tag.endswith("text"))
    for box in scene(picture).boxes:
        assert box.label[0] in said or box.members
    assert words().relations["based_on"].name[language] in said
    ET.fromstring(svg(picture, title=" ".join(HOSTILE), language=language))


def test_the_picture_opens_on_the_chain_and_the_context_comes_when_it_is_asked_for() -> None:
    chain = {node.id for node in measured(lineage_sample()).nodes if node.depth is not None}
    assert {box.id for box in scene(lineage_sample()).boxes} == chain
    assert {box.id for box in scene(lineage_sample(), context=True).boxes} == {one.id for one in lineage_sample().nodes}
    without = replace(lineage_sample(), root=None)
    assert len(scene(without).boxes) == len(without.nodes), "without a root there is no chain to show alone"


@pytest.mark.parametrize(
    ("picture", "vi", "en"),
    [
        (
            lineage_sample(),
            "6 kế hoạch bắt nguồn từ Chỉ thị 33/CT-TTg: 4 trực tiếp, 1 qua 61/KH-UBND, 1 qua 69/KH-UBND; "
            "1 kế hoạch dựa vào văn bản đã hết hiệu lực khi ký.",
            "6 plans derive from Chỉ thị 33/CT-TTg: 4 directly, 1 through 61/KH-UBND, 1 through 69/KH-UBND; "
            "1 plan relies on documents that had ended when it was signed.",
        ),
        (
            made_sample(300),
            "269 kế hoạch bắt nguồn từ Chỉ thị 33/CT-TTg: 17 trực tiếp, 252 qua 17 văn bản khác; "
            "13 kế hoạch dựa vào văn bản đã hết hiệu lực khi ký.",
            "269 plans derive from Chỉ thị 33/CT-TTg: 17 directly, 252 through 17 other documents; "
            "13 plans rely on documents that had ended when they were signed.",
        ),
        (
            replace(lineage_sample(), root="urn:x:179/KH-UBND"),
            "Kế hoạch 179/KH-UBND bắt nguồn từ 17 văn bản; 2 trong số đó đã hết hiệu lực khi ký.",
            "Kế hoạch 179/KH-UBND derives from 17 documents; 2 of them had ended when it was signed.",
        ),
        (
            replace(lineage_sample(), root="urn:x:366-QĐ/TW"),
            "Không văn bản nào đã đọc bắt nguồn từ Quy định 366-QĐ/TW; chưa thấy văn bản nào dựa vào "
            "văn bản đã hết hiệu lực khi ký.",
            "No document that was read derives from Quy định 366-QĐ/TW; none was found to rely on what had ended "
            "when it was signed.",
        ),
        (Picture(lineage_sample().nodes[:1]), "1 văn bản.", "1 document."),
    ],
    ids=["chain", "many", "up", "alone", "rootless"],
)  # fmt: skip
def test_the_headline_says_what_the_picture_shows(picture: Picture, vi: str, en: str) -> None:
    assert headline(picture, "vi") == vi
    assert headline(picture, "en") == en
    assert vi.split(": ", maxsplit=1)[0][:40] in svg(picture)


def test_what_relies_on_the_ended_is_red_and_what_merely_ran_out_is_not() -> None:
    view = scene(lineage_sample(), context=True)
    assert {(link.source, link.target) for link in view.links if link.ended} == {
        ("urn:x:179/KH-UBND", "urn:x:35-CT/TW"), ("urn:x:179/KH-UBND", "urn:x:129-NQ/TU"),
    }  # fmt: skip
    assert {box.label[0] for box in view.boxes if box.ended} == {"179/KH-UBND"}
    red = words().ended.colour
    drawn = ET.fromstring(svg(lineage_sample(), context=True))
    frames = [each for each in drawn.iter(f"{SVG}rect") if each.get("stroke") == red and each.get("stroke-width")]
    lines = [each for each in drawn.iter(f"{SVG}path") if each.get("stroke") == red]
    assert (len(frames), len(lines)) == (1, 2)
    said = [each.text for each in drawn.iter(f"{SVG}text") if each.get("fill") == red]
    assert sorted(map(str, said)) == ["Đã hết hiệu lực khi ký", "✗", "✗", "✗", "✗ 2 căn cứ đã hết hiệu lực"]
    assert red not in {look.colour for look in (*words().statuses.values(), *words().relations.values())}


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


def test_the_svg_says_what_is_left_out() -> None:
    outside = len(lineage_sample().nodes) - 7
    assert "3 văn bản của chuỗi không được đưa vào hình" in svg(lineage_sample())
    assert f"{outside + 2} văn bản khác được dẫn không có trong hình" in svg(lineage_sample())
    assert ">2 văn bản khác được dẫn không có trong hình" in svg(lineage_sample(), context=True)
    assert "hiệu lực ngày 01/7/2026" in svg(lineage_sample())
    assert "documents are collapsed into" in svg(made_sample(400), language="en")


def test_mermaid_names_every_document_of_the_chain_and_quotes_all_that_could_be_markup() -> None:
    text = mermaid(lineage_sample())
    assert "33/CT-TTg<br>Thủ tướng Chính phủ<br>26/11/2021" in text
    assert text.startswith("flowchart BT\n")
    assert "23-QĐ/TW" not in text, "context stays out, and that is said"
    assert f"{len(lineage_sample().nodes) - 7 + 2} văn bản khác được dẫn không có trong hình" in text
    for line in mermaid(hostile_sample()).splitlines():
        quoted = re.findall(r'"([^"]*)"', line)
        assert line.count('"') in (0, 2)
        assert not re.search(r"[<>{}`'&;]", re.sub(r"#\d+;|<br>", "", " ".join(quoted)))


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.html", "<!DOCTYPE"), ("a.HTM", "<!DOCTYPE"), ("a", "<!DOCTYPE"), ("a.svg", "<svg"), ("a.mmd", "flow")],
)
def test_draw_writes_what_the_suffix_says(tmp_path: Path, name: str, start: str) -> None:
    draw(lineage_sample(), tmp_path / name, title="a")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_draw_refuses_a_suffix_that_names_no_form(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.pdf: name it \.html, \.svg, \.png or \.mmd"):
        draw(lineage_sample(), tmp_path / "a.pdf", title="a")
    assert not (tmp_path / "a.pdf").exists()


def test_a_png_is_the_svg_at_twice_the_size_with_its_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    picture = Picture(lineage_sample().nodes[:2], root=lineage_sample().root)
    try:
        draw(picture, tmp_path / "a.png", title="a")
    except CancuError as error:
        pytest.skip(f"no PNG with letters can be made here: {error}")
    data = (tmp_path / "a.png").read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    drawing = ET.fromstring(svg(picture, title="a"))
    assert (width, height) == tuple(2 * int(drawing.attrib[name]) for name in ("width", "height"))
    assert data != png(picture, title="b"), "there are letters in it"
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(CancuError, match="cancu\\[png\\]"):
        png(picture)


def test_a_png_takes_any_font_with_vietnamese_letters_and_says_where_there_is_none(tmp_path: Path) -> None:
    """A machine whose only font is one that the picture does not ask for, and one without any."""
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    serif = next((path for path, name in installed() if name == "DejaVu Serif"), None)
    if serif is None or shutil.which("unshare") is None:
        pytest.skip("needs the font DejaVu Serif and the program unshare, which are not both on this machine")
    (tmp_path / "fonts").mkdir()
    shutil.copy(serif, tmp_path / "fonts")
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from drawing_samples import lineage_sample; from kg.drawing import png\n"
        "try: print(len(png(lineage_sample(), title='Phả hệ')) > 10000)\n"
        "except Exception as error: print(error)"
    )
    folders = " ".join(str(folder.expanduser()) for folder in FOLDERS)
    script = (
        f"for folder in {folders}; do [ ! -d $folder ] || mount -t tmpfs none $folder; done; "
        'cp "$0"/* /usr/share/fonts; "$@"; rm /usr/share/fonts/*; "$@"'
    )
    places = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    done = subprocess.run(
        ["unshare", "-m", "sh", "-ec", script, str(tmp_path / "fonts"), sys.executable, "-c", code, "-", *places],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"the fonts cannot be hidden here: {done.stderr.strip()}")
    with_one, with_none = done.stdout.splitlines()
    assert with_one == "True"
    assert "needs a font with Vietnamese letters, and this machine has none" in with_none


@pytest.mark.parametrize("data", [b"", b"ttcf", bytes(200), b"\xff" * 200, b"\0\1\0\0\0\1name" + b"\xff" * 30])
def test_a_broken_font_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.ttf").write_bytes(data)
    assert list(installed((tmp_path,))) == []


def test_draw_can_put_another_document_in_the_middle(tmp_path: Path) -> None:
    draw(measured(lineage_sample()), tmp_path / "a.html", title="a", root="urn:x:69/KH-UBND")
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', (tmp_path / "a.html").read_text("utf-8")
    )
    assert found
    data = json.loads(found[1])
    assert data["nodes"][data["root"]]["label"] == "69/KH-UBND"
    depth = {node["label"]: node["depth"] for node in data["nodes"]}
    assert (depth["33/CT-TTg"], depth["35/KH-UBND"], depth["61/KH-UBND"]) == (-1, 1, None)


@pytest.mark.parametrize(
    ("nodes", "edges", "root", "said"),
    [
        (("a", "a"), (), None, "same id"),
        (("a",), (("a", "b"),), None, "does not hold: 'b'"),
        (("a",), (), "c", "does not hold: 'c'"),
    ],
)
def test_a_picture_that_makes_no_sense_is_refused(
    nodes: tuple[str, ...], edges: tuple[tuple[str, str], ...], root: str | None, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Picture(
            tuple(PictureNode(key, key) for key in nodes),
            tuple(PictureEdge(*ends, "cites") for ends in edges),
            root,
        )


def test_every_word_is_there_in_both_languages() -> None:
    said = words()
    looks = [look.name for look in (*said.relations.values(), *said.statuses.values())]
    for entry in [*looks, *said.levels.values(), *said.fields.values(), *said.groupings.values(), *said.page.values()]:
        assert set(entry) == set(LANGUAGES)
        assert all(entry.values())
    for entry in said.page.values():
        assert re.findall(r"\{\w+\}", entry["vi"]) == re.findall(r"\{\w+\}", entry["en"])


def test_no_role_is_told_by_colour_alone() -> None:
    looks = words().relations.values()
    assert len({(look.dash, look.arrow) for look in looks}) == len(looks)
    assert len({look.icon for look in words().statuses.values()}) == len(words().statuses)


def contrast(colour: str) -> float:
    """Contrast ratio to white, as WCAG 2 counts it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_colours_stand_out_from_the_paper() -> None:
    for look in (*words().relations.values(), *words().statuses.values()):
        assert contrast(look.colour) >= 2.9


@given(st.text(max_size=80), st.floats(8, 20))
def test_wrapped_lines_fit(text: str, size: float) -> None:
    for line in wrapped(text, size, 150):
        assert text_width(line, size) <= 1.25 * 150 or len(line) <= 2
