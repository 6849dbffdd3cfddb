"""A Word file that is to be written to: its text nodes, and how runs are cut so that one begins or ends at a letter."""

from __future__ import annotations

import copy
import io
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import InputError
from extract.reading.docx import MEDIA_TYPE
from extract.reading.files import load
from extract.reading.flow import Anchor, Parsed
from extract.reading.limits import Limits, Task
from extract.reading.parsing import parse
from kg.writing import write_whole

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

AUTHOR, INITIALS = "Căn Cứ", "CC"
"""In whose name comments and changes stand."""

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file as it was read, and open for writing into a copy."""

    source: Path
    parsed: Parsed
    document: Document

    def holds(self, start: int, end: int, quote: str) -> None:
        """Raises InputError where other words stand at ``start:end`` of the text than when it was checked."""
        if self.parsed.text[start:end] != quote:
            raise InputError("{source} was changed since it was checked; check it again.", source=self.source)

    def save(self, target: Path) -> None:
        """Writes the copy. Raises InputError where that cannot be done."""
        written = io.BytesIO()
        self.document.save(written)
        write_whole(target, written.getvalue())


def opened(source: Path, target: Path, limits: Limits | None) -> WordFile:
    """The file ``source``, whose copy will stand at ``target``.

    Raises InputError when it is no .docx, when it is ``target`` itself, or when python-docx is missing.
    """
    if target.exists() and target.samefile(source):
        raise InputError("{target} is the file that was checked; name another one for the copy.", target=target)
    limits = limits or Limits.from_environment()
    data = load(source, limits)
    parsed = parse(data, str(source), Task(limits))
    if not isinstance(parsed, Parsed) or parsed.media_type != MEDIA_TYPE:
        raise InputError(
            "{source} is not a .docx file, and only that can carry comments and changes; save it as .docx.",
            source=source,
        )
    return WordFile(source, parsed, _document(data, source))


def _document(data: bytes, source: Path) -> Document:
    import docx  # noqa: PLC0415 - slow to load

    try:
        return docx.Document(io.BytesIO(data))
    except (KeyError, ValueError) as error:
        raise InputError(
            "{source} cannot be written into ({error}); save it anew as .docx.", source=source, error=error
        ) from None


class Page:
    """The text nodes of a document, cut where comments and changes begin and end."""

    def __init__(self, document: Document, anchors: Sequence[Anchor]) -> None:
        self.anchors = sorted(anchors, key=lambda anchor: anchor.start)
        self._starts = [anchor.start for anchor in self.anchors]
        nodes: list[_Element] = list(document.element.iter("{*}t"))
        # pieces of a node as (first character in it, element), since cutting leaves several
        self._pieces: dict[int, list[tuple[int, _Element]]] = {at: [(0, node)] for at, node in enumerate(nodes)}

    def at(self, offset: int) -> int:
        """The place among the anchors of the one that holds the letter at ``offset``, or is the last before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def is_verbatim(self, anchor: Anchor) -> bool:
        """Whether its node is in the text letter by letter, in a run of the body itself."""
        pieces = self._pieces[anchor.node]
        length = pieces[-1][0] + len(pieces[-1][1].text or "")
        return anchor.length == length and _is_in_body(pieces[0][1])

    def cut(self, anchor: Anchor, offset: int, *, opens: bool) -> _Element:
        """The element whose text begins (or ends) at a character of a node, cut out of its run."""
        pieces = self._pieces[anchor.node]
        if not self.is_verbatim(anchor):
            return pieces[0][1] if opens else pieces[-1][1]
        offset = min(max(offset, 0), anchor.length)
        at = max(0, bisect_right([begin for begin, _ in pieces], offset if opens else offset - 1) - 1)
        begin, element = pieces[at]
        if 0 < offset - begin < len(element.text or ""):
            pieces.insert(at + 1, (offset, _split(element, offset - begin)))
            element = pieces[at + 1][1] if opens else element
        if opens:
            _own_run(element)
        elif (following := element.getnext()) is not None:
            _own_run(following)
        return element


def _is_in_body(element: _Element) -> bool:
    """Whether a text stands in a run of the body itself, not in a box or a formula."""
    return len(list(element.iterancestors("{*}r"))) == 1 and element.getparent().tag.endswith("}r")


def _split(element: _Element, offset: int) -> _Element:
    """Cut a text element in two, in one run; the second half."""
    text = element.text or ""
    half = copy.copy(element)
    element.text, half.text = text[:offset], text[offset:]
    for part in (element, half):
        part.set(SPACE, "preserve")
    element.addnext(half)
    return half


def _own_run(element: _Element) -> None:
    """Let a run begin at ``element``: it and what follows it in its run move into a new one of the same look."""
    run = element.getparent()
    before = [item for item in element.itersiblings(preceding=True) if not item.tag.endswith("}rPr")]
    if not before:
        return
    behind = copy.copy(run)
    for item in list(behind):
        behind.remove(item)
    look = run.find("{*}rPr")
    if look is not None:
        behind.append(copy.deepcopy(look))
    behind.extend([element, *element.itersiblings()])
    run.addnext(behind)
