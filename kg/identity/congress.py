"""Party congresses (đại hội): resolutions without number, known by whose congress it was, which one, which term."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extract.records import Body
from kg.identity.naming import units_of
from ontology.spelling import fold

_CONGRESS = re.compile(r"\bdai hoi\b")
_NATIONAL = re.compile(r"\btoan quoc\b|\bcua dang\b|\bcong san viet nam\b|\bdang (?:lan thu|khoa)\b|\bdai hoi [ivxl]+$")
_ORDINAL = re.compile(r"\b(?:lan thu|khoa|dai hoi(?: dang)?)\s+(\d{1,2}|[ivxl]+)\b")
_TERM = re.compile(r"\bnhiem ky\s+(\d{4})")
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


class Congress(NamedTuple):
    """A congress by its unit ("vn", "tinh.lang.son"), which one it was (13 for XIII) and its term's first year."""

    place: str
    ordinal: int | None
    term: str | None

    def agrees_with(self, other: Congress) -> bool:
        """Whether both can be one congress: nothing known of both differs."""
        return (
            self.place == other.place
            and (self.ordinal is None or other.ordinal is None or self.ordinal == other.ordinal)
            and (self.term is None or other.term is None or self.term == other.term)
        )


class _Told(NamedTuple):
    """What a name tells of a congress; ``national``: that it is the Party's, where no issuer says so."""

    ordinal: int | None
    term: str | None
    national: bool


def congress_in(name: str, issuer: Body | None) -> Congress | None:
    """The congress that a resolution's name tells of; None where it does not tell whose and which.

    "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng" -> ("vn", 13, None).
    """
    told = _told(name)
    if told is None:
        return None
    if issuer is not None and issuer.unit:
        place = ";".join(units_of(issuer))
    elif issuer.level == "central" if issuer is not None else told.national:
        place = "vn"
    else:
        return None
    return Congress(place, told.ordinal, told.term)


@lru_cache(maxsize=65_536)
def _told(name: str) -> _Told | None:
    """None for what is no congress's, or tells neither which one nor its term."""
    text = fold(name)
    if not _CONGRESS.search(text):
        return None
    numbers = (roman(found[1]) for found in _ORDINAL.finditer(text))
    ordinal = next((number for number in numbers if number is not None), None)
    term = _TERM.search(text)
    return _Told(ordinal, term and term[1], _NATIONAL.search(text) is not None) if ordinal or term else None


def in_roman(number: int) -> str:
    """A number below 50 in Roman figures: 14 -> "XIV"."""
    tens, ones = divmod(number, 10)
    return ("", "X", "XX", "XXX", "XL")[tens] + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def roman(figures: str) -> int | None:
    """The value of a small number in Roman or Arabic figures, None for anything else: "xiii" -> 13."""
    if figures.isdigit():
        return int(figures)
    if not _ROMAN.fullmatch(figures):
        return None
    values = [_VALUES[figure] for figure in figures]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
