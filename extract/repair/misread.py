"""Digits that a picture's recognition read as letters, in numbers and days: O for 0, l and I for 1 or a stroke.

::

    số 59/2O23/NĐ-CP     số 59l2023/NĐ-CP     số 1l2/QĐ-UBND     ngày 3/4/2O24     QHI5     ngày l8 tháng I0

Only where the words before tell that digits follow, and only one reading gives a number. One character stands for one,
so that every position stays what it is.
"""

from __future__ import annotations

import re
from string import digits

from extract.words import any_of
from ontology import table

_D = r"[\dOolIỈỉ|!]"
_TYPES = any_of(sign for row in table("types") for sign in row["symbols"].split("|") if sign)
_NUMBER = re.compile(  # "số", serial, stroke, year, stroke, symbol, or "số I 07/2021/NĐ-CP"; opens with a rare letter
    rf"""ố(?<=[sS]ố)(?:\s(?P<first>[OolI|])(?=\s\d{{1,2}}/(?:19|20)\d\d/)
    |[ \n]?:?[ \n]?(?=[\d/]{{0,10}}+(?:(?:UBTV)?QH1?|\s(?=L/))?[OolIiỈỉ|!\]L])
    (?P<serial>(?=[OolIỈỉ|!]{{0,3}}\d){_D}{{1,5}}?)
    (?:(?P<stroke>[/lI|])(?P<year>[12][\dOo]{_D}(?:{_D}|\sL)))?
    (?P<last>[/lI|])(?=(?:(?:{_TYPES})[-–]\s?[A-ZĐ]|(?P<law>QH|UBTVQH)(?P<term>[1lIiỈ!][\dOolIỈ!\]])(?!\w))))""",
    re.VERBOSE,
)
_OTHER_SO = tuple(  # its accent misread, with what shows it; one letter is found much faster than any of two
    (
        re.compile(
            rf"{letter}(?<=[sS]{letter})[ \n]{{0,3}}:?[ \n]?(?=[ỈOolI]{{0,2}}\d)[ỈOolI\d]{{1,5}}[a-z]?\s?(?:/|-[A-ZĐ])"
        ),
        tuple(f"{so}{letter}{behind}" for so in "sS" for behind in " :\n"),
    )
    for letter in "ôó"
)
_PLAIN_SO = re.compile(r"o(?<=\s[sS]o)[ ](?=\d{1,5}/(?:19|20)\d\d/)"), tuple(f"so {figure}" for figure in digits)
_ONE = r"[\dOolIÌÍỈLT|\]óố]"  # of a digit in a day written in words: "ngày l8 tháng I0 năm 2O12"
_DAY = re.compile(  # in figures; or in words, stray marks beside them, and a blank between the digits of a day
    rf"ày(?<=gày)(?:[ ](?=[\d/]{{0,9}}[OolI])(?P<day>[\dOolI]{{1,2}}/[\dOolI]{{1,2}}/[12]{_D}{{3}})(?!\w)"
    r"|(?!\s?\d{1,2}\s?th\wng\s?\d{1,2}\sn[ăa]m\s\d{4})"  # most are right
    rf"(?P<stray>[^\s\dOolIÌÍ|/!])?\s?(?P<d>{_ONE}(?:\s?{_ONE})?)\s?th\wng\s?(?P<m>{_ONE}(?:\s?{_ONE})?)"
    rf"(?P<behind>[^\s\dOolIÌÍ|])?\s(?:n[ăaắ]m)\s(?P<y>[12]{_D}{{3}})(?!\w))"
)
_LAST_DAY, _LAST_MONTH = 31, 12
_DIGITS = str.maketrans("OolIiÌÍỈỉLT|]!óố", "0011111111111166")


def mend_digits(source: str) -> tuple[str, tuple[int, ...]]:
    """``source`` with the digits that were misread, and where each stands."""
    found: dict[int, str] = {}
    for so, shows in (*_OTHER_SO, _PLAIN_SO):
        for one in shows:
            if one in source:
                source = so.sub(_right_so, source)
                break
    for match in _NUMBER.finditer(source):
        if match["first"]:
            found[match.start("first")] = match["first"].translate(_DIGITS)
            continue
        for name in ("serial", "year", "term"):
            _note(found, match, name, (match[name] or "").translate(_DIGITS))
        _note(found, match, "last", "/")
        _note(found, match, "stroke", "/")
    for match in _DAY.finditer(source):
        if match["day"]:
            _note(found, match, "day", match["day"].translate(_DIGITS))
            continue
        day, month, year = ("".join(match[name].split()).translate(_DIGITS) for name in "dmy")
        sure = any(map(str.isdigit, match["d"])) and (len(month) > 1 or month == match["m"] or month == "6")
        if sure and 0 < int(day) <= _LAST_DAY and 0 < int(month) <= _LAST_MONTH:
            _note(found, match, "d", day.rjust(len(match["d"])))
            _note(found, match, "m", month.rjust(len(match["m"])))
            _note(found, match, "y", year)
            found.update({match.start(name): " " for name in ("stray", "behind") if match[name]})
    misread = tuple(sorted(found))
    if not found:
        return source, ()
    pieces, end = [], 0
    for at in sorted(found):
        pieces += [source[end:at], found[at]]
        end = at + 1
    return "".join((*pieces, source[end:])), misread


def _right_so(match: re.Match[str]) -> str:
    """What a match of "sô" and a number is, with the right accent."""
    return f"ố{match[0][1:]}"


def _note(found: dict[int, str], match: re.Match[str], name: str, right: str) -> None:
    """Note the characters of a group that are not what is right."""
    start = match.start(name)
    if start >= 0:
        found.update({start + i: r for i, (w, r) in enumerate(zip(match[name], right, strict=True)) if w != r})
