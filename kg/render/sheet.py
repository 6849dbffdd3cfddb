"""A table as CSV: columns by their names, values as they are, no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
from typing import TextIO

from kg.harmless import cell
from kg.render.blocks import Table

MARK = "\ufeff"
"""What makes Excel read UTF-8."""


def write_csv(table: Table, to: TextIO) -> None:
    """Writes the table; days stay ISO and words stay those of the record, so that any program can read them."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(table.names)
    for row in table.rows:
        writer.writerow(map(cell, row))
