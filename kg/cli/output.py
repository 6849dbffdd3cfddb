"""How answers leave the command line: drawn on a terminal, plain lines in a pipe, JSON, CSV, Markdown, HTML."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.cli.language import worded
from kg.cli.progress import Progress, hush
from kg.harmless import clean, json_escaped, visible

__all__ = [
    "Progress",
    "clean",
    "echo",
    "echo_fitted",
    "give",
    "print_csv",
    "print_json",
    "tell",
    "warn",
    "warn_all",
    "worded",
]

if TYPE_CHECKING:
    from kg.render.blocks import Table
    from kg.render.result import Result
    from kg.wording import Language


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Text on standard output, or on standard error: whatever it holds, nothing in it steers a terminal."""
    hush()
    typer.echo(visible(text), err=err, nl=nl)


def give(answer: Result, form: str | None, language: Language, output: Path | None = None) -> None:
    """An answer in the form that was asked for; what it warns of goes to standard error, whatever the form.

    None: as a terminal shows it best, and as lines with tabs elsewhere. ``output``: into this file instead, in the form
    that its name ends in. Raises InputError where that is none, or where it cannot be written.
    """
    from kg.render.html import fragment
    from kg.render.markdown import markdown
    from kg.render.terminal import show, warnings_of

    hush()
    is_tree = form == "tree" or (form is None and output is None and sys.stdout.isatty())
    blocks = answer.tree(language) if is_tree else answer.blocks(language)
    if output is not None:
        _write(answer, form, language, output)
        form = "file"
    match form:
        case "file":
            warn("{count:,} rows written into {path}.", count=len(answer.table().rows), path=output)
        case "xlsx":
            _print_xlsx(answer.table(), language)
        case "json":
            print_json(answer.to_dict())
        case "csv":
            print_csv(answer.table())
        case "markdown":
            echo(markdown(blocks, language), nl=False)
        case "html":
            echo(fragment(blocks, language))
        case _:
            show(blocks, language)
    for sentence in warnings_of(blocks):
        warn(sentence)


def _write(answer: Result, form: str | None, language: Language, path: Path) -> None:
    from io import StringIO

    from extract.errors import InputError
    from kg.render.sheet import MARK, write_csv, xlsx
    from kg.writing import write_whole

    match form or path.suffix.lower().removeprefix("."):
        case "xlsx":
            content: str | bytes = xlsx(answer.table(), language)
        case "csv":
            written = StringIO()
            write_csv(answer.table(), written)
            content = MARK + written.getvalue()
        case "json":
            content = _json(answer.to_dict()) + "\n"
        case _:
            raise InputError("{path} says no format; let it end in .xlsx, .csv or .json.", path=path)
    write_whole(path, content)


def _print_xlsx(table: Table, language: Language) -> None:
    from extract.errors import UsageError
    from kg.render.sheet import xlsx

    if sys.stdout.isatty():
        raise UsageError("An .xlsx file is nothing to read on a terminal; name a file with --output.")
    sys.stdout.buffer.write(xlsx(table, language))


def give_table(table: Table, language: Language) -> None:
    """A table by itself."""
    from kg.render.terminal import show

    show((table,), language)


def print_json(value: object) -> None:
    """A value as JSON, Vietnamese letters as they are."""
    echo(_json(value))


def _json(value: object) -> str:
    import json

    return json_escaped(json.dumps(value, ensure_ascii=False, indent=2))


def print_csv(table: Table) -> None:
    """A table as CSV, with the mark that makes Excel read it as UTF-8."""
    from kg.render.sheet import MARK, write_csv

    sys.stdout.write(MARK)
    write_csv(table, sys.stdout)


LONGEST = 2_000
"""Characters of one sentence: what a user gave may be longer, and is cut in its middle."""

WARNINGS_SHOWN = 20
"""How many warnings about files one run prints; the rest are counted."""


def warn_all(sentences: Sequence[str]) -> None:
    """Sentences on standard error, the first of them where they are many."""
    for sentence in sentences[:WARNINGS_SHOWN]:
        warn(sentence)
    left = len(sentences) - WARNINGS_SHOWN
    if left > 0:
        warn("{count:,} more warnings; `cancu extract FILE` shows those of a file.", count=left)


def tell(template: str, /, **values: object) -> None:
    """One sentence on standard output, in the language of this run."""
    echo_fitted(clean(worded(template, **values)))


def warn(template: str, /, **values: object) -> None:
    """One sentence on standard error, in the language of this run."""
    said = clean(worded(template, **values))
    if len(said) > LONGEST:
        said = f"{said[: LONGEST // 2]} … {said[-LONGEST // 2 :]}"
    echo_fitted(f"cancu: {said}", err=True)


def echo_fitted(line: str, *, err: bool = False) -> None:
    """A line, on a terminal in as many as fit."""
    stream = sys.stderr if err else sys.stdout
    if not stream.isatty():
        echo(line, err=err)
        return
    from kg.render.terminal import broken, columns_of

    for part in broken(line, columns_of(stream)):
        echo(part, err=err)
