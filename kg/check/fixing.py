"""All suggestions carried out: as a text, or as tracked changes in a copy of a Word file, which the author accepts.

``cancu check plan.txt --write-fixed new.txt``, ``cancu check plan.docx --write-fixed new.docx``.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from extract.reading.limits import Limits
from kg.check.records import Checked, Suggestion
from kg.check.wordfile import AUTHOR, SPACE, Page, opened
from kg.severity import SEVERITIES

if TYPE_CHECKING:
    from lxml.etree import _Element

_BETWEEN = ("r", "proofErr", "bookmarkStart", "bookmarkEnd")
"""What may stand among runs that are struck out."""

_LONGEST_ID = 9
"""Digits of the number of a change; longer ones are no numbers of Word's."""


def chosen(document: Checked) -> list[Suggestion]:
    """The suggestions that can be carried out together, from the last to the first in the text.

    Of two for one place the graver finding's is taken.
    """
    taken: list[Suggestion] = []
    for finding in sorted(document.findings, key=lambda one: (SEVERITIES.index(one.severity), one.start)):
        for spot in finding.spots:
            new = spot.suggestion
            if new is not None and all(new.end <= old.start or old.end <= new.start for old in taken):
                taken.append(new)
    return sorted(taken, key=lambda one: one.start, reverse=True)


def fixed(document: Checked) -> tuple[str, int]:
    """The text with the suggestions in place, and how many."""
    text, taken = document.text, chosen(document)
    for suggestion in taken:
        text = text[: suggestion.start] + suggestion.after + text[suggestion.end :]
    return text, len(taken)


def track(
    source: str | os.PathLike[str], document: Checked, target: str | os.PathLike[str], limits: Limits | None = None
) -> tuple[int, int]:
    """Writes to ``target`` the Word file ``source`` with the suggestions as tracked changes: how many, and how many
    not.

    What is struck out and put in its place stands in runs of the same look. Left out are suggestions for words that go
    over paragraphs, stand in footnotes or boxes, or are part of another change. Raises InputError as
    :func:`kg.check.annotating.annotate` does.
    """
    source, target = Path(source), Path(target)
    file = opened(source, target, limits)
    page = Page(file.document, file.parsed.anchors)
    used = (int(one) for one in file.document.element.xpath("//@w:id") if one.isdecimal() and len(one) <= _LONGEST_ID)
    numbers = count(1 + max(used, default=0))
    marks = {"author": AUTHOR, "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    taken = chosen(document)
    done = 0
    for suggestion in taken:
        file.holds(suggestion.start, suggestion.end, suggestion.before)
        start, end, after = _changed(suggestion)
        runs = _runs(page, file.parsed.text, start, end)
        if runs:
            _strike_out(runs, after, numbers, marks)
            done += 1
    file.save(target)
    return done, len(taken) - done


def _changed(suggestion: Suggestion) -> tuple[int, int, str]:
    """The words that differ: where they stand, at least one of them, and what is to stand there."""
    old, new = suggestion.before.split(" "), suggestion.after.split(" ")
    same = 0
    while same < min(len(old), len(new)) - 1 and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same - 1 and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start = suggestion.start + len(" ".join(old[:same])) + bool(same)
    end = suggestion.end - len(" ".join(old[len(old) - tail :])) - bool(tail)
    return start, end, " ".join(new[same : len(new) - tail])


def _runs(page: Page, text: str, start: int, end: int) -> list[_Element]:
    """The runs that hold these words and nothing else, cut out of theirs; none where that cannot be done."""
    if not page.anchors or page.anchors[page.at(start)].start > start:
        return []
    covering = page.anchors[page.at(start) : page.at(end - 1) + 1]
    reached = start
    for anchor in covering:
        if not page.is_verbatim(anchor) or text[reached : anchor.start].strip():
            return []
        reached = anchor.start + anchor.length
    if reached < end:
        return []
    first = page.cut(covering[0], start - covering[0].start, opens=True).getparent()
    last = page.cut(covering[-1], end - covering[-1].start, opens=False).getparent()
    parent = first.getparent()
    if not parent.tag.endswith("}p") or last.getparent() is not parent:
        return []
    among = parent[parent.index(first) : parent.index(last) + 1]
    if any(one.tag.rpartition("}")[2] not in _BETWEEN for one in among):
        return []
    return [one for one in among if one.tag.endswith("}r")]


def _strike_out(runs: list[_Element], after: str, numbers: Iterable[int], marks: dict[str, str]) -> None:
    """Marks runs as deleted, and puts a run with the new words after them, in the look of the first."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to load
    from docx.oxml.ns import qn  # noqa: PLC0415

    def change(name: str) -> _Element:
        made: _Element = OxmlElement(name)
        for key, value in {"id": str(next(iter(numbers))), **marks}.items():
            made.set(qn(f"w:{key}"), value)
        return made

    inserted, run, words = change("w:ins"), OxmlElement("w:r"), OxmlElement("w:t")
    look = runs[0].find(qn("w:rPr"))
    if look is not None:
        run.append(copy.deepcopy(look))
    words.text = after
    words.set(SPACE, "preserve")
    run.append(words)
    inserted.append(run)
    runs[-1].addnext(inserted)
    for one in runs:
        deleted = change("w:del")
        one.addprevious(deleted)
        deleted.append(one)
        for text in one.iter(qn("w:t")):
            text.tag = qn("w:delText")
            text.set(SPACE, "preserve")
