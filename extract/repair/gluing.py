"""Words that a file ran together, parted where they open a recital or name a type: "Căn cứNghị định", "Thôngtư số"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.repair.pieces import Pieces
from extract.words import LOWER, UPPER, occurrences
from ontology import table

_BEHIND_SMALL = re.compile(rf"[{UPPER}](?<=[{LOWER}].)")


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
    """Where a blank is lost: inside "Căncứ" and behind it, inside "Thựchiện", and inside and before a type."""
    for at in occurrences("ăncứ", source):
        yield at + 2
    for at in occurrences("hựchiện", source):
        yield at + 3
    for match in _glued().finditer(source):
        yield match.start() + _types()[match[0]]
    for match in _BEHIND_SMALL.finditer(source):
        at = match.start()
        if source.endswith(("ăn cứ", "ăncứ"), 0, at) or source.startswith(_written(), at):
            yield at


@cache
def _types() -> dict[str, int]:
    """The types of two words whose documents have numbers, run together -> where their words part."""
    words = (row["label"].partition(" ") for row in table("types") if row["numbered"])
    return {first + second: len(first) for first, _, second in words if second}


@cache
def _glued() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_types(), key=len, reverse=True)))


@cache
def _written() -> tuple[str, ...]:
    """These types as they may stand, with their blank and without it."""
    return (*_types(), *(f"{glued[:at]} {glued[at:]}" for glued, at in _types().items()))
