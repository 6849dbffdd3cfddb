"""Numbers cited without their symbol: decimal ones, and short ones before who issued them.

The number is what is written; which symbol belongs to it is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from extract import dates
from extract.bodies.mentioned import find_body
from extract.mentions.drafts import Cited
from extract.mentions.numbers import Number
from extract.mentions.type_words import find_type, types_by_label, words_before
from extract.words import any_of, key, single_spaced
from ontology import TypeMark, table, types_with
from ontology.numbers import numbering_of

_DECIMAL = re.compile(  # a decimal's rest behind a serial of up to four figures; "1.1" is a heading
    r"\.(?:(?<=\s\d\d\.)|(?<=\s\d{3}\.)|(?<=\s\d{4}\.))\d{1,3}(?![\d/.-]|\s?[/-])"
)
_OF_YEAR = re.compile(  # a year behind a serial, "71/2030"; or "123 2030", as headings of pages write it
    r"20(?:(?<=\s\d/20)|(?<=\s\d\d[/ ]20)|(?<=\s\d{3}[/ ]20)|(?<=\s\d{4}/20))\d\d"
    r"(?!\w|\s?[-–/]|[.,]\d|\s[A-ZĐ]{2,4}[-\s][A-ZĐ]|\s(?:UBTV)?QH1)"
)


def _types(mark: TypeMark) -> str:
    """A pattern for the types that have a mark."""
    return any_of(sorted(row["label"] for row in table("types") if row[mark]))


@cache
def _acts() -> dict[str, tuple[str, str]]:
    """Acts that need no symbol to be known by serial and year, by label and in short -> (code, label)."""
    acts = types_with("changes_acts") - types_with("known_by_name") - types_with("joint")
    rows = [row for row in table("types") if row["code"] in acts and row["numbered"]]
    return {form: (row["code"], row["label"]) for row in rows for form in (key(row["label"]), key(row["code"]))}


_ACT_BEFORE = re.compile(rf"(?<!\w)(?P<type>(?i:{any_of(_acts())}))\s(?:[Ss]ố\s)?(?P<number>\d{{1,4}})\Z")
_SHORT = re.compile(rf"(?<!\w)(?P<type>(?i:{_types('said_shortly')}))\s(?P<so>[Ss]ố\s?:?\s?)?(?P<number>\d{{1,4}})\Z")
_ABOUT = re.compile(r"ề (?<=\d về )(?=[^\W\d_A-ZĐ])")  # opens with a letter that is rare
_KNOWN = re.compile(rf"(?<!\w)(?P<type>{_types('known_shortly')})\s(?:số\s)?(?P<number>\d{{2,3}})\Z")
_OF = re.compile(r"ủa (?<=\d của )")
_OPENS_DAY = ("ngày ", "tháng ")
_BEFORE_DAY = re.compile(r"à(?:(?<=\d ngà)|(?<=\d, ngà))y(?= \d)")
_BEFORE_YEAR = re.compile(r"ă(?<=\d nă)(?<!tháng \d nă)(?<!tháng \d\d nă)m(?= (?:19|20)\d\d)")
_SERIAL = re.compile(r"(?P<so>[Ss]ố)?\s(?P<number>\d{1,4})\Z")
_LONGEST_SERIAL = len("số 1234")
_WHOLE = len("2031-01-31")
_LONGEST_DAY = len("ngày 26 tháng 11 năm 2021")
_REACH = 40  # how far before its number's end such a mention may begin, in characters
_REACH_KNOWN = 20  # how far before what it is about, in characters
_CENTURIES = ("19", "20")  # "Nghị quyết 2024 của" is that of a year


def find_short(text: str) -> Iterator[Cited]:
    """All such mentions, kind by kind. Linear in the length of the text."""
    found: set[int] = set()
    for one in chain(_decimals(text), _of_bodies(text), _about(text), _of_days(text)):
        if one.end not in found:
            yield one
        found.add(one.end)


def _of_days(text: str) -> Iterator[Cited]:
    """Short numbers before the whole day, behind "số" or a type with a capital: "Sắc lệnh số 51 ngày 17 tháng 4 năm
    1946"; acts before their year: "Nghị định 102 năm 2024"."""
    for opens in (_BEFORE_DAY, _BEFORE_YEAR):
        for found in opens.finditer(text):
            end = text.rindex(" ", 0, found.start())
            end -= text[end - 1] == ","
            match = _SERIAL.search(text, max(0, end - _LONGEST_SERIAL), end)
            if match is not None and (one := _of_day(text, match, whole=opens is _BEFORE_DAY)) is not None:
                yield one


def _of_day(text: str, match: re.Match[str], *, whole: bool) -> Cited | None:
    """What has the serial of a match before a ``whole`` day or a year; None where none is told or meant."""
    day = (dates.AFTER if whole else dates.YEAR_AFTER).match(text, match.end())
    if day is None or (whole and len(dates.date_of(day) or "") < _WHOLE):
        return None
    number = _number(match)
    typed = find_type(text, number, words_before(text, number))
    if typed is None or typed.code in types_with("known_by_name"):
        return None
    capital = text[typed.start].isupper()
    told = (match["so"] or capital) and (whole or typed.code in types_with("changes_acts"))
    return Cited(typed.start, number.end, typed.code, typed.label, number) if told else None


def _about(text: str) -> Iterator[Cited]:
    """Short numbers of Party documents before what they are about; nobody is named: "Quy định 144 về chuẩn mực"."""
    for about in _ABOUT.finditer(text):
        at = about.start() - len(" v")
        if match := _KNOWN.search(text, max(0, at - _REACH_KNOWN), at):
            yield _cited(match, match["type"])


def _decimals(text: str) -> Iterator[Cited]:
    """Decimal numbers and those of a year without their symbol: "Nghị quyết 66.16 của Chính phủ", "NĐ 71/2030"."""
    for match in chain(_DECIMAL.finditer(text), _OF_YEAR.finditer(text)):
        end = match.start() - (match.re is _OF_YEAR)
        before = _ACT_BEFORE.search(text, max(0, end - _REACH_KNOWN - 5), end)
        if before:
            code, label = _acts()[key(single_spaced(before["type"]))]
            written = text[before.start("number") : match.end()]
            value = numbering_of(written.replace(" ", "/"))
            number = Number(before.start("number"), match.end(), str(value), written, value)
            yield Cited(before.start(), match.end(), code, label, number)


def _of_bodies(text: str) -> Iterator[Cited]:
    """Short numbers before who issued them: "Kết luận 77 của Ban Bí thư", "Nghị quyết số 18 ngày 3/3/2024 của ..."."""
    for of in _OF.finditer(text):
        at = of.start() - len(" c")
        end = _before_day(text, at)
        if not text[end - 1 : end].isdigit():
            continue  # most numbers have their symbol
        match = _SHORT.search(text, max(0, end - _REACH), end)
        if match is None or (match["so"] is None and (match["type"][0].islower() or match["number"][:2] in _CENTURIES)):
            continue
        day = dates.AFTER.match(text, match.end())
        body = find_body(text, at + len(" của ")) if at == (day.end() if day else match.end()) else None
        if body is not None and body.scope != "other":
            yield _cited(match, match["type"])


def _before_day(text: str, at: int) -> int:
    """Where what stands before the day ends that ends at ``at``, or ``at`` itself."""
    begin = at - _LONGEST_DAY if at > _LONGEST_DAY else 0
    for opens in _OPENS_DAY:
        if opens in text[begin:at] and (day := text.rfind(opens, begin, at)) > 0:
            first = max(0, day - 3)
            return first + len(text[first:day].rstrip(" ,\n"))
    return at


def _cited(match: re.Match[str], type_: str) -> Cited:
    code, label = types_by_label()[key(single_spaced(type_))]
    return Cited(match.start(), match.end(), code, label, _number(match))


def _number(match: re.Match[str]) -> Number:
    written = match["number"]
    return Number(match.start("number"), match.end(), written, written, numbering_of(written))
