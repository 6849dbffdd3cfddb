"""The lines in capitals over number and type, which name who issues: without the motto beside them, respelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from extract.bodies.mentioned import find_body
from extract.bodies.misread import opening_mended, respelled, unglued
from extract.frame.cells import in_small_letters, type_of
from extract.frame.lines import MOTTO, OPENS_TEXT, PAPER, is_motto, is_of_motto, is_stamp, may_open_motto
from extract.frame.own_number import NUMBER_AT
from extract.frame.place_and_day import dated
from extract.reading.syllables import is_foreign

_LINES = 16  # in which they stand
_RIGHT_COLUMN = re.compile(  # its vowels may be misread; its two lines may stand in one with those of the left column
    r"\s(?:(?:(?:C.{0,2}NG\s?)?H\w\w\s?X\w\s?H\wI|CỘNG (?:HÒA|HOÀ))(?:.{0,25}?NAM(?=\s.*\sĐ\wc l\wp)|.*)"
    r"|ĐẢNG CỘNG SẢN VIỆT NAM.*|Đ\wc l\wp\s?[-–].*)"
)
AROUND = " /\\.*-–\"“”'"
"""Strokes and dots around a line in capitals."""


def read_capitals(head: list[str]) -> list[str]:
    """The lines in capitals before the type of the document, without the motto.

    Where the type stands first, the letterhead is lost; behind the title the one who decides may stand.
    """
    lines: list[str] = []
    if head and (typed := type_of(head[0])) and not typed[2] and any(map(is_motto, head[1:_LINES])):
        head = head[1:]  # a page's own heading over the letterhead
    lost = False  # behind the type, or behind place and day, a line counts only where it is a body's name
    for cell, under_motto in _beside_motto([_without_right_column(line).strip(AROUND) for line in head[:_LINES]]):
        numbered = NUMBER_AT.match(cell)
        if (lines and (numbered or type_of(cell) or PAPER.match(cell))) or OPENS_TEXT.match(cell):
            break
        lost = lost or (bool(lines) and dated(cell) is not None)
        if typed := type_of(cell):
            lost = lost or (cell.isupper() and (under_motto or not typed[2]))
            continue
        if is_stamp(cell) or is_of_motto(cell):
            continue
        if cell.isupper() and len(cell) > 1 and not (numbered or is_foreign(cell)) and (not lost or is_body(cell)):
            lines.append(cell)
    return [_mended(line) for line in lines]


@lru_cache(maxsize=8192)  # letterheads recur
def _mended(line: str) -> str:
    """The line as the tables spell the names in it, without specks."""
    return respelled(opening_mended(unglued(line.upper().replace("–", "-"))))


def _without_right_column(line: str) -> str:
    """The line without the motto that stands beside it; most have none, which one look tells."""
    return _RIGHT_COLUMN.sub("", line) if " C" in line or " Đ" in line else line


def _beside_motto(head: list[str]) -> Iterator[tuple[str, bool]]:
    """The lines but those of the motto, which may be broken ("ĐẢNG", "CỘNG SẢN VIỆT NAM"); whether it stands above."""
    broken = above = False
    for line, below in pairwise([*head, ""]):
        if broken:
            broken = False
            continue
        if not may_open_motto(line):
            yield line, above
            continue
        if MOTTO.match(line):
            above = True
            continue
        motto = MOTTO.match(f"{line} {below}")
        broken = motto is not None and motto.end() > len(line)
        above = above or broken
        if not broken:
            yield line, above


def is_body(cell: str) -> bool:
    """Whether a line is the name of a body of the tables, and nothing else."""
    body = find_body(in_small_letters(cell), 0)
    return body is not None and body.scope != "other" and body.end == len(cell)
