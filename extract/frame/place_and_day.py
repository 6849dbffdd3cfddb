"""The place and the day in the head of a document (địa danh, ngày tháng năm ban hành): "Lạng Sơn, ngày 05/3/2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, takewhile

from extract import dates
from extract.frame.cells import type_of
from extract.words import LOWER, UPPER
from ontology.units import find_units

_BLANK = r"[\s.…_?'’]*"
_WORD = rf"[{UPPER}][\w’']{{0,12}}"
_PLACE = rf"""(?P<place>(?:(?:TP\.|Tp\.|Thành\ phố|tỉnh)\s?)?
      (?:\d{{1,2}}\s)?{_WORD}(?:(?:\s(?:-\s)?|-){_WORD}){{0,4}}(?:\s\d{{1,2}})?)"""
_YEAR = r"(?:19|20)\s?[\dIl]\s?[\dIl]"  # "201I"
_A = "aàáảãạăằắẳẵặâầấẩẫậ"  # as recognition reads the vowel of the words for day, month and year
_MONTH_WORD = f"(?i:th[{_A}]ng)"  # be it misread, as all three are
_DAY = rf"""(?i:ng[{_A}]y){_BLANK}(?P<d>[0-3]\s\d|\d{{1,2}})?{_BLANK}{_MONTH_WORD}{_BLANK}(?P<m>[01]\s\d|\d{{1,2}})?
    {_BLANK}(?i:n[{_A}]m){_BLANK}(?P<y>{_YEAR}(?!\w))?"""
PLACE_AND_DAY = re.compile(rf"(?<![\w/–-]){_PLACE}\s?(?:[,;]|\.(?=\s?n))\s?{_DAY}", re.VERBOSE)
_MISREAD = r"[12IÌÍl]?[1IÌÍl]"  # of ones and letters that stand for them: "1Ì", "II"
_FIGURES = str.maketrans("IÌÍl]OÒÓÔŠš§Ñ", "1111100008888")
_PLACE_BEFORE_UNREAD = re.compile(  # place and a day that is blank or could not be read, which leaves month or year
    rf"""(?<![\w/–-]){_PLACE}\s?[,;]\s?(?i:ng[{_A}]\w)\s?(?:(?P<d>{_MISREAD})\s|[^;\n]{{0,12}}?)(?i:th\wng)
    (?:\s?(?P<m>[O0ÒÓÔ]?[1-9\]]|1[0-2]|{_MISREAD}|[Šš§Ñ])(?=[\s|,_'’])|[^,;\n]{{0,8}}?)[\W_]*(?i:n[{_A}]m)(?!\w)\s?(?P<y>{_YEAR}(?!\w))?""",
    re.VERBOSE,
)
_PLACE_AND_YEAR = re.compile(  # of a day under a stamp the year alone; "ngày thành lập 1927" is none
    rf"""{_PLACE}\s?,\s?(?i:ng[{_A}]\w)\s(?![{LOWER}]+\s)\S{{1,4}}(?!.*\s[{LOWER}]{{2,}}\s[{LOWER}]{{2,}}\s)
    [^;\n]{{1,26}}\s(?P<y>(?:20|19)\d\d)\W?$""",
    re.VERBOSE,
)
BEGINS_PLACE = re.compile(rf"(?:Thành phố |TP\.\s?)?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)?$")
_SLASHED = re.compile(
    rf"(?!Thứ\s|Chủ\s){_PLACE}\s?,\s(?:(?i:ng[{_A}]y)\s)?(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)$",
    re.VERBOSE,
)
_WITHOUT_COMMA = re.compile(rf"{_PLACE}\s{_DAY}\s?$", re.VERBOSE)
_DAY_WORD = re.compile(rf"[nN](?:g[{_A}]y|G[{_A.upper()}]Y)")
_YEAR_WORD = re.compile(f"n[{_A}]m")
_DAY_ENDS = tuple(f"g{a}y" for a in _A) + tuple(f"G{a}Y" for a in _A.upper())
_FIGURES_OF_DAY = len("23 07")
_STAMPED_DAY = re.compile(
    r"ngày\W{0,12}tháng\W{0,12}(?P<m>\d{1,2})?\W{0,12}năm\s?(?P<y>20\d\d)?\s(?P<d>\d{1,2})(?:\s(?P<m2>\d{1,2}))?(?:\s(?P<y2>20\d\d))?(?![\w/.])"
)
_DAY_REACH = 600  # how far in a line the word for day may stand, in characters
_LONGEST_PLACE = 100
_ADDRESSES = ("Kính gửi", "V/v")  # what stands below place and day
_COLUMN = 60  # a line of the letterhead, in characters
_NO_PLACE = frozenset(("TTg", "I", "V", "X"))  # the end of a symbol, the number of a quarter
_DAY_ALONE = re.compile(r"[\s.…_,]*(?i:ngày)\s(?P<d>\d{1,2})\stháng\s(?P<m>\d{1,2})\snăm\s(?P<y>\d{4})\.?")


def place_and_day(lines: list[str]) -> tuple[str | None, str | None]:
    """Place and day in the lines of a letterhead ("Đình Lập, ngày 25 tháng 5 năm 2026"); blanks give a partial day."""
    partial: tuple[str | None, str | None] | None = None  # the year may stand on the next line
    lines = _whole_days(lines)
    first = lines[:25]
    together = " ".join(first)
    unread = _unread_at(first) if _may_be_dated(together) else None
    for before, line in _stretches(lines[: unread or len(lines)]):
        match = dated(line)
        if match and (match["y"] or (match["m"] and partial is None)):
            place = _whole(before, _without_capitals(match["place"]))
            found = place, _partial_day(match["y"], match["m"], match["d"])
            if match["y"]:
                return found
            partial = found
    if partial:
        return partial
    for before, line in pairwise(["", *first]):
        if (match := _DAY_ALONE.fullmatch(line)) and len(before) < _COLUMN:  # no line of a sentence
            return None, dates.iso(match["y"], match["m"], match["d"])
    for line in (*first, together) if _may_be_dated(together) else ():
        if _may_be_dated(line) and (match := _PLACE_BEFORE_UNREAD.search(line, 0, _DAY_REACH)):
            month, day = ((match[part] or "").translate(_FIGURES) or None for part in "md")
            return _without_capitals(match["place"]), _partial_day(match["y"], month, day)
    ends_in_year = any(line[-1:].isdigit() or line[-2:-1].isdigit() for line in first)
    above = list(takewhile(_stands_above, first)) if ends_in_year else []
    for line in (*above, *map(" ".join, pairwise(above))):
        if len(line) < _LONGEST_PLACE and (match := _PLACE_AND_YEAR.match(line)):
            return _without_capitals(match["place"]), match["y"]
    return None, None


def _stands_above(line: str) -> bool:
    """Whether a line neither opens with a type nor addresses somebody, below whom no place and day stand."""
    return type_of(line) is None and not line.startswith(_ADDRESSES)


def _unread_at(lines: list[str]) -> int | None:
    """The line with place and a day that could not be read, behind which other days stand in the text."""
    for at, line in enumerate(lines):
        if _may_be_dated(line) and dated(line) is None and (match := _PLACE_BEFORE_UNREAD.search(line, 0, _DAY_REACH)):
            return at if match["y"] else None
    return None


def _stretches(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The lines that may hold a day, then two by two, then all together, each with the line before."""
    held = [_may_name_day(line) or line[-4:].isdigit() for line in lines]
    for before, line, holds in zip(["", *lines], lines, held, strict=False):
        if holds:
            yield before, line
    for before, two, holds in zip(["", *lines], pairwise(lines), map(any, pairwise(held)), strict=False):
        if holds:
            yield before, " ".join(two)
    if any(held):
        yield "", " ".join(lines)


def _may_name_day(line: str) -> bool:
    """Whether a line may hold the word for day; most do not, which is told much faster than where it stands."""
    if "y" not in line and "Y" not in line:
        return False
    for end in _DAY_ENDS:  # noqa: SIM110 - a generator takes twice the time, and this is asked of every line
        if end in line:
            return True
    return False


def _whole_days(lines: list[str]) -> list[str]:
    """The lines with noughts put right ("()2"), those behind the word for day joined to it, where blanks part a day."""
    lines = [_with_capitals(line.replace(" ()", " 0") if " ()" in line else line) for line in lines]
    at = next((at for at, line in enumerate(lines) if line.endswith(" ngày")), None)
    lines = lines if at is None else [*lines[:at], " ".join(lines[at : at + 3]), *lines[at + 3 :]]
    return [_filled(line, below) if "ngày" in line else line for line, below in pairwise([*lines, ""])]


def _with_capitals(line: str) -> str:
    """A line that opens with a unit's name in which only the first letter is a capital, with both: "Hà nội, ngày"."""
    place, comma, _ = line.partition(",")
    half = bool(comma) and place.count(" ") == 1 and place[:1].isupper() and not (place.istitle() or place.isupper())
    return f"{place.title()}{line[len(place) :]}" if half and find_units(place.title()) else line


def _filled(line: str, below: str) -> str:
    """A line whose blank day a stamp fills behind it or on the next line: "ngày tháng năm 2026" and "23 7"."""
    said = f"{line} {below}" if below.replace(" ", "").isdigit() and len(below) <= _FIGURES_OF_DAY else line
    blank = _STAMPED_DAY.search(said)
    if blank is None:
        return line
    day, month, year = blank["d"], blank["m"] or blank["m2"], blank["y"] or blank["y2"]
    told = dates.iso(year, month, day) if year and month else None
    return f"{said[: blank.start()]}ngày {day} tháng {month} năm {year}{said[blank.end() :]}" if told else line


def _whole(before: str, place: str) -> str:
    """A place with its first words, if they stand on the line before: "Tiền" and "Giang, ngày ..."."""
    whole = f"{before} {place}"
    return (
        whole if BEGINS_PLACE.match(before) and any(unit.level == "province" for unit in find_units(whole)) else place
    )


@lru_cache(maxsize=2048)  # many ask for the same lines
def dated(line: str) -> re.Match[str] | None:
    """Place and day in a line; near the word for day alone, since looking for places costs time."""
    if not _may_name_day(line):
        return _SLASHED.match(line) if line[-4:].isdigit() and len(line) < _LONGEST_PLACE else None
    for day in _DAY_WORD.finditer(line, 0, _DAY_REACH):
        if match := PLACE_AND_DAY.search(line, max(0, day.start() - _LONGEST_PLACE), day.end() + _LONGEST_PLACE):
            return match
    return (_WITHOUT_COMMA.match(line) or _SLASHED.match(line)) if len(line) < _LONGEST_PLACE else None


def starts_place(dated: re.Match[str]) -> int:
    """Where the place begins, behind what a column before it has left there."""
    return dated.end("place") - len(_without_capitals(dated["place"]))


def _may_be_dated(line: str) -> bool:
    """Whether a line holds what stands around any day; faster told than that none does."""
    if "ng" not in line or ("," not in line and ";" not in line):
        return False
    small = line.lower()
    if not (", ng" in small or ",ng" in small or "; ng" in small or ";ng" in small):
        return False
    return "th" in small and _YEAR_WORD.search(small) is not None


def _without_capitals(place: str) -> str:
    """A place without the words in capitals that a column before it has left there."""
    words = place.split()
    if find_units(place):
        return place
    while (
        len(words) > 1
        and words[0] != "TP."
        and (words[0].isdigit() or words[0] in _NO_PLACE or (words[0].isupper() and len(words[0]) > 1))
    ):
        words = words[1:]
    return " ".join(words)


def _partial_day(year: str | None, month: str | None, day: str | None) -> str | None:
    if not year:
        return None
    year, month = "".join(year.translate(_FIGURES).split()), "".join((month or "0").split())
    if not 1 <= int(month) <= 12:
        return year
    return (dates.iso(year, month, day) if day else None) or f"{year}-{int(month):02d}"
