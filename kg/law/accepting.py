"""Reviewed facts go into a table of one's own, all or none, and come out again.

What was accepted together bears one mark at the end of each row's note, ``[harvest.csv #1a2b3c4d]``: the name of the
reviewed file, and what tells its content from others. The table itself needs no books beside it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.errors import FactError
from kg.harmless import looks_like_formula
from kg.law.own_facts import add_rows, text_of_table
from kg.law.rows import fact_of
from kg.law.tables import COLUMNS, read_table
from kg.writing import write_whole

TAKE = "take"
"""The column of a reviewed file that says which rows are meant; without it, all are."""
_TAKEN: Mapping[str, bool] = {"yes": True, "no": False, "có": True, "không": False}
_BATCH = re.compile(r"\s?\[(?P<name>[^\[\]]*) #(?P<digest>[0-9a-f]{8})\]$")
_NOT_IN_NAMES = re.compile(r"[\[\]\s]+")


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many rows went into the table, how many were there already, and how many the review left out."""

    taken: int
    there: int
    left: int


def accept(reviewed: Path, to: Path) -> Accepted:
    """Takes the reviewed rows into the table of changes ``to``, which is made if need be.

    Raises FactError, naming file and line, where one row breaks the rules of the tables; the table then stays as it
    was. InputError where it cannot be written.
    """
    rows = list(_rows(reviewed))
    meant = [row for row, take in rows if take]
    there = {_without_note(row) for row in _table(to)}
    new = list({_without_note(row): row for row in meant if _without_note(row) not in there}.values())
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()[:8]
    batch = f"[{_NOT_IN_NAMES.sub(' ', reviewed.name).strip()} #{digest}]"
    if new:
        add_rows(to, [row | {"note": f"{row['note']} {batch}".lstrip()} for row in new])
    return Accepted(len(new), len(meant) - len(new), len(rows) - len(meant))


def undo(table: Path) -> tuple[str, int]:
    """Takes the last acceptance out of a table again: the name of the file that was accepted, and how many rows left.

    Raises FactError where nothing was accepted into it, or it is no table of changes.
    """
    rows = _table(table)
    batches = [_batch(row) for row in rows]
    last = next(filter(None, reversed(batches)), None)
    if last is None:
        raise FactError("Nothing in {path} was accepted from a harvest; there is nothing to take back.", path=table)
    kept = [row for row, batch in zip(rows, batches, strict=True) if batch != last]
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS["changes"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    write_whole(table, written.getvalue())
    return last[0], len(rows) - len(kept)


def _rows(reviewed: Path) -> Iterator[tuple[dict[str, str], bool]]:
    kind, rows = read_table(reviewed)
    if kind != "changes":
        raise FactError("{path} is not what a harvest writes; give the file that was reviewed.", path=reviewed)
    for number, row in enumerate(rows, start=2):
        cells = {column: _unquoted(" ".join((row.get(column) or "").split())) for column in COLUMNS["changes"]}
        said = (row.get(TAKE) or "").strip().lower() if TAKE in row else "yes"
        if said not in _TAKEN:
            raise FactError(
                "{path}, row {number}: the column 'take' says '{said}'; write yes or no.",
                path=reviewed,
                number=number,
                said=said,
            )
        if _TAKEN[said]:
            try:
                fact_of("changes", cells)
            except FactError as error:
                raise FactError("{path}, row {number}: {error}", path=reviewed, number=number, error=error) from None
        yield cells, _TAKEN[said]


def _batch(row: Mapping[str, str | None]) -> tuple[str, str] | None:
    """With what a row was accepted; None for one that was added by hand."""
    found = _BATCH.search(row["note"] or "")
    return (found["name"], found["digest"]) if found else None


def _unquoted(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell[1:]) else cell


def _table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of_table(path), newline="")))


def _without_note(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in COLUMNS["changes"] if column != "note")
