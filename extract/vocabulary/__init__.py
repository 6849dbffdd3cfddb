"""The extractor's own words as data: CSV tables beside this file, read once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv``. Raises FileNotFoundError for an unknown name."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def column(name: str, field: str) -> tuple[str, ...]:
    """One column of ``<name>.csv``."""
    return tuple(row[field] for row in rows(name))


def words_of(name: str, role: str) -> tuple[str, ...]:
    """The words of ``<name>.csv`` that have a role."""
    return tuple(row["words"] for row in rows(name) if row["role"] == role)
