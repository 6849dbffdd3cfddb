"""The document's own number (số, ký hiệu) in the lines of its head, be it blank, stamped or spoilt by recognition."""

from __future__ import annotations

import re
from itertools import pairwise

from extract import dates
from extract.bodies.mentioned import find_body
from extract.frame.cells import in_small_letters, type_of
from extract.frame.lines import OPENS_TEXT
from extract.frame.place_and_day import is_doubled
from extract.mentions.numbers import Number, parse_number
from extract.words import LOWER, UPPER, any_of, fold
from ontology import table
from ontology.numbers import Numbering, numbering

_LONGEST_SERIAL = 6  # with the blank behind it
_LONGEST_INITIALS = 5
_VOWELS = frozenset("aeiouy")
_FEWEST_TWICE = 4  # figures of a serial that is set twice; 44 may be one
_FILLED = 4  # lines from the number in which a program fills the blanks of a day
_STAMP_REACH = 3  # lines below a blank serial where a stamp may have set it
OPENS_NUMBER = frozenset("sS§$5_.,'‘’`“|")
"""How lines may begin that open with the word for number, be it misread, specks before it; most lines do not."""
_PLAIN = frozenset({"Số", "SỐ"})
_BEHIND = " \n,.;:()|/-"  # what may follow a number
NUMBER_LINES = 40
"""Lines of the head that may hold the number."""
_SIGNS = any_of(sign for row in table("types") for sign in row["symbols"].split("|") if sign)
_O = "oòóỏõọôồốổỗộơờớởỡợ"  # as recognition reads the vowel of that word
NUMBER_AT = re.compile(
    rf"(?i:\bs[{_O}](?:/\s?No)?)\s?[:.]{{0,2}}\s?(?=[\d.,/…_\s]*[/-]|[\d⁰¹²³⁴-⁹]|$|[^/\n]{{1,9}}/\s?[{UPPER}]{{2,6}}\s?-|[^/\n-]{{1,6}}-\s?{_SIGNS}/\s?[{UPPER}])"
)
_SPECKS = r"[\s.,'‘’`“”\"_]{0,3}"  # before a serial: "Số:.22 /2016/TT-NHNN"
_FIGURE = r"[\d⁰¹²³⁴-⁹IlÌÍíỈ|OoÒÓóÔ]"
_SO_WORD = frozenset(_O + _O.upper())  # the letters of that word, by which most lines are told at once
_WORD = re.compile(  # that word, be it misread, and what stands before the serial: "Só;", "§ố:", "S:", "Số:.22 /2016"
    rf"[^\w§$]{{0,3}}(?:[sS§$5]\s?\w?(?=\s?[:;])|[sS](?:\s?[{_O}{_O.upper()}é6])?)\s?[:;.,]{{0,2}}{_SPECKS}"
)
_WRITTEN = re.compile(  # with other marks and blanks than it has: "510 / SYT - NVY", "2I -KH/ĐTN", "5 1 0/Q Đ-SYT"
    rf"""{_SPECKS}(?P<serial>{_FIGURE}(?:[\s.]?{_FIGURE}){{0,4}})(?![^\W_])(?P<year>[\s.…_]{{0,4}}/\s?(?:19|20)\s?\d\s?\d(?!\d))?
    [\s.…_]{{0,4}}(?P<mark>[-–](?!/)|[/\\]|-/)?\s?
    (?P<symbol>[{LOWER}]?[{UPPER}][\w&]*(?:(?:\s?[-–_/.]\s?|\s(?=[{UPPER}](?!\w|/v)))[{UPPER}](?![{LOWER}])[\w&]*)*)""",
    re.VERBOSE,
)
_PRIME_MINISTER = "TTg"
_HYPHENS = frozenset("-–_/.")  # between the parts of a symbol
_PARTS = re.compile(r"\s?[-–_/]\s?|\.")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹IlÌÍíỈ|OoÒÓóÔ", "01234567891111111000000", " .")
_CITED = re.compile(r"\s?,?\s?ngày\s\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s(?:của|về)\s")  # behind another's number
ENDS_IN_TYPE = re.compile(rf"\s(?i:{any_of(row['label'] for row in table('types'))})$")
"""How a title's line ends that has the number of what it names on the next: "thực hiện Nghị quyết"."""
_OF_FIGURES = frozenset("0123456789-/.: ")
_LEFT_OPEN = re.compile(  # a serial that is blank, or that no recognition could read: "¿89 /GM-UBND", "É2 -KH/ĐTN"
    rf"(?:(?P<blank>[\s.…_0]*[/-]\s?)|[^/\n]{{1,9}}/\s?(?=[{UPPER}][\w&]*\s?[-/])|[^/\n-]{{1,6}}-\s?(?={_SIGNS}/))"
    rf"(?P<symbol>[{UPPER}][\w&]*(?:\s?[-–/]\s?[{UPPER}][\w&.]*)*)"
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
    opening = opening or [line for line in lines if _is_of_body(line[1][: line[2].start()])]
    typed = [  # "Luật số: 26/2023/QH15", "NGHỊ QUYẾT SỐ ..."; "Quyết định số 12/QĐ-UBND" opens a sentence
        (index, cell, match)
        for index, cell, match in lines
        if type_of(cell[: match.start()])
        and (":" in match[0] or cell[: match.start()].isupper() or _day_alone(_below(head, index)))
    ]
    stamped = [line for line in lines if _is_serial(line[1][: line[2].start()])]
    for index, cell, match in opening + typed + stamped:
        following = _below(head, index)
        if following.isdigit():  # a serial in a cell of its own
            following = " ".join(head[index + 1 : index + 3])
        rest = f"{cell[match.end() :]} {following}"
        serial = cell[match.end() :]
        if (
            serial[_FEWEST_TWICE - 1 :]
            and is_doubled(serial)
            and any(is_doubled(one) for line in head[index + 1 : index + _FILLED] for one in line.split())
        ):
            rest = f"{serial[: len(serial) // 2]} {following}"  # a program has set the figures of the day twice, too
        if _is_serial(cell[: match.start()]):
            rest = cell[: match.start()].strip() + rest
        rest = _spelled(rest)
        if number := parse_number(rest):
            if match.start() and _is_of_another_type(cell[: match.start()], number.value):
                continue
            if index and ENDS_IN_TYPE.search(head[index - 1]) and _CITED.match(rest, number.end):
                continue
            line = cell[match.end() :].strip()
            end = _end_of(line, number) if len(line) > number.end else ""
            value = number.value
            symbol = value.symbol + end.replace(" ", "-")
            return (
                number.text + end,
                numbering(value.serial, value.year, value.separator, symbol) if end else value,
                False,
            )
        if told := _LEFT_OPEN.match(rest):
            blank = told["blank"]
            symbol = "".join(told["symbol"].replace("–", "-").split())
            stamp = next(filter(str.isdigit, head[index + 1 : index + 1 + _STAMP_REACH]), "") if blank else ""
            if number := parse_number(f"{stamp}/{symbol}") if stamp else None:
                return number.text, number.value, False
            mended = parse_number(f"1/{symbol}")  # its letters as those of any number: "QD-UBND"
            return None, numbering("", None, "/", mended.value.symbol if mended else symbol), blank is None
    return None, None, False


def of_court(head: list[str]) -> tuple[str, str, str | None] | None:
    """Code and label of the type before the number, and the day below it, as courts set them: "Bản án số:
    08/2026/KDTM-PT" and "Ngày 20 - 3 - 2026"; below what is no such line the day is a stamp's."""
    for line, below in pairwise(head[:NUMBER_LINES]):
        day = _day_alone(below)
        number = NUMBER_AT.search(line) if day else None
        typed = type_of(line[: number.start()]) if number else None
        if typed and not typed[2]:
            return typed[0], typed[1], day
    return None


def _day_alone(line: str) -> str | None:
    """The day in figures that is all of a line: "Ngày 20 - 3 - 2026"."""
    figures = line[len("ngày") :] if line[:1] in "nN" and line[:4].lower() == "ngày" else ""
    return dates.first_day("".join(figures.split()).strip(":.")) if _OF_FIGURES.issuperset(figures) else None


def _below(head: list[str], index: int) -> str:
    return head[index + 1] if index + 1 < len(head) else ""


def _end_of(line: str, number: Number) -> str:
    """What ends a number's line and was cut off its symbol: a part with a year, "66/KH-BTC2026", or initials that stand
    apart, "09-CV/ĐTN CCQ"."""
    left = line[number.end :] if line.startswith(number.as_written) else ""
    word = left[1:]
    if not word.isalnum() or not word.isupper():
        return ""
    initials = left[0] == " " and len(word) <= _LONGEST_INITIALS and _VOWELS.isdisjoint(fold(word))
    return left if initials or (left[0] == "-" and word[-len("2026") :].isdecimal()) else ""


def _is_of_body(before: str) -> bool:
    """Whether what stands before the word for number is a body in capitals: "ỦY BAN NHÂN DÂN TỈNH SƠN LA Số: ..."."""
    small = in_small_letters(before.strip()) if before.isupper() else ""
    body = find_body(small, 0) if small else None
    return body is not None and body.end == len(small)


def _is_serial(words: str) -> bool:
    """Whether what stands before the word for number is a serial that a stamp has set: "2144 Số: /KH-UBND"."""
    return len(words) <= _LONGEST_SERIAL and words.strip().isdigit()


def spelled_number(line: str) -> str:
    """A line of the head with the number that it opens with as one writes it: "Só;51O/Q Đ - SYT"."""
    word = _WORD.match(line)
    if word is None or (word[0].lstrip()[0] == "s" and ":" not in word[0]):  # goes on with a sentence
        return line
    said = line[word.end() :]
    rest = _spelled(said)
    number = parse_number(rest) if (rest != said or line[:2] not in _PLAIN) else None
    behind = rest.lstrip()[number.end :][:1] if number else ""
    sure = number and number.value.symbol[:2].isupper() and (behind.isalnum() or behind in _BEHIND)
    return f"Số: {rest}" if sure else line


def _spelled(rest: str) -> str:
    """What follows the word for number, in its normal form where it is no number as it stands, or is cut short."""
    number = parse_number(rest)
    written = _WRITTEN.match(rest)
    end = len(rest) - len(rest.lstrip()) + number.end if number and number.value.symbol[1:] else 0
    if written is None or (end and _HYPHENS.isdisjoint(rest[end : written.end()])):  # nothing of it is cut off
        return rest
    serial = written["serial"].translate(_DIGITS)
    first, *others = ("".join(part.split()) for part in _PARTS.split(written["symbol"]))
    first = first[0].upper() + first[1:]  # "vP-KT"
    known = serial.isdecimal() and any(map(str.isdigit, written["serial"]))
    if not known or not first[1:] or first[1:].islower():
        return rest
    year = "".join((written["year"] or "").split()).lstrip(".…_")
    others = [_PRIME_MINISTER if one[:2] == "TT" and len(one) == len("TTg") else one for one in others]  # "QĐ-TTạ"
    of_party = not year and (written["mark"] in {"-", "–"} or (not written["mark"] and "/" in written["symbol"]))
    symbol = "/".join(filter(None, (first, "-".join(others)))) if of_party else "-".join((first, *others))
    return f"{serial}{year}{'-' if of_party else '/'}{symbol}{rest[written.end() :]}"


def _is_of_another_type(before: str, value: Numbering) -> bool:
    """Whether a number in a title is another document's: "HƯỚNG DẪN ... THEO QUYẾT ĐỊNH SỐ 22/2013/QĐ-TTG"."""
    typed = type_of(before)
    return typed is not None and bool(value.types) and typed[0] not in value.types
