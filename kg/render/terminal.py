"""Blocks for a terminal, as wide as it is and in colour; and for a pipe, plain: tables by tabs, one line a row."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, zip_longest
from typing import TextIO

from kg.harmless import clean
from kg.render.blocks import Block, Branch, Heading, Line, Table, Tone, Warned, twigs
from kg.render.width import measure
from kg.wording import Language

LEAST = 30
"""Columns below which nothing is broken any more."""

SHORT = 24
"""Signs of a part of a list that stays on one line."""

TALL = 3
"""Lines of a cell, beyond which a table is no table any more."""

_LIST, _HELD = " · ", "\N{NO-BREAK SPACE}"
_GAP = "   "

_COLOURS: Mapping[Tone, str] = {
    "bad": "31", "doubt": "33", "note": "36", "good": "32", "faint": "2", "head": "1",
}  # fmt: skip


def warnings_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The sentences that belong on standard error."""
    return (block.text for block in blocks if isinstance(block, Warned))


def plain_lines(blocks: Iterable[Block], language: Language) -> Iterator[str]:
    """The blocks as lines, warnings left out."""
    for block in blocks:
        match block:
            case Line(text, indent):
                yield " " * indent + clean(text)
            case Heading(text, beside):
                yield clean(f"{text} {beside}")
            case Branch():
                yield from (twig.before + clean(twig.branch.text) for twig in twigs(block))
            case Table():
                yield "\t".join(column.heading(language) for column in block.columns)
                for cells in block.worded(language):
                    yield "\t".join(map(clean, cells))


def drawn_lines(blocks: Iterable[Block], language: Language, width: int, *, colour: bool) -> Iterator[str]:
    """The blocks as lines of a terminal, none wider than it; warnings left out."""
    before: Block | None = None
    for block in blocks:
        if before is not None and _stands_apart(block, before):
            yield ""
        before = block if not isinstance(block, Warned) else before
        match block:
            case Line(text, indent, tone):
                onward = " " * (indent + 2) if indent else ""
                yield from painted(broken(clean(text), width, " " * indent, onward), tone, colour)
            case Heading(text, beside):
                yield from painted(broken(clean(text), width), "head", colour)
                yield from painted(broken(clean(beside), width, "  ", "  ") if beside else (), "faint", colour)
            case Branch():
                for twig in twigs(block):
                    lines = broken(clean(twig.branch.text), width, twig.before, twig.beside)
                    yield from painted(lines, twig.branch.tone, colour)
            case Table():
                yield from _table(block, language, width, colour=colour)


def _stands_apart(block: Block, before: Block) -> bool:
    """Whether an empty line belongs between two blocks: before a heading, before another kind, after what is deeper."""
    if isinstance(block, Line) and isinstance(before, Line):
        return before.indent > block.indent
    return isinstance(block, Heading) or not isinstance(before, (type(block), Heading))


def painted(lines: Iterable[str], tone: Tone, colour: bool) -> Iterator[str]:
    """The lines in the colour of a tone, where colours are wanted."""
    code = _COLOURS.get(tone) if colour else None
    return (f"\x1b[{code}m{line}\x1b[0m" if code else line for line in lines)


def broken(text: str, width: int, first: str = "", onward: str = "") -> Iterator[str]:
    """A text in lines of so many columns at most, ``first`` before the first and ``onward`` before the others.

    Lines end between words, but not within the short parts of a list ("… · trang 1, đoạn 2"); a word longer than a
    line, such as a path, is broken where the line ends.
    """
    whole = _LIST.join(_kept_whole(part) for part in text.split(_LIST))
    yield from _folded(whole, max(width, LEAST), first, onward)


def _folded(text: str, room: int, first: str = "", onward: str = "") -> Iterator[str]:
    width = measure(first, text, onward)
    line, empty = first, True
    for word in text.split(" "):
        if not empty and width(line) + 1 + width(word) > room:
            yield line
            line, empty = onward, True
        *full, rest = _chopped(word, room - width(line), width) if empty else (word,)
        for part in full:
            yield line + part
            line = onward
        line += rest if empty else f" {rest}"
        empty = False
        line = line.replace(_HELD, " ")
    yield line


def _chopped(word: str, room: int, width: Callable[[str], int]) -> list[str]:
    """A word in parts of so many columns, by what counts them."""
    if not word or width(word) <= room:
        return [word]
    from rich.cells import chop_cells  # noqa: PLC0415 - slow to import, and few words need it

    return chop_cells(word, max(room, 1))


def _kept_whole(part: str) -> str:
    return part.replace(" ", _HELD) if len(part) <= SHORT else part


def show(blocks: Iterable[Block], language: Language) -> None:
    """Prints the blocks: as wide as the terminal is, plain lines elsewhere."""
    if not sys.stdout.isatty():
        for line in plain_lines(blocks, language):
            print(line)
        return
    for line in drawn_lines(blocks, language, columns_of(sys.stdout), colour=in_colour()):
        print(line)


def columns_of(stream: TextIO) -> int:
    """How wide a terminal is, for COLUMNS says so, or it itself; 80 where neither does."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def in_colour() -> bool:
    """Whether a terminal wants colours: not where NO_COLOR is set, nor on one that has none."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _table(block: Table, language: Language, width: int, *, colour: bool) -> Iterator[str]:
    """A table in columns, none narrower than its longest word; where a cell would be tall, each row as a list of
    what stands in it under which head."""
    heads = [column.heading(language) for column in block.columns]
    rows = [list(map(clean, cells)) for cells in block.worded(language)]
    rooms = _rooms([heads, *rows], width)
    cells = [[list(_folded(cell, room)) for cell, room in zip(row, rooms, strict=True)] for row in (heads, *rows)]
    if sum(rooms) + len(_GAP) * (len(rooms) - 1) <= width and all(len(lines) <= TALL for row in cells for lines in row):
        first, *others = (list(_beside(row, rooms)) for row in cells)
        yield from painted(first, "head", colour)
        yield "─" * (sum(rooms) + len(_GAP) * (len(rooms) - 1))
        yield from chain.from_iterable(others)
        return
    for row in rows:
        said = (f"{head}: {cell}" for head, cell in zip(heads, row, strict=True) if cell)
        yield from broken(_LIST.join(said), width, "", "  ")


def _rooms(rows: list[list[str]], width: int) -> list[int]:
    """How wide each column is: as its longest cell; where that is too wide, the widest that can be narrower are."""
    columns, width_of = list(zip(*rows, strict=True)), measure(*chain.from_iterable(rows))
    least = [max(width_of(word) for cell in column for word in cell.split(" ")) for column in columns]
    rooms = [max(map(width_of, column)) for column in columns]
    while sum(rooms) + len(_GAP) * (len(rooms) - 1) > width:
        narrower = [at for at, room in enumerate(rooms) if room > least[at]]
        if not narrower:
            break
        rooms[max(narrower, key=rooms.__getitem__)] -= 1
    return rooms


def _beside(cells: list[list[str]], rooms: list[int]) -> Iterator[str]:
    """The lines of a row, cell beside cell."""
    from rich.cells import set_cell_size  # noqa: PLC0415

    for lines in zip_longest(*cells, fillvalue=""):
        yield _GAP.join(map(set_cell_size, lines, rooms)).rstrip()
