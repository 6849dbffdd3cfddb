"""The place and the day in the head of a document (địa danh, ngày tháng năm ban hành): "Lạng Sơn, ngày 05/3/2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, takewhile

from extract import dates
from extract.frame.cells import type_of
from extract.words import LOWER, UPPER, occurrences
from ontology.units import find_units

_WORD = rf"[{UPPER}][\w’']{{0,12}}"
_PLACE = rf"""(?P<place>(?:(?:TP\.|Tp\.|Thành\ phố|tỉnh)\s?)?
      (?:\d{{1,2}}\s)?{_WORD}(?:(?:\s(?:-\s)?|-){_WORD}){{0,4}}(?:\s\d{{1,2}})?)"""
_A = "aàáảãạăằắẳẵặâầấẩẫậ"  # as recognition reads the vowel of the words for day, month and year
_NO_FIGURE = "…"  # what stands in a day's normal form for what is blank or cannot be read
_YEAR = r"(?:19|20)\d\d"
_DAY = rf"[nN]gày\ (?P<d>\d{{1,2}}|{_NO_FIGURE})\ tháng\ (?P<m>\d{{1,2}}|{_NO_FIGURE})\ năm(?:\ (?P<y>{_YEAR}))?(?!\w)"
PLACE_AND_DAY = re.compile(rf"(?<![\w/–-]){_PLACE}\s?(?:[,;]|\.(?=\s?n))\s?{_DAY}", re.VERBOSE)
_WRITTEN_DAY = re.compile(  # its words and figures misread, marks of a form or of a stamp between them
    rf"""(?i:ng[{_A}]\w)(?P<d>[^;\n]{{0,14}}?)(?i:[t(]h\wng)(?P<m>[^;\n]{{0,14}}?)(?:(?i:n[{_A}]m)|[/-](?=\s?20\d\d))
    [\s.:…_]{{0,4}}(?P<y>(?:19|2[0Oo])\s?[\dIlOo]\s?[\dIlOo](?!\w))?""",
    re.VERBOSE,
)
_FORM = " \t\xa0.…,:_?*'’‘“”„\"()-–"  # the marks around figures that are filled in
_UNMARKED = str.maketrans("", "", _FORM)
_FIGURES = str.maketrans("IlLÌÍìí|]OoòóÒÓÔ", "1111111110000000")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ONES = frozenset("IlL|")
_PLACE_AND_YEAR = re.compile(  # of a day under a stamp the year alone; "ngày thành lập 1927" is none
    rf"""{_PLACE}\s?,\s?(?i:ng[{_A}]\w)\s(?![{LOWER}]+\s)\S{{1,4}}(?!.*\s[{LOWER}]{{2,}}\s[{LOWER}]{{2,}}\s)
    [^;\n]{{1,26}}\s(?P<y>{_YEAR})\W?$""",
    re.VERBOSE,
)
BEGINS_PLACE = re.compile(rf"(?:Thành phố |TP\.\s?)?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)?$")
_WITHOUT_COMMA = re.compile(  # a line of its own, the day in words, or in figures behind a comma
    rf"""(?!Thứ\s|Chủ\s){_PLACE}(?:\s{_DAY}\s?
    |\s?,\s(?:(?i:ng[{_A}]y)\s)?(?P<d2>\d{{1,2}})\s?[/.-]\s?(?P<m2>\d{{1,2}})\s?[/.-]\s?(?P<y2>{_YEAR}))$""",
    re.VERBOSE,
)
_DAY_ENDS = re.compile(rf"y(?<=g[{_A}]y)|Y(?<=G[{_A.upper()}]Y)")
_BLANK_DAY = re.compile(  # and figures behind it, or behind the word for month
    r"ngày(?P<d>\s?\d{1,2})?\W{0,12}tháng(?:(?P<inside>(?:\s\d{1,4}){2,6})|(?P<m>\s?\d{1,2}))?\W{0,12}năm"
    r"(?P<y>\s?20\d\d)?(?P<behind>(?:\s\d{1,2}(?![\w/.-])){0,2}(?:\s20\d\d(?![\w/.]))?)(?!\w)"
)
_NUMBERS = "số"  # how the line opens whose blank serial a stamp below it fills
_DAY_REACH = 600  # how far in a line the word for day may stand, in characters
_LONGEST_PLACE = 100
_ADDRESSES = ("Kính gửi", "V/v")  # what stands below place and day
_LINES = 25  # in which a day stands without a place
_LAST_DAY, _LAST_MONTH = 31, 12
_COLUMN = 60  # a line of the letterhead, in characters
_NO_PLACE = frozenset(("TTg", "I", "V", "X"))  # the end of a symbol, the number of a quarter
_DAY_ALONE = re.compile(rf"[\s.…_,]*{_DAY}\.?", re.VERBOSE)


def place_and_day(lines: list[str]) -> tuple[str | None, str | None]:
    """Place and day in the lines of a letterhead ("Đình Lập, ngày 25 tháng 5 năm 2026"); blanks give a partial day."""
    partial: tuple[str | None, str | None] | None = None  # the year may stand on the next line
    lines = _whole_days(lines)
    first = lines[:_LINES]
    for at, before, line in _stretches(lines):
        match = dated(line)
        year, month, day = _told(match) if match else (None, None, None)
        if match and (year or partial is None) and (day or at < _LINES):  # below, another letterhead may stand
            found = _whole(before, _without_capitals(match["place"])), _partial_day(year, month, day)
            if year:
                return found
            partial = found
    if partial:
        return partial
    for before, line in pairwise(["", *first]):
        match = _DAY_ALONE.fullmatch(spelled_day(line[line.rfind(", ngày", 0, _COLUMN) + 1 :]))  # its place torn
        if match and all(told := _told(match)) and len(before) < _COLUMN:  # no line of a sentence
            return None, _partial_day(*told)
    ends_in_year = any(line[-1:].isdigit() or line[-2:-1].isdigit() for line in first)
    above = list(takewhile(_stands_above, first)) if ends_in_year else []
    for line in (*above, *map(" ".join, pairwise(above))):
        if len(line) < _LONGEST_PLACE and (match := _PLACE_AND_YEAR.match(line)):
            return _without_capitals(match["place"]), match["y"]
    return None, None


def spelled_day(line: str) -> str:
    """A line with its days as one writes them, "ngày 12 tháng 3 năm 2026", what is blank or cannot be read left open.

    A day that cannot be read is one only behind a comma, as behind a place, or with its year behind nothing but words
    with capitals: "ngày đầu tháng sau" is none.
    """
    return _WRITTEN_DAY.sub(_spelled, line) if _may_name_day(line) else line


def _spelled(written: re.Match[str]) -> str:
    day, month = _figure(written["d"], _LAST_DAY), _figure(written["m"], _LAST_MONTH)
    before = written.string[: written.start()].rstrip()
    if None in {day, month} and not (before[-1:] in {",", ";"} or find_units(before.strip(_FORM))):
        named = written["y"] and written[0][0] == "n" and all(word[0].isupper() for word in before.split())
        if not named:
            return written[0]
    year = "".join((written["y"] or "").translate(_FIGURES).split())
    return f"{written[0][0]}gày {day or _NO_FIGURE} tháng {month or _NO_FIGURE} năm {year}"


def _figure(written: str, last: int) -> str | None:
    """What a day or a month says, "" where it is blank; None where no one figure can be read."""
    plain = written.replace("()", "0").translate(_UNMARKED).translate(_RAISED)
    figures = plain.translate(_FIGURES)
    sure = any(map(str.isdecimal, plain)) or _ONES.issuperset(plain)  # "II", but nothing that only looks like ten
    return figures if not figures or (sure and figures.isdecimal() and 0 < int(figures) <= last) else None


def _stands_above(line: str) -> bool:
    """Whether a line neither opens with a type nor addresses somebody, below whom no place and day stand."""
    return type_of(line) is None and not line.startswith(_ADDRESSES)


def _stretches(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """The lines that may hold a day, then two by two, then all together, each with its place and the line before."""
    held = [_may_name_day(line) or line[-4:].isdigit() for line in lines]
    for at, (before, line, holds) in enumerate(zip(["", *lines], lines, held, strict=False)):
        if holds:
            yield at, before, line
    for at, (before, two, holds) in enumerate(
        zip(["", *lines], pairwise(lines), map(any, pairwise(held)), strict=False)
    ):
        if holds:
            yield at, before, " ".join(two)
    if any(held):
        yield 0, "", " ".join(lines)


def _may_name_day(line: str) -> bool:
    """Whether a line may hold the word for day; most do not, which is told much faster than where it stands."""
    if "y" not in line and "Y" not in line:
        return False
    return ", ng" in line or ",ng" in line or _DAY_ENDS.search(line) is not None


def _whole_days(lines: list[str]) -> list[str]:
    """The lines, those behind the word for day joined to it, where blanks part a day."""
    lines = [*map(_with_capitals, lines)]
    parted = (
        (at, 2 if line.endswith(" ngày") else 1)
        for at, line in enumerate(lines)
        if "ngày" in line and _is_parted(line, lines, at)
    )
    at, more = next(parted, (0, 0))
    lines = [*lines[:at], " ".join(lines[at : at + more + 1]), *lines[at + more + 1 :]]
    return [_filled(lines, at) if "ngày" in line else line for at, line in enumerate(lines)]


def _is_parted(line: str, lines: list[str], at: int) -> bool:
    """Whether blanks part a day behind a line: "Hà Nội, ngày", or "Hà Nội, ngày tháng 16 4" and "năm 2025" below."""
    if line.endswith(" ngày"):
        return True
    return "".join(lines[at + 1 : at + 2]).startswith("năm ")


def _with_capitals(line: str) -> str:
    """A line that opens with a unit's name in which only the first letter is a capital, with both: "Hà nội, ngày"."""
    place, comma, _ = line.partition(",")
    half = bool(comma) and place.count(" ") == 1 and place[:1].isupper() and not (place.istitle() or place.isupper())
    return f"{place.title()}{line[len(place) :]}" if half and find_units(place.title()) else line


def _filled(lines: list[str], at: int) -> str:
    """A line whose blanks a stamp fills, behind it, before it or on lines beside it: "ngày tháng năm 2026", "23 7"."""
    line = lines[at].translate(_RAISED)
    blank = _BLANK_DAY.search(line)
    lacks = [part for part in "dmy" if not blank[part]] if blank else []
    if blank is None or not lacks:
        return lines[at]
    words, behind = line[: blank.start()].split(), blank["behind"].split()
    leading = [*takewhile(str.isdigit, words)]
    below = " ".join(takewhile(_is_figures, lines[at + 1 :])).split()
    over = [*takewhile(_is_figures, reversed(lines[:at]))]
    numbered = at > len(over) and lines[at - len(over) - 1].lower().startswith(_NUMBERS)
    above = [] if numbered else " ".join(reversed(over)).split()
    inside = (blank["inside"] or "").split()
    for figures in (behind, inside, leading, below, above):
        filled = _once(figures) if len(figures) > len(lacks) or any(map(is_doubled, figures)) else figures
        told = {part: (blank[part] or "").strip() for part in "dmy"}
        parts = told | dict(zip(lacks, filled, strict=False))
        if lacks == ["m"] and not dates.iso(*map(parts.get, "ymd")):  # a program sets the day before the month's
            parts = told | {"d": parts["m"], "m": parts["d"]}
        if len(filled) == len(lacks) and all(map(str.isdigit, filled)) and dates.iso(*map(parts.get, "ymd")):
            place = " ".join(words[len(leading) if figures is leading else 0 :])
            rest = line[blank.end() if figures is behind else blank.start("behind") :]
            return f"{place} ngày {parts['d']} tháng {parts['m']} năm {parts['y']}{rest}".lstrip()
    return line


def _once(figures: list[str]) -> list[str]:
    """Figures that a program has set, those once that it has set over each other: "1616 16 66 6" is 16 and 6."""
    halves = [one[: len(one) // 2] if is_doubled(one) else one for one in figures]
    return [one for one, before in zip(halves, ["", *halves], strict=False) if one != before]


def is_doubled(figures: str) -> bool:
    """Whether figures are those of a day or month twice, which no day and no year of our time is: "3030", "66"."""
    half = len(figures) // 2
    twice = figures[:half] == figures[half:] and figures.isdecimal()
    return twice and int(figures) > _LAST_DAY and not figures.startswith(("19", "20"))


def _is_figures(line: str) -> bool:
    return line.replace(" ", "").isdigit()


def _whole(before: str, place: str) -> str:
    """A place with its first words, if they stand on the line before: "Tiền" and "Giang, ngày ..."."""
    whole = f"{before} {place}"
    return (
        whole if BEGINS_PLACE.match(before) and any(unit.level == "province" for unit in find_units(whole)) else place
    )


@lru_cache(maxsize=2048)  # many ask for the same lines
def dated(line: str) -> re.Match[str] | None:
    """Place and day in a line; near the word for day alone, since looking for places costs time."""
    named = _may_name_day(line)
    if named:
        line = spelled_day(line)
        for day in occurrences("gày ", line[:_DAY_REACH]):
            if match := PLACE_AND_DAY.search(line, max(0, day - _LONGEST_PLACE), day + _LONGEST_PLACE):
                return match
    return _WITHOUT_COMMA.match(line) if (named or line[-4:].isdigit()) and len(line) < _LONGEST_PLACE else None


def starts_place(dated: re.Match[str]) -> int:
    """Where the place begins, behind what a column before it has left there."""
    return dated.end("place") - len(_without_capitals(dated["place"]))


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


def _told(dated: re.Match[str]) -> tuple[str | None, str | None, str | None]:
    """Year, month and day of a match, those that it tells."""
    found = dated.groupdict()
    year, month, day = (found[part] or found.get(f"{part}2") for part in "ymd")
    return year, None if month == _NO_FIGURE else month, None if day == _NO_FIGURE else day


def _partial_day(year: str | None, month: str | None, day: str | None) -> str | None:
    if year is None or month is None or not 0 < int(month) <= _LAST_MONTH:
        return year
    return (dates.iso(year, month, day) if day else None) or f"{year}-{int(month):02d}"
