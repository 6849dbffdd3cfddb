"""Words that a file ran together, parted where it matters: "Căn cứNghị định", "Thôngtư số", "UBNDngày 26/11"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.repair.pieces import Pieces
from extract.words import LOWER, UPPER, any_of, occurrences
from ontology import table

_GLUED_ITEM = re.compile(rf"(?:(?<![^\n])|(?<=\n\s))- \d{{1,2}}(?=[{UPPER}])")  # of a list: "- 1Luật Thú y"


def part_words(source: str) -> tuple[str, Pieces] | None:
    """``source`` with the blanks that it lost, and the way back; None where it lost none."""
    gaps = sorted(set(_gaps(source)))
    if not gaps:
        return None
    pieces, end = Pieces(), 0
    for gap in gaps:
        pieces.keep(source[end:gap], end)
        pieces.put(" ", gap, gap)
        end = gap
    pieces.keep(source[end:], end)
    return "".join(pieces.parts), pieces


def _gaps(source: str) -> Iterator[int]:
    """Where a blank is lost: in "Căncứ" and behind it, in "Thựchiện", "cóhiệu lực", before days, in and by types."""
    for at in occurrences("ăncứ", source):
        yield at + 2
    for at in occurrences("hựchiện", source):
        yield at + 3
    for at in occurrences("óhiệu lực", source):
        yield at + 1
    for at in occurrences("ngày ", source):
        before = source[at - 1 : at]
        if (before.isupper() or before.isdigit()) and source[at + 5 : at + 6].isdigit():
            yield at
    for recital in ("ăn cứ", "ăncứ"):
        for at in occurrences(recital, source):
            if source[at + len(recital) : at + len(recital) + 1].isupper():
                yield at + len(recital)
    yield from _behind_item_numbers(source)
    for match in _glued().finditer(source):
        if inner := _types().get(match[0]):
            yield match.start() + inner
        if source[match.start() - 1 : match.start()].islower():
            yield match.start()


def _behind_item_numbers(source: str) -> Iterator[int]:
    for at in occurrences("- ", source):
        if source[at + 2 : at + 3].isdigit() and (item := _GLUED_ITEM.match(source, at)):
            yield item.end()


@cache
def _types() -> dict[str, int]:
    """The types of two words whose documents have numbers, run together -> where their words part."""
    words = (row["label"].partition(" ") for row in table("types") if row["numbered"])
    return {first + second: len(first) for first, _, second in words if second}


@cache
def _glued() -> re.Pattern[str]:
    """These types without their blank, and with it right behind a letter; each branch opens with one, which is fast."""
    rest: dict[str, list[tuple[str, int]]] = {}
    for glued, at in _types().items():
        rest.setdefault(glued[0], []).append((glued[1:], at - 1))
    return re.compile(
        "|".join(
            rf"{first}(?:{any_of(word for word, _ in words)}"
            rf"|(?<=[{LOWER}].){any_of(f'{word[:at]} {word[at:]}' for word, at in words)})"
            for first, words in rest.items()
        )
    )
