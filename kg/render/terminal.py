"""Blocks for a terminal, drawn; and for a pipe, plain: tables by tabs, one line a row."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from kg.harmless import clean
from kg.render.blocks import Block, Branch, Heading, Line, Table, Warned, branch_lines
from kg.wording import Language


def warnings_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The sentences that belong on standard error."""
    return (block.text for block in blocks if isinstance(block, Warned))


def plain_lines(blocks: Iterable[Block], language: Language) -> Iterator[str]:
    """The blocks as lines, warnings left out."""
    for block in blocks:
        match block:
            case Line(text) | Heading(text):
                yield clean(text)
            case Branch():
                yield from map(clean_indented, branch_lines(block))
            case Table():
                yield "\t".join(column.heading(language) for column in block.columns)
                for cells in block.worded(language):
                    yield "\t".join(map(clean, cells))


def clean_indented(line: str) -> str:
    """A line of a tree without what could steer a terminal, its indent kept."""
    text = line.lstrip(" │├└─")
    return line[: len(line) - len(text)] + clean(text)


def show(blocks: Iterable[Block], language: Language) -> None:
    """Prints the blocks: tables drawn on a terminal, plain lines elsewhere."""
    if not sys.stdout.isatty():
        for line in plain_lines(blocks, language):
            print(line)
        return
    for block in blocks:
        if isinstance(block, Table):
            _draw(block, language)
        else:
            for line in plain_lines((block,), language):
                print(line)


def _draw(block: Table, language: Language) -> None:
    from rich import box  # noqa: PLC0415 - slow to import, and only terminals need it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table as Drawn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Drawn(*(column.heading(language) for column in block.columns), box=box.SIMPLE_HEAD, pad_edge=False)
    for cells in block.worded(language):
        drawn.add_row(*(Text(clean(cell)) for cell in cells))
    Console().print(drawn)
