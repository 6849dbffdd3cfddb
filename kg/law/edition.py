"""Which edition of the register this is: it has a version and a day of its own, whatever the program's version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from extract.errors import FactError
from kg.toml import load_toml

FRESH = timedelta(days=90)
"""For how long after its day an edition is taken for new."""


@dataclass(frozen=True, slots=True)
class Edition:
    """``day``: up to when acts and pages were read for it."""

    version: str
    day: date

    def age(self, today: date) -> int | None:
        """How many days old it is, where it is no longer new; None before."""
        return (today - self.day).days if today - self.day > FRESH else None


def edition_of(tables: Path) -> Edition:
    """The edition of a folder of tables, out of its ``register.toml``. Raises FactError where that is not sound."""
    said = load_toml(tables / "register.toml")
    version, day = said.get("version"), said.get("day")
    if not isinstance(version, str) or not isinstance(day, date):
        raise FactError('{path} says no version and day; write version = "2026.10", day = 2026-10-31.', path=tables)
    return Edition(version, day)
