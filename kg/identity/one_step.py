"""Numbers and days that miss another by one step, as a hand that copies them does: a figure, the year, the month.

63/2023/QH15 and 63/2025/QH15, 150/2017/QH14 and 15/2017/QH14, 19 June 2001 and 29 June 2001.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from string import digits
from typing import Literal

from ontology.numbers import numbering_of
from ontology.spelling import fold

NumberStep = Literal["year", "serial"]
"""What differs: the year within a number, or one figure of its serial."""

DayStep = Literal["year", "month", "day", "promulgated"]
"""What differs: the year, the month or one figure of the day; or it is the day on which the law was promulgated."""

_LEGISLATURE = re.compile(r"(?<=qh)\d{1,2}$")
TO_PROMULGATION = timedelta(31)
"""After how long at the latest a law that was adopted is promulgated and can be read."""


@lru_cache(maxsize=65_536)
def number_step(number: str, other: str) -> NumberStep | None:
    """In what a number misses another; None where they are the same, or farther apart. A legislature that is left out
    contradicts none."""
    one, two = numbering_of(number), numbering_of(other)
    if not (one.year and two.year and one.serial and two.serial) or not _one_symbol(one.symbol, two.symbol):
        return None
    serial, its_serial = one.serial.lstrip("0"), two.serial.lstrip("0")
    if serial == its_serial:
        return "year" if _is_slip_of_year(one.year, two.year) else None
    return "serial" if one.year == two.year and _is_one_figure(serial, its_serial) else None


def serials_near(number: str) -> Iterator[str]:
    """All numbers that miss one by a figure of its serial, or in which two that stand together changed places."""
    serial = numbering_of(number).serial
    short, rest = serial.lstrip("0"), number.removeprefix(serial)
    left_out = (short[:at] + short[at + 1 :] for at in range(len(short)))
    added = (short[:at] + figure + short[at:] for at in range(len(short) + 1) for figure in digits)
    changed = (short[:at] + figure + short[at + 1 :] for at in range(len(short)) for figure in digits)
    swapped = (short[:at] + short[at + 1] + short[at] + short[at + 2 :] for at in range(len(short) - 1))
    near = {one.lstrip("0") for one in (*left_out, *added, *changed, *swapped)} - {"", short}
    yield from (one + rest for one in sorted(near) if number.startswith(serial))


@lru_cache(maxsize=65_536)
def day_step(day: str, other: str) -> DayStep | None:
    """In what one full day misses another, on which a law was adopted; None where they are the same, or farther
    apart."""
    (year, month, last), (its_year, its_month, its_last) = day.split("-"), other.split("-")
    if (month, last) == (its_month, its_last):
        return "year" if _is_slip_of_year(year, its_year) else None
    if year == its_year and last == its_last:
        return "month"
    if (year, month) == (its_year, its_month) and _is_one_figure(last, its_last):
        return "day"
    with suppress(ValueError):  # a text may tell of the thirty-first of February
        if timedelta(0) < date.fromisoformat(day) - date.fromisoformat(other) <= TO_PROMULGATION:
            return "promulgated"
    return None


def _is_slip_of_year(year: str, other: str) -> bool:
    """Whether years are neighbours, or differ in one figure."""
    return year != other and (abs(int(year) - int(other)) == 1 or _is_one_figure(year, other))


def _one_symbol(one: str, other: str) -> bool:
    first, second = fold(one), fold(other)
    without = {_LEGISLATURE.sub("", symbol) for symbol in (first, second)}
    return first == second or (len(without) == 1 and not without.isdisjoint((first, second)))


def _is_one_figure(one: str, other: str) -> bool:
    """Whether one figure was changed, left out or added, or two that stand together changed places."""
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    apart = [at for at, (first, second) in enumerate(zip(one, other, strict=True)) if first != second]
    if len(apart) == 1:
        return True
    first, *rest = apart or [0]
    return rest == [first + 1] and one[first : first + 2] == other[first : first + 2][::-1]
