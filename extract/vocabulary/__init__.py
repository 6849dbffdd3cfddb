"""The extractor's own words as data: CSV tables beside this file, read once."""

from __future__ import annotations

import csv
import re
from collections.abc import Container
from functools import cache
from importlib.resources import files

from extract.words import any_of, slug, spelled


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv``. Raises FileNotFoundError for an unknown name."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def column(name: str, field: str) -> tuple[str, ...]:
    """One column of ``<name>.csv``."""
    return tuple(row[field] for row in rows(name))


@cache
def _named(name: str) -> dict[str, str]:
    return {row["id"]: row["words"] for row in rows(name)}


def repair(about: str) -> str:
    """How ``repairs.csv`` calls what was mended. Raises KeyError for an unknown id."""
    return _named("repairs")[about]


def known_body(about: str) -> str:
    """The name of a body that code speaks of, by ``known_bodies.csv``. Raises KeyError for an unknown id."""
    return _named("known_bodies")[about]


def warning(about: str, **values: object) -> str:
    """What ``warnings.csv`` says about something, with these values in it. Raises KeyError for an unknown id."""
    return _named("warnings")[about].format(**values)


def words_of(name: str, *roles: str) -> tuple[str, ...]:
    """The words of ``<name>.csv`` that have one of these roles, each as it may be spelled."""
    return tuple(form for row in rows(name) if row["role"] in roles for form in spelled(row["words"]))


def pattern_of(
    name: str, *roles: str, before: str = "", behind: str = r"(?!\w)", any_case: bool = False
) -> re.Pattern[str]:
    """A pattern for the words of ``<name>.csv`` that have one of these roles, between what stands around them."""
    words = any_of(words_of(name, *roles))
    return re.compile(f"{before}(?i:{words}){behind}" if any_case else f"{before}{words}{behind}")


def labels_of(fields: Container[str]) -> dict[str, str]:
    """The labels of ``portals.csv`` for these fields, and the keys that programs make of them, each with its field."""
    named = [(row["label"], row["field"]) for row in rows("portals") if row["field"] in fields]
    keys = {slug(label).replace("-", mark): field for label, field in named for mark in ("", "_", "-")}
    return dict(named) | keys
