"""Words that a file ran together, parted where they open a recital or name a type: "Căn cứNghị định", "Thôngtư số"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.repair.pieces import Pieces
from extract.words import occurrences
from ontology import table

_SIGN = re.compile(  # of what a text that lost blanks has; opens with letters that are rare
    r"[ăứựệịếôỉ](?:(?<=ă)ncứ|(?<=ự)chiện|(?<=ứ)[NQTCKLBH]|(?<=ệ)n[NQTCKLBH]|(?<=ghị)[đq]|(?<=yế)tđ|(?<=Kế)(?:h|tl)"
    r"|(?<=Thô)ngt|(?<=Chỉ)t)"
)


def part_words(source: str) -> tuple[str, Pieces] | None:
    """``source`` with the blanks that it lost, and the way back; None where it lost none."""
    if _SIGN.search(source) is None:
        return None
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
    for at in occurrences("cứ", source):
        if source[at + 2 : at + 3].isupper() and source.endswith(("ăn cứ", "ăncứ"), 0, at + 2):
            yield at + 2
    for first, seconds in _types().items():
        for at in occurrences(first, source):
            end = at + len(first)
            second = next(
                (word for word in seconds if source.startswith(word, end + (source[end : end + 1] == " "))), ""
            )
            if not second:
                continue
            if source[end] != " ":
                yield end
            if source[at - 1 : at].islower():
                yield at


@cache
def _types() -> dict[str, tuple[str, ...]]:
    """The first word of a type of two words -> what may stand behind it."""
    found: dict[str, list[str]] = {}
    for row in table("types"):
        first, _, second = row["label"].partition(" ")
        if second and row["numbered"]:
            found.setdefault(first, []).append(second)
    return {first: tuple(seconds) for first, seconds in found.items()}
