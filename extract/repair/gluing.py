"""Words that a file ran together, parted where it matters: "Căn cứNghị định", "Thôngtư số", "UBNDngày 26/11"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.repair.pieces import Pieces
from extract.words import LOWER, UPPER, any_of
from ontology import table

#: What ends where a blank is lost; each branch opens with a letter that is rare.
_BEHIND = (
    "ăn(?=cứ)",  # "Căncứ"
    rf"ứ(?:(?<=ăncứ)|(?<=ăn cứ))(?=[{UPPER}])",  # "Căn cứNghị định"
    "ực(?<=hực)(?=hiện)",  # "Thựchiện"
    "ó(?=hiệu lực)",  # "cóhiệu lực"
    rf"-(?:(?<![^\n]-)|(?<=\n\s-)) \d{{1,2}}(?=[{UPPER}])",  # the item of a list: "- 1Luật Thú y"
)
_DAY = r"à(?<=\Sngà)y (?=\d)"  # "UBNDngày 26"


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
    """Where a blank is lost: in and behind the words of a recital, before days, in types and before them."""
    for found in _around().finditer(source):
        start, words = found.start(), found[0]
        if words[0].isupper():
            if inner := _types().get(words):
                yield start + inner
            if source[start - 1 : start].islower():
                yield start
        elif words != "ày ":
            yield found.end()
        elif (before := source[start - 3]).isupper() or before.isdigit():
            yield start - len("ng")


@cache
def _types() -> dict[str, int]:
    """The types of two words whose documents have numbers, run together -> where their words part."""
    words = (row["label"].partition(" ") for row in table("types") if row["numbered"])
    return {first + second: len(first) for first, _, second in words if second}


@cache
def _around() -> re.Pattern[str]:
    """What may stand around a lost blank: besides the above these types without theirs, and with it behind a letter."""
    rest: dict[str, list[tuple[str, int]]] = {}
    for glued, at in _types().items():
        rest.setdefault(glued[0], []).append((glued[1:], at - 1))
    types = "|".join(
        rf"{first}(?:{any_of(word for word, _ in words)}"
        rf"|(?<=[{LOWER}].){any_of(f'{word[:at]} {word[at:]}' for word, at in words)})"
        for first, words in rest.items()
    )
    return re.compile("|".join((*_BEHIND, _DAY, types)))
