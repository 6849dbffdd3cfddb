"""Which act can have changed which: none is changed by one that was made before it, that it outranks, or by itself."""

from __future__ import annotations

from extract.mentions.drafts import Draft
from extract.mentions.title_items import RANK
from ontology.numbers import Numbering

_YEAR = len("2026")


def is_younger(draft: Draft, day: str, own: Numbering | None) -> bool:
    """Whether an act was made after a day, or numbered after the one of that day, which so cannot have changed it."""
    number = draft.number.value if draft.number is not None else None
    year = number.year if number is not None else None
    if number is not None and own is not None and year is not None and (year, number.symbol) == (own.year, own.symbol):
        return _serial(number) > _serial(own)
    made = draft.date or year or ""
    shared = min(len(made), len(day))
    return shared > 0 and made[:shared] > day[:shared]


def outranks(other: str | None, act: str | None) -> bool:
    """Whether acts of one type lay down what those of another carry out: a law for a decree, both for a circular."""
    ranks = [RANK.get(one or "") for one in (other, act)]
    return ranks[0] is not None and ranks[1] is not None and ranks[0] > ranks[1]


def in_order(text: str, drafts: list[Draft], actor: int, thing: int) -> tuple[int, int] | None:
    """Who changed what of two acts of which one is said to have changed the other; None where neither can have.

    "Luật A số 47/2014/QH13 (sửa đổi 103/2025/QH15)" names in brackets what changed A.
    """
    one, other = drafts[actor], drafts[thing]
    itself = one.number is not None and other.number is not None and one.number.text == other.number.text
    if itself or outranks(other.type, one.type):
        return None
    years = _year(one), _year(other)
    if "" in years or years[0] >= years[1]:
        return actor, thing
    between = text[one.end : other.start]  # empty where what is said to have changed stands first
    return (thing, actor) if between.rfind("(") > between.rfind(")") else None


def _year(draft: Draft) -> str:
    """The year of an act by its number, else by its day; empty where neither is told."""
    number = draft.number.value.year if draft.number is not None else None
    return number or (draft.date or "")[:_YEAR]


def _serial(number: Numbering) -> int:
    """The serial as a number; 0 where it is none."""
    return int(number.serial) if number.serial.isdecimal() else 0
