"""A copy of a Word file with a comment at each finding (``cancu check plan.docx --annotate out.docx``)."""

from __future__ import annotations

import copy
import io
import os
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import InputError
from extract.reading.docx import MEDIA_TYPE
from extract.reading.files import load
from extract.reading.flow import Anchor, Parsed
from extract.reading.limits import Limits, Task
from extract.reading.parsing import parse
from kg.check.formats.words import message
from kg.check.records import Finding, Spot
from kg.wording import Language, say
from kg.writing import write_whole

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_AUTHOR, _INITIALS = "Căn Cứ", "CC"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotate(
    source: str | os.PathLike[str],
    findings: Iterable[Finding],
    target: str | os.PathLike[str],
    language: Language = "vi",
    limits: Limits | None = None,
) -> int:
    """Write to ``target`` the Word file ``source`` with a comment at all words of each finding; how many there are.

    Findings on a footnote are said at its mark, those in a text box at the box. Raises InputError when ``source`` is no
    .docx, was changed since it was checked, or is ``target`` itself, when python-docx is missing, or when ``target``
    cannot be written.
    """
    source, target = Path(source), Path(target)
    if target.exists() and target.samefile(source):
        raise InputError("{target} is the file that was checked; name another one for the comments.", target=target)
    limits = limits or Limits.from_environment()
    data = load(source, limits)
    parsed = parse(data, str(source), Task(limits))
    if not isinstance(parsed, Parsed) or parsed.media_type != MEDIA_TYPE:
        raise InputError(
            "{source} is not a .docx file, and only that can carry comments; save it as .docx.", source=source
        )
    document = _opened(data, source)
    page = _Page(document, parsed.anchors)
    count = 0
    spots = [(spot, finding) for finding in findings for spot in finding.spots]
    for spot, finding in sorted(spots, key=lambda one: (one[0].start, one[0].end)):
        if parsed.text[spot.start : spot.end] != spot.quote:
            raise InputError("{source} was changed since it was checked; check it again.", source=source)
        count += page.comment(spot.start, spot.end, _comment(finding, spot, language))
    written = io.BytesIO()
    document.save(written)
    write_whole(target, written.getvalue())
    return count


def _comment(finding: Finding, spot: Spot, language: Language) -> str:
    """What the comment says: the finding, what it rests on, what to write instead."""
    lines = [f"{finding.code}: {message(finding, language)}"]
    lines += [reason.text(language) for reason in finding.reasons]
    if spot.suggestion is not None:
        lines.append(f"{say('instead', language)} {spot.suggestion.after}")
    return "\n".join(lines)


def _opened(data: bytes, source: Path) -> Document:
    try:
        import docx  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise InputError('Comments in {source} need python-docx; pip install "cancu[office]".', source=source) from None
    try:
        return docx.Document(io.BytesIO(data))
    except (KeyError, ValueError) as error:
        raise InputError(
            "{source} cannot carry comments ({error}); save it anew as .docx.", source=source, error=error
        ) from None


class _Page:
    """The text nodes of a document, cut where comments begin and end."""

    def __init__(self, document: Document, anchors: Sequence[Anchor]) -> None:
        self._document = document
        self._anchors = sorted(anchors, key=lambda anchor: anchor.start)
        self._starts = [anchor.start for anchor in self._anchors]
        nodes: list[_Element] = list(document.element.iter("{*}t"))
        # pieces of a node as (first character in it, element), since cutting leaves several
        self._pieces: dict[int, list[tuple[int, _Element]]] = {at: [(0, node)] for at, node in enumerate(nodes)}

    def comment(self, start: int, end: int, text: str) -> bool:
        """Put a comment at ``start:end`` of the text; False if the document has no words to put it at."""
        if not self._anchors:
            return False
        first = self._anchors[max(0, bisect_right(self._starts, start) - 1)]
        last = self._anchors[max(0, bisect_right(self._starts, max(start, end - 1)) - 1)]
        opening = self._cut(first, start - first.start, opens=True)
        closing = self._cut(last, end - last.start, opens=False)
        runs = [self._run(opening), self._run(closing)]
        from docx.text.run import Run  # noqa: PLC0415

        marked = [Run(run, self._document) for run in runs if run is not None]
        if not marked:
            return False
        self._document.add_comment([marked[0], marked[-1]], text=text, author=_AUTHOR, initials=_INITIALS)
        return True

    def _cut(self, anchor: Anchor, offset: int, *, opens: bool) -> _Element:
        """The element whose text begins (or ends) at a character of a node, cut out of its run."""
        pieces = self._pieces[anchor.node]
        length = pieces[-1][0] + len(pieces[-1][1].text or "")
        if anchor.length != length or not _is_in_body(pieces[0][1]):  # changed in reading, or no place for a cut
            return pieces[0][1] if opens else pieces[-1][1]
        offset = min(max(offset, 0), length)
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

    def _run(self, element: _Element) -> _Element | None:
        """The run that a comment can be put at: the outermost one around ``element``, or the first of its paragraph."""
        runs = list(element.iterancestors("{*}r"))
        if runs:
            return runs[-1]
        paragraph = next(element.iterancestors("{*}p"), None)
        return None if paragraph is None else next(paragraph.iter("{*}r"), None)


def _is_in_body(element: _Element) -> bool:
    """Whether a text stands in a run of the body itself, not in a box or a formula."""
    return len(list(element.iterancestors("{*}r"))) == 1 and element.getparent().tag.endswith("}r")


def _split(element: _Element, offset: int) -> _Element:
    """Cut a text element in two, in one run; the second half."""
    text = element.text or ""
    half = copy.copy(element)
    element.text, half.text = text[:offset], text[offset:]
    for part in (element, half):
        part.set(_SPACE, "preserve")
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
