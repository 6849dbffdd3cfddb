"""A passage of a text with signs under the words that are meant, fitted to the width of what shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.harmless import visible

_BLANKS = re.compile(r"\s+")
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words that are meant, and what stands before and after them in their line."""

    before: str
    meant: str
    after: str


def excerpt_of(text: str, start: int, end: int) -> Excerpt:
    """The words at ``start:end``, with the rest of the lines that they begin and end in."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", max(start, end - 1))
    parts = text[first:start], text[start:end], text[end : len(text) if last < 0 else max(last, end)]
    before, meant, after = (_BLANKS.sub(" ", visible(part)) for part in parts)
    return Excerpt(before.lstrip(), meant or _CUT, after.rstrip())


def fitted(found: Excerpt, width: int) -> Iterator[tuple[str, str]]:
    """The passage in lines of so many columns, each with the carets under its part of the words that are meant.

    All of these words are there; what stands around them is cut between words, where a "…" says so.
    """
    from rich.cells import cell_len  # noqa: PLC0415 - slow to import, and only people need it

    before = _tail(found.before, width // 3)
    text = before + found.meant
    lines = list(_folded(text, width))
    begin, end = lines[-1]
    after = _head(found.after, width - cell_len(text[begin:end]))
    for begin, end in lines:
        shown = text[begin:end]
        marked = text[max(begin, len(before)) : end]
        carets = " " * cell_len(shown[: len(shown) - len(marked)]) + "^" * cell_len(marked)
        yield shown + (after if end == len(text) else ""), carets if marked else ""


def _tail(text: str, room: int) -> str:
    """The last whole words that fit."""
    from rich.cells import cell_len  # noqa: PLC0415

    if cell_len(text) <= room:
        return text
    *words, kept = text.split(" ")
    while words and cell_len(f"{_CUT} {words[-1]} {kept}") <= room:
        kept = f"{words.pop()} {kept}"
    return f"{_CUT} {kept}" if cell_len(kept) < room - 1 else _CUT


def _head(text: str, room: int) -> str:
    """The first whole words that fit."""
    from rich.cells import cell_len  # noqa: PLC0415

    if cell_len(text) <= room:
        return text
    kept = ""
    for word in re.findall(r" ?[^ ]+", text):
        if cell_len(kept + word) + 1 > room:
            break
        kept += word
    return kept + _CUT if cell_len(kept) < room else kept


def _folded(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where lines of so many columns begin and end in a text; only a word longer than a line is broken."""
    from rich.cells import cell_len  # noqa: PLC0415

    begin = end = 0
    for word in re.finditer(r"[^ ]+", text):
        if cell_len(text[begin : word.end()]) > width and end > begin:
            yield begin, end
            begin = word.start()
        while cell_len(text[begin : word.end()]) > width:
            cut = begin + 1
            while cell_len(text[begin : cut + 1]) <= width:
                cut += 1
            yield begin, cut
            begin = cut
        end = word.end()
    yield begin, len(text)
