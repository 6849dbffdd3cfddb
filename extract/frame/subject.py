"""The subject of a letter (trích yếu): "V/v ..." in the narrow left column, among the lines of the right one."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.frame.lines import AWAITING, MOTTO, OPENS_TEXT, is_stamp
from extract.frame.own_number import NUMBER_AT
from extract.frame.place_and_day import BEGINS_PLACE, dated, starts_place
from extract.reading.syllables import is_syllable
from extract.words import fold

_CONCERNING = r"(?:[VvWƯỨÚ][^\w\s][vwVW]|[Vv][íì][vw]|V/(?=\s)|Vv(?=\s?:)|W[W4](?=\s)|V%w)"  # "V/v", be it misread
#: No sentence ("Về vấn đề này, Sở ...") and no point ("Về kinh phí: ...").
_ON = r"Về(?= [^\W\d_])(?![^:\n]{1,40}:\s)(?!.*(?:\snày[,\s]|như sau:))"
_SUBJECT = re.compile(
    r"(?:['‘’`-]\s?)?"
    rf"(?P<opens>[“\"(]?)(?:\s?(?:{_CONCERNING}|Về việc(?! này\W)|{_ON})|Số\s?:\s?\S+\s[Vv]/v)"
    r"\s?[:-]?\s?(?P<subject>.{5,})$"
)
_ON_WHAT, _ON_MATTER = "Về ", "Về việc "
_ABOUT = re.compile(rf"{_CONCERNING}\s?:?")  # the subject follows on the next line
#: Of a day that is wrapped.
_REST_OF_DAY = re.compile(r"(?:\d{1,2}\s)?tháng(?:\s?(?:\d|năm)|$)|năm\s?\d{4}\W?$|\d{1,4}\W?$")
_MOST_LINES = 40
_SUBJECT_LINES = 11  # of a letter's subject in its narrow column, and what the other column has beside it
_CLOSES = {"(": ")", "“": "”", '"': '"'}
_LONGEST_SPOILT = 4  # what recognition makes of "V/v": "“4", "f%", "VN"
_QUOTES = '“”"` '  # of which recognition leaves one
_COLUMN = 50  # a line of the letterhead's left column, in characters
_LONGEST_DAY = len(", ngày 25 tháng 12 năm 2026")
_PLAIN_TO = "kinh"
_BEHIND_DAY = (" V/v ", " Về ")
_RULES = " -–—ˆ^"  # behind a subject
_SPECKS = "._~'‘’"  # of a scan, behind a line
TO = "Kính gửi"


def read_subject(head: list[str]) -> str | None:
    """The subject of a letter ("V/v ...") with the lines that go on with it in its narrow column."""
    head = head[:_MOST_LINES]
    addressed = next((at for at, line in enumerate(head) if line.startswith(TO)), len(head))
    for index, (cell, following) in enumerate(pairwise(map(_behind_day, head[:25]))):
        alone = _ABOUT.fullmatch(cell) is not None
        match = _SUBJECT.match(f"{cell} {following}" if alone else cell)
        if match and (index < addressed or _is_subject(cell)):
            lines = [_of_left_column(match["subject"])]
            addresses, dates = TO in match["subject"], False
            first = index + 1 + alone
            for at, (line, behind) in enumerate(pairwise([*head[first : index + _SUBJECT_LINES + alone], ""]), first):
                left = _of_left_column(line, addresses=addresses)
                addresses = addresses or f" {TO}" in line
                dates = dates or dated(line) is not None
                day_alone = _REST_OF_DAY.match(line) or (BEGINS_PLACE.match(line) and ", ngày" in behind)
                if not any(map(str.isalnum, left)) or _holds_day(left) or MOTTO.match(left) or day_alone:
                    continue
                if line.startswith(TO) and line.endswith(":") and behind[:1].islower():
                    continue  # the right column's line among those of the left one
                narrow = len(lines[-1]) <= _COLUMN and not left.isupper() and not OPENS_TEXT.match(left)
                if fold(line).startswith(_PLAIN_TO) or not (
                    left[0].islower()
                    or (
                        (not dates or at < addressed < len(head) or lines[-1].upper().endswith(AWAITING))
                        and narrow
                        and lines[-1][-1] not in ".;:"
                    )
                ):
                    break
                lines.append(left)
            return " ".join(lines).rstrip(_RULES).removesuffix(_CLOSES.get(match["opens"], ""))
    return None


def read_below_number(head: list[str]) -> str | None:
    """The subject of a letter whose "V/v" recognition spoilt: what stands between number and whom it addresses."""
    addressed = next((at for at, line in enumerate(head[:_MOST_LINES]) if line.startswith(TO)), 0)
    at = next((at for at, line in enumerate(head[:addressed]) if NUMBER_AT.match(line)), addressed)
    lines = [left for line in head[at + 1 : addressed] if (left := _of_left_column(line)) and not _is_beside(line)]
    said = " ".join(lines)
    first, _, rest = said.partition(" ")
    spoilt = len(first) <= _LONGEST_SPOILT and is_syllable(first) is not True
    subject = (rest if spoilt else said).strip(_QUOTES)
    return subject if subject.count(" ") > 1 else None


def _is_beside(line: str) -> bool:
    """Whether a line is the right column's, or a stamp: the motto, a place, a day, capitals, another tongue."""
    if line.isupper() or line.isascii() or line.lower().startswith("ngày") or ", ng" in line:
        return True
    if _REST_OF_DAY.match(line) or BEGINS_PLACE.match(line.rstrip(",")):
        return True
    return MOTTO.match(line) is not None or dated(line) is not None or is_stamp(line)


def _is_subject(cell: str) -> bool:
    """Whether a line behind whom the letter addresses is no sentence: "Về vấn đề này, ..."."""
    return cell.startswith(_ON_MATTER) or not cell.startswith(_ON_WHAT)


def _behind_day(line: str) -> str:
    """What a line says of a letter's subject behind place and day, else the line."""
    about = max(map(line.rfind, _BEHIND_DAY))
    return line[about + 1 :] if about > 0 and dated(line[:about]) else line


def _of_left_column(line: str, *, addresses: bool = False) -> str:
    """The line of a subject without what the right column has beside it: place and day, or whom it addresses.

    ``addresses``: the right column has begun to address, and goes on with points.
    """
    left = line.partition(f" {TO}")[0]
    day = dated(left)
    if day:
        left = left[: starts_place(day)]
    elif addresses:
        left = "" if left.startswith("- ") else left.rpartition(" - ")[0] or left
    left = left.strip()
    said, _, last = left.rpartition(" ")
    return left if last.strip(_SPECKS) else said


def _holds_day(line: str) -> bool:
    """Whether place and day stand in a line, be the word for day misread."""
    at = line.find(", ng")
    return at >= 0 and (", ngày" in line or "năm" in line[at : at + _LONGEST_DAY])
