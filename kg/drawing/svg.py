"""The picture as one static SVG for a report: no script, no style sheet, no reference outside itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from kg.drawing.boxes import (
    FONT,
    LEADING,
    PADDING,
    TEXT_WIDTH,
    Box,
    abbreviated,
    ended_line,
    ended_members,
    member_count,
    status_line,
    text_width,
    wrapped,
)
from kg.drawing.headline import headline, title_of
from kg.drawing.layout import Column
from kg.drawing.picture import Picture, PictureNode
from kg.drawing.plain import plain
from kg.drawing.routes import Point, drawn, middle_of
from kg.drawing.scene import Link, Scene, scene
from kg.drawing.words import words
from kg.render.blocks import beside
from kg.wording import Language, day_in, number_in

SVG = "http://www.w3.org/2000/svg"
FONTS = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif'
INK, PALE, PAPER, ROOT = "#1b1b1b", "#8a8a8a", "#ffffff", "#12263f"
MARGIN = (150.0, 112.0, 30.0)
"""Pixels left of the boxes (names of the levels), above them (title, headline, years), and on the other sides."""
THICK_MOST = 60

ARROWS = {
    "triangle": "M0,0 L10,5 L0,10 z",
    "vee": "M0,0 L10,5 L0,10 L4,5 z",
    "circle": "M5,0.5 a4.5,4.5 0 1,0 0.01,0 z",
    "box": "M1,1 h8 v8 h-8 z",
    "bar": "M4,0 h3 v10 h-3 z",
    "diamond": "M0,5 L5,0.5 L10,5 L5,9.5 z",
}


def svg(picture: Picture, *, title: str | None = None, language: Language = "vi", context: bool = False) -> str:
    """The picture as the text of an SVG file, with its legend: the chain alone, or with its ``context``.

    ``title`` stands on top, that of the root by default.
    """
    view = scene(picture, context=context)
    title = plain(title if title is not None else title_of(view.picture, language))
    left, top, edge = MARGIN
    legend_width = 760.0
    width = left + max(view.layout.width, legend_width) + edge
    sentence = wrapped(headline(view.picture, language), 15, width - 2 * edge, lines=2)
    top += 20.0 * (len(sentence) - 1)
    height = top + view.layout.height + 170 + edge
    root = ET.Element(
        "svg",
        {"xmlns": SVG, "viewBox": f"0 0 {width:.0f} {height:.0f}", "width": f"{width:.0f}", "height": f"{height:.0f}"},
        role="img",
        lang=language,
    )
    root.set("font-family", FONTS)
    ET.SubElement(root, "title").text = title
    root.append(markers())
    _rect(root, 0, 0, width, height, fill=PAPER)
    _text(root, edge, 34, title, 20, bold=True)
    for row, line in enumerate(sentence):
        _text(root, edge, 60 + 20 * row, line, 15)
    body = ET.SubElement(root, "g", transform=f"translate({left:.0f} {top:.0f})")
    _background(body, view, language)
    for chain in (False, True):
        layer = ET.SubElement(body, "g", opacity=f"{link_opacity(view, chain=chain)}")
        for link, path in zip(view.links, view.paths, strict=True):
            if link.chain == chain and not link.ended:
                _link(layer, link, path, view, language)
    for link, path in zip(view.links, view.paths, strict=True):
        if link.ended:
            _link(body, link, path, view, language)
    nodes = {node.id: node for node in view.picture.nodes}
    for box in view.boxes:
        _box(body, box, nodes.get(box.id), view, language)
    _legend(root, edge, top + view.layout.height + 40, view, language)
    return ET.tostring(root, encoding="unicode")


def markers() -> ET.Element:
    """The arrow heads of all relations, as ``defs``; the page uses the same."""
    defs = ET.Element("defs")
    for relation, look in words().relations.items():
        for key, colour in ((relation, look.colour), (f"{relation}-ended", words().ended.colour)):
            marker = ET.SubElement(
                defs, "marker", id=f"head-{key}", viewBox="0 0 10 10", refX="9", refY="5", orient="auto"
            )
            marker.attrib |= {"markerWidth": "9", "markerHeight": "9", "markerUnits": "userSpaceOnUse"}
            ET.SubElement(marker, "path", d=ARROWS[look.arrow], fill=colour)
    return defs


def link_width(link: Link, view: Scene) -> float:
    """Pixels: the chain stands out, unless there is so much of it that thick lines would hide it."""
    return 2.4 if link.ended else 1.0 if not link.chain else 2.4 if _few(view, chain=True) else 1.4


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


def _link(body: ET.Element, link: Link, points: Sequence[Point], view: Scene, language: Language) -> None:
    look, ended = words().relations[link.relation], words().ended
    path = ET.SubElement(body, "path", fill="none", stroke=ended.colour if link.ended else look.colour)
    path.set("d", drawn(points))
    path.set("stroke-width", f"{link_width(link, view)}")
    if look.dash:
        path.set("stroke-dasharray", " ".join(map(str, look.dash)))
    path.set("marker-end", f"url(#head-{link.relation}{'-ended' if link.ended else ''})")
    count = f" × {len(link.edges)}" if len(link.edges) > 1 else ""
    finding = f": {ended.name[language]}" if link.ended else ""
    ET.SubElement(path, "title").text = look.name[language] + count + finding
    if link.ended:
        _sign_on(body, middle_of(points))


def _sign_on(body: ET.Element, at: Point) -> None:
    """The sign of a reliance on what had ended, on its line."""
    x, y = at
    ended = words().ended
    _rect(body, x - 8, y - 8, 16, 16, fill=PAPER, rx=8, stroke=ended.colour)
    _text(body, x, y + 4.5, ended.icon, 12, bold=True, anchor="middle", fill=ended.colour)


def _box(body: ET.Element, box: Box, node: PictureNode | None, view: Scene, language: Language) -> None:
    x, y = view.layout.at[box.id]
    left, top = x - box.width / 2, y - box.height / 2
    group = ET.SubElement(body, "g")
    is_root = node is not None and node.id == view.picture.root
    if box.members:
        _rect(group, left + 4, top + 4, box.width, box.height, fill="#e2e6ea", rx=6, stroke=PALE)
    frame = _rect(group, left, top, box.width, box.height, fill=ROOT if is_root else PAPER, rx=6)
    frame.set("stroke", words().ended.colour if box.ended else INK if box.chain else PALE)
    frame.set("stroke-width", "2.6" if box.ended else "1.6" if box.chain else "1")
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
    for line in _under(box, node, view, language):
        text_y += small * LEADING
        _text(group, text_x, text_y - small * 0.35, line, small, fill=ink)
    if box.ended and box.kind in ("full", "group"):
        line = ended_line(box.ended, language) if node is not None else ended_members(box.ended, language)
        text_y += small * LEADING
        fill = PAPER if is_root else words().ended.colour
        _text(group, text_x, text_y - small * 0.35, line, small, bold=True, fill=fill)
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
    return box.label if node is not None else (member_count(len(box.members), language),)


def _under(box: Box, node: PictureNode | None, view: Scene, language: Language) -> tuple[str, ...]:
    """The smaller lines: issuer, day and status of a document, what a group has in common."""
    if node is None:
        name = next(group.name for group in view.groups[view.grouping] if group.key == box.id)
        return box.under and wrapped(abbreviated(name[language]), FONT["group"][1], TEXT_WIDTH["group"])
    return (*box.under, status_line(node, node.status, language)) if box.kind == "full" else box.under


def _sign(box: Box, node: PictureNode | None) -> str:
    if node is None:
        return ""
    warning = "⚠ " if node.conflicts else ""
    if box.kind == "full":
        return warning
    finding = f"{words().ended.icon} " if node.ended else ""
    return f"{finding}{words().statuses[node.status].icon} {warning}"


def _legend(root: ET.Element, left: float, top: float, view: Scene, language: Language) -> None:
    said = words()
    nodes = {node.id: node for node in view.picture.nodes}
    x = left
    for relation in sorted({link.relation for link in view.links}):
        look = said.relations[relation]
        line = ET.SubElement(root, "path", d=f"M{x:.0f},{top:.0f} h44", fill="none", stroke=look.colour)
        line.set("stroke-width", "2.2")
        line.set("stroke-dasharray", " ".join(map(str, look.dash)) or "none")
        line.set("marker-end", f"url(#head-{relation})")
        _text(root, x + 52, top + 4, look.name[language], 12)
        x += 70 + text_width(look.name[language], 12)
    if any(box.ended for box in view.boxes):
        _sign_on(root, (x + 8, top))
        _text(root, x + 22, top + 4, said.ended.name[language], 12, bold=True, fill=said.ended.colour)
    x = left
    for status in sorted({nodes[box.id].status for box in view.boxes if box.id in nodes}):
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
    groups = [box for box in view.boxes if box.members]
    found = []
    if groups:
        count = sum(len(box.members) for box in groups)
        found.append(
            said["grouped"][language].replace("{n}", number_in(count, language)).replace("{groups}", str(len(groups)))
        )
    drawn_ones = sum(len(box.members) or 1 for box in view.boxes)
    absent = {
        "left_out": view.picture.left_out,
        "context_left_out": view.picture.context_left_out + len(view.picture.nodes) - drawn_ones,
    }
    found += [said[key][language].replace("{n}", number_in(count, language)) for key, count in absent.items() if count]
    return found + [f"{plain(one.text)}." for one in beside(view.picture.namesakes, language)]


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
