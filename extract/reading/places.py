"""Where in the original an offset is, as a person would look for it: "trang 3, đoạn 12"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from extract.records import SourceText


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document. All count from 1: ``page`` (trang) and ``paragraph`` (đoạn, on that page if there is one)
    are None where the file knows none; ``line`` (dòng) and ``column`` count in the text as read."""

    page: int | None
    paragraph: int | None
    line: int
    column: int

    def __str__(self) -> str:
        words = [f"trang {self.page}"] if self.page else []
        words.append(f"đoạn {self.paragraph}" if self.paragraph else f"dòng {self.line}")
        return ", ".join(words)


def place_of(source: SourceText, offset: int) -> Place:
    """The place of a character of ``source.text``."""
    line_start = source.text.rfind("\n", 0, offset) + 1
    page, page_start = None, 0
    if source.pages:
        found = source.pages[max(0, bisect_right(source.pages, offset, key=lambda p: p.start) - 1)]
        page, page_start = found.number, found.start
    paragraph = None
    if source.paragraphs:
        first = bisect_left(source.paragraphs, page_start)
        paragraph = max(1, bisect_right(source.paragraphs, offset) - first)
    return Place(page, paragraph, source.text.count("\n", 0, offset) + 1, offset - line_start + 1)
