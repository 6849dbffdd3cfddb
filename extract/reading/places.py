"""Where in the original an offset is, as a person would look for it: by page, paragraph, line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from extract.records import SourceText


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document. All count from 1: ``page`` (trang) and ``paragraph`` (đoạn, on that page if there is one)
    are None where the file knows none; ``line`` (dòng) and ``column`` count in the text as read."""

    page: int | None
    paragraph: int | None
    line: int
    column: int


class Places:
    """The places of one text, for those who ask for many."""

    def __init__(self, source: SourceText) -> None:
        self._pages, self._paragraphs = source.pages, source.paragraphs
        lengths = map(len, source.text.split("\n"))
        self._lines = [*accumulate((length + 1 for length in lengths), initial=0)]

    def of(self, offset: int) -> Place:
        """The place of a character of the text."""
        line = bisect_right(self._lines, offset)
        page, page_start = None, 0
        if self._pages:
            found = self._pages[max(0, bisect_right(self._pages, offset, key=lambda p: p.start) - 1)]
            page, page_start = found.number, found.start
        paragraph = None
        if self._paragraphs:
            first = bisect_left(self._paragraphs, page_start)
            paragraph = max(1, bisect_right(self._paragraphs, offset) - first)
        return Place(page, paragraph, line, offset - self._lines[line - 1] + 1)
