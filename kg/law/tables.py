"""Tables of facts as files: which columns they have, and reading one row after the other."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from extract.errors import FactError, InputError
from extract.userfiles import load_text

DOCUMENT = ("type", "number", "date", "issuer", "name")
EVIDENCE = ("source", "mark", "note")
CHANGES = ("relation", "scope", *(f"later_{c}" for c in DOCUMENT), *(f"earlier_{c}" for c in DOCUMENT), "effective")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "changes": (*CHANGES, *EVIDENCE),
    "effects": (*DOCUMENT, "effective", "ended", *EVIDENCE, "area", "partly"),
    "congresses": ("party", "ordinal", "opened", "closed", *EVIDENCE),
    "seen": ("type", "number", "date", "issuer", "role", "seen_on", "seen_in"),
}
"""The columns of each table, in their order; a table is recognised by them."""

_MAY_BE_MISSING = frozenset({"note", "area", "partly"})

LARGEST = 100
"""Megabytes of a table at most."""


def read_table(path: Path) -> tuple[str, Iterator[dict[str, str | None]]]:
    """Which table a CSV file is, by its columns, and its rows. Raises FactError for a file that is none."""
    try:
        text = load_text(path, LARGEST)
    except InputError as error:
        raise FactError("This is no table of facts: {error}", error=error) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    with _as_fact_errors(path):
        kind = table_kind(reader.fieldnames or ())
    if kind is None:
        raise FactError(
            "{path}: its first line is not the header of a table of facts; data/register/README.md has the columns.",
            path=path,
        )
    return kind, _rows(reader, path)


def _rows(reader: csv.DictReader[str], path: Path) -> Iterator[dict[str, str | None]]:
    with _as_fact_errors(path):
        yield from reader


@contextmanager
def _as_fact_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except csv.Error as error:  # above all a cell of more than 131,072 characters
        raise FactError(
            "{path}: this table of facts cannot be read ({error}); give a CSV file in UTF-8.", path=path, error=error
        ) from error


def table_kind(columns: Sequence[str]) -> str | None:
    """Which table of :data:`COLUMNS` has these columns; ``note``, ``area`` and ``partly`` may be missing."""
    for kind, expected in COLUMNS.items():
        if set(expected) - _MAY_BE_MISSING <= set(columns):
            return kind
    return None
