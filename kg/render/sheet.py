"""A table as a sheet: CSV for programs, XLSX for people; no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, TextIO

from extract.errors import InputError
from kg.harmless import cell, looks_like_formula, visible
from kg.identity.keys import is_day
from kg.render.blocks import Cell, Column, Table
from kg.wording import Language

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MARK = "\ufeff"
"""What makes Excel read UTF-8."""

ROWS, SIGNS = 1_048_575, 32_767
"""What a sheet of Excel holds below its head, and what a cell does."""

_WIDEST = 60


def write_csv(table: Table, to: TextIO) -> None:
    """Writes the table; days stay ISO and words stay those of the record, so that any program can read them."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(table.names)
    for row in table.rows:
        writer.writerow(map(cell, row))


def xlsx(table: Table, language: Language) -> bytes:
    """The table as a file for Excel: heads and words in the language, full days as dates, a filter on every column.

    Raises InputError for more rows than a sheet holds.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who asks for such a file needs it

    if len(table.rows) > ROWS:
        raise InputError(
            "A sheet holds {most:,} rows, and these are {count:,}; ask for less, or for CSV.",
            most=ROWS,
            count=len(table.rows),
        )
    written = BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        head, text = book.add_format({"bold": True, "valign": "top"}), {"valign": "top", "text_wrap": True}
        forms = {
            "text": book.add_format(text),
            "quoted": book.add_format(text | {"quote_prefix": True}),
            "day": book.add_format({"valign": "top", "num_format": "dd/mm/yyyy" if language == "vi" else "yyyy-mm-dd"}),
        }
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.heading(language), head)
            sheet.set_column(place, place, _width(column, (row[place] for row in table.rows), language))
            for line, row in enumerate(table.rows, start=1):
                if row[place] not in (None, ""):
                    _put(sheet, (line, place), _cell(column, row[place], language), forms)
        sheet.freeze_panes(1, 0)
        if table.columns:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return written.getvalue()


def _cell(column: Column, value: Cell, language: Language) -> str | int | float | date:
    """What Excel gets: a full day as one, numbers as they are, all else as a person reads it."""
    if column.kind == "day" and is_day(str(value)):
        return date.fromisoformat(str(value))
    return value if isinstance(value, int | float) else visible(column.worded(value, language))[:SIGNS]


def _put(sheet: Worksheet, at: tuple[int, int], value: str | int | float | date, forms: dict[str, Format]) -> None:
    match value:
        case str():
            sheet.write_string(*at, value, forms["quoted" if looks_like_formula(value) else "text"])
        case date():
            sheet.write_datetime(*at, value, forms["day"])
        case _:
            sheet.write_number(*at, value, forms["text"])


def _width(column: Column, values: Iterable[Cell], language: Language) -> int:
    longest = max((len(column.worded(value, language)) for value in values), default=0)
    return min(max(longest, len(column.heading(language)) + 4, 8), _WIDEST)
