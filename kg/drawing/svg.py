"""The picture as one static SVG for a report: no script, no style sheet, no reference outside itself."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from kg.drawing.boxes import FONT, LEADING, PADDING, Box, status_line, text_width
from kg.drawing.layout import Column
from kg.drawing.picture import Picture, PictureNode
from kg.drawing.plain import plain
from kg.drawing.scene import Link, Placed, Scene, scene
from kg.drawing.words import Language, words
from kg.wording import day_in

SVG = "http://www.w3.org/2000/svg"
FONTS = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif'
INK, PALE, PAPER, ROOT = "#1b1b1b", "#8a8a8a", "#ffffff", "#12263f"
MARGIN = (150.0, 86.0, 30.0)
"""Pixels left of the boxes (names of the levels), above them (title, years), and on the other sides."""
THICK_MOST = 60

ARROWS = {
    "triangle": "M0,0 L10,5 L0,10 z",
    "vee": "M0,0 L10,5 L0,10 L4,5 z",
    "circle": "M5,0.5 a4.5,4.5 0 1,0 0.01,0 z",
    "box": "M1,1 h8 v8 h-8 z",
    "bar": "M4,0 h3 v10 h-3 z",
    "diamond": "M0,5 L5,0.5 L10,5 L5,9.5 z",
}


def svg(picture: Picture, *, title: str = "", language: Language = "vi") -> str:
    """The picture as the text of an SVG file, with its legend; ``title`` stands on top."""
    return svg_of(scene(picture), title, language)


def svg_of(view: Scene, title: str, language: Language) -> str:
    """A scene as the text of an SVG file."""
    title = plain(title)
    left, top, edge = MARGIN
    legend_width = 760.0
    width = left + max(view.layout.width, legend_width) + edge
    height = top + view.layout.height + 170 + edge
    root = ET.Element(
        "svg",
        {"xmlns": SVG, "viewBox": f"0 0 {width:.0f} {height:.0f}", "width": f"{width:.0f}", "height": f"{height:.0f}"},
        role="img",
        lang=language,
    )
    root.set("font-family", FONTS)
    ET.SubElement(root, "title").text = title or words().page["picture"][language]
    root.append(markers())
    _rect(root, 0, 0, width, height, fill=PAPER)
    _text(root, edge, 34, title, 20, bold=True)
    body = ET.SubElement(root, "g", transform=f"translate({left:.0f} {top:.0f})")
    _background(body, view, language)
    for chain in (False, True):
        layer = ET.SubElement(body, "g", opacity=f"{link_opacity(view, chain=chain)}")
        for link in view.links:
            if link.chain == chain:
                _link(layer, link, view, language)
    nodes = {node.id: node for node in view.picture.nodes}
    for box in view.boxes:
        _box(body, box, nodes.get(box.id), view, language)
    _legend(root, edge, top + view.layout.height + 40, view, language)
    return ET.tostring(root, encoding="unicode")


def markers() -> ET.Element:
    """The arrow heads of all relations, as ``defs``; the page uses the same."""
    defs = ET.Element("defs")
    for relation, look in words().relations.items():
        marker = ET.SubElement(
            defs, "marker", id=f"head-{relation}", viewBox="0 0 10 10", refX="9", refY="5", orient="auto"
        )
        marker.attrib |= {"markerWidth": "9", "markerHeight": "9", "markerUnits": "userSpaceOnUse"}
        ET.SubElement(marker, "path", d=ARROWS[look.arrow], fill=look.colour)
    return defs


def is_upright(start: Placed, end: Placed, bend: int) -> bool:
    """Whether a link runs up and down between rows, or as a bow: within a row, or beside a first link."""
    return bend == 0 and abs(start.y - end.y) > (start.box.height + end.box.height) / 2 + 12


def link_path(start: Placed, end: Placed, bend: int) -> str:
    """The SVG path of a link, from border to border."""
    x1, y1, x2, y2 = start.x, start.y, end.x, end.y
    if is_upright(start, end, bend):
        up = 1 if y1 > y2 else -1
        y1, y2 = y1 - up * start.box.height / 2, y2 + up * end.box.height / 2
        reach = (y1 - y2) * 0.45
        return f"M{x1:.1f},{y1:.1f} C{x1:.1f},{y1 - reach:.1f} {x2:.1f},{y2 + reach:.1f} {x2:.1f},{y2:.1f}"
    side = 1 if x1 >= x2 else -1
    x1, x2 = x1 - side * start.box.width / 2, x2 + side * end.box.width / 2
    lift = 26.0 * (bend + 1) + 0.02 * abs(x1 - x2)
    return f"M{x1:.1f},{y1:.1f} Q{(x1 + x2) / 2:.1f},{(y1 + y2) / 2 - lift:.1f} {x2:.1f},{y2:.1f}"


def bow(start: Placed, end: Placed, bend: int) -> float:
    """How round a bow is, as vis-network counts: the longer, the flatter, and rounder beside a first link."""
    return round(0.12 * (bend + 1) / max(1.0, abs(start.x - end.x) / 400), 3)


def link_width(link: Link, view: Scene) -> float:
    """Pixels: the chain stands out, unless there is so much of it that thick lines would hide it."""
    return 1.0 if not link.chain else 2.4 if _few(view, chain=True) else 1.4


def link_opacity(view: Scene, *, chain: bool) -> float:
    """The chain stands out, and the more context there is, the paler it gets."""
    return 0.9 if chain else 0.4 if _few(view, chain=False) else 0.22


def _few(view: Scene, *, chain: bool) -> bool:
    return sum(link.chain == chain for link in view.links) <= THICK_MOST


def column_name(column: Column, language: Language) -> str:
    """ "2024", "2012–2016", or the word for undated."""
    if column.first is None:
        return words().page["undated"][language]
    return str(column.first) if column.first == column.last else f"{column.first}–{column.last}"


def _background(body: ET.Element, view: Scene, language: Language) -> None:
    for column in view.layout.columns:
        middle = (column.left + column.right) / 2
        _text(body, middle, -18, column_name(column, language), 13, anchor="middle", fill="#555555", bold=True)
    for lane in view.layout.lanes:
        _rect(body, -140, lane.top - 12, view.layout.width + 155, lane.bottom - lane.top + 24, fill="#f4f6f8", rx=8)
        for row, line in enumerate(_broken(words().levels[lane.level][language])):
            _text(body, -130, lane.top + 8 + 17 * row, line, 13, bold=True, fill="#444444")


def _broken(name: str) -> Iterable[str]:
    head, bracket, tail = name.partition(" (")
    return (head, bracket.strip() + tail) if bracket else (head,)


def _link(body: ET.Element, link: Link, view: Scene, language: Language) -> None:
    look = words().relations[link.relation]
    path = ET.SubElement(body, "path", fill="none", stroke=look.colour)
    path.set("d", link_path(view.placed(link.source), view.placed(link.target), link.bend))
    path.set("stroke-width", f"{link_width(link, view)}")
    if look.dash:
        path.set("stroke-dasharray", " ".join(map(str, look.dash)))
    path.set("marker-end", f"url(#head-{link.relation})")
    count = f" × {len(link.edges)}" if len(link.edges) > 1 else ""
    ET.SubElement(path, "title").text = look.name[language] + count


def _box(body: ET.Element, box: Box, node: PictureNode | None, view: Scene, language: Language) -> None:
    x, y = view.layout.at[box.id]
    left, top = x - box.width / 2, y - box.height / 2
    group = ET.SubElement(body, "g")
    is_root = node is not None and node.id == view.picture.root
    if box.members:
        _rect(group, left + 4, top + 4, box.width, box.height, fill="#e2e6ea", rx=6, stroke=PALE)
    frame = _rect(group, left, top, box.width, box.height, fill=ROOT if is_root else PAPER, rx=6)
    frame.set("stroke", INK if box.chain else PALE)
    frame.set("stroke-width", "1.6" if box.chain else "1")
    if node is not None and node.inferred:
        frame.set("stroke-dasharray", "5 3")
    if node is not None:
        _rect(group, left, top, 5, box.height, fill=words().statuses[node.status].colour, rx=2)
    large, small = (size * box.scale for size in FONT[box.kind])
    ink = PAPER if is_root else INK
    text_x, text_y = left + PADDING[0] * box.scale, top + PADDING[1] * box.scale
    for position, line in enumerate(_label_lines(box, node, language)):
        text_y += large * LEADING
        shown = _sign(box, node) + line if position == 0 else line
        _text(group, text_x, text_y - large * 0.35, shown, large, bold=box.kind != "small", fill=ink)
    for line in (
        *box.under,
        *([status_line(node, node.status, language)] if node is not None and box.kind == "full" else []),
    ):
        text_y += small * LEADING
        _text(group, text_x, text_y - small * 0.35, line, small, fill=ink)
    if node is not None:
        said = (
            node.label,
            node.issuer,
            day_in(node.date or "", language),
            node.title,
            words().statuses[node.status].name[language],
        )
        ET.SubElement(group, "title").text = " · ".join(part for part in said if part)


def _label_lines(box: Box, node: PictureNode | None, language: Language) -> tuple[str, ...]:
    if node is not None or language == "vi":
        return box.label
    return (f"{len(box.members)} documents",)


def _sign(box: Box, node: PictureNode | None) -> str:
    if node is None:
        return ""
    warning = "⚠ " if node.conflicts else ""
    return warning if box.kind == "full" else f"{words().statuses[node.status].icon} {warning}"


def _legend(root: ET.Element, left: float, top: float, view: Scene, language: Language) -> None:
    said = words()
    x = left
    for relation in sorted({link.relation for link in view.links}):
        look = said.relations[relation]
        line = ET.SubElement(root, "path", d=f"M{x:.0f},{top:.0f} h44", fill="none", stroke=look.colour)
        line.set("stroke-width", "2.2")
        line.set("stroke-dasharray", " ".join(map(str, look.dash)) or "none")
        line.set("marker-end", f"url(#head-{relation})")
        _text(root, x + 52, top + 4, look.name[language], 12)
        x += 70 + text_width(look.name[language], 12)
    x = left
    for status in sorted({node.status for node in view.picture.nodes}):
        look = said.statuses[status]
        _rect(root, x, top + 20, 5, 18, fill=look.colour)
        _text(root, x + 12, top + 34, f"{look.icon} {look.name[language]}", 12)
        x += 50 + text_width(look.name[language], 12)
    notes = [said.page[key][language] for key in ("size_note", "inferred_note", "conflict_note")]
    if view.picture.as_of is not None:
        notes.append(said.page["status_on"][language].replace("{day}", day_in(view.picture.as_of or "", language)))
    _text(root, left, top + 62, " · ".join(notes), 12, fill="#555555")
    for row, note in enumerate(notices(view, language)):
        _text(root, left, top + 84 + 18 * row, note, 12, bold=True)


def notices(view: Scene, language: Language) -> list[str]:
    """What the reader has to know of what is not drawn one by one."""
    said = words().page
    groups = view.groups[view.grouping]
    found = []
    if groups:
        count = sum(len(group.members) for group in groups)
        found.append(said["grouped"][language].replace("{n}", str(count)).replace("{groups}", str(len(groups))))
    if view.picture.left_out:
        found.append(said["left_out"][language].replace("{n}", str(view.picture.left_out)))
    return found


def _rect(parent: ET.Element, x: float, y: float, width: float, height: float, **attributes: str | int) -> ET.Element:
    box = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    return ET.SubElement(parent, "rect", box | {name: str(value) for name, value in attributes.items()})


def _text(
    parent: ET.Element,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    fill: str = INK,
    anchor: str = "start",
) -> None:
    line = ET.SubElement(parent, "text", x=f"{x:.1f}", y=f"{y:.1f}", fill=fill)
    line.set("font-size", f"{size:.1f}")
    if bold:
        line.set("font-weight", "bold")
    if anchor != "start":
        line.set("text-anchor", anchor)
    line.text = text
