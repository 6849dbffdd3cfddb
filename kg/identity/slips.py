"""Slips that a mention shows by itself: number, day, type and the Assembly's legislature contradict each other.

"72/2022/QH14 ngày 17/11/2020" tells the year twice and once otherwise; two witnesses outweigh the third. "Thông tư số
06/2024/NĐ-CP" tells two types, and nothing in it which is the slip.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from kg.identity.naming import leaves_type_open, year_in
from ontology import table, types_with
from ontology.numbers import numbering_of

Slip = Literal["year", "legislature"]
"""What contradicts: the number's year and the date's, or the legislature in the symbol and the year."""

_ACTS = types_with("changes_acts") - (types_with("rules_among_such") - types_with("lays_down_rules"))
"""Types of acts with books of numbers of their own; rules that another act issues (Quy chế) bear its number."""

_OF_OTHERS = (_ACTS & types_with("lays_down_rules")) - types_with("known_by_name")
"""Types of acts that the National Assembly and its committee issue none of: what they issue may bear a number without a
type, 88/2019/QH14."""

_LEGISLATURE = re.compile(r"QH\s*(\d{1,2})\s*$", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def slips_in(number: str | None, date: str | None) -> frozenset[Slip]:
    """The contradictions in a number and the day that stands with it; nothing where one of them is not told."""
    year, legislature, day = year_in(number), _legislature_in(number), date and date[:4]
    if year is None:
        return frozenset()
    found: set[Slip] = set()
    if day is not None and day != year:
        found.add("year")
    if legislature is not None and not _sat(legislature, year):
        found.add("legislature")
    return frozenset(found)


@lru_cache(maxsize=65_536)
def meant_number(number: str, date: str | None) -> str:
    """The number with its year put right, where the date and the legislature agree against it; else as it is."""
    year, day = year_in(number), date[:4] if date else None
    legislature = _legislature_in(number) if year is not None and day not in (None, year) else None
    if legislature is None:
        return number
    if _sat(legislature, str(year)) or not _sat(legislature, str(day)):
        return number
    return _of_year(number, str(year), str(day))


@lru_cache(maxsize=65_536)
def other_number(number: str, date: str | None) -> str | None:
    """The number with the year of the day that stands beside it, where the two contradict each other and nothing in
    them tells which is the slip; else None."""
    year, legislature = year_in(number), _legislature_in(number)
    day = date[:4] if date else None
    if year is None or day in (None, year) or meant_number(number, date) != number:
        return None
    if legislature is not None and not _sat(legislature, str(day)):  # the day is
        return None
    return _of_year(number, str(year), str(day))


@lru_cache(maxsize=65_536)
def has_others_symbol(type_code: str | None, number: str | None) -> bool:
    """Whether the symbol is of another kind of act than the word before the number: "Thông tư số 06/2024/NĐ-CP", "Nghị
    định số 89/2025/QH15".

    A Quy chế may bear the number of the Quyết định that issues it; TTLT is a kind of Thông tư. A sign with no issuer
    behind it may be that of who signed: "87-CT" is a decision of the Chairman (Chủ tịch) of the Council of Ministers.
    """
    if number and leaves_type_open(number):
        return type_code in _OF_OTHERS
    symbol = numbering_of(number) if number else None
    signed = _ACTS.intersection(symbol.types) if symbol and symbol.issuers else frozenset()
    return bool(signed) and type_code in _ACTS and not any(_akin(str(type_code), other) for other in signed)


def _akin(one: str, other: str) -> bool:
    """Whether two types share a sign, one is a kind of the other, or people call one by the other's name: laws and
    ordinances, whose symbols nobody takes for each other."""
    if {one, other} <= types_with("known_by_name"):
        return True
    first, second = _rows()[one], _rows()[other]
    signs = [{*filter(None, row["symbols"].split("|"))} for row in (first, second)]
    labels = sorted((first["label"], second["label"]), key=len)
    return bool(signs[0] & signs[1]) or labels[1].startswith(labels[0])


def _of_year(number: str, year: str, other: str) -> str:
    return re.sub(rf"(?<!\d){year}(?!\d)", other, number, count=1)


def legislature_of(number: str, date: str | None) -> str | None:
    """The number with the legislature that sat on its day or in its year; None where two sat, or none is known."""
    when = date or year_in(number) or ""
    sat = [one for one, (first, last) in _legislatures().items() if first[: len(when)] <= when <= last[: len(when)]]
    return _LEGISLATURE.sub(f"QH{sat[0]}", number) if len(sat) == 1 else None


def other_legislature(number: str, known: str) -> bool:
    """Whether a number bears another legislature than the one that is known for it; what no table has is a figure lost
    ("QH1")."""
    one, other = _legislature_in(number), _legislature_in(known)
    return one != other and not {one, other} - _legislatures().keys()


def _legislature_in(number: str | None) -> int | None:
    found = _LEGISLATURE.search(number) if number else None
    return int(found[1]) if found else None


def _sat(legislature: int, year: str) -> bool:
    """Whether this legislature sat in that year; those that the table lacks are taken for right."""
    first, last = _legislatures().get(legislature, ("", "9999"))
    return first[:4] <= year <= last[:4]


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("types")}


@cache
def _legislatures() -> dict[int, tuple[str, str]]:
    """The first and the last day of each legislature: from the opening of its first session to the eve of the next's.

    The last of the running one is supposed.
    """
    text = files("kg.identity").joinpath("legislatures.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {int(row["legislature"]): (row["first"], row["last"]) for row in rows}
