"""Blocks as Markdown, for a report or an assistant: whatever a document says stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.harmless import clean
from kg.render.blocks import Block, Branch, Heading, Line, Table, Warned
from kg.wording import Language

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(blocks: Iterable[Block], language: Language) -> str:
    """The blocks, a blank line between them."""
    return "\n\n".join("\n".join(_lines(block, language)) for block in blocks) + "\n"


def _lines(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Line(text, indent):
            yield f"- {_safe(text)}" if indent else _safe(text)
        case Heading(text, beside):
            yield f"### {_safe(' · '.join(filter(None, (text, beside))))}"
        case Warned(text):
            yield f"> {_safe(text)}"
        case Branch():
            yield from _branch(block, "")
        case Table():
            yield _row(column.heading(language) for column in block.columns)
            yield "|" + " --- |" * len(block.columns)
            for cells in block.worded(language):
                yield _row(cells)


def _branch(branch: Branch, indent: str) -> Iterator[str]:
    yield f"{indent}- {_safe(branch.text)}"
    for one in branch.below:
        yield from _branch(one, f"{indent}  ")


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(_safe, cells)) + " |"


def _safe(text: str) -> str:
    return _MARKUP.sub(r"\\\1", clean(text))
