"""When a document was signed: its date, or the days that it can lie between where the date is blank or lost."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from extract.records import Period
from kg.identity.keys import is_day

PLAN_AHEAD = timedelta(days=183)
"""How long before its period begins a plan is signed at most."""


@dataclass(frozen=True, slots=True)
class Signing:
    """The days between which the document was signed, both included; one day where its date is written in full."""

    first: date
    last: date

    @property
    def known(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


def signing_of(written: str | None, period: Period | None, cited: Iterable[str | None], as_of: date) -> Signing | None:
    """The signing of a document by its ISO date, which may be partial or missing, its period, and what it cites.

    It was not signed before the latest document it cites. None where nothing bounds it.
    """
    if written is not None and is_day(written):
        day = date.fromisoformat(written)
        return Signing(day, day)
    first: date | None = None
    if written is not None:
        first, last = _bounds(written)
    elif period is not None and period.start is not None:
        first = date.fromisoformat(period.start) - PLAN_AHEAD
        last = date.fromisoformat(period.end) if period.end else as_of
    else:
        last = as_of
    days = (date.fromisoformat(day) for day in cited if day is not None and is_day(day))
    starts = [day for day in days if day <= last] + ([first] if first is not None else [])
    return Signing(min(max(starts), last), last) if starts else None


def _bounds(partial: str) -> tuple[date, date]:
    """The first and last day of a year or month."""
    year, _, month = partial.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    return date(int(year), int(month), 1), date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])
