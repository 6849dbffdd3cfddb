"""A copy of a Word file with a comment at each finding (``cancu check plan.docx --annotate out.docx``)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from extract.reading.limits import Limits
from kg.check.formats.words import message
from kg.check.records import Finding, Spot
from kg.check.wordfile import AUTHOR, INITIALS, Page, opened
from kg.wording import Language, say

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element


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
    file = opened(source, target, limits)
    page = Page(file.document, file.parsed.anchors)
    count = 0
    spots = [(spot, finding) for finding in findings for spot in finding.spots]
    for spot, finding in sorted(spots, key=lambda one: (one[0].start, one[0].end)):
        file.holds(spot.start, spot.end, spot.quote)
        count += _put(file.document, page, spot, _comment(finding, spot, language))
    file.save(target)
    return count


def _put(document: Document, page: Page, spot: Spot, text: str) -> bool:
    """Puts a comment at some words; False if the document has no words to put it at."""
    if not page.anchors:
        return False
    first, last = page.anchors[page.at(spot.start)], page.anchors[page.at(max(spot.start, spot.end - 1))]
    opening = page.cut(first, spot.start - first.start, opens=True)
    closing = page.cut(last, spot.end - last.start, opens=False)
    runs = [_run(opening), _run(closing)]
    from docx.text.run import Run  # noqa: PLC0415 - slow to load

    marked = [Run(run, document) for run in runs if run is not None]
    if not marked:
        return False
    document.add_comment([marked[0], marked[-1]], text=text, author=AUTHOR, initials=INITIALS)
    return True


def _comment(finding: Finding, spot: Spot, language: Language) -> str:
    """What the comment says: the finding, what it rests on, what to write instead."""
    lines = [f"{finding.code}: {message(finding, language)}"]
    lines += [reason.text(language) for reason in finding.reasons]
    if spot.suggestion is not None:
        lines.append(f"{say('instead', language)} {spot.suggestion.after}")
    return "\n".join(lines)


def _run(element: _Element) -> _Element | None:
    """The run that a comment can be put at: the outermost one around ``element``, or the first of its paragraph."""
    runs = list(element.iterancestors("{*}r"))
    if runs:
        return runs[-1]
    paragraph = next(element.iterancestors("{*}p"), None)
    return None if paragraph is None else next(paragraph.iter("{*}r"), None)
