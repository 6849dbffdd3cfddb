"""OpenDocument texts (.odt): the text as LibreOffice shows it, in reading order, without deleted or hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from extract.errors import InputError
from extract.reading.flow import Block, Flow, Parsed, is_only_a_page, superscript
from extract.reading.legacy import of_font
from extract.reading.limits import Task
from extract.reading.numerals import numeral
from extract.reading.packages import Package

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_SKIPPED = {
    "tracked-changes", "annotation", "forms", "title", "desc", "event-listeners", "object", "object-ole", "ruby-text",
    "page-number", "page-count", "covered-table-cell", "binary-data", "note-citation", "script",
}  # fmt: skip
_BLANKS = re.compile(r"\s+")
_RAISED = re.compile(r"super|[1-9]")  # "super 58%" or, in hundredths of the line, "33% 80%"
_INHERITANCE = 12


@dataclass(frozen=True, slots=True)
class _Look:
    font: str = ""
    capitals: bool = False
    hidden: bool = False
    raised: bool = False


@dataclass(slots=True)
class _List:
    """Where the numbers of nested lists stand."""

    style: dict[int, Element]
    counts: list[int] = field(default_factory=list)


def parse_odt(package: Package, task: Task) -> Parsed:
    """The text of an OpenDocument file. Raises InputError when it is encrypted, holds no document or no words."""
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and manifest.find(".//encryption-data") is not None:
        raise InputError("{name} is encrypted; save it without a password.", name=package.name)
    return _Reader(package, task).read()


class _Reader:
    def __init__(self, package: Package, task: Task) -> None:
        content = package.xml("content.xml")
        if content is None:
            raise InputError(
                "{name} is an OpenDocument file without content; get a whole copy of it.", name=package.name
            )
        self._content, self._margins = content, package.xml("styles.xml")
        self._name = package.name
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, dict[int, Element]] = {}
        self._looks: dict[str, _Look] = {}
        self._letters: dict[str, Element] = {}
        for root in (self._margins, content):
            for style in root.iter("style") if root is not None else ():
                self._styles[style.get("name", "")] = style
            for style in root.iter("list-style") if root is not None else ():
                self._lists[style.get("name", "")] = {_whole(level.get("level"), 0): level for level in style}
        self._flow = Flow(package.name, task)

    def read(self) -> Parsed:
        body = self._content.find("body/text")
        if body is None:
            raise InputError(
                "{name} is an OpenDocument file but not a text; save it as a text document.", name=self._name
            )
        flow = self._flow
        for margin in ("header-first", "header"):
            flow.add(self._margin(margin))
        self._blocks(body, flow)
        for margin in ("footer-first", "footer"):
            flow.add(self._margin(margin))
        if body.find("tracked-changes//deletion") is not None:
            flow.warn("{name} holds tracked changes; deleted text was left out, inserted text is in.", name=self._name)
        return flow.finish(MEDIA_TYPE)

    def _margin(self, tag: str) -> list[Block]:
        part = self._flow.part()
        for margin in _outermost(self._margins, tag) if self._margins is not None else ():
            if margin.get("display") != "false":
                self._blocks(margin, part)
        blocks = _ended(part)
        return [] if is_only_a_page("\n".join(block.text for block in blocks)) else blocks

    def _blocks(self, parent: Element, flow: Flow, lists: _List | None = None) -> None:
        for item in parent:
            flow.tick()
            tag = item.tag
            if tag in {"p", "h"}:
                self._paragraph(item, flow)
            elif tag == "list":
                self._list(item, flow, lists)
            elif tag == "table":
                flow.add_table(self._rows(item, flow))
            elif tag not in _SKIPPED:  # sections, indexes, frames anchored to the page
                self._blocks(item, flow, lists)

    def _list(self, item: Element, flow: Flow, lists: _List | None) -> None:
        lists = lists or _List(self._lists.get(item.get("style-name", ""), {}))
        lists.counts.append(0)
        for entry in item:
            level = lists.style.get(len(lists.counts))
            if entry.tag == "list-item":
                if lists.counts[-1] == 0 and level is not None:
                    lists.counts[-1] = _whole(level.get("start-value"), 1) - 1
                lists.counts[-1] = _whole(entry.get("start-value"), lists.counts[-1] + 1)
                if len(entry) and entry[0].tag in {"p", "h"} and level is not None:
                    flow.write(_label(level, lists))
            self._blocks(entry, flow, lists)
        lists.counts.pop()

    def _rows(self, parent: Element, flow: Flow) -> list[list[list[Block]]]:
        rows: list[list[list[Block]]] = []
        for item in parent:
            if item.tag == "table-row":
                rows.append([self._cell(cell, flow) for cell in item if cell.tag == "table-cell"])
            elif item.tag in {"table-rows", "table-header-rows", "table-row-group"}:
                rows += self._rows(item, flow)
        return rows

    def _cell(self, cell: Element, flow: Flow) -> list[Block]:
        part = flow.part()
        self._blocks(cell, part)
        return _ended(part)

    def _paragraph(self, paragraph: Element, flow: Flow) -> None:
        look = self._look(paragraph.get("style-name", ""))
        boxes: list[Element] = []
        self._inline(paragraph, flow, look, boxes)
        flow.end_paragraph()
        for box in boxes:
            part = flow.part()
            self._blocks(box, part)
            flow.add(_ended(part))

    def _inline(self, parent: Element, flow: Flow, look: _Look, boxes: list[Element]) -> None:
        _text(parent.text, flow, look)
        for item in parent:
            tag = item.tag
            if tag == "s":
                flow.write(" " * min(_whole(item.get("c"), 1), 100))
            elif tag == "tab":
                flow.write("\t")
            elif tag == "line-break":
                flow.write("\n")
            elif tag == "note":
                self._note(item, flow)
            elif tag == "text-box":
                boxes.append(item)
            elif tag == "span":
                self._inline(item, flow, self._look(item.get("style-name", ""), look), boxes)
            elif tag not in _SKIPPED:
                self._inline(item, flow, look, boxes)
            _text(item.tail, flow, look)

    def _note(self, item: Element, flow: Flow) -> None:
        body = item.find("note-body")
        if body is not None:
            part = flow.note()
            self._blocks(body, part)

    def _look(self, name: str, inherited: _Look | None = None) -> _Look:
        """The look of a style by its own words and its parents'; a span keeps what its style leaves open."""
        if inherited is None and name in self._looks:
            return self._looks[name]
        chain: list[str] = []
        parent = name
        while parent in self._styles and len(chain) < _INHERITANCE:
            chain.append(parent)
            parent = self._styles[parent].get("parent-style-name", "")
        look = inherited or _Look()
        for style in reversed(chain):
            look = _changed(look, self._letters_of(style))
        if inherited is None:
            self._looks[name] = look
        return look

    def _letters_of(self, style: str) -> Element:
        """What a style says of its letters, looked up once: in a hostile one it stands behind a million others."""
        if style not in self._letters:
            found = self._styles[style].find("text-properties")
            self._letters[style] = Element("none") if found is None else found
        return self._letters[style]


def _outermost(parent: Element, tag: str) -> Iterator[Element]:
    """The elements of this tag that stand in no other."""
    for item in parent:
        if item.tag == tag:
            yield item
        else:
            yield from _outermost(item, tag)


def _changed(look: _Look, text: Element) -> _Look:
    return _Look(
        font=text.get("font-name") or text.get("font-family") or look.font,
        capitals=text.get("text-transform", "uppercase" if look.capitals else "") == "uppercase",
        hidden=text.get("display", "none" if look.hidden else "") == "none",
        raised=_RAISED.match(text.get("text-position", "super" if look.raised else "")) is not None,
    )


def _text(text: str | None, flow: Flow, look: _Look) -> None:
    if not text or look.hidden:
        return
    text = _BLANKS.sub(" ", text)
    convert = of_font(look.font)
    if convert is not None:
        text = convert(text)
    if look.capitals:
        text = text.upper()
    if look.raised and text.isascii() and text.isdecimal():
        text = superscript(text)
    flow.write(text)


def _label(level: Element, lists: _List) -> str:
    """What stands before an entry of a list, blank included."""
    if level.tag != "list-level-style-number":
        return "- " if level.tag == "list-level-style-bullet" else ""
    shown = max(1, _whole(level.get("display-levels"), 1))
    first = max(0, len(lists.counts) - shown)
    numbers = [
        numeral(count, lists.style[at].get("num-format", "") if at in lists.style else "1")
        for at, count in enumerate(lists.counts[first:], first + 1)
    ]
    label = ".".join(number for number in numbers if number)
    return f"{level.get('num-prefix', '')}{label}{level.get('num-suffix', '')} " if label else ""


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else default


def _ended(part: Flow) -> list[Block]:
    part.end_paragraph()
    return part.blocks
