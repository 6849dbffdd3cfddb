"""Dates and periods as Vietnamese documents write them, to ISO strings (partial where the words are)."""

from __future__ import annotations

import re
from datetime import date as _date
from functools import lru_cache

from extract.records import Period
from extract.words import last_match

_SPLIT_YEAR = r"20\s\d\d(?=\s?[,;.)]|\s(?:của|về)\s)"  # "05/3/20 20 của Chính phủ"
_DAY = (
    r"(?P<d>[0-3]\s\d(?=/)|\d{1,2})\s?[/.\-]\s?(?P<m>1\s[012](?=/)|\d{1,2})\s?[/.\-]"
    rf"\s?(?P<y>(?:1[89]|20)\d\d|20\d\s\d(?=\s(?:của|về)\s)|2\s0\d\d(?!\d)|{_SPLIT_YEAR})"
)
_WORDS = (  # a word may have slipped: "ngày 31 tháng 3 tháng 2026", "ngày 19 ngày 9 năm 1997"
    r"(?P<d2>\d{1,2})\s?(?i:t?h?\wn[gh]|ngày)\s?,?\s?(?P<m2>\d{1,2})\s?,?\s?(?i:n\s?\wm|th\wng)\s?(?P<y2>(?:1[89]|20)\d\d|20\d\s\d(?!\d))"
)
_ISO = r"(?P<y6>(?:19|20)\d\d)-(?P<m6>\d\d)-(?P<d6>\d\d)(?!\d)"
_SHORT_YEAR = r"(?P<d5>\d{1,2})/(?P<m5>\d{1,2})/(?P<y5>\d\d)(?![\w/@®©*]|\s\d)"
_LAST_SHORT = 49  # a year of two digits up to it is of this century
#: A date that follows a citation: ", ngày 05/9/2016", "ngày 14 tháng 8 năm 2023", "(30/7/2021)", "tháng 7 năm 2021"
AFTER = re.compile(
    rf"""\]?\s?[,;]?\s?(?:[-–]\s(?=ngày)|[“"'‘’](?=[nN]gày))?\(?(?:(?:được\s)?ban\shành\s|ký\s|(?:đã\s)?được\sQuốc\shội\s[^.;\n]{{0,50}}?thông\squa\s)?
    (?:(?:cùng\s)?(?i:ng\wy|rigày)(?:\s?:|\s-(?=\d))?\s?(?:ngày\s)?(?:{_DAY}|{_WORDS}|{_ISO}|{_SHORT_YEAR})
      |(?<=\()(?:{_DAY.replace("<d>", "<d3>").replace("<m>", "<m3>").replace("<y>", "<y3>")})
      |(?<=[A-ZĐ]\s)(?:{_DAY.replace("<d>", "<d7>").replace("<m>", "<m7>").replace("<y>", "<y7>")})
      |(?:ngày(?:[\s.…]{{1,12}}|\s\S{{1,4}}\s))?tháng\s?(?P<m4>\d{{1,2}})\s?(?:/|năm|-)\s?(?P<y4>(?:19|20)\d\d)
      |ngày\s(?:\S{{1,4}}\s)?t?h?\wng\s(?:\S{{1,4}}\s){{1,2}}năm\s(?P<y8>(?:19|20)\d\d))  # day and month misread
    (?:\d(?!\d))?  # a footnote's digit, glued to the year
    """,
    re.VERBOSE,
)
#: The last groups of its forms without a word for the day, or with two figures of the year.
BARE = frozenset(("y5", "y7"))
#: A year that follows a law's name: "năm 2022", "(năm 2013)"
YEAR_AFTER = re.compile(r"\s?,?\s?(?P<open>\()?năm\s(?P<y>(?:19|20)\d\d)(?!\s?[-–]\s?\d)(?(open)\)?)")
_ANY = re.compile(rf"(?:{_DAY}|{_WORDS})", re.IGNORECASE)

# Periods, in small letters.
_Y = r"(?:19|20)\d\d"
_YEAR_IN = re.compile(_Y)
_RANGE = re.compile(
    rf"(?:giai đoạn|nhiệm kỳ|thời kỳ|các năm|trong năm|năm|\()\s?(?:\w{{1,3}}\s)?(?:từ năm\s|từ\s)?"
    rf"(?P<a>{_Y})\s?(?:[-–—/]|đến(?: năm)?)\s?(?P<b>{_Y})"
)
_FROM_TO = re.compile(rf"từ năm (?P<a>{_Y}) đến (?:hết )?năm (?P<b>{_Y})")
_OPEN = re.compile(rf"năm (?P<y>{_Y}) và (?:những|các) năm (?:tiếp theo|sau)")
_UNTIL = ("đến ", "đến hết ")
_HALF = re.compile(rf"tháng (?P<which>đầu|cuối) năm (?P<y>{_Y})")
_HALF_MONTHS = re.compile(r"(?P<n>0?[369]|sáu|ba) $")
_QUARTER = re.compile(rf"quý (?P<q>iv|i{{1,3}}|[1-4])(?:/|\s?năm )(?P<y>{_Y})")
_MONTH = re.compile(rf"tháng (?P<m>\d{{1,2}})(?:/|\s?năm )(?P<y>{_Y})")
_YEAR = re.compile(  # not a law's, nor that of a day
    rf"năm (?<!đến năm )(?<!đến hết năm )(?<!luật năm )(?<!tháng \d năm )(?<!tháng \d\d năm )(?P<y>{_Y})"
)
_HORIZON = re.compile(rf"đến (?:hết )?năm (?P<y>{_Y})")
_MONTHS = {"3": 3, "ba": 3, "6": 6, "sáu": 6, "9": 9}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


_NO_PERIOD = re.compile(  # days and the years of laws: when a document was made; opens with letters that are rare
    rf"[àậệế](?:(?<=ngà)y\s(?:{_DAY}|\d{{1,2}}\stháng\s\d{{1,2}}\snăm\s\d{{4}})"
    r"|(?:(?<=luậ)t|(?<=pháp lệ)nh|(?<=hiế)n pháp)\s[^,;.()]{0,80}?năm\s\d{4})"
)


@lru_cache(maxsize=8192)
def iso(year: str, month: str, day: str) -> str | None:
    """The ISO day, None where there is no such day."""
    try:
        return _date(int("".join(year.split())), int("".join(month.split())), int("".join(day.split()))).isoformat()
    except (ValueError, OverflowError):  # figures that run together
        return None


def date_of(match: re.Match[str]) -> str | None:
    """The ISO date of an :data:`AFTER` match."""
    form = (match.lastgroup or "")[1:]  # the year is the last group of each form
    if form == "5":
        year = int(match["y5"])
        return iso(f"{year + (2000 if year <= _LAST_SHORT else 1900)}", match["m5"], match["d5"])
    if form == "6":
        return iso(match["y6"], match["m6"], match["d6"])
    if form == "8":
        return match["y8"]
    if form != "4":
        return iso(match["y" + form], match["m" + form], match["d" + form])
    month = int(match["m4"])
    return f"{match['y4']}-{month:02d}" if 1 <= month <= 12 else None


def days_in(text: str) -> set[str]:
    """All full dates in ``text``, as ISO days."""
    found: set[str] = set()
    while (one := find_date(text)) is not None:
        found |= {one[2]} if one[2] else set()
        text = text[one[1] :]
    return found


def first_day(words: str) -> str | None:
    """The first whole day in words that tell one, in ISO's order, too."""
    if words[:4].isdigit() and words.count("-") > 1:
        return iso(*words.split("-")[:2], words.split("-")[2][:2])
    found = find_date(words)
    return found[2] if found else None


def find_date(text: str) -> tuple[int, int, str | None] | None:
    """The first full date in ``text`` as (start, end, ISO day), or None."""
    match = _ANY.search(text)
    if not match:
        return None
    suffix = "" if match["y"] else "2"
    return match.start(), match.end(), iso(match["y" + suffix], match["m" + suffix], match["d" + suffix])


def _last_day(year: int, month: int) -> str:
    following = _date(year + month // 12, month % 12 + 1, 1)
    return _date.fromordinal(following.toordinal() - 1).isoformat()


@lru_cache(maxsize=8192)  # the same acts are cited again and again
def period_of(title: str) -> Period | None:
    """The period that a title names: "giai đoạn 2021 - 2025", "6 tháng cuối năm 2025", "năm 2024", "nhiệm kỳ ...".

    "đến năm 2030 và những năm tiếp theo" has no end, "năm 2025 và các năm tiếp theo" a start only, "đến năm 2030" an
    end. The widest reading that the words carry wins: a stage before a year, a half-year before its year.
    """
    if not _has_year(title):
        return None
    words = _NO_PERIOD.sub(" ", title.lower())
    if not _has_year(words):
        return None
    if match := _OPEN.search(words):
        return Period(None if words.endswith(_UNTIL, 0, match.start()) else f"{match['y']}-01-01", None)
    if match := _RANGE.search(words) or _FROM_TO.search(words):
        start, end = int(match["a"]), int(match["b"])
        return Period(f"{start}-01-01", f"{end}-12-31") if start <= end else None
    return _part_of_year(words) or _year(words)


def _has_year(words: str) -> bool:
    return ("20" in words or "19" in words) and _YEAR_IN.search(words) is not None


def _part_of_year(words: str) -> Period | None:
    """Half a year, nine months, a quarter or a month."""
    if (half := _HALF.search(words)) and (months := _HALF_MONTHS.search(words, 0, half.start())):
        year, count = int(half["y"]), _MONTHS[months["n"].lstrip("0")]
        if half["which"] == "đầu":
            return Period(f"{year}-01-01", _last_day(year, count))
        return Period(f"{year}-{13 - count:02d}-01", f"{year}-12-31")
    if match := _QUARTER.search(words):
        quarter, year = _QUARTERS[match["q"]], int(match["y"])
        return Period(f"{year}-{quarter * 3 - 2:02d}-01", _last_day(year, quarter * 3))
    match = _MONTH.search(words)
    if match and 1 <= int(match["m"]) <= 12 and "ngày" not in words[: match.start()][-9:]:
        year, month = int(match["y"]), int(match["m"])
        return Period(f"{year}-{month:02d}-01", _last_day(year, month))
    return None


def _year(words: str) -> Period | None:
    """The last year named, else the year up to which something runs."""
    if match := last_match(_YEAR, words):
        return Period(f"{match['y']}-01-01", f"{match['y']}-12-31")
    match = _HORIZON.search(words)
    return Period(None, f"{match['y']}-12-31") if match else None
