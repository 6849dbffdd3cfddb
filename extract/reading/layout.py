"""From lines with places on a page to text in reading order.

Columns (letterheads, signatures, two-column print) are read one after the other, tables row by row; running heads and
page numbers are left out, footnotes go to the end of the text; paragraphs are told by gaps, indents and short lines.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.reading.flow import mark_number, superscript


class Line(NamedTuple):
    """A piece of a line of print: places in points from the lower left corner, the size of its font, its text."""

    left: float
    baseline: float
    right: float
    size: float
    text: str

    @property
    def top(self) -> float:
        return self.baseline + 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline - 0.2 * self.size


@dataclass(slots=True)
class Sheet:
    """The lines of a page, and its width and height in points."""

    width: float
    height: float
    lines: list[Line]


_MOST_LINES = 2_000  # of a page of text
_MARGIN = 0.12  # of the height of a page: where running heads and page numbers stand
_REPEATED = 0.6  # share of the pages on which a running head stands
_GUTTER = 0.6  # narrowest blank between columns, in sizes of the font
_NEAR = 3.0  # largest distance between rows of the same columns, in sizes of the font
_LOOSE = 1.3  # distance between paragraphs, in distances between lines
_INDENT, _SHORT = 0.8, 4.0  # of a first line, and blank behind a last line, in sizes of the font
_NARROW, _WIDE = 12.0, 20.0  # lines that never fill a column, and that run on when they do, in sizes of the font
_SMALL = 0.93  # size of footnotes, in sizes of the body
_PAGE_NUMBER = re.compile(r"(?:(?:trang|page)\s*)?[-–—\s|/]*\d{1,4}[-–—\s|/]*(?:\d{1,4})?", re.IGNORECASE)
_NOTE = re.compile(r"\s*\(?([⁰¹²³⁴-⁹]{1,3}|\d{1,3})(?![\d/.,\-])\)?\s*(?=[“\"\w])")
_LABEL = re.compile(r"[-–•●+*o]|\d{1,3}(?:\.\d{1,2})*[.)]?|[a-zđA-ZĐ][.)]|[IVX]{1,5}[.)]?")
_LABEL_GAP = 6.0  # blank behind a dash or number that still belongs to what follows, in sizes of the font
_ENTRY = re.compile(r"[-–•+*]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|[IVX]{1,5}[.)\-–]\s")
_OPENING = re.compile(rf"{_ENTRY.pattern}|Điều\s\d|Căn\scứ\s")  # what a paragraph begins with
_MARK = re.compile(r"\d{1,3}")
_LIFT, _BESIDE = 0.15, 0.7  # how far a footnote mark is raised, and how near it stands, in sizes of the font
_ROW_LENGTH = 600  # characters of a table row that is written as one line


def without_margins(sheets: Sequence[Sheet]) -> None:
    """Take running heads, running feet and page numbers off the sheets."""
    counts: Counter[str] = Counter()
    for sheet in sheets:
        counts.update({_pattern(line) for line in sheet.lines if _at_margin(line, sheet)})
    often = max(3, _REPEATED * len(sheets))
    for sheet in sheets:
        outermost = {max(sheet.lines, default=None, key=lambda line: line.top)}
        outermost.add(min(sheet.lines, default=None, key=lambda line: line.bottom))
        sheet.lines = [
            line
            for line in sheet.lines
            if not _at_margin(line, sheet)
            or not (counts[_pattern(line)] >= often or (line in outermost and _PAGE_NUMBER.fullmatch(line.text)))
        ]


def _at_margin(line: Line, sheet: Sheet) -> bool:
    return line.bottom > sheet.height * (1 - _MARGIN) or line.top < sheet.height * _MARGIN


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def take_notes(sheet: Sheet, body: float) -> list[str]:
    """Take the footnotes off a sheet whose text has the size ``body``; each with its mark."""
    ordered = sorted(sheet.lines, key=lambda line: (line.baseline, -line.left))
    small: list[Line] = []
    for line in ordered:
        if line.size >= _SMALL * body or line.baseline > sheet.height * 0.6:
            break
        small.append(line)
    small.reverse()
    while small and not _NOTE.match(small[0].text):
        small.pop(0)
    notes: list[str] = []
    expected: int | None = None
    for line in small:
        mark = _NOTE.match(line.text)
        if mark and expected in {None, mark_number(mark[1])}:
            expected = mark_number(mark[1]) + 1
            notes.append(f"{superscript(mark[1])} {line.text[mark.end() :]}")
        else:
            notes[-1] += f" {line.text}"
    taken = set(small)
    sheet.lines = [line for line in sheet.lines if line not in taken]
    return notes


def body_size(sheets: Sequence[Sheet]) -> float:
    """The size of most of the text, 0 without any."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; whether the first one is indented, and the last one fills its column."""

    lines: list[Line]
    indented: bool = False
    full: bool = False

    @property
    def text(self) -> str:
        """Its words: lines that fill the column run on, others, as of titles and addresses, stay lines."""
        right = max(line.right for line in self.lines)
        words = ""
        for line in self.lines:
            fills = line.right > right - _SHORT * line.size and line.right - line.left > _WIDE * line.size
            words += line.text + (" " if fills else "\n")
        return words[:-1]


def paragraphs(sheet: Sheet) -> list[Paragraph]:
    """The paragraphs of a sheet in reading order; a row of a table is one."""
    if len(sheet.lines) > _MOST_LINES:  # a map or a drawing: there is no order to be found
        return [Paragraph([line]) for line in sheet.lines]
    return [paragraph for column in _columns(_rows(_joined(sheet.lines))) for paragraph in _split(column)]


def continues(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph goes on over the end of a page."""
    last, first = before.lines[-1].text, after.lines[0].text
    return before.full and last[-1] not in ".;:!?…" and not after.indented and not _OPENING.match(first)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Pieces that touch made one, as where a footnote mark or a bold word has cut a line."""
    found: list[Line] = []
    for line in sorted(_with_marks(lines), key=lambda line: (-round(line.baseline), line.left)):
        last = found[-1] if found else None
        if last and abs(last.baseline - line.baseline) < 0.35 * last.size and line.left >= last.right - 0.5 * last.size:
            gap = line.left - last.right
            if gap < 0.6 * last.size or (gap < _LABEL_GAP * last.size and _LABEL.fullmatch(last.text)):
                text = last.text + (" " if gap > 0.12 * last.size else "") + line.text
                found[-1] = Line(last.left, last.baseline, max(last.right, line.right), max(last.size, line.size), text)
                continue
        found.append(line)
    return found


def _with_marks(lines: Sequence[Line]) -> list[Line]:
    """Raised numbers that stand alone, the marks of footnotes, given to the words beside them."""
    marks = [line for line in lines if _MARK.fullmatch(line.text)]
    found = [line for line in lines if not _MARK.fullmatch(line.text)]
    for mark in marks:
        for at, line in enumerate(found):
            if _LIFT * line.size < mark.baseline - line.baseline < line.size:
                if abs(mark.left - line.right) < _BESIDE * line.size:
                    found[at] = line._replace(right=mark.right, text=line.text + superscript(mark.text))
                    break
                if abs(line.left - mark.right) < _BESIDE * line.size:
                    found[at] = line._replace(left=mark.left, text=f"{superscript(mark.text)} {line.text}")
                    break
        else:
            found.append(mark)
    return found


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that overlap in height, directly or through others: a line of text, or the heap of two columns."""
    rows: list[list[Line]] = []
    bottom = 0.0
    for line in sorted(lines, key=lambda line: -line.top):
        if rows and line.top - bottom > 0.15 * line.size:
            rows[-1].append(line)
            bottom = min(bottom, line.bottom)
        else:
            rows.append([line])
            bottom = line.bottom
    return rows


def _gutters(row: Sequence[Line]) -> list[tuple[float, float]]:
    """The blanks between the columns of a row, as (left, right)."""
    gutters: list[tuple[float, float]] = []
    reach = None
    for line in sorted(row, key=lambda line: line.left):
        if reach is not None and line.left - reach > _GUTTER * line.size:
            gutters.append((reach, line.left))
        reach = line.right if reach is None else max(reach, line.right)
    return gutters


def _columns(rows: Sequence[list[Line]]) -> list[list[Line]]:
    """Columns of lines in reading order: one where text runs across the page, two and two in letterheads."""
    columns: list[list[Line]] = []
    at = 0
    while at < len(rows):
        gutters = _gutters(rows[at])
        if len(gutters) == 1:
            stop, gutter = _band(rows, at, gutters[0])
            lines = [line for row in rows[at:stop] for line in row]
            columns.append(_downwards(line for line in lines if line.right <= gutter[0] + 0.1))
            columns.append(_downwards(line for line in lines if line.right > gutter[0] + 0.1))
            columns.append([])
            at = stop
            continue
        if not columns or not columns[-1]:
            columns.append([])
        columns[-1] += _as_row(rows[at], gutters) if gutters else _downwards(rows[at])
        at += 1
    return [column for column in columns if column]


def _band(rows: Sequence[list[Line]], start: int, gutter: tuple[float, float]) -> tuple[int, tuple[float, float]]:
    """The row behind the last one that has the columns of row ``start``, and the blank that they all leave free."""
    stop, blank = start + 1, gutter
    left_edge, right_edge = min(line.left for line in rows[start]), max(line.right for line in rows[start])
    for at in range(start + 1, len(rows)):
        row, size = rows[at], rows[at][0].size
        beyond = row[0].left < left_edge - size or max(line.right for line in row) > right_edge + size
        far = min(line.bottom for line in rows[at - 1]) - max(line.top for line in row) > _NEAR * size
        left = max([blank[0], *(line.right for line in row if line.left < blank[0])])
        right = min([blank[1], *(line.left for line in row if line.left >= blank[0])])
        if far or right - left < _GUTTER * size or len(_gutters(row)) > 1:
            break
        blank = (left, right)
        on_left, on_right = any(line.right <= left for line in row), any(line.left >= right for line in row)
        if on_left and on_right:
            stop, gutter = at + 1, blank
            left_edge, right_edge = min(left_edge, row[0].left), max(right_edge, *(line.right for line in row))
        elif beyond:
            break
    else:  # nothing runs across below: what is left of one column belongs to it
        stop, gutter = len(rows), blank
    return stop, gutter


def _as_row(row: Sequence[Line], gutters: Sequence[tuple[float, float]]) -> list[Line]:
    """A row of a table on one line, or cell after cell if it is too long for that."""
    edges = [*(left for left, _ in gutters), float("inf")]
    cells: list[list[Line]] = [[] for _ in edges]
    for line in row:
        cells[next(at for at, edge in enumerate(edges) if line.right <= edge + 0.1)].append(line)
    lines = [line for cell in cells for line in _downwards(cell)]
    if sum(len(line.text) for line in lines) > _ROW_LENGTH:
        return lines
    text = " | ".join(" ".join(line.text for line in _downwards(cell)) for cell in cells if cell)
    first = max(lines, key=lambda line: line.baseline)
    return [Line(min(line.left for line in row), first.baseline, max(line.right for line in row), first.size, text)]


def _downwards(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.baseline, line.left))


def _split(column: Sequence[Line]) -> list[Paragraph]:
    """A column as paragraphs: after a gap, before an indent, behind a short line, before a dash or number."""
    if not column:
        return []
    steps = [before.baseline - after.baseline for before, after in itertools.pairwise(column)]
    forward = sorted(step for step in steps if step > 0)
    size = statistics.median(line.size for line in column)
    pitch = min(forward[len(forward) // 5], 1.8 * size) if forward else 1.8 * size
    left, right = min(line.left for line in column), max(line.right for line in column)
    found = [Paragraph([column[0]])]
    for (before, line), step in zip(itertools.pairwise(column), steps, strict=True):
        centred = _is_centred(before, left, right) and _is_centred(line, left, right)
        apart = step > _LOOSE * pitch or step < 0 or abs(before.size - line.size) > 0.12 * size
        indented = line.left - left > _INDENT * size and line.left - before.left > _INDENT * size
        hangs = _ENTRY.match(before.text) is not None and step <= _LOOSE * pitch  # the rest of an entry of a list
        short = before.right < max(right - _SHORT * size, before.left + _NARROW * size)
        opens = before.text[-1] in ".;:" and _OPENING.match(line.text)
        if apart or opens or (not centred and (short or (indented and not hangs))):
            found.append(Paragraph([]))
        found[-1].lines.append(line)
    for paragraph in found:
        paragraph.indented = paragraph.lines[0].left - left > _INDENT * size
        paragraph.full = paragraph.lines[-1].right > right - _SHORT * size
    return found


def _is_centred(line: Line, left: float, right: float) -> bool:
    before, behind = line.left - left, right - line.right
    return before > line.size and abs(before - behind) < 2 * line.size
