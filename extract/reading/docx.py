"""Word files (.docx): the text as Word shows it, in reading order, with nothing that was deleted or is hidden.

Tables, text boxes, headers, footnotes and automatic numbers are in; tracked deletions, comments, field codes and
hidden text are not. Macros, links and embedded objects are never touched.
"""

from __future__ import annotations

import posixpath
from xml.etree.ElementTree import Element

from extract.errors import InputError
from extract.reading.flow import Anchor, Block, Flow, Parsed, is_only_a_page, superscript
from extract.reading.limits import Task
from extract.reading.packages import Package
from extract.reading.word_styles import Lists, Look, Styles

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_DELETED = {"del", "moveFrom"}
_SKIPPED = _DELETED | {"pPr", "rPr", "sdtPr", "instrText", "delText", "fldData", "commentReference", "annotationRef"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def parse_docx(package: Package, task: Task) -> Parsed:
    """The text of a Word file. Raises InputError when it holds no document or no words."""
    return _Reader(package, task).read()


def main_part(package: Package) -> str:
    """The member that holds the text: ``word/document.xml`` in all but exotic files."""
    for target, kind in _relations(package, "").values():
        if kind == "officeDocument" and target in package:
            return target
    raise InputError("{name} is a Word file without a document in it; get a whole copy of it.", name=package.name)


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (member, kind) of a part; links that lead out of the file are left out."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, tuple[str, str]] = {}
    for relation in root if root is not None else ():
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (target, relation.get("Type", "").rpartition("/")[2])
    return found


class _Reader:
    def __init__(self, package: Package, task: Task) -> None:
        self._package = package
        part = main_part(package)
        self._parts = _relations(package, part)
        document = package.xml(part)
        assert document is not None
        self._document = document
        self._styles = Styles(self._xml_of("styles"))
        self._lists = Lists(self._xml_of("numbering"))
        self._notes = {
            kind: {note.get("id"): note for note in root if note.get("type", "normal") == "normal"}
            for kind in ("footnote", "endnote")
            if (root := self._xml_of(f"{kind}s")) is not None
        }
        self._nodes = {id(node): number for number, node in enumerate(document.iter("t"))}
        self._last_node: int | None = None
        self._flow = Flow(package.name, task)

    def read(self) -> Parsed:
        body = self._document.find("body")
        flow = self._flow
        if body is not None:
            flow.add(self._margins("headerReference"))
            self._blocks(body, flow)
            flow.add(self._margins("footerReference"))
        if self._document.find(".//del") is not None or self._document.find(".//moveFrom") is not None:
            flow.warn(
                "{name} holds tracked changes; deleted text was left out, inserted text is in.", name=self._package.name
            )
        return flow.finish(MEDIA_TYPE)

    def _xml_of(self, kind: str) -> Element | None:
        return next((self._package.xml(target) for target, k in self._parts.values() if k == kind), None)

    def _margins(self, reference: str) -> list[Block]:
        """Headers or footers, each once however often it is referred to, page numbers left out."""
        found: dict[str, list[Block]] = {}
        targets = dict.fromkeys(
            self._parts.get(item.get("id", ""), ("", ""))[0] for item in self._document.iter(reference)
        )
        for target in targets:
            root = self._package.xml(target)
            if root is not None:
                part = self._flow.part()
                self._blocks(root, part)
                part.end_paragraph()
                text = "\n".join(block.text for block in part.blocks)
                if not is_only_a_page(text):
                    found.setdefault(text, part.blocks)
        return [block for blocks in found.values() for block in blocks]

    def _blocks(self, parent: Element, flow: Flow) -> None:
        for item in parent:
            flow.tick()
            if item.tag == "p":
                self._paragraph(item, flow)
            elif item.tag == "tbl":
                self._table(item, flow)
            elif item.tag not in _SKIPPED:  # content controls, insertions, custom XML: what they wrap counts
                self._blocks(item, flow)

    def _paragraph(self, paragraph: Element, flow: Flow) -> None:
        properties = paragraph.find("pPr")
        look = self._styles.paragraph(properties)
        if look.list_id and flow.at_line_start():
            flow.write(self._lists.next(look))
        boxes: list[Element] = []
        self._inline(paragraph, flow, look, boxes)
        if properties is None or properties.find("rPr/del") is None:  # else the end of the paragraph was deleted
            flow.end_paragraph()
        for box in boxes:
            part = flow.part()
            self._blocks(box, part)
            flow.add(_ended(part))

    def _inline(self, parent: Element, flow: Flow, look: Look, boxes: list[Element]) -> None:
        for item in parent:
            tag = item.tag
            if tag == "r":
                run = self._styles.run(item.find("rPr"), look)
                if not run.hidden:
                    self._inline(item, flow, run, boxes)
            elif tag == "t":
                self._text(item, flow, look)
            elif tag == "lastRenderedPageBreak":  # where Word broke the page when it last saved; nothing else is sure
                flow.break_page()
            elif tag in _SIGNS:
                flow.write(_SIGNS[tag])
            elif tag in {"footnoteReference", "endnoteReference"}:
                self._note(item, flow)
            elif tag == "txbxContent":
                boxes.append(item)
            elif tag == "AlternateContent":
                self._inline(
                    item[0] if len(item) else item, flow, look, boxes
                )  # the first choice; the rest say the same
            elif tag not in _SKIPPED:
                self._inline(item, flow, look, boxes)

    def _text(self, item: Element, flow: Flow, look: Look) -> None:
        text = item.text or ""
        convert = look.converter()
        if convert is not None:
            text = convert(text)
        if look.raised and text.strip().isdecimal() and text.isascii():
            text = superscript(text)
        node = self._nodes.get(id(item))
        self._last_node = self._last_node if node is None else node
        flow.write(text, node)

    def _note(self, item: Element, flow: Flow) -> None:
        kind = item.tag.removesuffix("Reference")
        note = self._notes.get(kind, {}).pop(item.get("id"), None)
        if note is not None:
            part, node = flow.note(), self._last_node
            self._blocks(note, part)
            for block in _ended(part):
                if node is not None:  # what is said of a note is said at its mark
                    block.anchors = [Anchor(0, len(block.text), node)]

    def _table(self, table: Element, flow: Flow) -> None:
        kept = [row for row in _through(table, "tr") if row.find("trPr/del") is None]
        flow.add_table([[self._cell(cell, flow) for cell in _through(row, "tc")] for row in kept])

    def _cell(self, cell: Element, flow: Flow) -> list[Block]:
        part = flow.part()
        self._blocks(cell, part)
        return _ended(part)


def _through(parent: Element, tag: str) -> list[Element]:
    """The children of this tag, also those in content controls and insertions."""
    found: list[Element] = []
    for item in parent:
        if item.tag == tag:
            found.append(item)
        elif item.tag in {"sdt", "sdtContent", "customXml", "ins"}:
            found += _through(item, tag)
    return found


def _ended(part: Flow) -> list[Block]:
    part.end_paragraph()
    return part.blocks
