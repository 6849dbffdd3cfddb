"""A passage of a text with signs under the words that are meant, fitted to the width of what shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.harmless import visible
from kg.render.width import measure

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
    before, meant, after = (_BLANKS.sub(" ", visible(part.replace("\r\n", "\n").removesuffix("\r"))) for part in parts)
    return Excerpt(before.lstrip(), meant or _CUT, after.rstrip())


def fitted(found: Excerpt, width: int) -> Iterator[tuple[str, str]]:
    """The passage in lines of so many columns, each with the carets under its part of the words that are meant.

    All of these words are there; what stands around them is cut between words, where a "…" says so.
    """
    columns = measure(found.before, found.meant, found.after)
    before = _tail(found.before, width // 3, columns)
    text = before + found.meant
    lines = list(_folded(text, width, columns))
    begin, end = lines[-1]
    after = _head(found.after, width - columns(text[begin:end]), columns)
    for begin, end in lines:
        shown = text[begin:end]
        marked = text[max(begin, len(before)) : end]
        carets = " " * columns(shown[: len(shown) - len(marked)]) + "^" * columns(marked)
        yield shown + (after if end == len(text) else ""), carets if marked else ""


def _tail(text: str, room: int, columns: Callable[[str], int]) -> str:
    """The last whole words that fit."""
    if columns(text) <= room:
        return text
    *words, kept = text.split(" ")
    while words and columns(f"{_CUT} {words[-1]} {kept}") <= room:
        kept = f"{words.pop()} {kept}"
    return f"{_CUT} {kept}" if columns(kept) < room - 1 else _CUT


def _head(text: str, room: int, columns: Callable[[str], int]) -> str:
    """The first whole words that fit."""
    if columns(text) <= room:
        return text
    kept = ""
    for word in re.finditer(r" ?[^ ]+", text):
        if columns(kept + word[0]) + 1 > room:
            break
        kept += word[0]
    return kept + _CUT if columns(kept) < room else kept


def _folded(text: str, width: int, columns: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """Where lines of so many columns begin and end in a text; only a word longer than a line is broken."""
    begin = end = 0
    for word in re.finditer(r"[^ ]+", text):
        if columns(text[begin : word.end()]) > width and end > begin:
            yield begin, end
            begin = word.start()
        while columns(text[begin : word.end()]) > width:
            cut = begin + 1
            while columns(text[begin : cut + 1]) <= width:
                cut += 1
            yield begin, cut
            begin = cut
        end = word.end()
    yield begin, len(text)
