"""The process in which pdfium runs: pages as lines with their places, and as pictures. A program of its own.

It imports nothing of Căn Cứ, so that it starts at once. Each request and each answer is a line of JSON with the
``size`` of the bytes that follow it:

    {"do": "open", "size": 31395} + the file    ->  {"pages": 3, "size": 0}
    {"do": "read", "first": 0, "last": 50}      ->  {"size": n} + JSON, a list of pages
    {"do": "draw", "page": 0, "dots": 300}      ->  {"size": n} + a grey picture (PGM)

What fails is answered by ``{"error": code, "size": 0}``: "password", "damaged" or the name of an exception.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

_LINE = re.compile(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?")  # U+FFFE, U+0002: a hyphen at the end of a line
_DIGITS = re.compile(r"(?<=[^\s\d/.,\-–])\d{1,2}(?!\d|[/.,]\d)|^\d{1,2}(?=\s|[^\W\d_]|[“\"])")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIFT = 0.15  # how far above the line a raised digit stands, in sizes of the font
_ASCENT, _DESCENT = 0.75, 0.22  # of a letter, in sizes of the font
_WIDE = 0.55  # width of a character, in sizes of the font, beyond which a line may hold a gap between columns
_GAP = 1.3  # width of such a gap, in sizes of the font
_BLANK = 0.15  # width of a blank between words, in sizes of the font
_SAME_LINE = 0.4  # between the baselines of letters of one line, in sizes of the font
_SAMPLE = 200  # characters of a page that show the order in which it draws
_UP, _FEWEST_UP = 0.05, 5  # of these, drawn above the one before, and not upright as in turned print
_FEW = 400  # characters below which it matters what else is on the page
_MOST_ANNOTATIONS = 1_000  # of a page that are looked at
_LARGEST = 40_000_000  # dots of a picture

Line = tuple[float, float, float, float, str]
"""Left, baseline, right, size of the font, text; in points from the lower left corner."""


class _TextPage:
    """The characters of a page with their places; ``text[i]`` is asked for by ``i``."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._textpage = page.get_textpage()
        self._raw = self._textpage.raw
        self.text = self._textpage.get_text_range()
        self._same = len(self.text) == self._textpage.count_chars()
        self._numbers = [ctypes.c_double() for _ in range(4)]
        self._pointers = [ctypes.byref(number) for number in self._numbers]
        self._matrix = pdfium.FS_MATRIX()

    def _index(self, at: int) -> int:
        return at if self._same else int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, at))

    def origin(self, at: int) -> tuple[float, float]:
        """Where the pen stood: left, baseline."""
        x, y = self._pointers[:2]
        pdfium.FPDFText_GetCharOrigin(self._raw, self._index(at), x, y)
        return self._numbers[0].value, self._numbers[1].value

    def right(self, at: int) -> float:
        left, right, bottom, top = self._pointers
        pdfium.FPDFText_GetCharBox(self._raw, self._index(at), left, right, bottom, top)
        return self._numbers[1].value

    def size(self, at: int) -> float:
        return self._size(self._index(at))

    def _size(self, index: int) -> float:
        nominal = pdfium.FPDFText_GetFontSize(self._raw, index)
        pdfium.FPDFText_GetMatrix(self._raw, index, ctypes.byref(self._matrix))
        return float(nominal * (self._matrix.b**2 + self._matrix.d**2) ** 0.5) or 1.0

    def is_scattered(self) -> bool:
        """Whether the page draws its letters in another order than that of reading; told by the first ones."""
        places = [self.origin(at) for at in range(min(_SAMPLE, len(self.text))) if self.text[at] > " "]
        up = sum(1 for one, other in pairwise(places) if other[1] - one[1] > 1 and abs(other[0] - one[0]) > 1)
        return up > max(_FEWEST_UP, _UP * len(places))  # the library goes on in a line as far as the letters do

    def drawn(self) -> Iterator[Line]:
        """The letters that the page itself draws, in its order."""
        for index in range(self._textpage.count_chars()):
            code = pdfium.FPDFText_GetUnicode(self._raw, index)
            if code > ord(" ") and pdfium.FPDFText_IsGenerated(self._raw, index) == 0:
                left, right, bottom, top = self._pointers
                pdfium.FPDFText_GetCharBox(self._raw, index, left, right, bottom, top)
                end = self._numbers[1].value
                pdfium.FPDFText_GetCharOrigin(self._raw, index, left, right)
                yield self._numbers[0].value, self._numbers[1].value, end, self._size(index), chr(code)

    def close(self) -> None:
        self._textpage.close()


def _by_place(page: _TextPage) -> list[Line]:
    """The lines of a page by the places of its letters alone; blanks stand where there are gaps."""
    rows: list[list[Line]] = []
    for letter in sorted(page.drawn(), key=lambda one: -one[1]):
        if not rows or rows[-1][0][1] - letter[1] > _SAME_LINE * letter[3]:
            rows.append([])
        rows[-1].append(letter)
    found: list[Line] = []
    for row in map(sorted, rows):
        baseline = row[0][1]
        for left, _, right, size, text in row:
            begun = found[-1] if found and found[-1][1] == baseline else None
            if begun is None or left - begun[2] > _GAP * size:
                found.append((left, baseline, right, size, text))
            else:
                blank = " " if left - begun[2] > _BLANK * size else ""
                found[-1] = (begun[0], baseline, max(begun[2], right), begun[3], begun[4] + blank + text)
    return found


def _lines(page: _TextPage) -> list[Line]:
    found: list[Line] = []
    for match in _LINE.finditer(page.text):
        start, end = match.span()
        while start < end and page.text[start].isspace():
            start += 1
        while end > start and page.text[end - 1].isspace():
            end -= 1
        if start < end:
            found += _parts(page, start, end)
    return found


def _parts(page: _TextPage, start: int, end: int) -> list[Line]:
    """The line ``text[start:end]``, cut where there is a gap as between columns."""
    (left, baseline), right, size = page.origin(start), page.right(end - 1), page.size(start)
    parts: list[Line] = []
    if right - left > _WIDE * size * (end - start):
        for blank in re.compile(r"\s+").finditer(page.text, start, end):
            cut, resumed = blank.span()
            before, after = page.right(cut - 1), page.origin(resumed)[0]
            if after - before > _GAP * size:
                parts.append((left, baseline, before, size, _raised(page, start, cut, baseline, size)))
                (left, baseline), size, start = page.origin(resumed), page.size(resumed), resumed
    parts.append((left, baseline, right, size, _raised(page, start, end, baseline, size)))
    return parts


def _raised(page: _TextPage, start: int, end: int, baseline: float, size: float) -> str:
    """The text with raised digits, the marks of footnotes, as superscripts."""
    text: str = page.text[start:end].replace("\ufffe", "-").replace("\x02", "-")
    for match in reversed(list(_DIGITS.finditer(text))):
        height = page.origin(start + match.start())[1]
        if match.start() == 0 and len(text) > match.end() + 1:  # it opens a note: compare with what follows
            following = start + match.end() + 1
            baseline, size = page.origin(following)[1], page.size(following)
        if height - baseline > _LIFT * size:
            text = text[: match.start()] + match[0].translate(_RAISED) + text[match.end() :]
    return text


def _has_written_annotations(page: pypdfium2.PdfPage) -> bool:
    """Whether a page shows fields, stamps or free text, whose words are none of the page's own content."""
    for index in range(min(_MOST_ANNOTATIONS, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}:
            return True
    return False


def _page(document: pypdfium2.PdfDocument, index: int) -> dict[str, object]:
    page = document[index]
    if _has_written_annotations(page):  # a clerk's tool stamps number and day on the signed file so
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    width, height = page.get_size()
    text_page = _TextPage(page)
    lines = _by_place(text_page) if text_page.is_scattered() else _lines(text_page)
    covered, shapes = 0.0, 0
    if len(text_page.text) < _FEW:
        for item in page.get_objects(max_depth=3):
            if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = item.get_bounds()
                covered += max(0, min(right, width) - max(left, 0)) * max(0, min(top, height) - max(bottom, 0))
            elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
                shapes += 1
    text_page.close()
    page.close()
    return {
        "width": width,
        "height": height,
        "lines": [(*(round(value, 1) for value in line[:4]), line[4]) for line in lines],
        "covered": covered / max(1, width * height),
        "shapes": shapes,
    }


def _draw(document: pypdfium2.PdfDocument, index: int, dots: int) -> bytes:
    """The page as a grey picture of so many dots an inch, fewer for a page of giant size."""
    page = document[index]
    width, height = page.get_size()
    scale = min(dots / 72, (_LARGEST / max(1, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        rows = b"".join(rows[at : at + bitmap.width] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    picture = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows
    page.close()
    return picture


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    document: pypdfium2.PdfDocument | None = None
    for line in requests:
        request = json.loads(line)
        head: dict[str, object] = {}
        body = b""
        try:
            if request["do"] == "open":
                if document is not None:
                    document.close()
                document = pypdfium2.PdfDocument(requests.read(request["size"]))
                head["pages"] = len(document)
            elif document is not None and request["do"] == "read":
                pages = [_page(document, index) for index in range(request["first"], request["last"])]
                body = json.dumps(pages).encode("utf-8")
            elif document is not None:
                body = _draw(document, request["page"], request["dots"])
        except pypdfium2.PdfiumError as error:
            head["error"] = "password" if "password" in str(error).lower() else "damaged"
        except Exception as error:  # noqa: BLE001 - whatever it is, the other side must hear of it
            head["error"] = type(error).__name__
        answers.write(json.dumps(head | {"size": len(body)}).encode("ascii") + b"\n" + body)
        answers.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the library prints must not get among the answers
    _serve(sys.stdin.buffer, answers)
