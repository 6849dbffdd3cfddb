"""One row of a table as a fact: what its cells say, and what is refused of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TypeVar

from extract.errors import FactError, Sentence
from extract.records import Body
from extract.words import slug
from kg.identity.congress import roman
from kg.identity.keys import Key
from kg.identity.naming import units_of, year_in
from kg.law.facts import Change, ChangeRelation, Effect, Fact, Mark, Role, Scope, Sighting, Sitting, could_be
from kg.law.tables import COLUMNS, DOCUMENT
from ontology import table, types_with
from ontology.spelling import fold
from ontology.units import KIND, KINDS

Choice = TypeVar("Choice")

_RELATIONS: Mapping[str, ChangeRelation] = {
    "supersedes": "supersedes", "repeals": "repeals", "amends": "amends", "corrects": "corrects",
    "suspends": "suspends", "extends": "extends",
}  # fmt: skip
TAKES_EFFECT, IN_FORCE_UNTIL = "takes_effect", "in_force_until"
"""The relations of rows of changes that act upon none: the later document is in force from that day on, or up to it."""
RELIES_ON, NAMES = "relies_on", "names"
"""The relations of rows of changes that change nothing: the later document stands on the earlier one, or names it."""
_SEEN_AS: Mapping[str, Role] = {RELIES_ON: "basis", NAMES: "named"}
_SCOPES: Mapping[str, Scope] = {"whole": "whole", "part": "part"}
_MARKS: Mapping[str, Mark] = {"V": "V", "S": "S"}
_ROLES: Mapping[str, Role] = {"basis": "basis", "named": "named", "codified": "codified"}
_FIRST_DAY, _LAST_DAY = date(1945, 9, 2), date(2100, 12, 31)
_PARTIAL_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")
_AND_BODY = re.compile(
    r"(?:, | và )(?=(?:Bộ|Ủy ban|Ngân hàng|Tòa án|Viện|Thanh tra|Kiểm toán|Tổng|Ban|Đoàn|Hội|Chính phủ|Văn phòng) )"
)
"""Where the next of several issuers begins, and not the next word of a ministry's own name."""
_LOCAL = re.compile(rf"\s(?=(?:{KIND})\s\S)")


def fact_of(kind: str, row: Mapping[str, str | None]) -> Fact:
    """The fact in one row of a table. Raises FactError with a sentence that says what is wrong with it."""
    cells = {column: " ".join((row.get(column) or "").split()) for column in COLUMNS[kind]}
    if kind == "seen":
        return _sighting(cells)
    source, note = cells["source"], cells["note"]
    if not source:
        raise FactError("the fact has no source; say in the column 'source' where it can be read.")
    mark = _one_of("mark", cells["mark"], _MARKS)
    if kind == "congresses":
        return _sitting(cells, source, mark, note)
    if kind == "effects":
        document = key_of(cells)
        effective, ended, partly = (_day(column, cells[column]) for column in ("effective", "ended", "partly"))
        _in_order(document.date, Sentence("the document is dated"), effective, Sentence("takes effect on"))
        _in_order(effective, Sentence("it takes effect on"), ended, Sentence("ends on"))
        _in_order(document.date, Sentence("the document is dated"), ended, Sentence("ends on"))
        _in_order(document.date, Sentence("the document is dated"), partly, Sentence("takes effect on"))
        _in_order(partly, Sentence("it takes effect in part on"), effective, Sentence("in whole on"))
        return Effect(document, effective, ended, source, mark, note, _area(cells["area"]), partly)
    later, effective = key_of(cells, "later_"), _day("effective", cells["effective"])
    if cells["relation"] in (TAKES_EFFECT, IN_FORCE_UNTIL):
        if effective is None or any(cells[f"earlier_{column}"] for column in DOCUMENT):
            raise FactError(
                "a row that says '{relation}' names a day in 'effective', and no earlier document.",
                relation=cells["relation"],
            )
        first = cells["relation"] == TAKES_EFFECT
        _in_order(
            later.date,
            Sentence("the document is dated"),
            effective,
            Sentence("takes effect on") if first else Sentence("ends on"),
        )
        return Effect(later, effective if first else None, None if first else effective, source, mark, note)
    earlier = key_of(cells, "earlier_")
    if could_be(later, earlier) and later.date == earlier.date:
        raise FactError("a document cannot change itself; the later and the earlier one are the same.")
    _in_order(
        earlier.date or earlier.year,
        Sentence("the earlier document is of"),
        later.date or later.year,
        Sentence("the later one of"),
    )
    if cells["relation"] in _SEEN_AS:
        if effective is not None or later.date is None:
            raise FactError(
                "a row that says '{relation}' names the later document's day, and none in 'effective'.",
                relation=cells["relation"],
            )
        return Sighting(earlier, _SEEN_AS[cells["relation"]], later.date, source, mark, later)
    _in_order(later.date, Sentence("the later document is dated"), effective, Sentence("takes effect on"))
    relation, scope = _one_of("relation", cells["relation"], _RELATIONS), _one_of("scope", cells["scope"], _SCOPES)
    return Change(relation, scope, later, earlier, effective, source, mark, note)


def _sitting(cells: Mapping[str, str], source: str, mark: Mark, note: str) -> Sitting:
    opened, closed = _day("opened", cells["opened"]), _day("closed", cells["closed"])
    _in_order(opened, Sentence("the congress opens on"), closed, Sentence("closes on"))
    ordinal = roman(fold(cells["ordinal"]))
    if not ordinal:
        raise FactError("the ordinal '{ordinal}' is not a number such as XIV.", ordinal=cells["ordinal"])
    if not cells["party"]:
        raise FactError("the column 'party' is empty; write 'Đảng Cộng sản Việt Nam' or 'Đảng bộ tỉnh ...'.")
    place = ";".join(units_of(body_named(cells["party"]))) or "vn"
    return Sitting(place, ordinal, opened, closed, source, mark, note)


def _sighting(cells: Mapping[str, str]) -> Sighting:
    document = key_of({**cells, "name": ""})
    seen_on, seen_in = cells["seen_on"], cells["seen_in"]
    if not seen_in:
        raise FactError("the row does not say where the document was seen; name it in the column 'seen_in'.")
    if not _PARTIAL_DATE.fullmatch(seen_on) and _day("seen_on", seen_on) is None:
        raise FactError("the column 'seen_on' is empty; write the day, month or year of what names the document.")
    _in_order(document.date, Sentence("the document is dated"), seen_on, Sentence("it was seen on"))
    return Sighting(document, _one_of("role", cells["role"], _ROLES), seen_on, seen_in)


_SIDES = {
    "": Sentence("the document"),
    "later_": Sentence("the later document"),
    "earlier_": Sentence("the earlier document"),
}


def key_of(cells: Mapping[str, str], prefix: str = "") -> Key:
    """The key of the document in the columns that start with ``prefix``. Raises FactError if it names nothing."""
    label, number, day, issuer, name = (cells[prefix + column] for column in DOCUMENT)
    what = _SIDES[prefix]
    if not (number or name):
        raise FactError("{what} has neither number nor name.", what=what)
    code = type_code(label)
    if code is None:
        raise FactError(
            "{what} has the unknown type '{label}'; write it in full, such as 'Nghị định'.", what=what, label=label
        )
    if day and not _PARTIAL_DATE.fullmatch(day):
        _day(f"{prefix}date", day)
    bodies = sorted(map(body_named, _bodies(code, issuer)), key=lambda body: body.name)
    key = Key(code, number or None, day or None, bodies[0] if bodies else None, name or None, tuple(bodies[1:]))
    year = year_in(number)
    if day and year is not None and not day.startswith(year):
        raise FactError(
            "{what} {number} is dated {day}, which is not the year of its number.", what=what, number=number, day=day
        )
    if number and key.year is None:
        raise FactError(
            "{what} {number} has no date, and its number carries no year; such numbers come again.",
            what=what,
            number=number,
        )
    return key


def _bodies(code: str, issuer: str) -> list[str]:
    """The names of who issued a document together: "Bộ Y tế và Bộ Nội vụ"."""
    return [name for name in (_AND_BODY.split(issuer) if code in types_with("joint") else [issuer]) if name]


@cache
def type_code(label: str) -> str | None:
    """The code of a type by its Vietnamese label ("Nghị định" -> "NĐ"), None for an unknown one."""
    return next((row["code"] for row in table("types") if fold(row["label"]) == fold(label)), None)


def body_named(name: str) -> Body:
    """A body by its full name; what follows a unit's kind word is its unit, a body without one is central."""
    parts = _LOCAL.split(name, maxsplit=1)
    if len(parts) == 1:
        return Body(name, slug(name), "central")
    kind, unit = parts
    level = next(levels[0] for word, levels in KINDS.items() if unit.startswith(f"{word} "))
    return Body(name, slug(kind), level, unit, unit if level == "province" else None)


def _area(text: str) -> str:
    """The units of a cell, "tỉnh Nghệ An; tỉnh Thanh Hóa"."""
    for unit in text.split("; ") if text else ():
        if not any(unit.startswith(f"{kind} ") for kind in KINDS):
            raise FactError("the column 'area' says '{unit}', which is no unit; write 'tỉnh Nghệ An'.", unit=unit)
    return text


def _one_of(column: str, value: str, choices: Mapping[str, Choice]) -> Choice:
    if value not in choices:
        raise FactError(
            "the column '{column}' says '{value}'; it must be one of {choices}.",
            column=column,
            value=value,
            choices=", ".join(choices),
        )
    return choices[value]


def _day(column: str, text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise FactError(
            "the column '{column}' says '{text}', which is not a day; write 2025-07-01.", column=column, text=text
        ) from None
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise FactError(
            "the column '{column}' says {text}, which is before {first_day} or after {last_day}.",
            column=column,
            text=text,
            first_day=_FIRST_DAY,
            last_day=_LAST_DAY,
        )
    return day


def _in_order(first: str | date | None, first_says: Sentence, second: str | date | None, second_says: Sentence) -> None:
    """Refuses a second day before the first; partial dates are compared as far as both go."""
    if first is None or second is None:
        return
    shared = min(len(str(first)), len(str(second)))
    if str(second)[:shared] < str(first)[:shared]:
        raise FactError(
            "{first_says} {first}, but {second_says} {second}; one of them is wrong.",
            first_says=first_says,
            first=first,
            second_says=second_says,
            second=second,
        )
