"""The document's own number (số, ký hiệu) in the lines of its head, be it blank, stamped or spoilt by recognition."""

from __future__ import annotations

import re

from extract.frame.cells import type_of
from extract.frame.lines import OPENS_TEXT
from extract.mentions.numbers import parse_number
from extract.words import LOWER, UPPER, any_of
from ontology import table
from ontology.numbers import Numbering, numbering

_STAMP_REACH = 3  # lines below a blank serial where a stamp may have set it
OPENS_NUMBER = frozenset("sS§$5_.,'‘’`“|")
"""How lines may begin that open with the word for number, be it misread, specks before it; most lines do not."""
_PLAIN = frozenset({"Số", "SỐ"})
_MORE = re.compile(r"[^\s\w,.;:()|/-]")  # what no number goes on with
NUMBER_LINES = 40
"""Lines of the head that may hold the number."""
_SIGNS = any_of(sign for row in table("types") for sign in row["symbols"].split("|") if sign)
_O = "oòóỏõọôồốổỗộơờớởỡợ"  # as recognition reads the vowel of that word
NUMBER_AT = re.compile(
    rf"(?i:\bs[{_O}](?:/\s?No)?)\s?[:.]{{0,2}}\s?(?=[\d.,/…_\s]*[/-]|[\d⁰¹²³⁴-⁹]|$|[^/\n]{{1,9}}/\s?[{UPPER}]{{2,6}}\s?-|[^/\n-]{{1,6}}-\s?{_SIGNS}/\s?[{UPPER}])"
)
_SPECKS = r"[\s.,'‘’`“_]{0,3}"  # before a serial: "Số:.22 /2016/TT-NHNN"
_FIGURE = r"[\d⁰¹²³⁴-⁹IlÌÍíỈ|OoÒÓóÔ]"
_SO_WORD = frozenset(_O + _O.upper())  # the letters of that word, by which most lines are told at once
_WORD = re.compile(  # that word, be it misread, and what stands before the serial: "Só;", "§ố:", "S:", "Số:.22 /2016"
    rf"[^\w§$]{{0,3}}(?:[sS](?:\s?[{_O}{_O.upper()}é6])?|[§$5]\s?[{_O}0é6]?(?=\s?[:;]))\s?[:;.,]{{0,2}}{_SPECKS}"
)
_WRITTEN = re.compile(  # with other marks and blanks than it has: "510 / SYT - NVY", "2I -KH/ĐTN", "5 1 0/Q Đ-SYT"
    rf"""{_SPECKS}(?P<serial>{_FIGURE}(?:[\s.]?{_FIGURE}){{0,4}})(?![^\W_])(?P<year>[\s.…_]{{0,4}}/\s?(?:19|20)\s?\d\s?\d(?!\d))?
    [\s.…_]{{0,4}}(?P<mark>[-–](?!/)|[/\\]|-/)?\s?
    (?P<symbol>[{UPPER}][\w&]*(?:(?:\s?[-–_/.]\s?|\s(?=[{UPPER}](?!\w|/v)))[{UPPER}][\w&]*)*)""",
    re.VERBOSE,
)
_GOES_ON = re.compile(  # behind a number cut short
    rf"\s?[-–_]\s?[{UPPER}](?:[{UPPER}]|\s[{UPPER}](?!\w))"
)
_TORN = re.compile(rf"(?<=[{UPPER}])\s(?=[{UPPER}](?!\w))")  # "S Y T"
_PARTS = re.compile(r"\s?[-–_/]\s?|\.")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹IlÌÍíỈ|OoÒÓóÔ", "01234567891111111000000", " .")
_CITED = re.compile(r"\s?,?\s?ngày\s\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s(?:của|về)\s")  # behind another's number
_ENDS_IN_TYPE = re.compile(  # a title's line, the number of what it names on the next: "thực hiện Nghị quyết"
    rf"[{LOWER}]\s{any_of(row['label'] for row in table('types'))}$"
)
_STAMPED = re.compile(r"(?P<n>\d{1,5})\s")  # a serial that a stamp sets before the word: "2144 Số: /KH-UBND"
_BLANK_SYMBOL = re.compile(rf"[\s.…_0]*[/-]\s?(?P<symbol>[{UPPER}][\w&]*(?:\s?[-–/]\s?[{UPPER}][\w&.]*)*)")
_UNREAD_SERIAL = re.compile(  # one that no recognition could read: "¿89 /GM-UBND", "#Ũ /TB - UBND"
    rf"(?:[^/\n]{{1,9}}/\s?(?=[{UPPER}][\w&]*\s?[-/])|[^/\n-]{{1,6}}-\s?(?={_SIGNS}/))"  # "É2 -KH/ĐTN"
    rf"(?P<symbol>[{UPPER}][\w&]*(?:\s?[-/]\s?[{UPPER}][\w&.]*)+)"
)


def own_number(head: list[str]) -> tuple[str | None, Numbering | None, bool]:
    """Number and value, from the line that opens with "Số", else with a type ("Luật số: ..."); is a serial unread?"""
    first = next((i for i, cell in enumerate(head[:NUMBER_LINES]) if i > 2 and OPENS_TEXT.match(cell)), NUMBER_LINES)
    lines = [
        (i, cell, match)
        for i, cell in enumerate(head[:first])
        if not _SO_WORD.isdisjoint(cell) and (match := NUMBER_AT.search(cell))
    ]
    opening = [line for line in lines if line[2].start() == 0 and (line[1][0] != "s" or ":" in line[2][0])]
    typed = [  # "Luật số: 26/2023/QH15", "NGHỊ QUYẾT SỐ ..."; "Quyết định số 12/QĐ-UBND" opens a sentence
        (index, cell, match)
        for index, cell, match in lines
        if type_of(cell[: match.start()]) and (":" in match[0] or cell[: match.start()].isupper())
    ]
    stamped = [line for line in lines if _STAMPED.fullmatch(line[1][: line[2].start()])]
    for index, cell, match in opening + typed + stamped:
        following = head[index + 1] if index + 1 < len(head) else ""
        if following.isdigit():  # a serial in a cell of its own
            following = " ".join(head[index + 1 : index + 3])
        rest = f"{cell[match.end() :]} {following}"
        if serial := _STAMPED.fullmatch(cell[: match.start()]):
            rest = f"{serial['n']}{rest}"
        rest = _spelled(rest)
        if number := parse_number(rest):
            if match.start() and _is_of_another_type(cell[: match.start()], number.value):
                continue
            if index and _ENDS_IN_TYPE.search(head[index - 1]) and _CITED.match(rest, number.end):
                continue
            return number.text, number.value, False
        blank = _BLANK_SYMBOL.match(rest)
        if told := blank or _UNREAD_SERIAL.match(rest):
            symbol = "".join(told["symbol"].replace("–", "-").split())
            stamp = next(filter(str.isdigit, head[index + 1 : index + 1 + _STAMP_REACH]), "") if blank else ""
            if number := parse_number(f"{stamp}/{symbol}") if stamp else None:
                return number.text, number.value, False
            mended = parse_number(f"1/{symbol}")  # its letters as those of any number: "QD-UBND"
            return None, numbering("", None, "/", mended.value.symbol if mended else symbol), blank is None
    return None, None, False


def spelled_number(line: str) -> str:
    """A line of the head with the number that it opens with as one writes it: "Só;51O/Q Đ - SYT"."""
    word = _WORD.match(line)
    if word is None or (word[0].lstrip()[0] == "s" and ":" not in word[0]):  # goes on with a sentence
        return line
    said = line[word.end() :]
    rest = _spelled(said)
    number = parse_number(rest) if (rest != said or line[:2] not in _PLAIN) else None
    sure = number and number.value.symbol[:2].isupper() and not _MORE.match(rest.lstrip(), number.end)
    return f"Số: {rest}" if sure else line


def _spelled(rest: str) -> str:
    """What follows the word for number, in its normal form where it is no number as it stands, or is cut short."""
    number = parse_number(rest)
    cut = number is None or not number.value.symbol[1:] or _GOES_ON.match(rest.lstrip(), number.end)
    written = _WRITTEN.match(rest) if cut else None
    serial = written["serial"].translate(_DIGITS) if written else ""
    first, *others = _PARTS.split(_TORN.sub("", written["symbol"])) if written else ("",)
    known = serial.isdecimal() and any(map(str.isdigit, written["serial"])) if written else False
    if written is None or not known or not first[1:] or first[1:].islower():
        return rest
    year = "".join((written["year"] or "").split()).lstrip(".…_")
    of_party = not year and (written["mark"] in {"-", "–"} or (not written["mark"] and "/" in written["symbol"]))
    symbol = "/".join(filter(None, (first, "-".join(others)))) if of_party else "-".join((first, *others))
    return f"{serial}{year}{'-' if of_party else '/'}{symbol}{rest[written.end() :]}"


def _is_of_another_type(before: str, value: Numbering) -> bool:
    """Whether a number in a title is another document's: "HƯỚNG DẪN ... THEO QUYẾT ĐỊNH SỐ 22/2013/QĐ-TTG"."""
    typed = type_of(before)
    return typed is not None and bool(value.types) and typed[0] not in value.types
