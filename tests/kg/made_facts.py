"""Made-up decrees that change each other, and committees that issue."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from extract.records import Body
from kg.identity.keys import Key
from kg.law.facts import Change
from kg.law.register import Register


def committee(level: str, unit: str, province: str = "tỉnh Lạng Sơn") -> Body:
    return Body(f"Ủy ban nhân dân {unit}", "uy-ban-nhan-dan", level, unit, province)  # type: ignore[arg-type]


def chain(*numbers: str) -> Register:
    return Register(change("supersedes", later, earlier) for earlier, later in pairwise(numbers))


def change(relation: str, later: str, earlier: str, scope: str = "whole", effective: object = ...) -> Change:
    since = date(int(later.split("/")[1]), 6, 1) if effective is ... else None
    return Change(relation, scope, Key("NĐ", later), Key("NĐ", earlier), since, "made up", "V")  # type: ignore[arg-type]
