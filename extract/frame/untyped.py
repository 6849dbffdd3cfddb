"""Papers whose type no line tells: what they are headed by, and the titles of those whose type's line is lost."""

from __future__ import annotations

import re
from itertools import takewhile

from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.frame.cells import in_small_letters, type_of
from extract.frame.lines import COMES_WITH, DECIDES, MOTTO, OPENS_TEXT, PAPER, is_stamp, words_pattern
from extract.frame.own_number import NUMBER_AT, NUMBER_LINES
from extract.frame.place_and_day import dated
from extract.frame.subject import TO
from extract.vocabulary import words_of

RECITAL = re.compile(rf"{words_pattern('basis')}\s|(?:Thực hiện|Triển khai)\s.{{0,60}}?\bsố:?\s?\d")
MOST_LINES = 6
"""Lines of a title."""
LONGEST = 250
"""A line of a title, in characters."""
_OPENING_LINES = 6
#: How an annex opens that stands in a file of its own.
ANNEX = re.compile(rf"(?P<label>{words_pattern('annex')})(?:\s(?:số\s)?[IVXLC\d]+)?$", re.MULTILINE)
_WITH_ACT = re.compile(rf"\({COMES_WITH}\s")
_OF = " của "
_DAY_REACH = 30  # where in a line "ngày" may stand behind a place, in characters
_FEWEST_BLANKS = 3  # in what a paper without a type is called
_MOST_BLANKS = 5  # in a type
_GATHERS = words_of("lines", "gathers")


def paper(head: list[str]) -> tuple[str | None, str | None] | None:
    """What a paper of a type in no table is called, and its title: "BẢN TỰ KIỂM ĐIỂM" and "Về việc chuyển sinh hoạt".

    What is longer than types are, and what only gathers ("TỔNG HỢP Ý KIẾN ..."), is all title.
    """
    above = takewhile(lambda line: not (RECITAL.match(line) or line.startswith(TO)), head[:NUMBER_LINES])
    at = next((at for at, line in enumerate(above) if PAPER.match(line)), None)
    if at is None:
        return None
    called, more = head[at].strip(), " ".join(takewhile(_goes_on_paper, head[at + 1 : at + _OPENING_LINES]))
    if called.startswith(_GATHERS) or called.count(" ") > _MOST_BLANKS:
        return None, f"{called} {more}".strip()
    return called.capitalize(), more or None


def _goes_on_paper(line: str) -> bool:
    """Whether a line below what a paper is headed by belongs to it: no label of a form, nobody who is addressed."""
    day = dated(line)
    parted = MOTTO.match(line) or OPENS_TEXT.match(line) or line.startswith(TO) or (day and day.start() < _DAY_REACH)
    return (
        not (parted or line.endswith(";") or (line.isupper() and find_body(in_small_letters(line), 0)))
        and {":", "…", "("}.isdisjoint(line)
        and ".." not in line
        and len(line) <= LONGEST
    )


def annexed(head: list[str]) -> tuple[str, str, Named | None] | None:
    """What an annex that stands alone is called, its title and issuer: "Phụ lục I", "(Kèm theo Công văn ... của"."""
    annex = ANNEX.match(head[0]) if head else None
    if annex is None:
        return None
    title = list(takewhile(str.isupper, head[1 : 1 + MOST_LINES]))
    behind = " ".join(head[1 + len(title) : 1 + len(title) + _OPENING_LINES])
    if not title or _WITH_ACT.match(behind) is None:
        return None
    of = behind.partition(")")[0].rpartition(_OF)[2]
    return annex["label"].capitalize(), " ".join(title), find_body(of, 0) if of else None


def untyped(head: list[str]) -> str | None:
    """What a paper without a type is called, in capitals under place and day: "PHÂN CÔNG NHIỆM VỤ"."""
    at = next((at for at, line in enumerate(head[:NUMBER_LINES]) if dated(line)), len(head))
    lines = list(takewhile(str.isupper, head[at + 1 : at + 1 + MOST_LINES]))
    said = " ".join(lines)
    names = said.count(" ") < _FEWEST_BLANKS or any(type_of(line) or MOTTO.match(line) for line in lines)
    return None if names or find_body(in_small_letters(said), 0) else said


def titled_below_day(head: list[str]) -> str | None:
    """The title in capitals under place and day, where the line with the type is lost."""
    at = next((at for at, line in enumerate(head[:NUMBER_LINES]) if dated(line)), None)
    numbered = next((at for at, line in enumerate(head[:NUMBER_LINES]) if NUMBER_AT.match(line)), None)
    if numbered is not None and at in {None, numbered - 1}:  # below both, in a letterhead of one column
        at = numbered
    at = len(head) if at is None else at
    below = takewhile(
        lambda line: line.isupper() and not (decides(line) or type_of(line)), head[at + 1 : at + 1 + MOST_LINES]
    )
    lines = list(below)
    title = " ".join(line for line in lines if not (MOTTO.match(line) or is_stamp(line)))
    over_number = any(NUMBER_AT.match(line) for line in head[at + 1 + len(lines) :][:_OPENING_LINES])  # a letterhead
    return None if over_number or title.count(" ") < _FEWEST_BLANKS else title


def titled_over_recitals(head: list[str]) -> str | None:
    """The title in small letters between the letterhead and the first recital, where the type's line is lost."""
    end = next((at for at, line in enumerate(head[:NUMBER_LINES]) if RECITAL.match(line)), 0)
    while end and head[end - 1].isupper() and decides(head[end - 1]):
        end -= 1
    lines = list(takewhile(_may_title, reversed(head[max(0, end - MOST_LINES) : end])))
    title = " ".join(reversed(lines))
    return title if title[:1].isupper() and title.count(" ") >= _FEWEST_BLANKS else None


def _may_title(line: str) -> bool:
    """Whether a line over the recitals can be one of the title in small letters."""
    parted = MOTTO.match(line) or NUMBER_AT.match(line) or OPENS_TEXT.match(line) or "ngày" in line[:_DAY_REACH]
    return not (parted or line.isupper() or line.endswith(";")) and len(line) <= LONGEST


def decides(line: str) -> bool:
    """Whether a line in capitals is who decides: "HỘI ĐỒNG NHÂN DÂN TỈNH KIÊN GIANG"."""
    return DECIDES.match(line) is not None and find_body(in_small_letters(line), 0) is not None
