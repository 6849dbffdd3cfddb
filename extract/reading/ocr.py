"""Pages that are pictures, recognised by tesseract with its Vietnamese data, in a process of its own."""

from __future__ import annotations

import csv
import io
import itertools
import re
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.errors import InputError, Sentence
from extract.reading import child
from extract.reading.layout import Line, Sheet
from extract.reading.limits import Limits, beyond

DOTS = 180
"""Dots an inch at which pages are drawn: with more, tesseract is slower and reads numbers worse ("QĐĐ", "TTEg")."""

_LANGUAGE = "vie"
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}  # more are slower on a page, and several files may be read at once
_NOISE = 25.0  # confidence, of 100, below which a word is a smudge, a stamp or a signature
_SOUND = 70.0  # confidence of most words of a line that is print, in which no word is noise
_DOUBTFUL = 0.85  # confidence of a page below which it may lie on its side; a clean page has more than 0.9
_GAP = 2.0  # blank between words that parts columns, in heights of a letter
_ROTATION = re.compile(r"Rotate: (90|180|270)")
_MISREAD = [  # what is read for something like it, and is no word and no symbol itself
    (re.compile(misread), right)
    for misread, right in (
        ("[ĐÐ]{2,}", "Đ"), ("[⁄∕]", "/"), (r"TT[Ee]+g\b", "TTg"), (r"(?<=[-/])(?:I|Z|ZT|IT)W\b", "TW")
    )
]  # fmt: skip
_HEADER = re.compile(rb"P5 (\d+) (\d+) 255\n")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as recognised: its lines, and the mean confidence of its letters from 0 to 1 (0 for a blank page)."""

    sheet: Sheet
    confidence: float


def missing() -> Sentence | None:
    """What must be installed before pages can be recognised, as the end of a sentence; None if nothing."""
    program = shutil.which("tesseract")
    if program is None:
        return Sentence("install tesseract with its Vietnamese data (tesseract-ocr-vie)")
    if _LANGUAGE in _languages(program):
        return None
    return Sentence("install the Vietnamese data of tesseract (tesseract-ocr-vie)")


@cache
def _languages(program: str) -> frozenset[str]:
    outcome = child.run([program, "--list-langs"], seconds=20, megabytes=2_000)
    return frozenset(outcome.output.decode("utf-8", "replace").split())


def recognise(picture: bytes, name: str, limits: Limits) -> list[Recognised]:
    """The pages in a picture (several in a TIFF). Raises InputError when it cannot be recognised in time or at all."""
    pages = _pages(picture, name, limits)
    if len(pages) == 1 and pages[0].confidence < _DOUBTFUL:
        turned = _turned(picture, limits)
        if turned is not None:
            better = _pages(turned, name, limits)
            return max(pages, better, key=lambda found: found[0].confidence if found else 0.0)
    return pages


def _pages(picture: bytes, name: str, limits: Limits) -> list[Recognised]:
    outcome = _tesseract(picture, ["-l", _LANGUAGE, "--psm", "3", "-c", "tessedit_create_tsv=1"], limits)
    if outcome.status is None:
        raise beyond(
            name, Sentence("holds a picture that takes longer to recognise"), "page_seconds", limits.page_seconds
        )
    rows = csv.reader(io.StringIO(outcome.output.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [_Word.of(row) for row in itertools.islice(rows, 1, None) if len(row) == 12]
    if outcome.status or not words:
        raise InputError("{name} holds a picture that tesseract cannot read; scan the page again.", name=name)
    return [_recognised(list(page)) for _, page in itertools.groupby(words, key=lambda word: word.page)]


def _tesseract(picture: bytes, options: list[str], limits: Limits) -> child.Outcome:
    program = shutil.which("tesseract") or "tesseract"
    return child.run(
        [program, "-", "-", "--dpi", str(DOTS), *options],
        seconds=limits.page_seconds,
        megabytes=limits.memory,
        stdin=picture,
        environment=_ONE_THREAD,
    )


@dataclass(frozen=True, slots=True)
class _Word:
    level: int
    page: int
    line: tuple[int, int, int]
    left: float
    top: float
    width: float
    height: float
    confidence: float
    text: str

    @classmethod
    def of(cls, row: list[str]) -> _Word:
        level, page, block, paragraph, line, _, left, top, width, height = map(int, row[:10])
        place = (block, paragraph, line)
        return cls(level, page, place, left, top, width, height, float(row[10]), row[11].strip())


def _recognised(rows: list[_Word]) -> Recognised:
    whole = next((row for row in rows if row.level == 1), rows[0])
    read = [row for row in rows if row.level == 5 and row.text]
    words = [word for _, line in itertools.groupby(read, key=lambda word: word.line) for word in _printed(list(line))]
    sheet = Sheet(whole.width, whole.height, [])
    letters = sum(len(word.text) for word in words)
    if not letters:
        return Recognised(sheet, 0.0)
    heights = sorted(word.height for word in words)
    size = heights[len(heights) * 3 // 4]
    for _, line in itertools.groupby(words, key=lambda word: word.line):
        sheet.lines += _lines(list(line), size, whole.height)
    return Recognised(sheet, sum(word.confidence * len(word.text) for word in words) / letters / 100)


def mended(text: str) -> str:
    """The text with what is known to be misread as it was printed: "33/CT-TTEg" is 33/CT-TTg."""
    for wrong, right in _MISREAD:
        text = wrong.sub(right, text)
    return text


def _printed(line: list[_Word]) -> list[_Word]:
    """The words of a line without noise: a number that is hard to read is none among words that are easily read."""
    if statistics.median(word.confidence for word in line) >= _SOUND:
        return line
    return [word for word in line if word.confidence >= _NOISE]


def _lines(words: list[_Word], size: float, height: float) -> Iterator[Line]:
    """The words of a line, cut where a blank parts columns. Letters vary in height, so the page has one size."""
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].left - (words[at - 1].left + words[at - 1].width) > _GAP * size:
            part = words[start:at]
            foot = statistics.median(word.top + word.height for word in part)
            text = mended(" ".join(word.text for word in part))
            if any(char.isalnum() for char in text):  # else specks of dust
                yield Line(part[0].left, height - foot + 0.2 * size, part[-1].left + part[-1].width, size, text)
            start = at


def _turned(picture: bytes, limits: Limits) -> bytes | None:
    """The picture set upright, None if it stands upright already or nobody can tell."""
    header = _HEADER.match(picture)
    if header is None:  # not one that was drawn here
        return None
    found = _ROTATION.search(_tesseract(picture, ["-l", "osd", "--psm", "0"], limits).output.decode("utf-8", "replace"))
    if found is None:
        return None
    width, height = int(header[1]), int(header[2])
    dots = picture[header.end() :]
    if found[1] == "180":
        return header[0] + dots[::-1]
    columns = [dots[at::width] for at in range(width)]
    turned = b"".join(column[::-1] for column in columns) if found[1] == "90" else b"".join(reversed(columns))
    return b"P5 %d %d 255\n" % (height, width) + turned
