"""The number of a document (số, ký hiệu) as one value: serial, year, and what the parts of its symbol stand for.

::

     59  / 2023 / NĐ - CP            43  -  KL / TW            01  -  ĐA / BDVTU - UBND
     serial year  type issuer        serial type issuer        serial type issuers (joint)

Records carry it; what is only written, in a table of facts or a question, is parsed here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ontology import table

_WRITTEN = re.compile(
    r"(?P<serial>\d+(?:\.\d+)*(?:[a-zđ](?=[/-]|$))?)(?:\s*/\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?:\s*(?P<separator>[/\s-])\s*(?P<symbol>.*))?$",
    re.DOTALL,
)
_AROUND = re.compile(r"\s*([/-])\s*")
_PARTS = re.compile(r"[/-]")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number in its parts, as written: leading zeros and the letter of a serial ("12a") are kept.

    ``separator`` stands before the symbol, "-" in the Party's numbers. ``type`` is the sign of a type that the symbol
    begins with ("NĐ"), None where it begins with none ("QH15", "UBND-NC"); ``issuers`` are its other parts, of which
    the first is the body that issued, the others joint bodies or a division. ``serial`` is "" where it is blank.
    """

    serial: str
    year: str | None = None
    separator: str = ""
    symbol: str = ""
    type: str | None = None
    issuers: tuple[str, ...] = ()

    def __str__(self) -> str:
        dated = f"{self.serial}/{self.year}" if self.year else self.serial
        return f"{dated}{self.separator}{self.symbol}"

    @property
    def is_of_party(self) -> bool:
        """Whether it is written as the Party writes its own: 23-QĐ/TW."""
        return self.separator == "-"

    @property
    def types(self) -> tuple[str, ...]:
        """The codes of the types whose sign the symbol begins with; none for a symbol without one, as of a letter."""
        return type_codes().get(self.type, ()) if self.type else ()


@cache
def type_codes() -> dict[str, tuple[str, ...]]:
    """Type symbol, as written and in capitals -> codes of the types that use it ("QĐ" -> QĐ, QyĐ)."""
    found: dict[str, list[str]] = {}
    for row in table("types"):
        for symbol in filter(None, row["symbols"].split("|")):
            for form in {symbol, symbol.upper()}:
                found.setdefault(form, []).append(row["code"])
    return {symbol: tuple(codes) for symbol, codes in found.items()}


@lru_cache(maxsize=65_536)
def numbering(serial: str, year: str | None, separator: str, symbol: str) -> Numbering:
    """The value of a number whose symbol stands alone ("NĐ-CP"); the same for the same, since they come again."""
    parts = tuple(_PARTS.split(symbol)) if symbol else ()
    if parts and parts[0] in type_codes():
        return Numbering(serial, year, separator, symbol, parts[0], parts[1:])
    return Numbering(serial, year, separator, symbol, None, parts)


@lru_cache(maxsize=65_536)
def numbering_of(written: str) -> Numbering:
    """The value of a number as it is written: "59/2023/NĐ-CP", "66.13", "23 QĐ/TW". What is none is all symbol.

    >>> numbering_of("59/2023/NĐ-CP").issuers
    ('CP',)
    """
    found = _WRITTEN.match(written.strip())
    if found is None:
        return numbering("", None, "", written.strip())
    separator, symbol = found["separator"] or "", found["symbol"] or ""
    if len(symbol.split()) > 1:
        symbol = "-".join(_AROUND.sub(r"\1", symbol).split())
    return numbering(found["serial"], found["year"], "/" if separator.isspace() else separator, symbol)
