"""The page in a real browser on screens of several sizes, on paper, and saved: nothing covered, cut or left out."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

pytest.importorskip("selenium", reason="selenium is not installed")

from drawing_browser import Reader
from drawing_samples import lineage_sample, made_sample
from selenium.webdriver.common.keys import Keys

from extract.errors import CancuError
from kg.drawing import Picture, PictureEdge, draw, svg
from kg.drawing.headline import headline
from kg.drawing.scene import scene


@pytest.mark.parametrize("size", [(1440, 900), (1366, 650)])
@pytest.mark.parametrize("sample", [lineage_sample, lambda: made_sample(300), lambda: made_sample(3000)])
def test_the_chain_stands_whole_in_the_window(
    someone: Reader, sample: Callable[[], Picture], size: tuple[int, int]
) -> None:
    someone.open(sample(), size=size)
    assert someone.run(WHOLE) == []
    assert someone.run(BEHIND) == []
    assert someone.run("return document.documentElement.scrollWidth <= innerWidth"), "nothing beside the window"
    left, right = someone.run(BESIDE)  # type: ignore[misc]
    assert min(left, right) < 0 or left == pytest.approx(right, abs=2), "all of it is in the window: in the middle then"


BESIDE = """
const [start, end] = [0, cancu.view.layout.width].map(x => cancu.network.canvasToDOM({ x, y: 0 }).x);
const names = 118; // what those of the levels take
return [start - names, document.getElementById('picture').clientWidth - end];
"""

WHOLE = """
const frame = document.getElementById('picture');
const among = arguments[0] ? new Set(arguments[0]) : null;
return cancu.view.visible.filter(item => !among || among.has(item.id)).filter(item => {
  const { x, y } = cancu.view.layout.at.get(item.id);
  const start = cancu.network.canvasToDOM({ x: x - item.width / 2, y: y - item.height / 2 });
  const end = cancu.network.canvasToDOM({ x: x + item.width / 2, y: y + item.height / 2 });
  return start.x < 0 || start.y < 0 || end.x > frame.clientWidth + 1 || end.y > frame.clientHeight + 1;
}).map(item => item.label ?? item.name.vi);
"""


@pytest.mark.parametrize("sample", [lineage_sample, lambda: made_sample(300), lambda: made_sample(1000)])
def test_whatever_the_reader_opens_no_line_runs_behind_a_box_and_no_box_covers_another(
    someone: Reader, sample: Callable[[], Picture]
) -> None:
    someone.open(sample())
    for act in (
        lambda: someone.click("#context"),
        lambda: someone.run(
            "[...cancu.view.items.keys()].filter(id => typeof id === 'string').slice(0, 2).map(cancu.toggle)"
        ),
        lambda: someone.choose("#grouping", "year"),
        lambda: someone.find("61/kh-ubnd"),
        lambda: someone.press("e"),
        lambda: someone.click("#context"),
        lambda: someone.click("#levels input[value=province]"),
    ):
        act()
        assert someone.run(BEHIND) == []


BEHIND = """
const { items, layout, links } = cancu.view;
const boxes = [...items.values()].map(({ id, width, height }) => {
  const { x, y } = layout.at.get(id);
  const [w, h] = [width / 2 - 0.3, height / 2 - 0.3];
  return { id, left: x - w, right: x + w, top: y - h, bottom: y + h };
});
const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
const found = [];
for (const one of boxes) for (const two of boxes) if (one !== two && meet(one, two)) found.push([one.id, two.id]);
for (const { source, target, points } of links.values()) {
  points.slice(1).forEach(([x, y], place) => {
    const [u, v] = points[place];
    const stretch = { left: Math.min(x, u), right: Math.max(x, u), top: Math.min(y, v), bottom: Math.max(y, v) };
    const others = boxes.filter(({ id }) => id !== source && id !== target);
    for (const box of others) if (meet(stretch, box)) found.push([source, target, box.id]);
  });
}
return found;
"""


@pytest.mark.parametrize("size", [(1440, 900), (1366, 650)])
def test_what_is_opened_is_in_view_and_can_be_closed(someone: Reader, size: tuple[int, int]) -> None:
    """Also from a card, which takes a part of the width: all, or what can be read; then the whole chain is again."""
    someone.open(made_sample(3000), size=size)
    groups = "[...cancu.view.items.values()].filter(item => typeof item.id === 'string')"
    before, largest, members = someone.run(  # type: ignore[misc]
        f"const groups = {groups}.sort((a, b) => b.members.length - a.members.length);"
        "cancu.select(groups[0].id); return [groups.length, groups[0].id, groups[0].members]"
    )
    someone.run("cancu.toggle(arguments[0])", largest)
    assert someone.run(f"return {groups}.length") == before - 1
    assert not someone.one("#card").is_displayed()
    afar = someone.run("return cancu.network.getScale()") < 0.75  # type: ignore[operator]
    assert someone.run(WHOLE, members if afar else members[:1]) == []
    someone.run("cancu.select(arguments[0])", members[0])
    assert str(len(members)) in someone.text("#card .regroup")
    someone.click("#card .regroup")
    assert someone.run(f"return {groups}.length") == before
    assert someone.run(WHOLE) == []


def test_of_what_is_opened_the_first_is_in_view_where_all_would_be_too_small_to_read(someone: Reader) -> None:
    sample = made_sample(3000)
    alike = tuple(replace(node, date="2025-05-01") if node.level == "commune" else node for node in sample.nodes)
    someone.open(replace(sample, nodes=alike), size=(1366, 650))
    someone.choose("#grouping", "year")
    largest = (
        "[...cancu.view.items.values()].filter(item => typeof item.id === 'string')"
        ".sort((a, b) => b.members.length - a.members.length)[0]"
    )
    members = someone.run(f"const group = {largest}; cancu.toggle(group.id); return group.members")
    assert len(members) > 1_000  # type: ignore[arg-type]
    assert someone.run("return cancu.network.getScale()") >= 0.75  # type: ignore[operator]
    assert someone.run(WHOLE, members[:1]) == []  # type: ignore[index]


def test_a_low_screen_leaves_two_thirds_of_it_to_the_picture(someone: Reader) -> None:
    someone.open(made_sample(300), size=(1366, 650))
    top, bottom = someone.run(  # type: ignore[misc]
        "const { top, bottom } = document.getElementById('picture').getBoundingClientRect(); return [top, bottom]"
    )
    assert bottom - top > 650 * 0.7
    assert bottom < 650


@pytest.mark.parametrize("grouping", ["place", "year", "basis"])
def test_the_name_of_a_group_stays_within_its_box(someone: Reader, grouping: str) -> None:
    """Also the longest: on paper, where every line is drawn as it is."""
    sample = made_sample(1000)
    name = "Luật Tổ chức chính quyền địa phương"
    named = tuple(replace(node, label=name) if node.level == "province" else node for node in sample.nodes)
    someone.open(replace(sample, nodes=named))
    someone.choose("#grouping", grouping)
    someone.run("window.dispatchEvent(new Event('beforeprint'))")
    someone.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        boxes, over = someone.run(OVER)  # type: ignore[misc]
    finally:
        someone.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        someone.run("window.dispatchEvent(new Event('afterprint'))")
    assert boxes > 15
    assert over == []


OVER = """
const own = (box, kind) => [...box.children].filter(each => each.tagName === kind);
const boxes = [...document.querySelectorAll('#printed svg g')]
  .filter(box => own(box, 'text').length && own(box, 'rect').length && !own(box, 'g').length);
const right = one => { const { x, width } = one.getBBox(); return x + width; };
const edge = box => Math.min(...own(box, 'rect').filter(each => each.getBBox().width > 20).map(right));
const over = boxes.flatMap(box => own(box, 'text').filter(text => right(text) > edge(box)));
return [boxes.length, over.map(text => text.textContent)];
"""


def test_pale_lines_that_run_as_one_are_no_darker_than_one(someone: Reader) -> None:
    """Where most of them share a stretch that no line of the chain does, the darkest dot is still a pale one."""
    sample = made_sample(300)
    base = next(node.id for node in sample.nodes if node.depth is None and node.id.startswith("urn:x:b"))
    plans = [node.id for node in sample.nodes if node.level == "commune"]
    cites = tuple(PictureEdge(plan, base, "cites") for plan in plans)
    someone.open(replace(sample, edges=sample.edges + cites), context=True)
    count, darkest = someone.run(DARKEST)  # type: ignore[misc]
    assert count > 20
    assert darkest > 150


DARKEST = """
const stretches = [...cancu.view.links.values()].flatMap(({ chain, points }) => points.slice(1).map((end, place) => ({
  chain, x: (points[place][0] + end[0]) / 2, y: (points[place][1] + end[1]) / 2,
  left: Math.min(points[place][0], end[0]), right: Math.max(points[place][0], end[0]),
  top: Math.min(points[place][1], end[1]), bottom: Math.max(points[place][1], end[1]),
})));
const by = ({ x, y }, near) => stretches.filter(({ left, right, top, bottom }) =>
  left - near <= x && x <= right + near && top - near <= y && y <= bottom + near);
const places = stretches.filter(one => !one.chain && !by(one, 9).some(({ chain }) => chain));
const [count, { x, y }] = places.map(one => [by(one, 0.1).length, one]).sort((a, b) => b[0] - a[0])[0];
cancu.network.moveTo({ position: { x, y }, scale: 0.3 });
cancu.network.redraw();
const { x: left, y: top } = cancu.network.canvasToDOM({ x, y });
const canvas = document.querySelector('#picture canvas');
const ratio = canvas.width / canvas.clientWidth;
const dots = canvas.getContext('2d').getImageData(left * ratio - 1, top * ratio - 1, 3, 3).data;
const light = Array.from({ length: 9 }, (_, dot) => Math.min(...dots.slice(4 * dot, 4 * dot + 3)));
return [count, Math.min(...light)];
"""


def test_a_phone_gets_the_lineage_as_an_indented_list(someone: Reader) -> None:
    someone.open(lineage_sample(), size=(390, 844))
    assert not someone.one("#picture").is_displayed()
    assert someone.one("#tree").is_displayed()

    def indent(label: str) -> int:
        entry = next(one for one in someone.all("#tree .entry") if one.text.startswith(label))
        return int(entry.location["x"])

    assert indent("33/CT-TTg") < indent("61/KH-UBND") < indent("179/KH-UBND")
    assert indent("Kế hoạch năm 2024") == indent("61/KH-UBND")
    assert "✗ 2 căn cứ đã hết hiệu lực" in someone.text("#tree")
    someone.type("#search", "lang son")
    assert someone.run("const { left, right } = document.getElementById('found').getBoundingClientRect();"
                       "return left >= 0 && right <= innerWidth")  # fmt: skip
    someone.one("#search").send_keys(Keys.ESCAPE)
    next(one for one in someone.all("#tree .entry") if one.text.startswith("179")).click()
    assert someone.run("return document.getElementById('card').getBoundingClientRect().top < innerHeight / 2")
    assert someone.run("return document.documentElement.scrollWidth <= innerWidth")
    someone.click("#card .close")
    someone.click("#language")
    assert "4 documents" in someone.text("#tree")


def frames(drawing: ET.Element) -> list[list[float]]:
    """Place and size of every box in an SVG, by its frame; signs on lines are smaller."""
    return [
        [float(each.attrib[name]) for name in ("x", "y", "width", "height")]
        for each in drawing.iter("{http://www.w3.org/2000/svg}rect")
        if each.get("fill") in ("#ffffff", "#12263f")
        and each.get("stroke", "none") != "none"
        and each.get("width") not in ("16", "16.0")
    ]


def lines(drawing: ET.Element) -> list[list[float]]:
    """The corners of every line between boxes in an SVG."""
    drawn = (each.get("d", "") for each in drawing.iter("{http://www.w3.org/2000/svg}path") if each.get("marker-end"))
    return sorted([float(number) for number in re.findall(r"-?[\d.]+", way)] for way in drawn if " h" not in way)


@pytest.mark.parametrize("context", [False, True])
@pytest.mark.parametrize("sample", [lineage_sample, lambda: made_sample(300), lambda: made_sample(1000)])
def test_the_page_lays_out_as_python_does_and_saves_what_it_shows(
    someone: Reader, sample: Callable[[], Picture], context: bool
) -> None:
    someone.open(sample(), context=context)
    saved = ET.parse(someone.saved("#save-svg", ".svg")).getroot()
    made = ET.fromstring(svg(sample(), context=context))
    assert not any("hấn vào" in "".join(still.itertext()) for still in (saved, made)), "nothing on it can be pressed"
    for part in (frames, lines):
        theirs, ours = part(saved), part(made)
        assert len(theirs) == len(ours)
        for one in theirs:
            alike = [other for other in ours if len(other) == len(one)]
            assert min(max(abs(a - b) for a, b in zip(one, other, strict=True)) for other in alike) < 0.5


def test_the_png_is_the_whole_picture(lineage: Reader) -> None:
    data = lineage.saved("#save-png", ".png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert width > 2000
    assert height > 1000
    assert len(data) > 50_000


def test_on_paper_stand_the_picture_and_the_table_and_no_controls(lineage: Reader) -> None:
    lineage.run("window.dispatchEvent(new Event('beforeprint'))")
    lineage.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert lineage.one("#printed svg").is_displayed()
        assert lineage.one("section.table table").is_displayed()
        for control in ("#picture", "#tools", "#search", "#day", "#print"):
            assert not lineage.one(control).is_displayed()
        assert "33/CT-TTg" in lineage.text("#printed svg")
    finally:
        lineage.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_on_paper_a_closed_group_is_a_row_and_what_relied_on_the_ended_has_its_own(someone: Reader) -> None:
    sample = made_sample(1000)
    someone.open(sample)
    someone.run("window.dispatchEvent(new Event('beforeprint'))")
    someone.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        rows = someone.run(
            "return [...document.querySelectorAll('tbody tr')].filter(row => row.offsetHeight)"
            ".map(row => row.dataset.number === undefined ? row.innerText : Number(row.dataset.number))"
        )
        groups = someone.run("return cancu.view.visible.filter(item => item.members.length > 1).length")
    finally:
        someone.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        someone.run("window.dispatchEvent(new Event('afterprint'))")
    said = [row for row in rows if isinstance(row, str)]  # type: ignore[attr-defined]
    nodes = {node.id: node for node in scene(sample).picture.nodes}
    order = [nodes[key] for key in scene(sample).order]
    ended = [number for number, node in enumerate(order) if node.ended and node.depth is not None]
    assert len(said) == groups > 3
    assert all(re.match(r"\d+ văn bản\t.+ · ", row) for row in said)
    assert set(ended) <= {row for row in rows if isinstance(row, int)}  # type: ignore[attr-defined]
    assert len(rows) < 150  # type: ignore[arg-type]
    assert someone.run("return document.querySelectorAll('tr.group').length") == 0


def test_paper_holds_the_chain_and_repeats_the_heads_of_its_table(someone: Reader, tmp_path: Path) -> None:
    try:
        draw(made_sample(2), tmp_path / "a.png", title="a")
    except CancuError as error:
        pytest.skip(f"letters that no font has cannot be read back from paper: {error}")
    someone.open(made_sample(60))
    paper = pypdfium2.PdfDocument(base64.b64decode(someone.driver.print_page()))
    pages = [" ".join(each.get_textpage().get_text_range().split()) for each in paper]
    assert "33/CT-TTg" in pages[0]
    assert headline(made_sample(60), "vi")[:60] in pages[0]
    assert len(pages) > 3
    assert all("Cơ quan ban hành" in each for each in pages[1:])
    assert not any("Bộ Chính trị" in each for each in pages[1:]), "the context is not asked for"
