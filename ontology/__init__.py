"""What the words mean: classes and properties, SHACL shapes, document types, bodies and units.

The tables are CSV with a header row; ``table("types")`` gives their rows as dicts, read once, ``types_with`` the types
that a column marks. Beside them stand :mod:`ontology.units` and :mod:`ontology.symbols`, look-ups in two of them.

>>> sorted(types_with("joint"))
['NQLT', 'TTLT']
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal

Family = Literal["normative", "state", "party", "common"]
"""Who makes documents of a type, by what right: law-makers, State bodies, the Party, or State and Party alike."""

TypeMark = Literal[
    "known_by_name",
    "numbered",
    "own_symbol",
    "abbreviated",
    "any_type",
    "joint",
    "ends_by_acts",
    "speaks_of_a_time",
    "carries_on",
    "lays_down_rules",
    "rules_among_such",
    "no_force",
    "changes_acts",
    "consolidates",
    "sums_up",
    "holds_once_signed",
    "many_a_year",
    "said_shortly",
    "known_shortly",
]
"""The columns of types.csv that say yes or nothing."""

TYPE_MARKS: dict[TypeMark, str] = {
    "known_by_name": "is cited by its name, with or without a number: Luật Tố cáo",
    "numbered": "may bear a number",
    "own_symbol": "has its symbol at the head of its number's: 33/CT-TTg is a Chỉ thị, 10902/VPCP-KGVX no type's",
    "abbreviated": "may be named by its code before a number: QĐ số 22",
    "any_type": "is no type of its own: any document may be called so",
    "joint": "is issued by several bodies",
    "ends_by_acts": "ends by an act that repeals or replaces it, never with a time that its title names",
    "speaks_of_a_time": "speaks of the time that its title names, and is not made for it: Báo cáo năm 2025",
    "carries_on": "may be made to carry out an older document further: Kết luận về tiếp tục thực hiện Nghị quyết …",
    "lays_down_rules": "lays down rules: what is done by it, theo nghị định, only cites it",
    "rules_among_such": "lays down rules to documents of such types: a Party's Quy định to its Quy chế",
    "changes_acts": "may end or change another document: Quyết định, Thông tư; no Kế hoạch, no Báo cáo",
    "consolidates": "gives the text of other acts as it stands, and changes nothing itself: Văn bản hợp nhất",
    "sums_up": "tells what was: Báo cáo, Biên bản",
    "holds_once_signed": "holds from the day of its signing where it names no other and lays down no rules of law",
    "many_a_year": "a body issues hundreds of them a year: without its day none of them is known",
    "said_shortly": "may be cited by its number without symbol, before who issued it: Kết luận 77 của Ban Bí thư",
    "known_shortly": "of the Party, is known by its number alone, before what it is about: Quy định 144 về chuẩn mực",
    "no_force": "tells, asks or calls, and lays nothing down that could be in force: Báo cáo, Tờ trình, Công văn",
}
"""What a yes in each of these columns says of a type."""


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``ontology/<name>.csv``. Raises FileNotFoundError for an unknown name."""
    text = files("ontology").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def types_with(mark: TypeMark) -> frozenset[str]:
    """The codes of the document types that a column of types.csv says yes to. Raises KeyError for an unknown column."""
    return frozenset(row["code"] for row in table("types") if row[mark])


@cache
def types_of(family: Family) -> frozenset[str]:
    """The codes of the document types of a family."""
    return frozenset(row["code"] for row in table("types") if row["family"] == family)


@cache
def issuer_of_type(code: str | None) -> str | None:
    """The body that makes every document of a type today: "Quốc hội" for a law; None where several bodies do."""
    return next((row["issuer"] or None for row in table("types") if row["code"] == code), None)
