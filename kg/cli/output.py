"""How answers are written: tables for people on a terminal, plain lines for everything else, JSON, CSV."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Self

import typer

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

StoreOption = Annotated[
    str, typer.Option("--store", metavar="DIR|URL", envvar="CANCU_STORE", help="The store to ask or to build.")
]
DEFAULT_STORE = "cancu.store"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """A text out of a document, on one line, without what could steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows under headers: drawn on a terminal, tab-separated elsewhere."""
    lines = [[clean("" if cell is None else str(cell)) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for line in ([*headers], *lines):
            typer.echo("\t".join(line))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headers, box=box.SIMPLE_HEAD, pad_edge=False)
    for line in lines:
        table.add_row(*map(Text, line))
    Console().print(table)


def print_json(value: object) -> None:
    """A value as JSON, Vietnamese letters as they are."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows under headers as CSV. A cell that a spreadsheet would take for a formula is quoted by an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow(["" if cell is None else _harmless(str(cell)) for cell in row])


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "@", "\t", "\r")) else text


class Progress:
    """How far a long work is, on standard error: files, and pages that are recognised; silent where no terminal is."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def files(self, done: int, total: int) -> None:
        """So many files are done, of so many."""
        self._show(self._what, completed=done, total=total)

    def pages(self, name: str, page: int, pages: int) -> None:
        """A page of a file is being recognised, of so many."""
        self._show(f"{clean(name)}: page {page} of {pages}")

    def clear(self) -> None:
        """Takes the bar away, to make room for a line."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _show(self, description: str, **fields: int) -> None:
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = _bar(self._what)
        self._bar.update(self._bar.task_ids[0], description=description, **fields)  # type: ignore[arg-type]


def _bar(what: str) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    bar = Bar(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    bar.add_task(what, total=None)
    bar.start()
    return bar


WARNINGS_SHOWN = 20
"""How many warnings about files one run prints; the rest are counted."""


def warn_all(sentences: Sequence[str]) -> None:
    """Sentences on standard error, the first of them where they are many."""
    for sentence in sentences[:WARNINGS_SHOWN]:
        warn(sentence)
    if len(sentences) > WARNINGS_SHOWN:
        warn(f"{len(sentences) - WARNINGS_SHOWN:,} more warnings; `cancu extract FILE` shows those of a file.")


def warn(sentence: str) -> None:
    """One sentence on standard error."""
    typer.echo(f"cancu: {clean(sentence)}", err=True)
